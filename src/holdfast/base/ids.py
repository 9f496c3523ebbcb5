"""Names that last: slugs, figure keys, and time-ordered batch numbers."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from holdfast.base import clock
from holdfast.base.errors import HoldfastError, shown

SLUG_LENGTH = 64
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FIGURE = re.compile(
    r"(?:(?P<desk>[a-z0-9-]{1,64}):)?F-(?P<number>[0-9]{4,9})(?:\.r(?P<revision>[1-9][0-9]{0,8}))?"
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_RANDOM_BITS = 20


class SlugMalformed(HoldfastError):
    """A name that is not lower-case ASCII letters, digits and single hyphens."""

    code = "slug-malformed"


class FigureKeyMalformed(HoldfastError):
    """A figure key that is not of the form F-0001, F-0001.r2 or deskname:F-0001.r2."""

    code = "figure-key-malformed"


def slug_ok(text: str) -> bool:
    """Whether the text is 1 to 64 lower-case ASCII letters, digits and single inner hyphens."""
    return isinstance(text, str) and len(text) <= SLUG_LENGTH and _SLUG.fullmatch(text) is not None


def require_slug(text: str, what: str = "id") -> str:
    """The text itself if it is a slug; raises SlugMalformed, naming `what` it was to be."""
    if slug_ok(text):
        return text
    raise SlugMalformed(
        f"The {what} {shown(text)} is not a slug",
        next_step=f"Use letters a to z, digits and single hyphens, at most {SLUG_LENGTH} characters",
    )


@dataclass(frozen=True, slots=True)
class FigureKey:
    """The permanent name of a figure, or of one revision of it, at this desk or at a named one."""

    number: int
    revision: int | None = None
    desk: str | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 999_999_999 or (self.revision is not None and self.revision < 1):
            raise FigureKeyMalformed("A figure's number and revision start at 1")
        if self.desk is not None:
            require_slug(self.desk, "desk name")

    @classmethod
    def parse(cls, text: str) -> FigureKey:
        """The key that the text writes in its one permitted spelling; raises FigureKeyMalformed."""
        found = _FIGURE.fullmatch(text) if isinstance(text, str) and len(text) <= 100 else None
        if (
            found is not None
            and int(found["number"]) >= 1
            and (found["desk"] is None or slug_ok(found["desk"]))
        ):
            revision = int(found["revision"]) if found["revision"] else None
            key = cls(int(found["number"]), revision, found["desk"])
            if str(key) == text:
                return key
        raise FigureKeyMalformed(
            f"{shown(text)} is not the key of a figure",
            next_step="Write it like F-0001, F-0001.r2 or deskname:F-0001.r2",
        )

    def __str__(self) -> str:
        desk = f"{self.desk}:" if self.desk else ""
        revision = "" if self.revision is None else f".r{self.revision}"
        return f"{desk}F-{self.number:04d}{revision}"

    def at_revision(self, revision: int | None) -> FigureKey:
        """The same figure at another revision, or with None the figure itself."""
        return replace(self, revision=revision)

    def at_desk(self, desk: str | None) -> FigureKey:
        """The same figure named from outside the desk, or with None from inside."""
        return replace(self, desk=desk)


def new_batch() -> int:
    """A time-ordered number for one bulk write: milliseconds since 1970 << 20 | 20 random bits.

    61 bits until 2039 and below 2**63 until 2248, so it fits a signed 64-bit column. Two made in the same
    millisecond collide once in a million: the table that stores it keeps it unique.
    """
    since = (clock.now() - _EPOCH) // timedelta(milliseconds=1)
    return since << _RANDOM_BITS | secrets.randbits(_RANDOM_BITS)


def batch_instant(batch: int) -> datetime:
    """The instant, to the millisecond and in UTC, at which the batch number was made."""
    return _EPOCH + timedelta(milliseconds=batch >> _RANDOM_BITS)
