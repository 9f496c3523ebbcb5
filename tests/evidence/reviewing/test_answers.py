"""Answers are confirmed by two people who neither collected nor wrote, and the store itself holds to that."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from holdfast.base.clock import now
from holdfast.evidence.actions.review import (
    answer_question,
    confirm_answer,
    flag_graphic,
    hold_capture,
    release_hold,
)
from holdfast.evidence.errors import (
    AnotherPersonNeeded,
    AnswerUnknown,
    CaptureUnknown,
    HoldUnknown,
    ReviewInvalid,
)
from holdfast.evidence.models import Answer, AnswerWords, Capture, Confirmation, LogEntry
from holdfast.evidence.queries.log import log_entries
from holdfast.evidence.queries.reviews import capture_marks, confirmed_captures, review_state
from holdfast.evidence.types import Finding, Marks, Question, Verb
from holdfast.journal.triggers import trigger_problems
from holdfast.people.errors import NotAllowed
from holdfast.people.types import Level, Role, Viewer

pytestmark = [pytest.mark.django_db, pytest.mark.storage]
REST = {
    "text": "As published",
    "method": "compared with the cached copy",
    "reasons": "Every block is the same",
}


def answered(viewer: Viewer, question: str = "untampered", **more: Any) -> int:
    if question == "untampered":
        more.setdefault("finding", "yes")
    return answer_question(viewer=viewer, capture="E-0001", question=question, **{**REST, **more})


def test_it_works(capture: Capture, alice: Viewer, rania: Viewer, rosa: Viewer) -> None:
    number = answered(alice)
    confirm_answer(viewer=rania, answer=number, agrees=True)
    assert not review_state(alice, "E-0001").confirmed
    assert confirmed_captures(alice, [capture.pk]) == frozenset()
    confirm_answer(viewer=rosa, answer=number, agrees=True)
    state = review_state(alice, "E-0001")
    (answer,) = state.answers[Question.UNTAMPERED]
    assert (answer.confirmed, answer.finding, answer.text) == (True, Finding.YES, "As published")
    assert [one.by for one in answer.confirmations] == ["rania", "rosa"]
    assert state.confirmed
    assert confirmed_captures(alice, [capture.pk, 999]) == {capture.pk}
    verbs = list(LogEntry.objects.order_by("seq").values_list("verb", "actor"))
    assert verbs == [
        ("collected", "alice"),
        ("answered", "alice"),
        ("confirmed", "rania"),
        ("confirmed", "rosa"),
    ]


def test_charlie_and_bob_write_nothing(capture: Capture, bob: Viewer, charlie: Viewer) -> None:
    for viewer in (bob, charlie):
        with pytest.raises(NotAllowed):
            answered(viewer)
        with pytest.raises(NotAllowed):
            confirm_answer(viewer=viewer, answer=1, agrees=True)
        with pytest.raises(NotAllowed):
            flag_graphic(viewer=viewer, capture="E-0001", graphic=True, reason="x")
    with pytest.raises(CaptureUnknown):
        review_state(charlie, "E-0001")
    assert not Answer.objects.exists() and LogEntry.objects.count() == 1


def test_the_collector_does_not_confirm(capture: Capture, alice: Viewer, rania: Viewer) -> None:
    number = answered(rania)
    with pytest.raises(AnotherPersonNeeded, match="collected"):
        confirm_answer(viewer=alice, answer=number, agrees=True)
    assert not Confirmation.objects.exists()


def test_the_author_does_not_confirm(capture: Capture, rania: Viewer) -> None:
    number = answered(rania)
    with pytest.raises(AnotherPersonNeeded, match="wrote answer"):
        confirm_answer(viewer=rania, answer=number, agrees=True)
    assert not Confirmation.objects.exists()


def test_one_who_disagrees_keeps_it_unconfirmed(
    capture: Capture, alice: Viewer, rania: Viewer, rosa: Viewer, ruth: Viewer
) -> None:
    number = answered(alice)
    for viewer in (rania, rosa):
        confirm_answer(viewer=viewer, answer=number, agrees=True)
    with pytest.raises(ReviewInvalid):
        confirm_answer(viewer=ruth, answer=number, agrees=False)
    confirm_answer(viewer=ruth, answer=number, agrees=False, reason="The shadow falls the other way")
    assert not review_state(alice, "E-0001").confirmed
    confirm_answer(viewer=ruth, answer=number, agrees=True)
    assert review_state(alice, "E-0001").confirmed
    with pytest.raises(ReviewInvalid, match="before"):
        confirm_answer(viewer=ruth, answer=number, agrees=False, reason="No, after all")


def test_a_confirmed_finding_that_it_is_tampered_does_not_count(
    capture: Capture, alice: Viewer, rania: Viewer, rosa: Viewer
) -> None:
    number = answered(alice, finding="no")
    for viewer in (rania, rosa):
        confirm_answer(viewer=viewer, answer=number, agrees=True)
    assert review_state(alice, "E-0001").answers[Question.UNTAMPERED][0].confirmed
    assert confirmed_captures(alice, [capture.pk]) == frozenset()


def test_where_confirmed_is_not_the_capture_confirmed(
    capture: Capture, alice: Viewer, rania: Viewer, rosa: Viewer
) -> None:
    number = answered(alice, "where")
    for viewer in (rania, rosa):
        confirm_answer(viewer=viewer, answer=number, agrees=True)
    assert confirmed_captures(alice, [capture.pk]) == frozenset()


def test_a_new_answer_replaces_ones_own_and_takes_no_confirmation_along(
    capture: Capture, alice: Viewer, rania: Viewer, rosa: Viewer
) -> None:
    first = answered(alice)
    for viewer in (rania, rosa):
        confirm_answer(viewer=viewer, answer=first, agrees=True)
    other = answered(rania)
    second = answered(alice, text="As published, but for the banner")
    listed = review_state(alice, "E-0001").answers[Question.UNTAMPERED]
    assert [(one.id, one.replaced, one.confirmed) for one in listed] == [
        (second, False, False),
        (other, False, False),
        (first, True, False),
    ]
    assert listed[2].text == "As published"
    with pytest.raises(AnswerUnknown):
        confirm_answer(viewer=rania, answer=first, agrees=True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"question": "why"},
        {"finding": "maybe"},
        {"finding": ""},
        {"question": "where", "finding": "yes"},
        {"text": "  "},
        {"method": ""},
        {"reasons": "a\x00b"},
        {"text": "a\x1b[31m"},
        {"text": "x" * 20_001},
        {"level": 7},
        {"level": Level.RESTRICTED},
    ],
)
def test_what_is_no_answer_is_refused(wrong: dict[str, object], capture: Capture, alice: Viewer) -> None:
    given = {"question": "untampered", "finding": "yes", **REST, **wrong}
    with pytest.raises(ReviewInvalid):
        answer_question(viewer=alice, capture="E-0001", **given)
    assert not Answer.objects.exists()


def test_arabic_is_kept_as_written(capture: Capture, alice: Viewer) -> None:
    text = "الصورة كما نُشرت\nلم تُقَصّ 👨‍👩‍👧"
    answered(alice, text=text)
    assert AnswerWords.objects.get().text == text


def test_what_lies_above_is_unknown(captured: Callable[..., Capture], adam: Viewer, rania: Viewer) -> None:
    captured(by=adam, level=Level.RESTRICTED)
    with pytest.raises(CaptureUnknown):
        answered(rania)
    number = answered(adam)
    with pytest.raises(AnswerUnknown):
        confirm_answer(viewer=rania, answer=number, agrees=True)
    assert not Confirmation.objects.exists()


def test_the_log_opens_no_answer_above_the_viewer(capture: Capture, adam: Viewer, rania: Viewer) -> None:
    number = answered(adam, level=Level.RESTRICTED)
    answered(rania, question="what")

    def opened(viewer: Viewer) -> list[bool]:
        entries = log_entries(viewer, verbs=[Verb.ANSWERED, Verb.CONFIRMED])
        return [entry.content is not None and entry.salt is not None for entry in entries]

    assert number
    assert opened(rania) == [False, True]
    assert opened(adam) == [True, True]


def test_why_it_is_confirmed_or_not_is_said_in_both_languages(
    capture: Capture, alice: Viewer, rania: Viewer, rosa: Viewer, ruth: Viewer
) -> None:
    said = []

    def note() -> None:
        why = review_state(alice, "E-0001").why
        assert why.render("ar")
        said.append((why.code, why.render("en")))

    note()
    unsure = answered(rosa, finding="cannot-tell")
    note()
    number = answered(alice)
    note()
    confirm_answer(viewer=rania, answer=number, agrees=True)
    note()
    confirm_answer(viewer=ruth, answer=number, agrees=True)
    note()
    confirm_answer(viewer=ruth, answer=number, agrees=False, reason="no")
    note()
    other = answered(rosa, finding="no")
    assert other > unsure
    confirm_answer(viewer=rania, answer=other, agrees=True)
    confirm_answer(viewer=ruth, answer=other, agrees=True)
    note()
    assert [code.removeprefix("review-") for code, _ in said] == [
        "unanswered",
        "undecided",
        "waits",
        "waits",
        "confirmed",
        "contested",
        "found-altered",
    ]
    assert said[3][1] == "Not confirmed: 1 more person has to agree that it is untampered."
    assert said[4][1].startswith("Confirmed as untampered by rania and ruth, none of whom collected it")


# What the store itself refuses, whoever writes to it.


def confirmation(answer: Answer, **more: object) -> Confirmation:
    values = {"by": "rosa", "collector": "alice", "author": answer.by, "agrees": True, **more}
    return Confirmation(answer=answer, at=now(), batch=1, **values)


@pytest.mark.parametrize(
    "lie",
    [
        {"by": "alice"},  # the collector as herself
        {"by": "alice", "collector": "someone-else"},  # the collector, and a lie about who collected
        {"by": "rania"},  # the author as herself
        {"by": "rania", "author": "someone-else"},  # the author, and a lie about who wrote
        {"collector": "bob"},
        {"author": "bob"},
        {"by": ""},
        {"agrees": False, "reason": ""},
    ],
)
def test_the_store_refuses_who_may_not_confirm(
    lie: dict[str, object], capture: Capture, rania: Viewer
) -> None:
    answer = Answer.objects.get(pk=answered(rania))
    with pytest.raises(DatabaseError), transaction.atomic():
        confirmation(answer, **lie).save(force_insert=True)
    assert not Confirmation.objects.exists()
    confirmation(answer).save(force_insert=True)


def test_one_person_agrees_once_in_the_store(capture: Capture, rania: Viewer) -> None:
    answer = Answer.objects.get(pk=answered(rania))
    confirmation(answer).save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        confirmation(answer).save(force_insert=True)
    assert Confirmation.objects.count() == 1


def raw(sql: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
        connection.check_constraints()


def test_raw_sql_does_not_go_round_it(capture: Capture, rania: Viewer) -> None:
    number = answered(rania)
    columns = '(answer_id, "by", collector, author, agrees, reason, at, batch)'
    on = "TRUE" if connection.vendor == "postgresql" else "1"
    rest = f"{on}, '', '2026-01-01', 1)"
    for values in (
        f"({number}, 'alice', 'alice', 'rania', {rest}",
        f"({number}, 'alice', 'bob', 'rania', {rest}",
        f"({number}, 'rania', 'alice', 'bob', {rest}",
        f"(987654, 'alice', 'bob', 'bob', {rest}",  # before its answer: the answer could follow
    ):
        raw(f"INSERT INTO evidence_confirmation {columns} VALUES {values}")
    confirmation(Answer.objects.get(pk=number)).save(force_insert=True)
    raw("UPDATE evidence_confirmation SET agrees = agrees")
    raw("DELETE FROM evidence_confirmation")
    raw("UPDATE evidence_capture SET collector = 'bob'")
    raw("UPDATE evidence_answerwords SET text = 'forged'")
    raw("DELETE FROM evidence_answerwords")
    raw("DELETE FROM evidence_opening")
    raw("UPDATE evidence_opening SET content = 'forged'")
    raw("DELETE FROM evidence_part")
    raw("UPDATE evidence_part SET sha256 = 'forged'")
    assert Confirmation.objects.count() == 1


def test_an_answer_of_another_is_not_replaced_in_the_store(
    capture: Capture, alice: Viewer, rania: Viewer
) -> None:
    first = answered(rania)
    with pytest.raises(DatabaseError), transaction.atomic():
        Answer.objects.create(
            capture=capture,
            question="untampered",
            finding="no",
            by="alice",
            at=now(),
            replaces_id=first,
            batch=1,
        )
    assert Answer.objects.count() == 1


def test_a_replaced_answer_is_not_confirmed_in_the_store(capture: Capture, rania: Viewer) -> None:
    first = Answer.objects.get(pk=answered(rania))
    answered(rania)
    with pytest.raises(DatabaseError), transaction.atomic():
        confirmation(first).save(force_insert=True)
    assert not Confirmation.objects.exists()


def test_a_guard_that_was_changed_or_is_missing_is_named(capture: Capture) -> None:
    name = "evidence_confirmation_names"
    on = ' ON "evidence_confirmation"' if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{name}"{on}')
    assert trigger_problems(connection) == (f"The trigger {name} is missing.",)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql "
                "AS $$ BEGIN RETURN NEW; END $$"
            )
            cursor.execute(
                f"CREATE TRIGGER {name} BEFORE INSERT ON evidence_confirmation "
                f"FOR EACH ROW EXECUTE FUNCTION {name}()"
            )
        else:
            cursor.execute(
                f"CREATE TRIGGER {name} BEFORE INSERT ON evidence_confirmation WHEN 0 BEGIN SELECT 1; END"
            )
    assert trigger_problems(connection) == (f"The trigger {name} was changed.",)


# Flags and holds.


def test_a_flag_is_put_and_taken_with_its_reason(capture: Capture, alice: Viewer) -> None:
    flag_graphic(viewer=alice, capture="E-0001", graphic=True, reason="An injured person is seen")
    assert review_state(alice, "E-0001").graphic
    assert capture_marks([capture.pk]) == {capture.pk: Marks(graphic=True)}
    with pytest.raises(ReviewInvalid, match="already"):
        flag_graphic(viewer=alice, capture="E-0001", graphic=True, reason="again")
    flag_graphic(viewer=alice, capture="E-0001", graphic=False, reason="It is a drawing")
    state = review_state(alice, "E-0001")
    assert not state.graphic
    assert [flag.reason for flag in state.flags] == ["It is a drawing", "An injured person is seen"]


def test_a_hold_stands_until_a_reviewer_releases_it(capture: Capture, alice: Viewer, rania: Viewer) -> None:
    first = hold_capture(viewer=alice, capture="E-0001", ground="Letter of the prosecutor")
    hold_capture(viewer=rania, capture="E-0001", ground="Second letter")
    with pytest.raises(NotAllowed):
        release_hold(viewer=alice, capture="E-0001", reason="mine")
    assert release_hold(viewer=rania, capture="E-0001", reason="The case is closed") == first
    assert review_state(alice, "E-0001").held
    release_hold(viewer=rania, capture="E-0001", reason="And the other")
    assert not review_state(alice, "E-0001").held
    with pytest.raises(HoldUnknown):
        release_hold(viewer=rania, capture="E-0001", reason="again")


def test_bulk_marks_take_a_fixed_number_of_queries(
    captured: Callable[..., Capture], alice: Viewer, django_assert_num_queries: Callable[..., object]
) -> None:
    ids = [captured(f"E-000{number}", picture=None).pk for number in range(1, 4)]
    answered(alice)
    with django_assert_num_queries(3):  # type: ignore[attr-defined]
        assert capture_marks(ids) == dict.fromkeys(ids, Marks(False, False, False))
    with django_assert_num_queries(2):  # type: ignore[attr-defined]
        assert confirmed_captures(alice, ids) == frozenset()


def test_who_joins_later_may_confirm(capture: Capture, alice: Viewer, person: Callable[..., Viewer]) -> None:
    number = answered(alice)
    for name in ("erin", "edith"):
        confirm_answer(viewer=person(name, Role.EDITOR), answer=number, agrees=True)
    assert review_state(alice, "E-0001").confirmed
