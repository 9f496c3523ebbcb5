"""What a verification prints, and its exit code; the command line of the stand-alone verify.py."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from holdfast.evidence.engine.dispatch import UsageTrouble, Verified, read_trust, verify_at_last_door
from holdfast.evidence.engine.provers import find_prover
from holdfast.evidence.engine.results import FAILED, NOT_CHECKABLE, OUTSIDE_PROOFS, PASSED

EXIT_CODES = {PASSED: 0, FAILED: 1, NOT_CHECKABLE: 3}
EXIT_USAGE = 2
REPORT_MARKS = {PASSED: "\u2713", FAILED: "\u2715", NOT_CHECKABLE: "?"}
REPORT_SAYS = {
    PASSED: "Unchanged, as far as every check below goes. Whether its content is right, no such check can say.",
    FAILED: "Something is not as it was, or not as it should be. The lines marked \u2715 name it.",
    NOT_CHECKABLE: "Nothing was found changed, but not everything could be checked. The lines marked ? say why.",
}
REPORT_OF_NOTHING = "It was not checked, so that nothing is known of it. The lines marked ? say why."


def report_json(verified: Verified) -> str:
    """The report for programs: {"result", "checks": [{"name", "result", "why"}]}."""
    checks = [{"name": check.name, "result": check.result, "why": check.why} for check in verified.checks]
    return json.dumps({"result": verified.result, "checks": checks}, ensure_ascii=False, indent=2)


def report_text(verified: Verified, by: str = "") -> str:
    """The report for people; `by` is what checked the signatures."""
    says = REPORT_SAYS[verified.result]
    if verified.result == NOT_CHECKABLE and any(check.name == "file" for check in verified.checks):
        says = REPORT_OF_NOTHING
    lines = [f"{verified.result}: {says}", ""]
    lines += [
        f"{REPORT_MARKS[check.result]} {check.name}: {check.result}. {check.why}" for check in verified.checks
    ]
    silent = [
        check.name
        for check in verified.checks
        if check.result == NOT_CHECKABLE and check.name in OUTSIDE_PROOFS
    ]
    if verified.result == PASSED and silent:
        lines += [
            "",
            f"Not needed for this result, because another proof of time holds: {', '.join(silent)}.",
        ]
    if by:
        lines += ["", f"Signatures were checked by {by}."]
    return "\n".join(lines)


def run(arguments: Sequence[str] | None = None) -> int:
    """verify.py PATH [--json] [--trust PEM] [--data FILE] [--headers FILE]; the exit code."""
    parser = argparse.ArgumentParser(
        prog="verify.py",
        description="Check an export of a Holdfast desk, a WARC, ARC or WACZ, a time-stamp token or an .ots proof."
        " Nothing is sent anywhere. Exit code 0: passed, 1: failed, 3: not checkable, 2: used wrongly.",
    )
    parser.add_argument(
        "path", nargs="?", help="the file or folder (without it: the export this program lies in)"
    )
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.add_argument("--trust", action="append", default=[], metavar="PEM", help="certificates you trust")
    parser.add_argument(
        "--data", metavar="FILE", help="the file a lone token or proof is over, or the request for it"
    )
    parser.add_argument(
        "--headers", metavar="FILE", help="Bitcoin headers: height hash merkle-root time, one a line"
    )
    parser.add_argument(
        "--by",
        choices=("any", "cryptography", "openssl", "none"),
        default="any",
        help="what checks signatures",
    )
    asked = parser.parse_args(arguments)
    try:
        trust = read_trust(
            [Path(one) for one in asked.trust],
            Path(asked.headers) if asked.headers else None,
            Path(asked.data) if asked.data else None,
        )
        prover = find_prover(asked.by)
        verified = verify_at_last_door(
            Path(asked.path) if asked.path else Path(__file__).resolve().parent, trust, prover
        )
    except UsageTrouble as trouble:
        print(f"{trouble}. Nothing was checked.", file=sys.stderr)  # noqa: T201  verify.py is a program of its own
        return EXIT_USAGE
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    print(report_json(verified) if asked.json else report_text(verified, prover.told))  # noqa: T201  likewise
    return EXIT_CODES[verified.result]
