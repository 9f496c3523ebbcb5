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


class StoreNotUnderstood(HoldfastError):
    """The table [evidence] of desk.toml names no store of objects that can be opened."""

    code = "store-not-understood"


class StoreFailed(HoldfastError):
    """The store of objects did not take, give or remove an object."""

    code = "store-failed"


class ObjectMissing(HoldfastError):
    """The store holds no object under this digest."""

    code = "object-missing"


class ObjectDamaged(HoldfastError):
    """An object is kept with other bytes than its name says."""

    code = "object-damaged"


class ObjectLocked(HoldfastError):
    """An object in a store with object lock, before the day its lock ends."""

    code = "object-locked"


class ExtraMissing(HoldfastError):
    """Something asked for needs an extra of the package that is not installed."""

    code = "extra-missing"


class PartUnknown(HoldfastError):
    """A capture has no part of this name, or it was expunged, or this viewer may not see it."""

    code = "part-unknown"


class CaptureInvalid(HoldfastError):
    """A wish to capture that cannot be carried out as it is written."""

    code = "capture-invalid"


class LotUnknown(HoldfastError):
    """No requests came in under this lot."""

    code = "lot-unknown"


class UploadRefused(HoldfastError):
    """A file that cannot be uploaded: it is too large, or not a file."""

    code = "upload-refused"


class SealingSettingsUnfit(HoldfastError):
    """The table [evidence] of desk.toml does not say who seals, or says it so that it is not understood."""

    code = "sealing-settings-unfit"


class DeskKeyMissing(HoldfastError):
    """The private half of the desk's key is not in its file."""

    code = "desk-key-missing"


class ServiceFailed(HoldfastError):
    """A service that desk.toml names did not answer, or not with what was asked for."""

    code = "service-failed"


class TokenRefused(HoldfastError):
    """A time-stamp token that does not hold for what was to be stamped."""

    code = "token-refused"


class TimeProofUnfit(HoldfastError):
    """Bytes that are not an OpenTimestamps proof for what was to be stamped."""

    code = "time-proof-unfit"


class WitnessUnknown(HoldfastError):
    """desk.toml names no witness of this name."""

    code = "witness-unknown"


class WitnessRefused(HoldfastError):
    """A witness does not cosign a head, and says why."""

    code = "witness-refused"


class CosignatureUnfit(HoldfastError):
    """A text that is not a named witness's signature under one of our heads."""

    code = "cosignature-unfit"


class NothingSealed(HoldfastError):
    """The log has no signed head yet."""

    code = "nothing-sealed"
