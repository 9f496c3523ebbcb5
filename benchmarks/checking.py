"""Check a draft of 1,500 words against the larger example's series and 15,000 claims of the desk, without a model.

    python benchmarks/checking.py [--claims 15000] [--words 1500] [--times 5]

The desk is made here and thrown away: the example `gaza-ceasefire-2025`, loaded, and invented claims, nine of ten of
words by Zipf's law, one of ten of the sentences that benchmarks/grammar.py makes. The draft is of invented statements,
each with numbers of its own; where ../shared is there, its article is checked as well, as long as it is.

Measured four ways, each the whole check with the claims that every line comes near to:
"warm" in a process that has checked before (as a page does), the median; "first" the first check of such a process,
which reads the record and the index of claims; "cold" `holdfast check FILE --json`, from the start of the process to
its end; "other claims" the same, the first time after the claims became others, when their index is built and kept.
Seconds by the clock and of the processor; the most memory each process held. Modules are compiled before, as those of
an installed package are.
There is no peer: no other tool does this. Ends with exit code 1 where warm, first or cold is over a goal by the clock.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from assess import holdfast, in_desk
from grammar import made
from machine import machine
from matching import invented

GOAL_SECONDS, GOAL_MEGABYTES = 2.0, 300
HERE = Path(__file__).parent
EXAMPLE = HERE.parent / "examples/gaza-ceasefire-2025"
ARTICLES = HERE.parents[1] / "shared/data/claims/article"
STATEMENTS = (
    "The Government Media Office said that {n} people had been killed by day {d} of the ceasefire.",
    "By {d} November 2025 at least {m} violations had been counted, more than in any month before.",
    "On average {d} trucks of fuel a day came in, which is {p} per cent of what had been agreed.",
    "The ministry counted {m} injured and {n} killed since 11 October 2025, most of them in the north.",
    "Of {m} tonnes of food that waited at the crossing, a spokeswoman said, {p}% was let through that week.",
    "Nobody whom we asked in the camp could name a street that had been cleared by then.",
    "Aid agencies say that {n} of the {m} trucks scheduled in October 2025 were turned back.",
    "Between {d} and 29 November 2025 the army carried out {n} strikes, according to monitors.",
    "It was the {d}th time in a month that the crossing stayed closed for more than {p} hours.",
    "The council voted in favour of the plan, and the court's ruling of {d} December 2025 stands.",
    "Families in the south queue for bread from early morning, and many go home without any.",
    "We call on every government to see that all {m} people on the list can leave for treatment.",
)
FILL = """
import json, sys
import django
django.setup()
from holdfast.claims.models import Claim
from holdfast.journal.actions import recording
texts = json.load(sys.stdin)
with recording(actor="bench", verb="add_claim", object_key="claims") as entry:
    Claim.objects.bulk_create([Claim(text=t, language="en", batch=entry.batch) for t in texts], batch_size=500)
    entry.commit_to({"claims": len(texts)})
