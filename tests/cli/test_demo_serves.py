"""What `make demo` promises: the board answers, served by workers of a process that has computed nothing."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from cli.conftest import EXAMPLES, bare_environment


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
    """The status of a page, asked again while the server is not listening yet."""
    for _ in range(100):
        try:
            with urllib.request.urlopen(address, timeout=30) as page:  # noqa: S310 - our own address
                return int(page.status)
        except ConnectionError:
            time.sleep(0.1)
        except urllib.error.URLError as error:
            if not isinstance(error.reason, ConnectionError):
                raise
            time.sleep(0.1)
    return 0
