"""What people write in a review, as it may be kept."""

from __future__ import annotations

from holdfast.base.errors import shown
from holdfast.evidence.errors import CaptureExpunged, CaptureUnknown, ReviewInvalid
from holdfast.evidence.models import Capture, Expunge, Hold
from holdfast.evidence.queries.visible import visible
from holdfast.people.types import Level, Viewer

LONGEST = 20_000
UNTOUCHED = "Nothing was written"
_LINES = frozenset(
    "\n\t\u200c\u200d\u200e\u200f\u2066\u2067\u2068\u2069"
)  # what Arabic and lists are written with


def written(text: str, what: str) -> str:
    """The text without blanks at its ends; raises ReviewInvalid where it is empty, too long or holds control signs."""
    cleaned = text.replace("\r\n", "\n").strip() if isinstance(text, str) else ""
    if not cleaned or len(cleaned) > LONGEST:
        raise ReviewInvalid(
            f"The {what} has {len(cleaned):,} characters; it takes 1 to {LONGEST:,}", untouched=UNTOUCHED
        )
    for char in cleaned:
        if not char.isprintable() and char not in _LINES:
            raise ReviewInvalid(
                f"The {what} holds {shown(char)}, which is no character of a text", untouched=UNTOUCHED
            )
    return cleaned


def one_of(value: str, kind: type, what: str) -> str:
    """The word, if it is one of this closed list; raises ReviewInvalid."""
    known = [word.value for word in kind]  # type: ignore[attr-defined]
    if value not in known:
        raise ReviewInvalid(
            f"{shown(value)} is not a {what}", untouched=UNTOUCHED, next_step=f"Choose of {', '.join(known)}"
        )
    return str(value)


def level_within(viewer: Viewer, level: int | None, usual: int) -> int:
    """The level given, else the usual one; raises ReviewInvalid for none there is, or one the viewer does not see."""
    wanted = usual if level is None else level
    if wanted not in list(Level) or not viewer.sees(wanted):
        raise ReviewInvalid(
            f"{viewer.key} cannot write under the level {shown(wanted)}",
            untouched=UNTOUCHED,
            next_step="Choose a level within your clearance",
        )
    return int(wanted)


def capture_for(viewer: Viewer, key: str, *, lock: bool = False) -> Capture:
    """The capture under review; raises CaptureUnknown where there is none that this viewer may see.

    With `lock` other reviews of it wait until the transaction ends; new captures that name it do not.
    """
    row = visible(viewer).filter(key=key).first()
    if row is None:
        raise CaptureUnknown(
            f"There is no capture {shown(key)}",
            untouched=UNTOUCHED,
            next_step="Look at the list of captures for its key",
        )
    if lock:
        Capture.objects.select_for_update(no_key=True).get(pk=row.pk)
    return row


def refuse_expunged(capture: Capture) -> None:
    """Raises CaptureExpunged where the capture's bytes are gone."""
    gone = Expunge.objects.filter(capture=capture).first()
    if gone is not None:
        raise CaptureExpunged(
            f"{capture.key} was expunged on {gone.at:%Y-%m-%d} ({gone.ground})",
            untouched=UNTOUCHED,
            next_step=f"See its tombstone: holdfast review show {capture.key}",
        )


def standing_hold(capture: Capture) -> Hold | None:
    """The oldest legal hold on the capture that nobody released."""
    return Hold.objects.filter(capture=capture, release=None).order_by("id").first()
