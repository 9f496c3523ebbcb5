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


class RedactionInvalid(HoldfastError):
    """A redaction that cannot be made: a place outside the part, a file that cannot be read, a type without copies."""

    code = "redaction-invalid"


class ReviewInvalid(HoldfastError):
    """Words, a question, a finding or a ground of a review that cannot be accepted as written."""

    code = "review-invalid"


class AnswerUnknown(HoldfastError):
    """No answer has this number, or it was replaced, or this viewer may not see it."""

    code = "answer-unknown"


class WishUnknown(HoldfastError):
    """No request for a redaction or an expunge has this key, or it was decided already."""

    code = "wish-unknown"


class RedactionUnknown(HoldfastError):
    """No redacted copy has this key, or it was expunged, or this viewer may not see it."""

    code = "redaction-unknown"


class HeldByLaw(HoldfastError):
    """A legal hold is on the capture: nothing of it may be deleted until it is released."""

    code = "held-by-law"


class HoldUnknown(HoldfastError):
    """The capture has no hold of this number that still stands."""

    code = "hold-unknown"


class CaptureExpunged(HoldfastError):
    """The capture was expunged: its bytes are gone, and its tombstone says who decided it and why."""

    code = "capture-expunged"


class AnotherPersonNeeded(HoldfastError):
    """This takes a person other than those who were part of it already."""

    code = "another-person-needed"


class LogForked(HoldfastError):
    """The log no longer holds what its last signed head says, so that nothing more is signed."""

    code = "log-forked"


GIVE_ANOTHER = (
    "Give an address of the public web; a test host of your own stands in desk.toml ([egress] test_hosts), "
    "docs/egress.md"
)


class NotReached(HoldfastError):
    """An address this desk does not go to: not one of the open web, or its own."""

    code = "not-reached"
    refused = False  # the desk does not go there, in no way and at no hour


class EntryUnknown(HoldfastError):
    """The custody log has no entry of this number, or it is not about something this viewer may see."""

    code = "entry-unknown"


class CaptureGivenUp(HoldfastError):
    """A wish to capture that stopped whoever was at it, three times."""

    code = "capture-given-up"


class CapturesFailed(HoldfastError):
    """At least one of the addresses or files was not captured as a whole."""

    code = "captures-failed"


class WatchUnknown(HoldfastError):
    """No watch of this address, or this viewer may not see it."""

    code = "watch-unknown"


class NothingToExport(HoldfastError):
    """An export that would hold no capture, or none of what was asked for."""

    code = "nothing-to-export"


class CopiesUnmask(HoldfastError):
    """Two redacted copies that would go out together show what the other one hides."""

    code = "copies-unmask"


class ExportPlaceUnfit(HoldfastError):
    """The place an export is to lie at is taken, or is not there."""

    code = "export-place-unfit"


class ExportUnsound(HoldfastError):
    """An export did not come out as the verifier wants it, and was thrown away."""

    code = "export-unsound"
