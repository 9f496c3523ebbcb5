"""What can go wrong about a case folder."""

from holdfast.base.errors import HoldfastError, Problems


class CaseUnreadable(HoldfastError):
    """The folder is not there, is no folder, or holds no case.toml."""

    code = "case-unreadable"


class CaseBroken(Problems):
    """Everything that is wrong with a case, each with its file, line and column."""

    code = "case-broken"


class CaseUnknown(HoldfastError):
    """No case of this key was loaded that the viewer may see."""

    code = "case-unknown"


class StoreRefused(HoldfastError):
    """The store could not take the case in: its disk is full, it is locked, or it may not be written."""

    code = "store-refused"
