"""`holdfast`: the group of commands, opened on one desk; an error never reaches a user as a traceback."""

import errno
import gc
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import django

import holdfast
from holdfast.base.errors import HoldfastError, one_line, shown
from holdfast.cli.printing import say_error
from holdfast.desk import make_desk

# Each command by name: the module that holds it, and its one line of help (shown without opening a desk).
COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("desks", "Make a desk's folder, its store and its first account."),
    "demo": ("demo", "Load the examples into a desk of their own and open the board."),
    "load": ("cases", "Load a case folder, or bring its changes in."),
    "case": ("cases", "Work with case folders: check."),
    "assess": ("agreements", "Say what the record holds about every obligation."),
    "figure": ("figures", "Show a published figure with its rows and revisions."),
    "publish": ("figures", "Publish a figure: a new, permanent revision."),
    "rebuild": ("figures", "Recompute a revision and compare it byte for byte."),
    "decide": ("record", "Decide about a counter that fell: restart or correction."),
    "account": ("people", "Add people, change their role, close their account."),
    "serve": ("serving", "Serve the desk's pages."),
    "capture": ("capture", "Preserve what stands at an address, or a file."),
    "watch": ("watch", "Capture an address again and again; say what changed or was removed."),
    "work": ("watch", "Capture in the background what was asked for and what is due."),
    "update": ("updating", "Fetch what cases watch and load what came whole."),
    "doctor": ("doctor", "Check the desk from its folder to its triggers."),
    "upgrade": ("upgrading", "Copy the store, migrate it, verify it."),
    "review": ("review", "Answer, confirm, flag, redact, hold, expunge: what people say of captures."),
    "evidence": ("evidence", "Show a capture with its parts; its level; look after the vault's store."),
    "seal": ("sealing", "Sign the log's head; get it stamped and cosigned; check the vault."),
    "witness": ("sealing", "Cosign the heads of other desks' logs."),
    "export": ("export", "Write captures with their log and proofs for a stranger to check."),
    "verify": ("verify", "Check an export, an archive or a proof, without a desk."),
    "extract": ("claims_extract", "Find the figures, dates, ranks, bans, votes and rulings of a text."),
    "check": ("claims_check", "Hold each figure, date, rank and ban of a draft against the record."),
    "audit": ("claims_audit", "Find stated numbers that cannot all be right."),
    "verify-journal": ("doctor", "Recompute the journal's chain and the rows it commits to."),
    "claim": ("claims", "Add claims, review them with a second reader, publish, import, count every side."),
    "match": ("claims_match", "Find the known claims a rumour comes near to; name what differs."),
}
WITHOUT_DESK = frozenset({"init", "demo", "verify", "match", "extract"})
DESK_IF_NAMED = frozenset({"case", "audit"})  # a folder can be checked by itself


_NO_ROOM = (errno.EIO, errno.EFBIG, errno.ENOSPC, errno.EROFS, errno.EDQUOT)
# What SQLite and PostgreSQL say where the disk, and not this software, is the trouble.
_STORE_REFUSED = (
    "disk i/o error",
    "disk is full",
    "no space left",
    "readonly database",
    "unable to open database file",
    "file too large",
    "could not extend file",
)


