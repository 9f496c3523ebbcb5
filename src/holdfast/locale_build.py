"""Compile the message catalogues of every language: `python -m holdfast.locale_build`."""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

LOCALE = Path(__file__).parent / "locale"


def compile_catalogues(folder: Path = LOCALE) -> list[Path]:
    """Write a .mo beside every .po that is newer than it; return the files written."""
    written = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with source.open("rb") as lines:
            catalogue = read_po(lines, locale=source.parent.parent.name, abort_invalid=True)
        with target.open("wb") as out:
            write_mo(out, catalogue)
        written.append(target)
    return written


def main() -> int:
    """Compile, and name what was written."""
    try:
        written = compile_catalogues()
    except PoFileError as error:
        print(f"A message catalogue cannot be read: {error}", file=sys.stderr)
        return 1
    for path in written:
        print(f"compiled {path.relative_to(LOCALE.parent)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
