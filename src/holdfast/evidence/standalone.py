"""verify.py: the engine's modules in one readable file that a stranger runs with nothing but Python."""

import re
from pathlib import Path

from holdfast.evidence import engine

# In this order: a module comes after those it uses.
STANDALONE_MODULES = (
    "results",
    "merkle",
    "entries",
    "notes",
    "members",
    "digests",
    "zips",
    "zipbytes",
    "warcheads",
    "warc",
    "arc",
    "der",
    "provers",
    "tokens",
    "stamps",
    "ots",
    "wacz",
    "redacted",
    "packages",
    "bags",
    "custodylog",
    "timeproofs",
    "signings",
    "collected",
    "copies",
    "exports",
    "dispatch",
    "report",
)
_HEAD = '''#!/usr/bin/env python3
"""verify.py: checks this export, and archives and proofs of others, without us.

    python3 -I -S verify.py             the export this file lies in
    python3 -I -S verify.py PATH --json

It needs Python 3.9 or newer and nothing else for hashes, the chain and the tree. For signatures and time stamps it
uses openssl, or the Python package cryptography where it is installed; without both it says "not checkable".
It opens no connection and writes nothing but short-lived files for openssl in the folder for temporary files.

It is put together from the modules of holdfast/evidence/engine (Holdfast, Apache-2.0), which are named below.
A copy that came with an export was made by whoever made the export: take your own copy if you do not trust them.
"""

from __future__ import annotations
'''
_FOOT = """

if __name__ == "__main__":
    sys.exit(run())
"""
_OURS = re.compile(r"^from holdfast\.evidence\.engine\.\w+ import (?:\([^)]*\)|[^\n]*)\n", re.M)
_FUTURE = re.compile(r"^from __future__ import annotations\n", re.M)
_THEIRS = re.compile(r"^(?:import [\w.]+|from [\w.]+ import [^\n(]+)\n", re.M)
_DOC = re.compile(r'\A"""(.*?)"""\n', re.S)


def verify_py() -> str:
    """The text of verify.py."""
    folder = Path(engine.__file__).parent
    imports: set[str] = set()
    bodies = []
    for name in STANDALONE_MODULES:
        text = _FUTURE.sub("", _OURS.sub("", (folder / f"{name}.py").read_text(encoding="utf-8")))
        found = _DOC.match(text)
        said = "\n".join(f"# {line}".rstrip() for line in found[1].strip().splitlines()) if found else ""
        text = text[found.end() :] if found else text
        head, rest = _split_imports(text)
        imports |= head
        bodies.append(f"\n\n# ---- {name}.py {'-' * (100 - len(name))}\n{said}\n\n{rest.strip()}\n")
    return _HEAD + "\n" + _merged(imports) + "".join(bodies) + _FOOT


def _merged(imports: set[str]) -> str:
    """One line for each module imported, with all that is taken from it."""
    names: dict[str, set[str]] = {}
    lines = []
    for line in sorted(imports):
        words = line.split()
        if words[0] == "import":
            lines.append(line)
        else:
            names.setdefault(words[1], set()).update(line.split(" import ")[1].strip().split(", "))
    lines += [f"from {module} import {', '.join(sorted(taken))}\n" for module, taken in sorted(names.items())]
    return "".join(lines)


def _split_imports(text: str) -> tuple[set[str], str]:
    """The imports at the top of a module, and the rest of it."""
    imports = set()
    while True:
        text = text.lstrip("\n")
        found = _THEIRS.match(text)
        if not found:
            return imports, text
        imports.add(found[0])
        text = text[found.end() :]
