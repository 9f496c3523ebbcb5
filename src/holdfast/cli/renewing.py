"""Renewing the stored readings, for ever, in the process that `watching` starts; it needs the models to be set up."""

import sys
import time
from typing import Any

from django.db import Error, close_old_connections

from holdfast.base.errors import HoldfastError
from holdfast.figures.actions import refresh_readings
from holdfast.figures.queries import readings_due

PAUSE = 5.0  # seconds between two looks at the journal's last line and the day
AFTER_A_FAILURE = 60.0


def renew_readings() -> None:
    """Renew the stored readings now and whenever they no longer hold, for ever."""
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
