"""`holdfast demo`: both examples in a desk of their own, their figures published, the board opened."""

import os
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import click
import django

from holdfast.base.errors import HoldfastError
from holdfast.cli.desks import lacking_migrations, open_new_store, unknown_migrations
from holdfast.cli.printing import say_progress
from holdfast.cli.serving import AddressTaken, free_port
from holdfast.desk import make_desk

MARK = "demo"
WHOLE = "Made whole by holdfast demo; holdfast demo --again deletes this folder and makes it anew.\n"
EXAMPLES = ("gaza-ceasefire-2025", "minsk-ceasefire-osce")


class ExamplesMissing(HoldfastError):
    """The demo was started away from a checkout, so that there is nothing to load."""

    code = "examples-missing"


class NotADemo(HoldfastError):
    """The folder for the demo holds something else."""

    code = "not-a-demo"


class DemoNotWhole(HoldfastError):
    """An earlier demo's desk was never finished, or another version of the software made it."""

    code = "demo-not-whole"


class DemoServed(HoldfastError):
    """The demo's desk cannot be deleted while it is served."""

    code = "demo-served"


@click.command("demo")
@click.option(
    "--examples", type=click.Path(path_type=Path), help="The folder of the examples; else ./examples."
)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--no-serve", is_flag=True, help="Load and publish, and stop there.")
@click.option("--again", is_flag=True, help="Delete the demo's desk that is there, and make it anew.")
@click.pass_context
def demo_command(ctx: click.Context, examples: Path | None, port: int, no_serve: bool, again: bool) -> None:
    """Make a desk, load both examples, publish the figures they declare, serve the board.

    A demo's desk that is there already is kept and opened, with all that was done in it.
    """
    folder = Path(ctx.find_root().params.get("desk") or "demo-desk").resolve()
    if folder.exists() and not again:
        open_demo_desk(folder)
        say_progress(f"The demo's desk in {folder} is kept as it is. To make it anew: holdfast demo --again")
    else:
        _make(folder, examples)
    say_progress(
        "To sign in, set a password for an account: "
        f"holdfast --desk {shlex.quote(str(folder))} --as demo-editor account password demo-editor "
        "(an admin; likewise demo-reviewer, a reviewer). Then: Sign in, at the top of every page."
    )
    if not no_serve:
        serve(folder, port)


def _make(folder: Path, examples: Path | None) -> None:
    began = time.monotonic()
    cases = examples or Path(__file__).parents[3] / "examples"
    missing = [name for name in EXAMPLES if not (cases / name / "case.toml").is_file()]
    if missing:
        raise ExamplesMissing(
            f"There is no {missing[0]} in {cases}",
            untouched="Nothing was made",
            next_step="Run make demo in a checkout, or name the folder with --examples",
        )
    make_demo_desk(folder).fill_demo([cases / name for name in EXAMPLES])
    (folder / MARK).write_text(WHOLE, encoding="utf-8")
    say_progress(f"Ready after {time.monotonic() - began:.1f} s. The desk is {folder}.")


def open_demo_desk(folder: Path) -> None:
    """See that the folder holds a whole demo's desk of this software; raises NotADemo, DemoNotWhole."""
    _check_is_demo(folder)
    whole = (folder / MARK).read_text(encoding="utf-8") == WHOLE and (folder / "desk.toml").is_file()
    if whole:
        os.environ.pop("DATABASE_URL", None)
        os.environ["HOLDFAST_DESK"] = str(folder)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "holdfast.settings")
        django.setup()
        whole = (folder / "holdfast.sqlite3").is_file() and not (unknown_migrations() or lacking_migrations())
    if not whole:
        raise DemoNotWhole(
            f"{folder} holds a demo's desk that was never finished, or that another version made",
            untouched="Nothing was changed in it",
            next_step="Make it anew, and lose what was done in it: holdfast demo --again",
        )


def _check_is_demo(folder: Path) -> None:
    if not (folder / MARK).is_file():
        raise NotADemo(
            f"{folder} is there and is not a demo's desk",
            untouched="Nothing was changed in it",
            next_step="Name another folder with --desk, or move this one away",
        )


def served_by(folder: Path) -> int | None:
    """The process that serves a desk, as far as this machine tells it; None where none does, or none is told."""
    for line in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = line.read_bytes().decode(errors="replace").split("\0")
        except OSError:  # another's, or gone
            continue
        if str(folder) in words and "serve" in words:
            return int(line.parent.name)
    return None


def make_demo_desk(folder: Path) -> ModuleType:
    """A new desk for the demo, ready to be filled, in the place of an earlier demo's; anything else is left alone."""
    if folder.exists():
        _check_is_demo(folder)
        server = served_by(folder)
        if server is not None:
            raise DemoServed(
                f"{folder} is served by the process {server}",
                untouched="Nothing was changed in it",
                next_step="Stop it first, with Ctrl-C where it runs, or name another folder with --desk",
            )
        shutil.rmtree(folder)
    make_desk(
        folder,
        name="demo",
        published_by="a demonstration desk",
        campaigns_for="showing how Holdfast works; it belongs to nobody and campaigns for nothing else",
        other_languages={
            "ar": {
                "published_by": "مكتب تجريبي",
                "campaigns_for": "عرض طريقة عمل Holdfast، ولا يتبع أحدًا ولا يناصر شيئًا آخر",
            }
        },
    )
    (folder / MARK).write_text("Not finished: holdfast demo --again makes it anew.\n", encoding="utf-8")
    os.environ.pop("DATABASE_URL", None)
    return open_new_store(folder)


def serve(folder: Path, port: int) -> None:
    """Open the board in a browser where there is one, and serve it from a new process.

    Polars has threads by now, and a process with threads must not fork the server's workers: they would wait for ever.
    """
    try:
        port = free_port("127.0.0.1", port)
    except AddressTaken:
        port = free_port("127.0.0.1", 0)
    if sys.stdout.isatty() and (os.environ.get("DISPLAY") or sys.platform == "darwin"):
        opener = "import sys, time, webbrowser; time.sleep(2); webbrowser.open(sys.argv[1])"
        subprocess.Popen([sys.executable, "-c", opener, f"http://127.0.0.1:{port}/"])
    sys.stdout.flush()
    sys.stderr.flush()
    words = ["--desk", str(folder), "serve", "--port", str(port)]
    program = [sys.executable, "-c", "from holdfast.cli.main import main; main()", *words]
    os.execv(sys.executable, program)  # noqa: S606 - our own words, and no shell
