"""base imports without Django, and without a warning or a word on any stream."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import holdfast.base

MODULES = sorted(
    path.stem for path in Path(holdfast.base.__file__).parent.glob("*.py") if path.stem != "__init__"
)


def test_base_imports_without_django() -> None:
    script = "import sys\n" + "".join(f"import holdfast.base.{name}\n" for name in MODULES)
    script += "print([name for name in sys.modules if name.split('.')[0] in ('django', 'edtf', 'pyparsing', 'ninja')])"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "[]", "")
