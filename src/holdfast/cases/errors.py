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


class CaseNotKept(HoldfastError):
    """A file of a loaded case is not in the vault's store, so it cannot be loaded again without its folder."""

    code = "case-not-kept"


class CaseMovedOn(HoldfastError):
    """The case was loaded anew while something else was being brought into it."""

    code = "case-moved-on"


class FeedRefused(HoldfastError):
    """What came is no feed that is read here: another format, a document type, an entity, broken XML."""

    code = "feed-refused"


class NothingWatched(HoldfastError):
    """The case named asks for nothing to be fetched."""

    code = "nothing-watched"


class UpdatesRefused(HoldfastError):
    """Something watched did not come as it should; it is recorded as what it is, and nothing of it was loaded."""

    code = "updates-refused"
