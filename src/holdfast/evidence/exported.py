"""What the evidence room hands out about exports; its door is `holdfast.evidence.types`."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something an export does not give, named in it: what, and why, as English sentences without their stops."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Exported:
    """An export as it now lies at `path`, and what the verifier answered of it.

    `result` is passed, or "not checkable" where nobody outside the desk vouches for its log yet. `short` says that
    fewer vouch for its head than desk.toml asks for, `troubles` who gave nothing, and why.
    """

    path: Path
    whole: tuple[str, ...]
    redacted: tuple[str, ...]
    expunged: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    not_preserved: tuple[str, ...]  # keys of documents without a capture
    originals: tuple[str, ...]  # captures given whole, originals of redacted copies among what is given
    size: int  # of the log whose head is in it
    root: str  # base64
    files: int
    bytes: int
    result: str
    checks: tuple[tuple[str, str, str], ...]  # name, result, why
    short: bool
    troubles: tuple[tuple[str, str], ...]  # who, what
