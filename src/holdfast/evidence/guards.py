"""Rules over several tables that the store itself keeps, whoever writes to it: `journal.triggers` installs them."""

from holdfast.journal.triggers import Guard


def _expunged(capture: str) -> str:
    return f"EXISTS (SELECT 1 FROM evidence_expunge x WHERE x.capture_id = {capture})"  # noqa: S608 - our own words


def _fixed(table: str, what: str) -> Guard:
    return Guard(f"{table}_is_fixed", table, "UPDATE", "1 = 1", f"{what} never changes")


def _held(capture: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM evidence_hold h WHERE h.capture_id = {capture} "  # noqa: S608 - our own words
        "AND NOT EXISTS (SELECT 1 FROM evidence_release r WHERE r.hold_id = h.id))"
    )


def _in_its_action(table: str) -> Guard:
    """What an action does is written before its line of the journal: nothing is put under a line that stands."""
    return Guard(
        f"{table}_in_its_action",
        table,
        "INSERT",
        "EXISTS (SELECT 1 FROM journal_line l WHERE l.batch = NEW.batch)",
        "what an action did is written before its line of the journal",
    )


_OF_ACTIONS = (
    "evidence_logentry",
    "evidence_flag",
    "evidence_answer",
    "evidence_confirmation",
    "evidence_redaction",
    "evidence_hold",
    "evidence_release",
    "evidence_expunge",
    "evidence_levelchange",
    "evidence_putaway",
)
_OF_A_COPY = ("key", "capture_id", "name", "size", "mime", "by", "approver", "at", "seq", "level", "batch")
_OF_A_WISH = ("capture_id", "by", "at", "for_level", "level", "batch")
_NEVER = (  # what of a capture stays as it was acknowledged; of these, what may be empty is a number
    *(
        ("key", ""),
        ("method", ""),
        ("address", ""),
        ("final_address", ""),
        ("document_id", "-1"),
        ("collector", ""),
    ),
    *(
        ("tool", ""),
        ("started", ""),
        ("ended", ""),
        ("status", "-1"),
        ("mime", ""),
        ("outcome", ""),
        ("why", ""),
    ),
    *(
        ("ip", ""),
        ("earlier_id", "-1"),
        ("compared", ""),
        ("seq", ""),
        ("collected_level", ""),
    ),
    *(("batch", ""), ("id", "")),
)


def _differs(column: str, empty: str) -> str:
    if not empty:
        return f"NEW.{column} <> OLD.{column}"
    return f"COALESCE(NEW.{column}, {empty}) <> COALESCE(OLD.{column}, {empty})"


