"""What can go wrong with evidence."""

from holdfast.base.errors import HoldfastError


class CaptureUnknown(HoldfastError):
    """No capture has this key, or this viewer may not see it."""

    code = "capture-unknown"
