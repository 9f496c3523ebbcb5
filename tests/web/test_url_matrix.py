"""Every address by every role: what nobody listed fails, and what is listed does what it says."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from holdfast.people.models import User
from holdfast.people.types import GRANTS, Role
from holdfast.web.access import FOREIGN, Access
from holdfast.web.api.v1 import NAMESPACE
from web.conftest import AGREEMENT

CAST = {
    "charlie": Role.ANONYMOUS,
    "bob": Role.READER,
    "alice": Role.EDITOR,
    "rania": Role.REVIEWER,
    "adam": Role.ADMIN,
}
PARTS = {
    "agreements": AGREEMENT,
    "duty": "trucks",
    "figure:key": "F-0001",
    "username": "bob",
    "series": "cogat-aid-trucks",
    "day": "2025-10-10",
    "name": "days",
}


def addresses() -> Iterator[tuple[str, str, Access | None]]:
    """(name, route, what it asks for) of every address that is served."""
    yield from _under(get_resolver().url_patterns, "", "")


def _under(
    patterns: list[URLPattern | URLResolver], before: str, space: str
) -> Iterator[tuple[str, str, Access | None]]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _under(pattern.url_patterns, route, pattern.namespace or space)
        elif space == NAMESPACE:
            yield f"{space}:{pattern.name}", route, Access(GRANTS_READ)
        else:
            declared = getattr(pattern.callback, "access", None) or FOREIGN.get(pattern.name or "")
            yield str(pattern.name), route, declared


GRANTS_READ = next(iter(GRANTS[Role.ANONYMOUS]))
EVERY = list(addresses())


def test_every_address_is_listed() -> None:
    unlisted = [f"{name} at /{route}" for name, route, access in EVERY if access is None]
    assert not unlisted, f"say who may see: {unlisted}"


def test_every_name_stands_once() -> None:
    names = [name for name, _, _ in EVERY]
    assert len(set(names)) == len(names)


def test_only_reading_needs_no_account() -> None:
    for name, _, access in EVERY:
        if access and not access.signed_in:
            assert access.permission is GRANTS_READ, name


def _filled(name: str, route: str) -> str:
    given = {
        "<figure:key>": "F-0001",
        "<slug:duty>": "trucks",
        "<slug:username>": "bob",
        "<slug:series>": "cogat-aid-trucks",
        "<day:day>": "2025-10-10",
        "<str:key>": "O-1",
        "<path:rest>": "v1/nope",
        "<slug:name>": "days",
        "<int:pk>": "1",
        "<capture:key>": "E-0001",
        "<claim:key>": "C-0001",
        "<claimreview:key>": "C-0001.r1",
        "<imported:key>": "I-0001",
        "<report:key>": "D-0001",
        "<str:name>": "text.txt" if "/redact/" in route else "open.png",
        "<int:size>": "1",
        "<int:place>": "1",
        "<int:number>": "1",
        "<slug:lot>": "none",
        "<slug:document>": "ap-2025-12-10",
        "<slug:question>": "where",
        "<str:agreement>": AGREEMENT,
        "<agreement>": AGREEMENT,
    }
    for room, key in (
        ("agreements", AGREEMENT),
        ("series", "cogat-aid-trucks"),
        ("sources", "cogat"),
        ("documents", "ap-2025-12-10"),
        ("claims", "C-0001"),
        ("redactions", "R-0001"),
        ("expunges", "X-0001"),
        ("openings", "L-0001"),
    ):
        if f"{room}/<" in route:
            given |= {"<slug:key>": key, "<key>": key}
    given.setdefault("<key>", "F-0001" if "figures/" in route else "O-1")
    for part, value in given.items():
        route = route.replace(part, value)
    assert "<" not in route, route
    return "/" + route


def _read(answer: Any) -> None:
    """A file that is begun is read to its end, which closes it."""
    if answer.streaming:
        b"".join(answer)


@pytest.mark.parametrize("who", CAST)
def test_each_role_gets_what_is_listed(client_of: Callable[[str], Client], who: str) -> None:
    client, role = client_of(who), CAST[who]
    for name, route, access in EVERY:
        assert access is not None
        path = _filled(name, route)
        if name in ("account_logout", "account_login") or name.startswith(("mfa_", "account_")):
            continue  # their own package tests what they do; here counts that they are listed
        answer = client.get(path)
        _read(answer)
        if name in POSTED:
            assert answer.status_code == 405, path
            continue
        if access.signed_in and role is Role.ANONYMOUS:
            assert answer.status_code == 302 and "/accounts/login/" in answer.headers["Location"], path
        elif access.permission not in GRANTS[role]:
            assert answer.status_code == 403, (path, answer.status_code)
        else:
            assert answer.status_code in (200, 404), (path, answer.status_code)
            assert answer.status_code == 200 or name in MAY_BE_EMPTY, (name, path)


POSTED = {"add_checkpoint", "api-v1:check"}
# No counter fell there, no such second factor, chart or part of the API: the address is right and there is nothing.
MAY_BE_EMPTY = {"decide", "figure_chart", "api-v1:api-root", "api_nothing"}
# Nothing waits for a decision there, nothing is watched, nothing was stamped; tests of the vault make such things.
MAY_BE_EMPTY |= {
    "approve_expunge",
    "approve_opening",
    "approve_redaction",
    "capture_lot",
    "checkpoint_of",
    "claim_report",
    "claim_report_json",
    "claim_report_md",
    "claim_report_pdf",
    "confirm_answer",
    "part_drawn",
    "redact_part",
    "redaction",
    "redaction_copy",
    "redaction_picture",
    "redaction_record",
    "redaction_wished",
    "refuse_expunge",
    "refuse_opening",
    "refuse_redaction",
    "stamp",
    "stop_watching",
}


@pytest.mark.parametrize("who", CAST)
def test_a_form_is_sent_by_who_may_send_it(client_of: Callable[[str], Client], who: str) -> None:
    client, role = client_of(who), CAST[who]
    for name, route, access in EVERY:
        if access and access.permission is not GRANTS_READ:
            status = client.post(_filled(name, route), {}).status_code
            if role is Role.ANONYMOUS:
                assert status in (302, 405), name
            elif access.permission not in GRANTS[role]:
                assert status in (403, 405), (name, status)
            elif name != "people_close":
                assert status in (404, 405, 422), (name, status)


# What may be answered is told to everybody alike: a capture of the desk is not there for who is not of it.
@pytest.mark.parametrize("who", CAST)
def test_a_capture_of_the_desk_is_there_for_the_desk_alone(
    client_of: Callable[[str], Client], who: str
) -> None:
    client = client_of(who)
    for name, route, _ in EVERY:
        if "<capture:key>" in route and not route.startswith("desk/"):
            path = _filled(name, route).replace("E-0001", "E-0002")
            answer = client.get(path)
            _read(answer)
            status = answer.status_code
            assert status in ((302, 404) if CAST[who] is Role.ANONYMOUS else (200, 403, 404)), path


def test_a_form_from_elsewhere_is_refused(house: object, db: None) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.get(username="alice"))
    answer = client.post("/desk/sources/add/", {"key": "x", "name_en": "X"})
    assert answer.status_code == 403 and "The form has gone stale" in answer.content.decode()