"""
WARM = """
import json, resource, sys, time
from datetime import date
import django
django.setup()
from holdfast.claims.queries.checking import draft_checked
from holdfast.claims.queries.seen import with_candidates
from holdfast.claims.reading import read_draft
from holdfast.people.types import Level, Role, Viewer
from pathlib import Path
viewer = Viewer(key="", name="", role=Role.ADMIN, clearance=Level.RESTRICTED, signed_in=False)
runs = []
for _ in range(1 + int(sys.argv[2])):
    wall, busy = time.perf_counter(), time.process_time()
    draft = read_draft(Path(sys.argv[1]))
    found = draft_checked(viewer, draft.text, spans=draft.body, published=date(2025, 12, 1))
    found = with_candidates(viewer, found)
    told = found.as_json()
    runs.append([time.perf_counter() - wall, time.process_time() - busy])
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
near = sum(bool(one["candidates"]) for one in told["items"])
print(json.dumps({"runs": runs, "megabytes": peak, "lines": len(told["items"]), "lines_with_candidates": near}))
"""


def draft_of(words: int) -> str:
    """Invented statements up to so many words, five a paragraph, each with numbers of its own."""
    said: list[str] = []
    while sum(len(one.split()) for one in said) < words:
        at = len(said)
        said.append(
            STATEMENTS[at % len(STATEMENTS)].format(
                n=101 + at * 7, m=400 + at * 31, p=11 + at % 80, d=2 + at % 26
            )
        )
    return "\n\n".join(" ".join(said[at : at + 5]) for at in range(0, len(said), 5)) + "\n"


def cold(desk: Path, draft: Path) -> dict[str, float]:
    """`holdfast check` as a command: seconds by the clock and of the processor, and the most memory."""
    told = draft.with_suffix(".json")
    with told.open("wb") as out:
        began = time.perf_counter()
        process = subprocess.Popen(
            [str(Path(sys.executable).with_name("holdfast")), "--desk", str(desk), "check", str(draft), "--json",
             "--published", "2025-12-01"], stdout=out,
        )  # fmt: skip
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
    if status:
        raise SystemExit(f"holdfast check ended with {status}")
    json.loads(told.read_text())
    return {
        "seconds": round(seconds, 2),
        "processor_seconds": round(used.ru_utime + used.ru_stime, 2),
        "megabytes": used.ru_maxrss // 1024,
    }


def measure(desk: Path, draft: Path, times: int) -> dict[str, Any]:
    """One draft, all three ways."""
    shutil.rmtree(desk / "cache", ignore_errors=True)
    other = cold(desk, draft)
    there = json.loads(in_desk(desk, [sys.executable, "-W", "ignore", "-c", WARM, str(draft), str(times)]))
    first, *later = there.pop("runs")
    colds = sorted((cold(desk, draft) for _ in range(3)), key=lambda one: one["seconds"])
    return {
        "words": len(draft.read_text(encoding="utf-8").split()),
        "lines": there["lines"],
        "lines_with_candidates": there["lines_with_candidates"],
        "warm": {
            "seconds": round(statistics.median(one[0] for one in later), 2),
            "processor_seconds": round(statistics.median(one[1] for one in later), 2),
            "megabytes": there["megabytes"],
        },
        "first": {
            "seconds": round(first[0], 2),
            "processor_seconds": round(first[1], 2),
            "megabytes": there["megabytes"],
        },
        "cold": colds[1],
        "other claims": other,
    }


def main() -> int:
    """Make the desk, measure, print JSON."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--claims", type=int, default=15_000)
    asked.add_argument("--words", type=int, default=1_500)
    asked.add_argument("--times", type=int, default=5)
    given = asked.parse_args()
    before = machine()
    with TemporaryDirectory(prefix="holdfast-checking-") as kept:
        folder = Path(kept)
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
        desk = folder / "desk"
        holdfast("init", str(desk), "--published-by", "Bench", "--campaigns-for", "speed", "--admin", "bench")
        holdfast("--desk", str(desk), "--as", "bench", "load", str(EXAMPLE))
        shaped = made(given.claims // 10)
        claims = [*invented(given.claims - len(shaped), 22, 2), *shaped]
        environment = {
            **os.environ,
            "HOLDFAST_DESK": str(desk),
            "DJANGO_SETTINGS_MODULE": "holdfast.settings",
        }
        os.environ["DJANGO_SETTINGS_MODULE"] = "holdfast.settings"
        subprocess.run(
            [sys.executable, "-c", FILL], input=json.dumps(claims), text=True, env=environment, check=True
        )
        drafts = {"invented": folder / "invented.txt"}
        drafts["invented"].write_text(draft_of(given.words), encoding="utf-8")
        for article in sorted(ARTICLES.glob("0*.txt"))[:1]:
            drafts["article"] = folder / "article.txt"
            drafts["article"].write_bytes(article.read_bytes())
        runs = {name: measure(desk, draft, given.times) for name, draft in drafts.items()}
    missed = [
        f"{name}, {way}"
        for name, run in runs.items()
        for way in ("warm", "first", "cold")
        if run[way]["seconds"] > GOAL_SECONDS or run[way]["megabytes"] > GOAL_MEGABYTES
    ]
    found = {
        "machine": before, "claims": given.claims, "drafts": runs, "missed": missed,
        "goal_seconds": GOAL_SECONDS, "goal_megabytes": GOAL_MEGABYTES,
    }  # fmt: skip
    json.dump(found, sys.stdout, indent=2)
    sys.stdout.write("\n")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
