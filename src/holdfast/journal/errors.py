"""What can go wrong about the journal."""

from holdfast.base.errors import HoldfastError


class NothingCommitted(HoldfastError):
    """An action ended without saying what it wrote."""

    code = "nothing-committed"


class JournalMissing(HoldfastError):
    """The journal has no head row: the store was not migrated, or it was tampered with."""

    code = "journal-missing"


class LineIncomplete(HoldfastError):
    """A line names no actor, verb or object, or names one that is too long."""

    code = "line-incomplete"
