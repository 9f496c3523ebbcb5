"""Sealing the custody log: signed heads, stamps, cosignatures, keys."""

import base64
from collections.abc import Sequence

from holdfast.base.clock import now
from holdfast.base.errors import HoldfastError
from holdfast.evidence.custody import append, enter_event, hold_head
from holdfast.evidence.engine.merkle import root_of
from holdfast.evidence.errors import CosignatureUnfit, LogForked, NothingSealed
from holdfast.evidence.facts import checkpoint_facts, stamp_facts
from holdfast.evidence.models import Checkpoint, Cosignature, DeskKey, LogEntry, Stamp
from holdfast.evidence.sealing.authorities import read_chain
from holdfast.evidence.sealing.calendars import anchored_at, completed, known_blocks, names_block
from holdfast.evidence.sealing.checkpoints import (
    checkpoint_defs,
    leaf_hashes,
    note_digest,
    signed_head,
    stamp_def,
)
from holdfast.evidence.sealing.keys import (
    LogKey,
    destroy_log_private,
    destroy_retired,
    held_origin,
    key_object,
    key_statement,
    log_keys,
    log_private,
    new_log_key,
)
from holdfast.evidence.sealing.services import all_at_once
from holdfast.evidence.sealing.settings import Calendar, SealingSettings, public_text, sealing_settings
from holdfast.evidence.sealing.stamping import Gained, ask_all
from holdfast.evidence.sealing.witness import Cosigned, read_cosignature
from holdfast.evidence.types import (
    CheckpointDef,
    CosignatureDef,
    Event,
    Sealed,
    StampDef,
    StampKind,
    StampState,
    Trouble,
    Upgraded,
    Verb,
)
from holdfast.journal.actions import Entry, recording
from holdfast.people.permissions import require
from holdfast.people.types import Permission, Viewer

_OF_SEALING = (Verb.CHECKPOINT.value, Verb.STAMPED.value, Verb.COSIGNED.value)
_HEADS_BACK = 50  # a cosignature that comes in a file is under one of the last heads


def seal_log(*, viewer: Viewer) -> Sealed:
    """Sign the head of the log if it grew, and get what the last head still lacks of stamps and cosignatures.

    The first seal makes the desk's key. Each answer is checked before it is stored; who gave nothing is named in
    `troubles`, and the head stands all the same. Raises LogForked where the log contradicts its last head,
    DeskKeyMissing, SealingSettingsUnfit.
    """
    require(viewer, Permission.EDIT)
    said = sealing_settings()
    for one in said.authorities:
        read_chain(one.chain)  # one that cannot be read is told before anything is signed
    row, fresh = _head(viewer, said)
    destroy_retired()
    stamped = {(one.kind, one.authority) for one in row.stamps.all()}
    cosigned = {one.witness for one in row.cosignatures.all()}
    witnesses = [
        (one, _size_seen_by(one.name)) for one in said.witnesses if one.url and one.name not in cosigned
    ]
    gained, signed, troubles = ask_all(
        row.note,
        [one for one in said.authorities if (StampKind.RFC3161.value, one.name) not in stamped],
        [one for one in said.calendars if (StampKind.OPENTIMESTAMPS.value, one.name) not in stamped],
        witnesses,
        leaf_hashes(row.size) if witnesses else [],
    )
    if gained or signed:
        _keep(viewer, row, gained, signed)
    found = _checkpoint(row.size)
    tokens = {one.authority for one in found.stamps if one.kind is StampKind.RFC3161}
    has = len(tokens & {one.name for one in said.authorities})
    promised = any(one.kind is StampKind.OPENTIMESTAMPS for one in found.stamps)
    missing = {one.name for one in said.witnesses if one.url} - {one.witness for one in found.cosignatures}
    return Sealed(
        checkpoint=found,
        fresh=fresh,
        authorities=len(said.authorities),
        needed=said.authorities_needed,
        stamped=has,
        calendars=len(said.calendars),
        witnesses=len(said.witnesses),
        troubles=tuple(troubles),
        short=has < said.authorities_needed or bool(said.calendars and not promised) or bool(missing),
    )


