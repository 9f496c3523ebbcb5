"""Up to which journal line rows, terms and names have changed: what was computed at it or later still holds."""

from django.db.models.functions import Coalesce

from holdfast.journal.queries import last_seq, last_seq_in_query

# Lines of these verbs change nothing that an assessment or a figure's inputs are read from. Any other verb, also one
# that is added later, counts as a change.
ASIDE = frozenset(
    {
        "add_account",
        "change_role",
        "deactivate_account",
        "make_finding",
        "publish_figure",
        "set_password",
        "withdraw_finding",
        # Evidence is kept beside the record: to capture, seal, look at or review it changes no row.
        "answer_question",
        "approve_expunge",
        "approve_opening",
        "approve_redaction",
        "capture",
        "confirm_answer",
        "cosign_checkpoint",
        "export_captures",
        "fail_request",
        "fail_watch",
        "flag_graphic",
        "hold_capture",
        "put_away_finding",
        "refuse_expunge",
        "refuse_opening",
        "refuse_redaction",
        "release_hold",
        "request_captures",
        "request_expunge",
        "request_opening",
        "request_redaction",
        "restrict_capture",
        "rotate_key",
        "seal_log",
        "stamp_log",
        "stop_watching",
        "sweep_object",
        "sweep_unnamed",
        "upgrade_stamps",
        "view_captures",
        "watch_address",
    }
)


def touched_seq() -> int:
    """The last journal line that may have changed a row, a term, a name or a definition."""
    return last_seq(without=ASIDE)


def touched_in_query() -> Coalesce:
    """The same, to be compared within a query."""
    return Coalesce(last_seq_in_query(without=ASIDE), 0)
