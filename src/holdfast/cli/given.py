"""Reading a file that a person named on the command line: to a cap, and no device."""

import stat
import sys
from pathlib import Path

import click

_READABLE = (stat.S_ISREG, stat.S_ISFIFO)


def read_given(path: Path, most: int) -> bytes:
    """The bytes of a file or a pipe ("-" is what is piped in); a usage error past `most` bytes or for a device."""
    if str(path) == "-":
        data = sys.stdin.buffer.read(most + 1)
    else:
        if not any(kind(path.stat().st_mode) for kind in _READABLE):
            raise click.UsageError(f"{path} is not a file. Give a file, not a folder or a device.")
        with path.open("rb") as file:
            data = file.read(most + 1)
    if len(data) > most:
        raise click.UsageError(f"{path} has more than the {most:,} bytes that are read of such a file.")
    return data


def read_given_text(path: Path, most: int) -> str:
    """The same as text; a usage error where it is not UTF-8."""
    try:
        return read_given(path, most).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise click.UsageError(f"{path} is not a text in UTF-8.") from None
