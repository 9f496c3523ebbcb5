"""`holdfast review`: answers, who agrees, redacted copies, legal holds, expunges."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from holdfast.cli.printing import json_option, say, say_json, say_progress
from holdfast.cli.reviewed import (
    expunge_request_json,
    level_request_json,
    level_word,
    redaction_json,
    redaction_request_json,
    state_json,
    state_lines,
)
from holdfast.cli.who import reader, writer
from holdfast.evidence.actions import review, review_copies, review_expunge, review_level
from holdfast.evidence.queries import captures, reviews
from holdfast.evidence.queries.captures import part_bytes
from holdfast.evidence.types import Finding, Ground, Question
from holdfast.people.types import Level

LEVELS = {level.name.lower(): level for level in Level}
LARGEST_TEXT = 20_000_000  # bytes; no copy is made of a larger one
REGION = re.compile(
    r"(?:(?P<page>\d{1,6}):)?(?P<x>\d{1,7}),(?P<y>\d{1,7}),(?P<width>\d{1,7}),(?P<height>\d{1,7})"
)
SPAN = re.compile(r"(?P<start>\d{1,9}):(?P<end>\d{1,9})")
reason_option = click.option("--reason", required=True, help="Why; kept with it.")


@click.group("review")
def review_command() -> None:
    """Say what was found of a capture, confirm it, redact it, hold it, expunge it."""


@review_command.command("show")
@click.argument("key")
@json_option
def show_command(key: str, as_json: bool) -> None:
    """Show all that was said of capture KEY and done to it."""
    state = reviews.review_state(reader(), key)
    parts = captures.capture(reader(), key).parts
    if as_json:
        say_json({**state_json(state), "parts": [one.name for one in parts]})
        return
    for line in state_lines(state):
        say(line)
    if parts:
        say(f"  parts: {', '.join(one.name for one in parts)}")


@review_command.command("pending")
@json_option
def pending_command(as_json: bool) -> None:
    """List the requests that wait for another person."""
    waiting = reviews.pending_reviews(reader())
    if as_json:
        say_json(
            {
                "redactions": [redaction_request_json(one) for one in waiting.redactions],
                "expunges": [expunge_request_json(one) for one in waiting.expunges],
                "levels": [level_request_json(one) for one in waiting.levels],
            }
        )
        return
    for wish in waiting.redactions:
        say(f"{wish.key}  redact {wish.part} of {wish.capture}: {wish.reason} (asked by {wish.by})")
    for deletion in waiting.expunges:
        first = f", approved by {deletion.first_approver}" if deletion.first_approver else ""
        say(
            f"{deletion.key}  expunge {deletion.capture}, {deletion.ground.value}: {deletion.text} "
            f"(asked by {deletion.by}{first})"
        )
    for opening in waiting.levels:
        say(
            f"{opening.key}  open {opening.capture} from {level_word(opening.now)} to "
            f"{level_word(opening.to_level)}: {opening.reason} (asked by {opening.by})"
        )
    if not waiting.redactions and not waiting.expunges and not waiting.levels:
        say("Nothing waits for another person.")


@review_command.command("answer")
@click.argument("key")
@click.argument("question", type=click.Choice([question.value for question in Question]))
@click.option("--text", required=True, help="The answer.")
@click.option("--method", required=True, help="How it was found.")
@click.option("--reasons", required=True, help="What it rests on.")
@click.option(
    "--finding", type=click.Choice([finding.value for finding in Finding]), help="With untampered alone."
)
@json_option
def answer_command(
    key: str, question: str, text: str, method: str, reasons: str, finding: str | None, as_json: bool
) -> None:
    """Answer QUESTION about capture KEY; one's own earlier answer is replaced and stays readable."""
    number = review.answer_question(
        viewer=writer(),
        capture=key,
        question=question,
        text=text,
        method=method,
        reasons=reasons,
        finding=finding,
    )
    done(
        {"answer": number},
        f"Answer {number}. It needs two others to confirm it: holdfast review confirm {number}",
        as_json,
    )


@review_command.command("confirm")
@click.argument("answer", type=int)
@click.option("--disagree", is_flag=True, help="Disagree instead; say why with --reason.")
@click.option("--reason", default="", help="Why; needed to disagree.")
@json_option
def confirm_command(answer: int, disagree: bool, reason: str, as_json: bool) -> None:
    """Agree with ANSWER, or disagree: neither the capture's collector nor the answer's author can."""
    review.confirm_answer(viewer=writer(), answer=answer, agrees=not disagree, reason=reason)
    said = "disagrees" if disagree else "agrees"
    done(
        {"answer": answer, "agrees": not disagree},
        f"Noted: {writer().key} {said} with answer {answer}.",
        as_json,
    )