GUARDS = (
    # Of a capture the level alone changes, and only to what the last row about it says, which constraints hold to two
    # people where more are to see it.
    Guard(
        "evidence_capture_is_fixed",
        "evidence_capture",
        "UPDATE",
        " OR ".join(_differs(*one) for one in _NEVER),
        "a capture never changes but in who may see it",
    ),
    Guard(
        "evidence_capture_manifest_goes_by_expunge",
        "evidence_capture",
        "UPDATE",
        f"NEW.manifest <> OLD.manifest AND NOT {_expunged('NEW.id')}",
        "the manifest of a capture is forgotten by an expunge alone",
    ),
    Guard(
        "evidence_capture_level_by_change",
        "evidence_capture",
        "UPDATE",
        "NEW.level <> OLD.level AND NOT EXISTS (SELECT 1 FROM evidence_levelchange v WHERE v.capture_id = NEW.id "
        "AND v.was = OLD.level AND v.level = NEW.level AND NOT EXISTS (SELECT 1 FROM evidence_levelchange w "
        "WHERE w.capture_id = NEW.id AND w.id > v.id))",
        "the level of a capture is what its last level change says",
    ),
    Guard(
        "evidence_capture_begins_as_collected",
        "evidence_capture",
        "INSERT",
        "NEW.level <> NEW.collected_level",
        "a capture begins with the level it was collected under",
    ),
    Guard("evidence_capture_stays", "evidence_capture", "DELETE", "1 = 1", "a capture is never deleted"),
    Guard(
        "evidence_levelchange_from_level",
        "evidence_levelchange",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM evidence_capture c WHERE c.id = NEW.capture_id AND c.level = NEW.was) "  # noqa: S608 - our own words
        f"OR {_expunged('NEW.capture_id')}",
        "a level change begins at the level of a capture that is still here",
    ),
    # Two people who are neither the collector nor the author confirm an answer that still stands: the two names a
    # confirmation carries are those of the capture and the answer, and constraints hold "by" apart from both.
    Guard(
        "evidence_confirmation_names",
        "evidence_confirmation",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM evidence_answer a JOIN evidence_capture c ON c.id = a.capture_id "
        'WHERE a.id = NEW.answer_id AND c.collector = NEW.collector AND a."by" = NEW.author '
        "AND NOT EXISTS (SELECT 1 FROM evidence_answer r WHERE r.replaces_id = a.id))",
        "a confirmation names the collector of its capture and the author of an answer that stands",
    ),
    Guard(
        "evidence_answer_replaces_own",
        "evidence_answer",
        "INSERT",
        "NEW.replaces_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM evidence_answer a WHERE a.id = NEW.replaces_id "
        'AND a.capture_id = NEW.capture_id AND a.question = NEW.question AND a."by" = NEW."by")',
        "an answer replaces one of the same person to the same question",
    ),
    Guard(
        "evidence_expunge_stops_at_a_hold",
        "evidence_expunge",
        "INSERT",
        "EXISTS (SELECT 1 FROM evidence_hold h WHERE h.capture_id = NEW.capture_id "
        "AND NOT EXISTS (SELECT 1 FROM evidence_release r WHERE r.hold_id = h.id))",
        "a legal hold stops an expunge",
    ),
    Guard(
        "evidence_expunge_as_asked",
        "evidence_expunge",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM evidence_expungerequest q WHERE q.capture_id = NEW.capture_id "
        'AND q.state = \'waiting\' AND q.ground = NEW.ground AND q.text = NEW.text AND q."by" = NEW."by" '
        "AND q.first_approver = NEW.first_approver AND q.keep_redactions = NEW.kept_redactions)",
        "an expunge is asked for and approved before it is done",
    ),
    # What is taken from the store is of the capture, and is written down before its parts go.
    Guard(
        "evidence_removal_of_its_capture",
        "evidence_removal",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM evidence_expunge x JOIN evidence_capture c ON c.id = x.capture_id "  # noqa: S608 - our own words
        "WHERE x.id = NEW.expunge_id AND (c.manifest = NEW.sha256 "
        "OR EXISTS (SELECT 1 FROM evidence_part p WHERE p.capture_id = c.id AND p.sha256 = NEW.sha256) "
        "OR EXISTS (SELECT 1 FROM evidence_redaction d WHERE d.capture_id = c.id "
        "AND (d.sha256 = NEW.sha256 OR d.record = NEW.sha256)))) "
        f"OR {_held('(SELECT x.capture_id FROM evidence_expunge x WHERE x.id = NEW.expunge_id)')}",
        "only what is of an expunged capture without a hold is removed",
    ),
    Guard(
        "evidence_removal_is_done_once",
        "evidence_removal",
        "UPDATE",
        "OLD.done_at IS NOT NULL OR NEW.expunge_id <> OLD.expunge_id OR NEW.commitment <> OLD.commitment "
        "OR (NEW.sha256 <> OLD.sha256 AND NEW.sha256 <> '')",
        "a removal never changes but in being done",
    ),
    Guard("evidence_removal_stays", "evidence_removal", "DELETE", "1 = 1", "a removal is never deleted"),
    # Of a redacted copy an expunge forgets what a guess could be tried on; of one that is kept, the original's name.
    Guard(
        "evidence_redaction_is_fixed",
        "evidence_redaction",
        "UPDATE",
        f"NOT {_expunged('NEW.capture_id')} OR "  # noqa: S608 - our own words
        + " OR ".join(f'NEW."{name}" <> OLD."{name}"' for name in _OF_A_COPY)
        + " OR ((NEW.sha256 <> OLD.sha256 OR NEW.record <> OLD.record OR NEW.reason <> OLD.reason) AND EXISTS "
        "(SELECT 1 FROM evidence_expunge x WHERE x.capture_id = NEW.capture_id AND x.kept_redactions))",
        "a redacted copy never changes but by an expunge",
    ),
    Guard(
        "evidence_redaction_stays",
        "evidence_redaction",
        "DELETE",
        "1 = 1",
        "a redacted copy is never deleted",
    ),
    Guard(
        "evidence_redactionrequest_is_fixed",
        "evidence_redactionrequest",
        "UPDATE",
        " OR ".join(f'NEW."{name}" <> OLD."{name}"' for name in _OF_A_WISH)
        + " OR COALESCE(NEW.dpi, -1) <> COALESCE(OLD.dpi, -1) OR (OLD.state <> 'waiting' AND NEW.state <> OLD.state) "
        "OR ((NEW.part <> OLD.part OR NEW.removed <> OLD.removed OR NEW.reason <> OLD.reason) "
        f"AND NOT {_expunged('NEW.capture_id')})",
        "what was asked for never changes",
    ),
    Guard(
        "evidence_redactionrequest_stays",
        "evidence_redactionrequest",
        "DELETE",
        "1 = 1",
        "a request is never deleted",
    ),
    *(_in_its_action(table) for table in _OF_ACTIONS),
    _fixed("evidence_part", "a part of a capture"),
    Guard(
        "evidence_part_goes_by_expunge",
        "evidence_part",
        "DELETE",
        f"NOT {_expunged('OLD.capture_id')} OR {_held('OLD.capture_id')}",
        "a part of a capture is deleted by an expunge alone",
    ),
    _fixed("evidence_opening", "the opening of an entry"),
    Guard(
        "evidence_opening_goes_by_expunge",
        "evidence_opening",
        "DELETE",
        "NOT EXISTS (SELECT 1 FROM evidence_logentry l JOIN evidence_capture c ON c.key = l.object_key "
        "JOIN evidence_expunge x ON x.capture_id = c.id WHERE l.seq = OLD.seq)",
        "the opening of an entry is deleted by an expunge alone",
    ),
    _fixed("evidence_answerwords", "what an answer says"),
    Guard(
        "evidence_answerwords_go_by_expunge",
        "evidence_answerwords",
        "DELETE",
        "NOT EXISTS (SELECT 1 FROM evidence_answer a JOIN evidence_expunge x ON x.capture_id = a.capture_id "
        "WHERE a.id = OLD.answer_id)",
        "what an answer says is deleted by an expunge alone",
    ),
    _fixed("evidence_redactionsalt", "the salt of a redaction"),
    Guard(
        "evidence_redactionsalt_goes_by_expunge",
        "evidence_redactionsalt",
        "DELETE",
        "NOT EXISTS (SELECT 1 FROM evidence_redaction r JOIN evidence_expunge x ON x.capture_id = r.capture_id "
        "WHERE r.id = OLD.redaction_id)",
        "the salt of a redaction is deleted by an expunge alone",
    ),
)
