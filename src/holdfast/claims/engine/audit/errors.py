"""What can be wrong with a file of stated numbers."""

from holdfast.base.errors import HoldfastError, Problems


class StatementsUnreadable(HoldfastError):
    """There is no such file, or it is of a kind that is not read here."""

    code = "statements-unreadable"


class StatementsBroken(Problems):
    """All that is wrong with a file of stated numbers, each with its line and column."""

    code = "statements-broken"
