"""What `make demo` promises: the board answers, served by workers of a process that has computed nothing."""

import os
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from cli.conftest import EXAMPLES, bare_environment
from waiting import PATIENCE, answers, soon


@pytest.mark.slow
def test_the_demo_opens_a_board_that_answers(tmp_path: Path) -> None:
    words = ["--desk", str(tmp_path / "demo-desk"), "demo", "--port", "0", "--examples", str(EXAMPLES)]
    demo = subprocess.Popen(
        [sys.executable, "-c", "from holdfast.cli.main import main; main()", *words],
        env={**bare_environment(), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    try:
        assert demo.stdout is not None
        address = next((line.strip() for line in demo.stdout if line.startswith("http://")), "")
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
        assert [opened(address + path) for path in ("", "ar/", "figures/F-0001/")] == [200, 200, 200]
    finally:
        os.killpg(demo.pid, signal.SIGKILL)
        demo.communicate(timeout=10)


def opened(address: str) -> int:
    """The status of a page, once the server listens."""
    assert soon(lambda: answers(address))
    with urllib.request.urlopen(address, timeout=PATIENCE) as page:  # noqa: S310 - our own address
        return int(page.status)
