"""Rules over several tables that the store itself keeps, whoever writes to it: `journal.triggers` installs them."""

from holdfast.journal.triggers import Guard

_FIXED = ("id", "text", "language", "desk", "said", "where", "place", "asserts", "batch")
_FIXED_OR_NONE = (("speaker_id", "-1"), ("document_id", "-1"))
_CHANGED = " OR ".join(
    [f'NEW."{name}" <> OLD."{name}"' for name in _FIXED]
    + [f"COALESCE(NEW.{name}, {none}) <> COALESCE(OLD.{name}, {none})" for name, none in _FIXED_OR_NONE]
)
_IN_ITS_ACTION = ("claims_evidence", "claims_reportline", "claims_relay")


def _in_its_action(table: str) -> Guard:
    """What an action writes is written before its line of the journal: nothing is put under a line that stands."""
    return Guard(
        f"{table}_in_its_action",
        table,
        "INSERT",
        "EXISTS (SELECT 1 FROM journal_line l WHERE l.batch = NEW.batch)",
        "what an action did is written before its line of the journal",
    )


def _of_one_action(table: str, of: str, column: str) -> Guard:
    """A part is written with the whole it is part of, and never later."""
    return Guard(
        f"{table}_with_its_whole",
        table,
        "INSERT",
        f"NOT EXISTS (SELECT 1 FROM {of} w WHERE w.id = NEW.{column} AND w.batch = NEW.batch)",  # noqa: S608 - our own words
        "a part is written together with its whole",
    )


GUARDS = (
    # Of a claim the level alone changes, to let more people see it, and only where a review of it is published.
    Guard(
        "claims_claim_is_fixed",
        "claims_claim",
        "UPDATE",
        f"{_CHANGED} OR NEW.level > OLD.level OR (NEW.level < OLD.level AND NOT EXISTS ("  # noqa: S608 - our own words
        "SELECT 1 FROM claims_publication p JOIN claims_review r ON r.id = p.review_id WHERE r.claim_id = NEW.id))",
        "a claim never changes but in who may see it, and opens when a review of it is published",
    ),
    Guard("claims_claim_stays", "claims_claim", "DELETE", "1 = 1", "a claim is never deleted"),
    Guard(
        "claims_review_follows_the_last",
        "claims_review",
        "INSERT",
        "NEW.number > 1 AND NOT EXISTS (SELECT 1 FROM claims_review b WHERE b.id = NEW.supersedes_id "
        "AND b.claim_id = NEW.claim_id AND b.number = NEW.number - 1)",
        "a review supersedes the one before it, of the same claim",
    ),
    Guard(
        "claims_secondreading_names_the_reviewer",
        "claims_secondreading",
        "INSERT",
        'NOT EXISTS (SELECT 1 FROM claims_review r WHERE r.id = NEW.review_id AND r."by" = NEW.reviewer)',
        "a second reading names the reviewer it is second to",
    ),
    Guard(
        "claims_publication_after_a_second_reader",
        "claims_publication",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM claims_secondreading s WHERE s.review_id = NEW.review_id)",
        "a review is published only after a second reader",
    ),
    Guard(
        "claims_withdrawal_of_what_is_published",
        "claims_withdrawal",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM claims_publication p WHERE p.review_id = NEW.review_id)",
        "only what is published is withdrawn",
    ),
    *(_in_its_action(table) for table in _IN_ITS_ACTION),
    _of_one_action("claims_evidence", "claims_review", "review_id"),
    _of_one_action("claims_reportline", "claims_report", "report_id"),
)
