"""Reading a file that a person named on the command line: to a cap, and no device."""

import importlib
import stat
import sys
from pathlib import Path

import click

from holdfast.base.errors import HoldfastError, shown

_READABLE = (stat.S_ISREG, stat.S_ISFIFO)


def read_given(path: Path, most: int) -> bytes:
    """The bytes of a file or a pipe ("-" is what is piped in); a usage error past `most` bytes or for a device.

    Raises DraftNotFound for what is not there or cannot be opened.
    """
    if str(path) == "-":
        data = sys.stdin.buffer.read(most + 1)
    else:
        try:
            readable = any(kind(path.stat().st_mode) for kind in _READABLE)
            data = _read(path, most) if readable else b""
        except (OSError, ValueError) as error:
            said = getattr(error, "strerror", "") or str(error)
            raise _not_found(f"{shown(str(path))} cannot be opened: {said}") from None
        if not readable:
            raise click.UsageError(f"{path} is not a file. Give a file, not a folder or a device.")
    if len(data) > most:
        raise click.UsageError(f"{path} has more than the {most:,} bytes that are read of such a file.")
    return data


def _read(path: Path, most: int) -> bytes:
    with path.open("rb") as file:
        return file.read(most + 1)


def _not_found(what: str) -> HoldfastError:
    # Imported for the error alone: the readers of PDF and DOCX come with it.
    errors = importlib.import_module("holdfast.claims.reading.errors")
    error: HoldfastError = errors.DraftNotFound(
        what,
        untouched="Nothing was read and nothing was stored",
        next_step="Look at its name and at who may read it",
    )
    return error


def read_given_text(path: Path, most: int) -> str:
    """The same as text; a usage error where it is not UTF-8."""
    try:
        return read_given(path, most).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise click.UsageError(f"{path} is not a text in UTF-8.") from None
