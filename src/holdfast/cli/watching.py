"""Beside `holdfast serve`: a process that renews the stored readings when the record or the day has changed.

A process of its own, started anew and never forked: it computes with Polars, whose threads do not live through a fork,
and the server forks its workers. It ends when its standard input does, as happens however the server ends.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from typing import Any

import django

PAUSE = 5.0  # seconds between two looks at the journal's last line and the day
AFTER_A_FAILURE = 60.0


def start_watching() -> "subprocess.Popen[bytes]":
    """Start the process for the desk that is open; it lives as long as this one."""
    return subprocess.Popen([sys.executable, "-P", "-m", "holdfast.cli.watching"], stdin=subprocess.PIPE)


def watch() -> None:
    """Renew the stored readings now and whenever they no longer hold, for ever."""
    from django.db import Error, close_old_connections

    from holdfast.base.errors import HoldfastError
    from holdfast.figures.actions import refresh_readings
    from holdfast.figures.queries import readings_due

    done: Any = None
    while True:
        pause = PAUSE
        close_old_connections()
        try:
            due = readings_due()
            if due != done:
                refresh_readings()
                done = due
        except (HoldfastError, Error) as error:  # pages compute for themselves meanwhile
            sys.stderr.write(f"holdfast: the board's readings were not renewed: {error}\n")
            pause = AFTER_A_FAILURE
        time.sleep(pause)


def end_with_the_server() -> None:
    """Leave at once when nobody holds the other end of the standard input any more."""
    sys.stdin.buffer.read()
    os._exit(0)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server
    threading.Thread(target=end_with_the_server, daemon=True).start()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "holdfast.settings")
    django.setup()
    watch()