def upgrade_stamps(*, viewer: Viewer) -> Upgraded:
    """Ask the calendars for the Bitcoin blocks they promised; what came is stored as a new stamp, the old one stays.

    A stamp counts as anchored once a block whose header this desk was given confirms it.
    """
    require(viewer, Permission.EDIT)
    said = sealing_settings()
    known = known_blocks(said.bitcoin_headers)
    calendars = {one.name: one for one in said.calendars}
    waiting = list(
        Stamp.objects.filter(
            kind=StampKind.OPENTIMESTAMPS, state=StampState.PENDING, upgraded_by=None
        ).select_related("checkpoint")
    )
    answers = all_at_once(waiting, lambda row: _asked_again(row, calendars.get(row.authority)))
    troubles: list[Trouble] = []
    kept: list[tuple[Stamp, Gained]] = []
    for row, answer in zip(waiting, answers, strict=True):
        if isinstance(answer, Trouble):
            troubles.append(answer)
            continue
        proof, digest = answer or bytes(row.proof), note_digest(row.checkpoint.note)
        try:
            at = anchored_at(proof, digest, known)
        except HoldfastError as error:
            troubles.append(Trouble(row.authority, error.what_happened))
            continue
        if at is not None or answer is not None:
            state = StampState.PENDING if at is None else StampState.ANCHORED
            kept.append((row, Gained(StampKind.OPENTIMESTAMPS, row.authority, state, proof, at)))
    stored: list[StampDef] = []
    if kept:
        with recording(actor=viewer.key, verb="upgrade_stamps", object_key="log") as entry:
            stored = [_store_stamp(entry, row.checkpoint, gained, upgrades=row) for row, gained in kept]
            append([_stamped(one) for one in stored], actor=viewer.key, batch=entry.batch)
            entry.commit_to([_stamped(one).content for one in stored], count=len(stored))
    anchored = tuple(one for one in stored if one.state is StampState.ANCHORED)
    return Upgraded(
        anchored=anchored,
        grown=tuple(one for one in stored if one.state is StampState.PENDING),
        waiting=len(waiting) - len(anchored),
        troubles=tuple(troubles),
    )


def rotate_key(*, viewer: Viewer) -> LogKey:
    """Bring in a new key for the log, signed by the one before, whose private half is then destroyed.

    Raises NothingSealed where there is no key yet, DeskKeyMissing.
    """
    require(viewer, Permission.MANAGE_PEOPLE)
    with recording(actor=viewer.key, verb="rotate_key", object_key="log") as entry:
        hold_head()
        keys = log_keys()
        if not keys:
            raise _nothing_sealed()
        old = keys[-1].note_key
        signer = log_private(old)
        new, _ = new_log_key(old.name)
        try:
            signature = signer.sign(key_statement(new.name, new.public))
            added = _key_event(new.name, new.public, signature)
            retired = Event(
                Verb.KEY_RETIRED, key_object(old), {"name": old.name, "public": public_text(old.public)}
            )
            seqs = append([added, retired], actor=viewer.key, batch=entry.batch)
            _store_key(new.name, new.public, seqs[0], signature, entry)
            entry.commit_to(added.content)
        except BaseException:
            destroy_log_private(new)
            raise
    destroy_retired()
    return log_keys()[-1]


def accept_cosignature(*, viewer: Viewer, text: str) -> CosignatureDef:
    """Store a witness's signature that came in a file; raises CosignatureUnfit where it is under none of our heads."""
    require(viewer, Permission.EDIT)
    said = sealing_settings()
    heads = list(Checkpoint.objects.order_by("-size")[:_HEADS_BACK])
    if not heads:
        raise _nothing_sealed()
    for row in heads:
        for witness in said.witnesses:
            try:
                found = read_cosignature(text, row.note, witness)
            except CosignatureUnfit:
                continue
            if not row.cosignatures.filter(line=found.line).exists():
                _keep(viewer, row, [], [found])
            return CosignatureDef(found.witness, found.line, found.signed_at, row.size)
    raise CosignatureUnfit(
        "No line of it is a signature of a witness of desk.toml under one of this log's last heads",
        untouched="Nothing was written",
        next_step="Ask the witness for its answer to: holdfast seal request WITNESS",
    )


def _head(viewer: Viewer, said: SealingSettings) -> tuple[Checkpoint, bool]:
    """The head to seal: a new one if the log grew by more than its own seals, else the last."""
    with recording(actor=viewer.key, verb="seal_log", object_key="log") as entry:
        hold_head()
        keys = log_keys()
        origin = held_origin(said, keys)
        if not keys:
            _begin(origin, viewer, entry)
            keys = log_keys()
        size, root = hold_head()
        last = Checkpoint.objects.order_by("-size").first()
        if last is not None and not _grew(last.size):
            entry.void()
            return last, False
        _check_unforked(last, size, root)
        key = keys[-1]
        note = signed_head(key, size, root)
        row = Checkpoint.objects.create(
            size=size, root=base64.b64encode(root).decode(), note=note, at=now(), batch=entry.batch
        )
        signed = Event(Verb.CHECKPOINT, f"checkpoint:{size}", checkpoint_facts(row))
        enter_event(entry, signed, actor=viewer.key)
    return row, True


