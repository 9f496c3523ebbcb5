"""What can go wrong about sources and documents."""

from holdfast.base.errors import HoldfastError


class SourceUnknown(HoldfastError):
    """No source of this key that the viewer may see."""

    code = "source-unknown"


class DocumentUnknown(HoldfastError):
    """No document of this key that the viewer may see."""

    code = "document-unknown"


class SourceExists(HoldfastError):
    """A source of this key is there already."""

    code = "source-exists"


class DocumentExists(HoldfastError):
    """A document of this key is there already."""

    code = "document-exists"


class SourceInvalid(HoldfastError):
    """A source or a document that lacks what it must say, or says it in a form that cannot be kept."""

    code = "source-invalid"