class DeskGroup(click.Group):
    """Finds a command by name and imports it once the desk it works on is known."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, with Django set up on the desk that was named."""
        if cmd_name not in COMMANDS:
            return None
        if cmd_name not in WITHOUT_DESK:
            open_store(ctx, needed=cmd_name not in DESK_IF_NAMED)
        module = importlib.import_module(f"holdfast.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, cmd_name.replace("-", "_") + "_command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does; help about a command is given without a desk."""
        ctx.meta["asks_for_help"] = "--help" in args
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table of commands, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


def open_store(ctx: click.Context, *, needed: bool = True) -> None:
    """Set Django up on the desk of --desk or HOLDFAST_DESK.

    Without one, where none is needed or for --help alone, it is an empty one that is thrown away.
    """
    folder = ctx.find_root().params.get("desk")
    if folder:
        os.environ["HOLDFAST_DESK"] = str(Path(folder).expanduser().resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "holdfast.settings")
    if not os.environ.get("HOLDFAST_DESK") and (ctx.meta.get("asks_for_help") or not needed):
        ctx.meta["holdfast.no_desk"] = True
        room = ctx.with_resource(TemporaryDirectory())
        make_desk(Path(room) / "desk", name="help", published_by="help", campaigns_for="help")
        os.environ["HOLDFAST_DESK"] = str(Path(room) / "desk")
    django.setup()


@click.group(cls=DeskGroup, context_settings={"help_option_names": ["--help", "-h"]})
@click.option("--desk", metavar="DIR", help="The desk's folder (else HOLDFAST_DESK).")
@click.option(
    "--as",
    "person",
    metavar="NAME",
    help="Who writes, or reads with their clearance (else HOLDFAST_PERSON).",
)
@click.version_option(holdfast.__version__, prog_name="holdfast")
@click.pass_context
def holdfast_group(ctx: click.Context, desk: str | None, person: str | None) -> None:
    """Keep a promise in view: load a case, assess it, publish figures that open down to their rows."""
    ctx.meta["holdfast.person"] = person or os.environ.get("HOLDFAST_PERSON")


def main(args: Sequence[str] | None = None) -> None:
    """Run a command; exit 0 only when it did what was asked, 1 with three plain sentences otherwise, 2 for usage."""
    words = named_first(list(sys.argv[1:] if args is None else args))
    # What a command imports and reads stays until it ends: looking for rubbish among it every 700 objects, as Python
    # does, took a tenth of the time of a check and found none.
    gc.set_threshold(50_000, 20, 100)
    try:
        refuse_bytes(words)
        holdfast_group.main(args=words, prog_name="holdfast", standalone_mode=False)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        if "--json" in words:
            say_error(WordUnknown(error), as_json=True)
        else:
            error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped by you. What was not finished was not written.", err=True)
        sys.exit(130)
    except HoldfastError as error:
        say_error(error, as_json="--json" in words)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(141)
    except OSError as error:
        say_error(refused_by_machine(error) or FileTrouble(str(error)), as_json="--json" in words)
        sys.exit(1)
    except Exception as error:  # the last door: a person never sees a traceback
        if os.environ.get("HOLDFAST_TRACEBACK"):
            raise
        say_error(refused_by_machine(error) or Defect(error), as_json="--json" in words)
        sys.exit(1)


def named_first(words: list[str]) -> list[str]:
    """The words with --desk and --as before the command, wherever a person put them."""
    first, rest = [], []
    at = 0
    while at < len(words):
        if words[at] == "--":
            rest += words[at:]
            break
        if words[at] in ("--desk", "--as") and at + 1 < len(words):
            first += words[at : at + 2]
            at += 2
            continue
        (first if words[at].startswith(("--desk=", "--as=")) else rest).append(words[at])
        at += 1
    return first + rest


def refuse_bytes(words: Sequence[str]) -> None:
    """Raise ArgumentNotText where a word of the command line is no text: Python keeps such bytes as surrogates."""
    for word in words:
        if not word.isascii() and any("\ud800" <= char <= "\udfff" for char in word):
            raise ArgumentNotText(word)


class ArgumentNotText(HoldfastError):
    """A word of the command line holds bytes that are no letters in UTF-8."""

    code = "argument-not-text"

    def __init__(self, word: str) -> None:
        super().__init__(
            f"A word of the command line is not a text in UTF-8: {shown(word.encode('utf-8', 'replace').decode())}",
            untouched="Nothing was done",
            next_step="Write it in UTF-8; of a file whose name is not in UTF-8, pipe in what it holds",
        )


class WordUnknown(HoldfastError):
    """The command line holds a word that its command does not know, or lacks one that it needs."""

    code = "word-unknown"

    def __init__(self, error: click.ClickException) -> None:
        within = getattr(error, "ctx", None)
        command = within.command_path if within is not None else "holdfast"
        super().__init__(
            error.format_message().removesuffix("."),
            untouched="Nothing was done",
            next_step=f"Look at the words it knows: {command} --help",
        )


class Defect(HoldfastError):
    """Something inside went wrong that no person's input should be able to cause."""

    code = "defect"

    def __init__(self, error: Exception) -> None:
        super().__init__(
            f"Holdfast has a defect: {type(error).__name__}: {one_line(str(error))}",
            untouched="What was not finished was not written: every write is one transaction",
            next_step="Report it with the command and its full trace: run it again with HOLDFAST_TRACEBACK=1",
        )


def refused_by_machine(error: BaseException | None) -> "FileTrouble | None":
    """What the machine refused, where that is at the bottom of an error: a file, the disk, the store's own file."""
    seen: list[BaseException] = []
    while error is not None and error not in seen:
        if isinstance(error, OSError) and error.strerror and (not seen or error.errno in _NO_ROOM):
            return FileTrouble(f"{error.strerror or error}: {error.filename or 'a file'}")
        if type(error).__name__ in ("OperationalError", "DiskFull") and any(
            words in str(error).lower() for words in _STORE_REFUSED
        ):
            return FileTrouble(f"The store could not be read or written: {one_line(str(error))}")
        seen.append(error)
        error = error.__cause__ or error.__context__
    return None


class FileTrouble(HoldfastError):
    """The machine refused a file, a folder or the disk."""

    code = "file-trouble"

    def __init__(self, what: str) -> None:
        super().__init__(
            what,
            untouched="What was not finished was not written",
            next_step="Check the path, its rights and the free space, and try again",
        )
