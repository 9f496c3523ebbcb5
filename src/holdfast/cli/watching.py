"""Beside `holdfast serve`: a process that renews the stored readings when the record or the day has changed.

A process of its own, started anew and never forked: it computes with Polars, whose threads do not live through a fork,
and the server forks its workers. It ends when its standard input does, as happens however the server ends.
"""

import importlib
import os
import signal
import subprocess
import sys
import threading

import django


def start_watching() -> "subprocess.Popen[bytes]":
    """Start the process for the desk that is open; it lives as long as this one."""
    return subprocess.Popen([sys.executable, "-P", "-m", "holdfast.cli.watching"], stdin=subprocess.PIPE)


def end_with_the_server() -> None:
    """Leave at once when nobody holds the other end of the standard input any more."""
    sys.stdin.buffer.read()
    os._exit(0)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server
    threading.Thread(target=end_with_the_server, daemon=True).start()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "holdfast.settings")
    django.setup()
    importlib.import_module("holdfast.cli.renewing").renew_readings()  # met here, since it needs the models