@review_command.command("flag")
@click.argument("key")
@click.option("--off", is_flag=True, help="It shows no graphic content.")
@reason_option
@json_option
def flag_command(key: str, off: bool, reason: str, as_json: bool) -> None:
    """Flag capture KEY as graphic, so that it is blurred until asked for."""
    review.flag_graphic(viewer=writer(), capture=key, graphic=not off, reason=reason)
    done(
        {"capture": key, "graphic": not off},
        f"{key} is {'no longer ' if off else ''}flagged as graphic.",
        as_json,
    )


@review_command.command("redact")
@click.argument("key")
@click.argument("part")
@click.option(
    "--region",
    "regions",
    multiple=True,
    metavar="[PAGE:]X,Y,W,H",
    help="Pixels of a picture as shown, or points from the top left of a PDF's page; pages count from 1, and a PDF of"
    " one page needs none named.",
)
@click.option(
    "--span",
    "spans",
    multiple=True,
    metavar="START:END",
    help="Characters of a text: the first is 0, END is the one after the last.",
)
@click.option("--find", "words", multiple=True, metavar="TEXT", help="Every place where a text says this.")
@click.option("--dpi", type=int, help="How finely a PDF is drawn.")
@click.option("--level", type=click.Choice(list(LEVELS)), help="Who may see the copy.")
@reason_option
@json_option
def redact_command(
    key: str,
    part: str,
    regions: tuple[str, ...],
    spans: tuple[str, ...],
    words: tuple[str, ...],
    dpi: int | None,
    level: str | None,
    reason: str,
    as_json: bool,
) -> None:
    """Ask for a copy of PART of capture KEY without these places; another person approves it.

    PART is the name of a part, as `holdfast evidence show KEY` lists them.
    """
    viewer = writer()
    removed = [*read_places(regions, REGION, "--region"), *read_places(spans, SPAN, "--span")]
    if words:
        text = part_bytes(viewer, key, part, LARGEST_TEXT + 1).decode(errors="replace")
        removed += [place for word in words for place in places_of(word, text)]
    if not removed:
        raise click.UsageError("Say what is to go: --region, --span or --find.")
    wish = review_copies.request_redaction(
        viewer=viewer,
        capture=key,
        part=part,
        removed=removed,
        reason=reason,
        dpi=dpi,
        level=LEVELS[level] if level else None,
    )
    unmasked = warned(wish)
    done(
        {"request": wish, "unmasks": unmasked},
        f"Asked as {wish}. Another reviewer looks at it (holdfast review preview {wish} FILE) and approves it "
        f"(holdfast review approve {wish} --seen SHA256).",
        as_json,
    )


@review_command.command("preview")
@click.argument("request")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=False))
@json_option
def preview_command(request: str, file: Path, as_json: bool) -> None:
    """Write to FILE what a request for a redaction would make; nothing is kept in the vault."""
    mime, sha256, data = reviews.redaction_preview(writer(), request)
    with file.open("xb") as target:
        target.write(data)
    unmasked = warned(request)
    done(
        {"request": request, "unmasks": unmasked, "mime": mime, "sha256": sha256, "file": str(file)},
        f"{file} ({mime}). If it is right: holdfast review approve {request} --seen {sha256}",
        as_json,
    )


@review_command.command("approve")
@click.argument("request")
@click.option(
    "--seen", metavar="SHA256", help="Of R-…: the preview that was looked at; no other copy is made."
)
@json_option
def approve_command(request: str, seen: str | None, as_json: bool) -> None:
    """Approve REQUEST: R-… for a redacted copy; L-… to let more people see a capture; X-… for an expunge (two)."""
    if request.startswith("L-"):
        capture = review_level.approve_opening(viewer=writer(), key=request)
        done({"request": request, "capture": capture}, f"From now on more people see {capture}.", as_json)
        return
    if request.startswith("X-"):
        gone = review_expunge.approve_expunge(viewer=writer(), key=request)
        said = (
            "The bytes are deleted; the log keeps that they were."
            if gone
            else "A second person approves it too."
        )
        done({"request": request, "done": gone}, said, as_json)
        return
    if seen is None:
        raise click.UsageError(
            f"Say which preview you saw: holdfast review preview {request} FILE prints --seen."
        )
    copy = reviews.redaction(
        writer(), review_copies.approve_redaction(viewer=writer(), key=request, seen=seen)
    )
    done(
        {"redaction": redaction_json(copy), "unmasks": warned(copy.key)},
        f"{copy.key}: {copy.name}, {copy.size:,} bytes, {copy.sha256}",
        as_json,
    )


