"""Up to which journal line rows, terms and names have changed: what was computed at it or later still holds."""

from holdfast.journal.queries import last_seq

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
