"""What the board rests on, computed at the end of a command that changed it, so that no reader waits for it."""

from django.db import Error

from holdfast.base.errors import HoldfastError, one_line
from holdfast.cli.printing import say_progress
from holdfast.figures.actions import refresh_readings


def renew_readings() -> None:
    """Compute and store what pages read. The write before it is done: where this fails, the first reader computes."""
    say_progress("Reading the record for the board …")
    try:
        refresh_readings()
    except (HoldfastError, Error) as error:
        say_progress(f"It will be read for the first reader instead: {one_line(str(error))}")
