"""`holdfast verify`: check an export, an archive or a proof, without a desk and without a network."""

import sys
from pathlib import Path

import click

from holdfast.evidence.engine.dispatch import UsageTrouble, read_trust, verify_at_last_door
from holdfast.evidence.engine.provers import find_prover
from holdfast.evidence.engine.report import EXIT_CODES, report_json, report_text

FILE = click.Path(path_type=Path)


@click.command("verify")
@click.argument("path", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Print JSON (keys in docs/cli.md).")
@click.option(
    "--trust", type=FILE, multiple=True, metavar="PEM", help="Certificates of authorities you trust."
)
@click.option(
    "--data", type=FILE, metavar="FILE", help="The file a lone token or proof is over, or the request."
)
@click.option("--headers", type=FILE, metavar="FILE", help="Bitcoin headers: height hash merkle-root time.")
@click.option(
    "--by",
    type=click.Choice(["any", "cryptography", "openssl", "none"]),
    default="any",
    show_default=True,
    help="What checks signatures.",
)
def verify_command(
    path: Path, as_json: bool, trust: tuple[Path, ...], data: Path | None, headers: Path | None, by: str
) -> None:
    """Check an export, a WARC, ARC or WACZ, a time-stamp token, an .ots proof: 0 passed, 1 failed, 3 not checkable."""
    try:
        prover = find_prover(by)
        verified = verify_at_last_door(path, read_trust(trust, headers, data), prover)
    except UsageTrouble as trouble:
        raise click.UsageError(f"{trouble}. Nothing was checked.") from None
    click.echo(report_json(verified) if as_json else report_text(verified, prover.told))
    sys.exit(EXIT_CODES[verified.result])
