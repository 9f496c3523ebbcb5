"""The journal on the desk's page tells nobody what lies above them, nor who is at work on it."""

from collections.abc import Callable
from pathlib import Path

from django.test import Client

from holdfast.evidence.actions.capture import upload_file
from holdfast.evidence.actions.review import answer_question, hold_capture
from holdfast.evidence.actions.review_expunge import refuse_expunge, request_expunge
from holdfast.people.types import Level
from web.conftest import House

Browser = Callable[[str], Client]


def _lines(client: Client) -> str:
    page = client.get("/desk/").content.decode().replace("<bdi>", "").replace("</bdi>", "")
    return page.partition('aria-labelledby="journal"')[2].partition("</section>")[0]


def test_of_a_capture_above_a_reader_the_line_stays_and_neither_object_nor_actor(
    house: House, client_of: Browser, tmp_path: Path
) -> None:
    adam = house.people["adam"]
    (tmp_path / "letter.txt").write_text("A witness said so.\n")
    made = upload_file(adam, path=tmp_path / "letter.txt", level=Level.RESTRICTED)
    number = answer_question(
        viewer=adam, capture=made.key, question="who", text="A witness", method="m", reasons="r"
    )
    hold_capture(viewer=adam, capture=made.key, ground="A court")
    other = upload_file(adam, path=tmp_path / "letter.txt", name="other.txt", level=Level.DESK)
    wish = request_expunge(viewer=adam, capture=other.key, ground="court-order", text="Order 1")
    refuse_expunge(viewer=adam, key=wish, reason="It ended")
    said = _lines(client_of("bob"))
    assert "hold_capture" in said and "answer_question" in said
    assert f"capture:{made.key}" not in said and f"answer:{number}" not in said
    assert f"capture:{other.key}" in said and f"expunge:{wish}" in said
    assert f"capture:{made.key}" in _lines(client_of("adam"))
