"""`holdfast watch` and `holdfast work`: addresses captured again, and what was asked for captured in the background."""

import signal
import time
from types import FrameType

import click
from django_tasks_db.management.commands.db_worker import Worker

from holdfast.cli.capture import LEVELS, came_short, line_of
from holdfast.cli.printing import json_option, say, say_json, say_progress
from holdfast.cli.updating import work_updates
from holdfast.cli.who import reader, writer
from holdfast.evidence.actions.capture import Captured
from holdfast.evidence.actions.capture_watches import run_due_watches, stop_watching, watch_address
from holdfast.evidence.actions.capture_work import Worked, work_requests
from holdfast.evidence.errors import CapturesFailed
from holdfast.evidence.queries.watches import watches_list
from holdfast.evidence.store import open_store
from holdfast.evidence.types import Compared, Method, WatchDef
from holdfast.people.types import Level

FOUND = {
    Compared.FIRST: "captured",
    Compared.SAME: "unchanged",
    Compared.GREW: "grew after our capture, nothing in it altered",
    Compared.CHANGED: "changed after our capture",
    Compared.REMOVED: "removed after our capture",
    Compared.FAILED: "not compared",
}


@click.command("watch")
@click.argument("address", required=False)
@click.option(
    "--every", "hours", type=click.IntRange(1, 24 * 366), metavar="HOURS", help="How often to capture it."
)
@click.option("--method", type=click.Choice(["http", "browser"]), default="http", show_default=True)
@click.option("--document", metavar="KEY", help="The document it preserves.")
@click.option("--level", type=click.Choice(list(LEVELS)), help="Who may see it: the desk, if not said.")
@click.option("--stop", is_flag=True, help="Capture it no more; what was captured stays.")
@click.option("--run", is_flag=True, help="Capture now what is due.")
@json_option
def watch_command(
    address: str | None,
    hours: int | None,
    method: str,
    document: str | None,
    level: str | None,
    stop: bool,
    run: bool,
    as_json: bool,
) -> None:
    """Capture ADDRESS every so many hours and say when it changed or was removed; without arguments, list what is."""
    if run:
        if address or stop or hours:
            raise click.UsageError("--run captures whatever is due; give nothing with it.")
        _run(as_json)
        return
    if address is None:
        listed = watches_list(reader())
        if as_json:
            say_json({"watches": [watch_json(one) for one in listed]})
        else:
            for one in listed:
                say(watch_line(one))
            if not listed:
                say("Nothing is watched.")
        return
    if stop:
        stop_watching(writer(), address=address, method=Method(method))
        if as_json:
            say_json({"address": address, "watched": False})
        else:
            say(f"{address} is watched no more; what was captured stays.")
        return
    if hours is None:
        raise click.UsageError("Say how often: --every HOURS.")
    made = watch_address(
        writer(),
        address=address,
        every_hours=hours,
        method=Method(method),
        document=document,
        level=LEVELS[level] if level else None,
    )
    if as_json:
        say_json(watch_json(made))
    else:
        say(f"{address} is captured every {hours} h from now on, by: holdfast work, or: holdfast watch --run")


def _run(as_json: bool) -> None:
    done: list[Captured] = []
    worked = run_due_watches(progress=lambda one, _: done.append(one))
    if as_json:
        say_json(
            {
                "captured": [
                    {
                        "address": one.address,
                        "key": one.capture.key,
                        "outcome": one.capture.outcome,
                        "compared": one.capture.compared,
                        "earlier": one.capture.earlier,
                    }
                    for one in done
                    if one.capture
                ],
                "failed": [
                    {"address": one.address, "error": one.trouble.as_dict()} for one in done if one.trouble
                ],
            }
        )
    else:
        for one in done:
            say(line_of(one))
        if not done:
            say("Nothing is due.")
    bad = [one for one in done if came_short(one)]
    if bad:
        raise CapturesFailed(
            f"{len(bad)} of {worked.done + worked.failed} did not come as asked: "
            + "; ".join(one.address for one in bad[:5]),
            untouched="What came is kept and in the log",
            next_step="Look at each; it is captured again at its next turn",
        )


def watch_json(one: WatchDef) -> dict[str, object]:
    """A watch as `--json` prints it."""
    return {
        "address": one.address,
        "method": one.method,
        "document": one.document,
        "every_hours": one.every_hours,
        "next_at": one.next_at,
        "asked_by": one.asked_by,
        "level": Level(one.level).name.lower(),
        "last": one.last,
        "last_at": one.last_at,
        "last_compared": one.last_compared,
    }


def watch_line(one: WatchDef) -> str:
    """A watch in a line."""
    last = f"{one.last}, {FOUND[one.last_compared]}" if one.last and one.last_compared else "not captured yet"
    return f"{one.address}  every {one.every_hours} h, next {one.next_at:%Y-%m-%d %H:%M} UTC; last: {last}"


@click.command("work")
@click.option("--once", is_flag=True, help="Do what waits and what is due, then end.")
@click.option(
    "--interval", type=click.FloatRange(0.1, 3600), default=5.0, show_default=True, metavar="SECONDS"
)
def work_command(once: bool, interval: float) -> None:
    """Capture in the background what pages, watches and cases ask for, until it is stopped (Ctrl-C)."""
    stopping = Stopping()
    if swept := open_store().sweep():
        say_progress(f"Cleared away {swept} half-written files of writers that were killed.")
    while True:
        _round(stopping)
        if once or stopping.asked:
            return
        stopping.rest(interval)
        if stopping.asked:
            return


class Stopping:
    """Ends the worker between two rounds when the machine or a person asks."""

    def __init__(self) -> None:
        self.asked = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._ask)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        if self.asked:  # the second time, at once
            raise KeyboardInterrupt
        self.asked = True
        say_progress("Stopping after what is at hand; once more to stop at once.")

    def rest(self, seconds: float) -> None:
        """Wait, but not past being asked to stop."""
        until = time.monotonic() + seconds
        while not self.asked and time.monotonic() < until:
            time.sleep(min(0.2, seconds))


def _round(stopping: Stopping) -> None:
    def told(one: Captured, _: int) -> None:
        say(line_of(one))

    for work in (work_requests, run_due_watches):
        while not stopping.asked:
            done: Worked = work(limit=20, progress=told)
            if not done.done + done.failed:
                break
    # What pages put off asks for the same requests; above each was told, so here nothing is left to do.
    Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="holdfast-work",
        excluded_queue_names=[],
    ).run()
    while not stopping.asked and work_updates(limit=1):
        pass
