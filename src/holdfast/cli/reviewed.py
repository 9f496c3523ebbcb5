"""What `holdfast review` prints of a capture, for a person and as JSON."""

from collections.abc import Iterable
from typing import Any

from holdfast.evidence.types import (
    AnswerDef,
    ExpungeRequestDef,
    LevelRequestDef,
    RedactionDef,
    RedactionRequestDef,
    ReviewState,
    WishState,
)
from holdfast.people.types import Level


def state_lines(state: ReviewState) -> Iterable[str]:
    """The state of a capture's review, for a person."""
    yield f"{state.capture}, collected by {state.collector}: {'confirmed' if state.confirmed else 'not confirmed'}"
    yield f"  {state.why.render('en')}"
    if state.expunge:
        gone = state.expunge
        yield (
            f"  EXPUNGED {gone.at:%Y-%m-%d} ({gone.ground.value}: {gone.text}), asked by {gone.by}, approved by "
            f"{' and '.join(gone.approvers)}"
            + (f"; {gone.waiting} objects wait for: holdfast evidence sweep" if gone.waiting else "")
        )
    if state.graphic:
        yield f"  graphic: {state.flags[0].reason} ({state.flags[0].by})"
    for hold in state.holds:
        ended = f", released by {hold.released_by}: {hold.release_reason}" if hold.released_by else ""
        yield f"  legal hold {hold.id} since {hold.at:%Y-%m-%d} by {hold.by}: {hold.ground}{ended}"
    for question, answers in state.answers.items():
        if not answers:
            yield f"  {question.value}: nobody has answered"
        for answer in answers:
            yield f"  {question.value}: {answer_line(answer)}"
    for copy in state.redactions:
        gone_too = " (expunged)" if copy.gone else ""
        yield f"  {copy.key} of {copy.part}, by {copy.by}, approved by {copy.approver}: {copy.reason}{gone_too}"
    for change in state.level_changes:
        second = f", approved by {change.approver}" if change.approver else ""
        yield (
            f"  who may see it: {level_word(change.was)} to {level_word(change.level)} on {change.at:%Y-%m-%d} "
            f"by {change.by}{second}: {change.reason}"
        )
    for wish in (*state.redaction_requests, *state.expunge_requests, *state.level_requests):
        if wish.state is not WishState.DONE:
            refused = f" by {wish.decided_by}: {wish.refusal}" if wish.state is WishState.REFUSED else ""
            yield f"  {wish.key}, asked by {wish.by}: {wish.state.value}{refused}"


def answer_line(answer: AnswerDef) -> str:
    """One answer with who said it and who agrees."""
    words = (
        f"{answer.text} (method: {answer.method}; reasons: {answer.reasons})" if answer.text else "[expunged]"
    )
    standing = "replaced" if answer.replaced else "confirmed" if answer.confirmed else "not confirmed"
    said = [
        f"{one.by} {'agrees' if one.agrees else 'disagrees'}{': ' + one.reason if one.reason else ''}"
        for one in answer.confirmations
    ]
    finding = f"{answer.finding.value}; " if answer.finding else ""
    return f"[{answer.id}] {finding}{words} by {answer.by}, {standing}" + (
        f" ({'; '.join(said)})" if said else ""
    )


def state_json(state: ReviewState) -> dict[str, Any]:
    """The state of a capture's review as JSON carries it."""
    gone = state.expunge
    return {
        "capture": state.capture,
        "collector": state.collector,
        "confirmed": state.confirmed,
        **state.why.as_json(),
        "graphic": state.graphic,
        "held": state.held,
        "answers": {
            question.value: [answer_json(answer) for answer in answers]
            for question, answers in state.answers.items()
        },
        "flags": [fields(one, "graphic", "reason", "by", "at") for one in state.flags],
        "holds": [
            fields(one, "id", "ground", "by", "at", "released_by", "released_at", "release_reason")
            for one in state.holds
        ],
        "redactions": [redaction_json(one) for one in state.redactions],
        "redaction_requests": [redaction_request_json(one) for one in state.redaction_requests],
        "expunge_requests": [expunge_request_json(one) for one in state.expunge_requests],
        "level_changes": [
            fields(one, "was", "level", "reason", "by", "approver", "at") for one in state.level_changes
        ],
        "level_requests": [level_request_json(one) for one in state.level_requests],
        "expunged": gone
        and {
            **fields(gone, "ground", "text", "by", "at", "kept_redactions", "waiting"),
            "approvers": list(gone.approvers),
        },
    }


def answer_json(answer: AnswerDef) -> dict[str, Any]:
    """An answer as JSON carries it."""
    found = fields(answer, "id", "finding", "text", "method", "reasons", "by", "at", "replaced", "confirmed")
    found["confirmations"] = [fields(one, "by", "agrees", "reason", "at") for one in answer.confirmations]
    return found


def redaction_json(copy: RedactionDef) -> dict[str, Any]:
    """A redacted copy as JSON carries it."""
    return fields(
        copy, "key", "capture", "part", "name", "sha256", "record", "size", "mime", "reason", "by", "approver",
        "at", "seq", "level", "gone",
    )  # fmt: skip


def redaction_request_json(wish: RedactionRequestDef) -> dict[str, Any]:
    """A request for a redaction as JSON carries it."""
    found = fields(wish, "key", "capture", "part", "reason", "by", "at", "state", "decided_by", "refusal")
    found["removed"] = [dict(place) for place in wish.removed]
    return found


def expunge_request_json(wish: ExpungeRequestDef) -> dict[str, Any]:
    """A request to expunge as JSON carries it."""
    found = fields(
        wish, "key", "capture", "ground", "text", "by", "at", "state", "keep_redactions", "first_approver",
        "decided_by", "refusal",
    )  # fmt: skip
    found["answers"] = list(wish.answers)
    return found


def level_request_json(wish: LevelRequestDef) -> dict[str, Any]:
    """A request to let more people see a capture as JSON carries it."""
    return fields(
        wish, "key", "capture", "now", "to_level", "reason", "by", "at", "state", "decided_by", "refusal"
    )


def level_word(level: int) -> str:
    """A level as the command line takes it."""
    return Level(level).name.lower()


def fields(value: object, *names: str) -> dict[str, Any]:
    """These fields of a value, by name."""
    return {name: getattr(value, name) for name in names}