def _begin(origin: str, viewer: Viewer, entry: Entry) -> None:
    key, _ = new_log_key(origin)
    try:
        seqs = append([_key_event(key.name, key.public, None)], actor=viewer.key, batch=entry.batch)
        _store_key(key.name, key.public, seqs[0], None, entry)
    except BaseException:
        destroy_log_private(key)
        raise


def _grew(size: int) -> bool:
    return LogEntry.objects.filter(seq__gt=size).exclude(verb__in=_OF_SEALING).exists()


def _check_unforked(last: Checkpoint | None, size: int, root: bytes) -> None:
    leaves = leaf_hashes(size)
    if root_of(leaves) == root and len(leaves) == size:
        if last is None:
            return
        if last.size <= size and root_of(leaves[: last.size]) == base64.b64decode(last.root):
            return
    raise LogForked(
        "The custody log no longer holds what its last signed head says",
        untouched="Nothing was signed",
        next_step="Run: holdfast seal check, keep the store as it is, and compare it with a copy",
    )


def _key_event(name: str, public: bytes, signature: bytes | None) -> Event:
    from_key = LogKey(name, public, 0, None, None)
    return Event(
        Verb.KEY_ADDED,
        from_key.entry_object,
        {
            "name": name,
            "public": public_text(public),
            "signature_by_previous": None if signature is None else base64.b64encode(signature).decode(),
        },
    )


def _store_key(name: str, public: bytes, seq: int, signature: bytes | None, entry: Entry) -> None:
    DeskKey.objects.create(
        name=name,
        public=public_text(public),
        from_seq=seq,
        signature_by_previous="" if signature is None else base64.b64encode(signature).decode(),
        batch=entry.batch,
    )


def _keep(viewer: Viewer, row: Checkpoint, gained: Sequence[Gained], signed: Sequence[Cosigned]) -> None:
    with recording(actor=viewer.key, verb="stamp_log", object_key=f"checkpoint:{row.size}") as entry:
        stamps = [_store_stamp(entry, row, one) for one in gained]
        for one in signed:
            Cosignature.objects.create(
                checkpoint=row, witness=one.witness, line=one.line, signed_at=one.signed_at, batch=entry.batch
            )
        events = [
            *(_stamped(one) for one in stamps),
            *(
                Event(
                    Verb.COSIGNED,
                    f"checkpoint:{row.size}",
                    {"checkpoint": row.size, "witness": one.witness, "line": one.line},
                )
                for one in signed
            ),
        ]
        append(events, actor=viewer.key, batch=entry.batch)
        entry.commit_to([event.content for event in events], count=len(events))


def _store_stamp(entry: Entry, row: Checkpoint, gained: Gained, *, upgrades: Stamp | None = None) -> StampDef:
    made = Stamp.objects.create(
        checkpoint=row,
        kind=gained.kind,
        authority=gained.authority,
        state=gained.state,
        proof=gained.proof,
        stamped_at=gained.stamped_at,
        at=now(),
        upgrades=upgrades,
        batch=entry.batch,
    )
    return stamp_def(made, row.size)


def _stamped(stamp: StampDef) -> Event:
    return Event(Verb.STAMPED, f"checkpoint:{stamp.checkpoint}", stamp_facts(stamp))


def _asked_again(row: Stamp, calendar: Calendar | None) -> bytes | Trouble | None:
    try:
        if names_block(bytes(row.proof)):
            return None  # nothing to ask: it waits for a header only
        if calendar is None:
            return Trouble(row.authority, "desk.toml no longer names this calendar.")
        return completed(calendar, bytes(row.proof))
    except HoldfastError as error:
        return Trouble(row.authority, error.what_happened)


def _size_seen_by(witness: str) -> int:
    found = Cosignature.objects.filter(witness=witness).order_by("-checkpoint__size")
    return found.values_list("checkpoint__size", flat=True).first() or 0


def _checkpoint(size: int) -> CheckpointDef:
    rows = Checkpoint.objects.filter(size=size).prefetch_related("stamps", "cosignatures")
    return checkpoint_defs(list(rows))[0]


def _nothing_sealed() -> NothingSealed:
    return NothingSealed(
        "This log has no signed head yet", untouched="Nothing was written", next_step="Run: holdfast seal"
    )
