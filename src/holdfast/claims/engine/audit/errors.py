"""What can be wrong with a file of stated numbers."""

from holdfast.base.errors import HoldfastError, Problems


class StatementsUnreadable(HoldfastError):
    """There is no such file, or it is of a kind that is not read here."""

    code = "statements-unreadable"


class StatementsTooMany(HoldfastError):
    """More stated numbers, or more that is wrong with them, than one audit answers."""

    code = "statements-too-many"


class StatementsBroken(Problems):
    """All that is wrong with a file of stated numbers, each with its line and column."""

    code = "statements-broken"
