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
    }
)


def touched_seq() -> int:
    """The last journal line that may have changed a row, a term, a name or a definition."""
    return last_seq(without=ASIDE)


def touched_in_query() -> Coalesce:
    """The same, to be compared within a query."""
    return Coalesce(last_seq_in_query(without=ASIDE), 0)
