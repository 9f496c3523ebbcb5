"""Reading a file that a person named on the command line: to a cap, and no device."""

import importlib
import os
import stat
import sys
import time
from pathlib import Path

import click

from holdfast.base.errors import HoldfastError, shown

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISSOCK, "a socket"),
)
_WAITS = 50  # times that a pipe is asked whether somebody writes into it, a tenth of a second apart
_PIECE = 1 << 16


def read_given(path: Path, most: int) -> bytes:
    """The bytes of a file or a pipe ("-" is what is piped in); a usage error past `most` bytes or for a device.

    Raises DraftNotFound for what is not there or cannot be opened, or for a pipe that nobody writes into.
    """
    data, other = _bytes(path, most)
    if other:
        raise click.UsageError(f"{path} is not a file. Give a file, not a folder or a device.")
    if len(data) > most:
        raise click.UsageError(f"{path} has more than the {most:,} bytes that are read of such a file.")
    return data


def read_named(path: Path, most: int) -> bytes:
    """The same, with errors that have a code: raises DraftNotFound, DraftTooLong."""
    data, other = _bytes(path, most)
    if other:
        raise _refused(f"{shown(str(path))} is {other}, not a file", "Name a file, or - for what is piped in")
    if len(data) > most:
        raise _refused(
            f"{shown(str(path))} has more than the {most:,} bytes that are read of such a file",
            "Give it in parts",
            "DraftTooLong",
        )
    return data


def _bytes(path: Path, most: int) -> tuple[bytes, str]:
    """To one byte past `most`; and what it is where it is no file."""
    if str(path) == "-":
        return sys.stdin.buffer.read(most + 1), ""
    try:
        mode = path.stat().st_mode
        if stat.S_ISFIFO(mode):
            return _of_pipe(path, most), ""
        other = next((name for is_kind, name in _KINDS if is_kind(mode)), "")
        if other:
            return b"", other
        with path.open("rb") as file:
            return file.read(most + 1), ""
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", "") or str(error)
        raise _refused(
            f"{shown(str(path))} cannot be opened: {said}", "Look at its name and at who may read it"
        ) from None


def _of_pipe(path: Path, most: int) -> bytes:
    """What is written into a pipe; raises DraftNotFound where nobody writes, and does not wait for ever."""
    held = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    with os.fdopen(held, "rb", buffering=0) as pipe:
        first: bytes | None = b""
        for _ in range(_WAITS):
            first = pipe.read(_PIECE)  # None where somebody is there and has not written yet
            if first != b"":
                break
            time.sleep(0.1)
        if first == b"":
            raise _refused(
                f"{shown(str(path))} is a pipe, and nobody writes into it",
                "Begin what writes first, or name a file",
            )
        os.set_blocking(held, True)
        whole = bytearray(first or b"")
        while len(whole) <= most and (piece := pipe.read(_PIECE)):
            whole += piece
        return bytes(whole[: most + 1])


def _refused(what: str, next_step: str, name: str = "DraftNotFound") -> HoldfastError:
    # Imported for the error alone: the readers of PDF and DOCX come with it.
    errors = importlib.import_module("holdfast.claims.reading.errors")
    kind: type[HoldfastError] = getattr(errors, name)
    return kind(what, untouched="Nothing was read and nothing was stored", next_step=next_step)


def read_given_text(path: Path, most: int) -> str:
    """The same as text; a usage error where it is not UTF-8."""
    try:
        return read_given(path, most).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise click.UsageError(f"{path} is not a text in UTF-8.") from None
