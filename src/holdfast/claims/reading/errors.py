"""What can be wrong with a draft that somebody wants read."""

from holdfast.base.errors import HoldfastError


class DraftNotFound(HoldfastError):
    """There is no such file, or it is not a file."""

    code = "draft-not-found"


class DraftEmpty(HoldfastError):
    """A draft without one word in it."""

    code = "draft-empty"


class DraftTooLong(HoldfastError):
    """A draft that is larger than what is read here, or that unpacks to more."""

    code = "draft-too-long"


class DraftKindNotRead(HoldfastError):
    """A file of a kind that is not read here: a picture, a sheet, an archive, bytes that are no text."""

    code = "draft-kind-not-read"


class DraftBroken(HoldfastError):
    """A DOCX or PDF file that is not in the form it says it is in."""

    code = "draft-broken"


class DraftLocked(HoldfastError):
    """A file that opens with a password only."""

    code = "draft-locked"


class DraftOfPictures(HoldfastError):
    """A PDF that holds pictures of text, and no text."""

    code = "draft-of-pictures"


class DraftNotReached(HoldfastError):
    """An address from which no whole page came."""

    code = "draft-not-reached"


class DraftTookTooLong(HoldfastError):
    """A file whose reading took more time or memory than it is given, and was stopped."""

    code = "draft-took-too-long"
