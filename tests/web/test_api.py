"""The API answers what its document says, exactly, and its errors are JSON that says what to do."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from web.conftest import AGREEMENT

EVERY = {
    "/api/v1/agreements",
    f"/api/v1/agreements/{AGREEMENT}/assessments?as_of=2025-12-09",
    "/api/v1/figures",
    "/api/v1/figures/F-0001",
    "/api/v1/series",
    "/api/v1/series/cogat-aid-trucks",
    "/api/v1/series/cogat-aid-trucks/rows?limit=2",
    "/api/v1/rows/O-1",
    "/api/v1/sources",
    "/api/v1/documents/ap-2025-12-10",
    "/api/v1/corrections",
    "/api/v1/claims?verdict=contradicted%20by&limit=5",
    "/api/v1/claims/statistics",
    "/api/v1/claims/C-0001",
    "/api/v1/search?q=trucks",
    "/api/v1/match?text=trucks",
}
POSTED = 1  # a draft to check


def _refs(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            if key == "$ref":
                yield item
            yield from _refs(item)
    elif isinstance(value, list):
        for item in value:
            yield from _refs(item)


@pytest.fixture
def document(charlie: Client) -> dict[str, Any]:
    """The OpenAPI document."""
    return json.loads(charlie.get("/api/openapi.json").content)


def test_the_document_is_openapi_and_whole(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1") and document["info"]["title"]
    shapes = document["components"]["schemas"]
    assert all(ref.removeprefix("#/components/schemas/") in shapes for ref in _refs(document))
    operations = [call["operationId"] for verbs in document["paths"].values() for call in verbs.values()]
    assert len(set(operations)) == len(operations) == len(EVERY) + POSTED
    assert all(path.startswith("/api/v1/") for path in document["paths"])


def test_a_tool_that_knows_openapi_reads_it(document: dict[str, Any]) -> None:
    import schemathesis

    found = [result.ok() for result in schemathesis.openapi.from_dict(document).get_all_operations()]
    assert len(found) == len(EVERY) + POSTED


@pytest.mark.parametrize("path", sorted(EVERY))
def test_every_address_answers_in_its_shape(charlie: Client, document: dict[str, Any], path: str) -> None:
    import jsonschema_rs

    answer = charlie.get(path)
    assert answer.status_code == 200, answer.content[:300]
    told = json.loads(answer.content)
    template = next(known for known in document["paths"] if _fits(known, path.partition("?")[0]))
    schema = document["paths"][template]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    jsonschema_rs.validate({**schema, "components": document["components"]}, told)


def _fits(template: str, path: str) -> bool:
    one, other = template.split("/"), path.split("/")
    return len(one) == len(other) and all(
        a == b or a.startswith("{") for a, b in zip(one, other, strict=True)
    )


def test_numbers_are_exact_and_not_texts(charlie: Client) -> None:
    told = charlie.get("/api/v1/figures/F-0012").content.decode()
    assert '"value": 450.877193' in told


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/figures/F-9999", 404),
        ("/api/v1/rows/nothing", 404),
        ("/api/v1/agreements/nope/assessments", 404),
        (f"/api/v1/agreements/{AGREEMENT}/assessments?as_of=yesterday", 400),
        ("/api/v1/series/cogat-aid-trucks/rows?limit=100000", 400),
    ],
)
def test_an_error_says_what_happened(charlie: Client, path: str, status: int) -> None:
    answer = charlie.get(path)
    told = json.loads(answer.content)
    assert answer.status_code == status and told["code"] and told["what_happened"]


def test_it_only_reads(charlie: Client) -> None:
    assert charlie.post("/api/v1/figures", {}).status_code == 405


@pytest.mark.parametrize(
    "path", ["/api/v1/nope", "/api/v2/figures", "/ar/api/v1/nope/", "/api/v1/figures/F-0001/nope"]
)
def test_an_address_that_is_not_there_answers_in_json(charlie: Client, path: str) -> None:
    answer = charlie.get(path)
    assert answer.status_code == 404 and answer.headers["Content-Type"] == "application/json"
    assert set(answer.json()) == {"code", "what_happened", "untouched", "next_step"}