@review_command.command("refuse")
@click.argument("request")
@reason_option
@json_option
def refuse_command(request: str, reason: str, as_json: bool) -> None:
    """Refuse REQUEST, or take one's own back; nothing is made and nothing deleted."""
    refusing = {"X-": review_expunge.refuse_expunge, "L-": review_level.refuse_opening}
    refuse = refusing.get(request[:2], review_copies.refuse_redaction)
    refuse(viewer=writer(), key=request, reason=reason)
    done({"request": request, "refused": True}, f"{request} is refused.", as_json)


@review_command.command("expunge")
@click.argument("key")
@click.option("--ground", required=True, type=click.Choice([ground.value for ground in Ground]))
@click.option("--text", required=True, help="Which order, which risk, which rule.")
@click.option("--answer", "answers", type=int, multiple=True, help="An answer whose words go too.")
@click.option("--keep-redactions", is_flag=True, help="Redacted copies stay.")
@json_option
def expunge_command(
    key: str, ground: str, text: str, answers: tuple[int, ...], keep_redactions: bool, as_json: bool
) -> None:
    """Ask that the bytes of capture KEY be deleted; two others approve it, a legal hold stops it."""
    wish = review_expunge.request_expunge(
        viewer=writer(),
        capture=key,
        ground=ground,
        text=text,
        answers=answers,
        keep_redactions=keep_redactions,
    )
    done(
        {"request": wish},
        f"Asked as {wish}. It needs two others to approve it: holdfast review approve {wish}",
        as_json,
    )


@review_command.command("hold")
@click.argument("key")
@click.option("--ground", required=True, help="Who wants it kept, and why.")
@json_option
def hold_command(key: str, ground: str, as_json: bool) -> None:
    """Put a legal hold on capture KEY: nothing of it is expunged until it is released."""
    number = review.hold_capture(viewer=writer(), capture=key, ground=ground)
    done({"capture": key, "hold": number}, f"{key} is under legal hold {number}.", as_json)


@review_command.command("release")
@click.argument("key")
@click.option("--hold", type=int, help="Which one; the oldest that stands, if not said.")
@reason_option
@json_option
def release_command(key: str, hold: int | None, reason: str, as_json: bool) -> None:
    """Release a legal hold on capture KEY."""
    number = review.release_hold(viewer=writer(), capture=key, reason=reason, hold=hold)
    done({"capture": key, "hold": number}, f"Hold {number} on {key} is released.", as_json)


def warned(key: str) -> list[dict[str, str]]:
    """Say on stderr where this copy and another one show what the other of the two hides; the same for JSON."""
    found = reviews.redaction_unmasks(writer(), key)
    for one in found:
        say_progress(f"! {one.said}: whoever has both reads it.")
    if found:
        say_progress("  An export refuses them together unless --redaction names them.")
    return [{"copy": one.copy, "other": one.other, "part": one.part} for one in found]


def done(facts: Mapping[str, Any], sentence: str, as_json: bool) -> None:
    """Print what was done, for a person or as JSON."""
    if as_json:
        say_json(facts)
    else:
        say(sentence)


def read_places(texts: Iterable[str], form: re.Pattern[str], option: str) -> list[dict[str, int]]:
    """The places as numbers; a usage error where one is not written as its option says."""
    found = []
    for text in texts:
        match = form.fullmatch(text)
        if match is None or not text.isascii():
            raise click.UsageError(
                f"{option} {text!r} is not written like {'1:10,20,300,40' if form is REGION else '10:25'}."
            )
        found.append({name: int(value) for name, value in match.groupdict().items() if value is not None})
    return found


def places_of(word: str, text: str) -> list[dict[str, int]]:
    """Every place where the text says the word, in characters; a usage error where it does nowhere."""
    if not word or word not in text:
        raise click.UsageError(f"The text does not say {word!r}.")
    return [{"start": hit.start(), "end": hit.end()} for hit in re.finditer(re.escape(word), text)]
