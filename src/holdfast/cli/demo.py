"""`holdfast demo`: both examples in a desk of their own, their figures published, the board opened."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import click

from holdfast.base.errors import HoldfastError
from holdfast.cli.desks import open_new_store
from holdfast.cli.printing import say_progress
from holdfast.cli.serving import AddressTaken, free_port
from holdfast.desk import make_desk

MARK = "demo"
EXAMPLES = ("gaza-ceasefire-2025", "minsk-ceasefire-osce")


class ExamplesMissing(HoldfastError):
    """The demo was started away from a checkout, so that there is nothing to load."""

    code = "examples-missing"


class NotADemo(HoldfastError):
    """The folder for the demo holds something else."""

    code = "not-a-demo"


@click.command("demo")
@click.option(
    "--examples", type=click.Path(path_type=Path), help="The folder of the examples; else ./examples."
)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--no-serve", is_flag=True, help="Load and publish, and stop there.")
@click.pass_context
def demo_command(ctx: click.Context, examples: Path | None, port: int, no_serve: bool) -> None:
    """Make a desk, load both examples, publish the figures they declare, serve the board."""
    began = time.monotonic()
    folder = Path(ctx.find_root().params.get("desk") or "demo-desk").resolve()
    cases = examples or Path(__file__).parents[3] / "examples"
    missing = [name for name in EXAMPLES if not (cases / name / "case.toml").is_file()]
    if missing:
        raise ExamplesMissing(
            f"There is no {missing[0]} in {cases}",
            untouched="Nothing was made",
            next_step="Run make demo in a checkout, or name the folder with --examples",
        )
    make_demo_desk(folder).fill_demo([cases / name for name in EXAMPLES])
    say_progress(
        f"Ready after {time.monotonic() - began:.1f} s. The desk is {folder}; delete it to start again."
    )
    if no_serve:
        return
    serve(folder, port)


def make_demo_desk(folder: Path) -> ModuleType:
    """A new desk for the demo, ready to be filled; an earlier demo's is taken away, anything else is left alone."""
    if folder.exists():
        if not (folder / MARK).is_file():
            raise NotADemo(
                f"{folder} is there and is not a demo's desk",
                untouched="Nothing was changed in it",
                next_step="Name another folder with --desk, or move this one away",
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
    (folder / MARK).write_text("Made by holdfast demo, which may delete this folder.\n", encoding="utf-8")
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
    os.execv(sys.executable, [sys.executable, "-c", "from holdfast.cli.main import main; main()", *words])  # noqa: S606
