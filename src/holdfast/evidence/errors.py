"""What can go wrong with evidence."""

from holdfast.base.errors import HoldfastError


class CaptureUnknown(HoldfastError):
    """No capture has this key, or this viewer may not see it."""

    code = "capture-unknown"


class EventUnfit(HoldfastError):
    """Something that the custody log cannot hold: a name too long, a control character, a content that is no JSON."""

    code = "event-unfit"


class CustodyHeadBroken(HoldfastError):
    """The custody log's head is gone or does not fit its entries: the store was tampered with."""

    code = "custody-head-broken"
