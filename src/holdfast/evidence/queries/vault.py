"""The full check of the desk's own vault: the log against itself and its signed heads, captures against the log."""

from holdfast.evidence.models import Checkpoint, Removal
from holdfast.evidence.reviewing.unnamed import unnamed_in
from holdfast.evidence.sealing.checking import head_problems, key_problems, outside_problems, walk
from holdfast.evidence.sealing.checking_captures import Objects, capture_problems
from holdfast.evidence.sealing.checking_expunges import sealed_expunges
from holdfast.evidence.sealing.checking_lines import commitment_problems
from holdfast.evidence.sealing.checking_reviews import review_problems
from holdfast.evidence.sealing.keys import key_file_problems
from holdfast.evidence.sealing.settings import sealing_settings
from holdfast.evidence.store import ObjectStore, open_store
from holdfast.evidence.types import VaultChecked
from holdfast.people.errors import NotAllowed
from holdfast.people.types import Level, Viewer

_STILL_SECONDS = 3600.0  # a capture under way has written down by then what it kept


def verify_vault(viewer: Viewer, *, objects: bool = True) -> VaultChecked:
    """Follow the whole log and hold everything the vault keeps to it; nothing is changed.

    With `objects`, the bytes of every object are read, else those of manifests alone. It finds what was changed behind
    the desk's back up to the last signed head, and after it what does not fit the journal; who changes both and holds
    the desk's key is found by the stamps and the witnesses. Raises NotAllowed for a viewer who does not see everything.
    """
    if viewer.clearance < Level.RESTRICTED:
        raise NotAllowed(
            "Checking the vault shows every capture, and this clearance does not",
            untouched="Nothing was shown",
            next_step="Ask somebody with the clearance restricted",
        )
    problems: list[str] = []
    notes: list[str] = []
    said = sealing_settings()
    gone = sealed_expunges(problems)
    checked = Objects(open_store(), read=objects)
    sizes = list(Checkpoint.objects.values_list("size", flat=True))
    seen = walk(sizes, gone, problems)
    problems += commitment_problems()
    problems += key_problems(seen)
    problems += head_problems(seen)
    problems += outside_problems(seen, said, notes)
    problems += key_file_problems()
    problems += capture_problems(seen, checked, gone)
    problems += review_problems(seen, checked, gone)
    if objects:
        _look_for_unnamed(checked.store, problems, notes)
    if not objects and checked.found:
        notes.append("The objects are there; their bytes were not read.")
    return VaultChecked(
        entries=seen.size,
        captures=len(seen.collected),
        objects=len(checked.found),
        checkpoints=len(sizes),
        problems=tuple(problems),
        notes=tuple(notes),
    )


def _look_for_unnamed(store: ObjectStore, problems: list[str], notes: list[str]) -> None:
    """What was expunged is recognised by nothing any more: put back, it is an object that nothing names."""
    found = unnamed_in(store, _STILL_SECONDS)
    if not found:
        return
    what = f"{len(found)} objects ({sum(found.values())} bytes) lie in the store and nothing names them"
    cure = "look at docs/vault.md, then: holdfast evidence sweep --unnamed"
    if Removal.objects.filter(kept=False).exclude(done_at=None).exists():
        problems.append(f"{what}: what was expunged can have been put back; {cure}.")
    else:
        notes.append(f"{what}; {cure}.")
