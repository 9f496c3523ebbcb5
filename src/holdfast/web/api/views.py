"""The OpenAPI document, and a page that renders it without loading anything from anywhere."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from holdfast.base.canonical import readable_json
from holdfast.people.types import Permission, Viewer
from holdfast.web.access import page
from holdfast.web.api.v1 import api
from holdfast.web.failures import Missing
from holdfast.web.listing.files import jsonable


def _document() -> dict[str, Any]:
    root = reverse("api-v1:agreements_all").removesuffix("agreements")
    return jsonable(api.get_openapi_schema(path_prefix=root))


@page(Permission.READ)
def openapi(request: HttpRequest, viewer: Viewer) -> HttpResponseBase:
    """The OpenAPI document."""
    return HttpResponse(readable_json(_document()), content_type="application/json")


@page(Permission.READ)
def reference(request: HttpRequest, viewer: Viewer) -> HttpResponseBase:
    """Every address of the API, what it takes, what it answers."""
    document = _document()
    return render(request, "api/reference.html", {"document": document, "calls": list(_calls(document))})


@page(Permission.READ)
def nothing(request: HttpRequest, viewer: Viewer, rest: str) -> HttpResponseBase:
    """What a program is told at an address that the API does not have: JSON, as at every other."""
    error = Missing("There is nothing at this address", next_step="See /api/ for every address of the API")
    return HttpResponse(readable_json(error.as_dict()) + "\n", content_type="application/json", status=404)


def _calls(document: dict[str, Any]) -> Any:
    for address, verbs in document["paths"].items():
        for verb, call in verbs.items():
            answer = call["responses"].get("200") or {}
            yield {
                "verb": verb.upper(),
                "address": address,
                "id": call["operationId"],
                "summary": call["summary"],
                "text": call.get("description", ""),
                "takes": [_parameter(one) for one in call.get("parameters", [])],
                "answers": _shape(document, answer),
            }


def _parameter(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": one["name"],
        "where": one["in"],
        "needed": one.get("required", False),
        "kind": _kind(one["schema"]),
        "text": one.get("description") or one["schema"].get("description", ""),
    }


def _shape(document: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
    schema = answer.get("content", {}).get("application/json", {}).get("schema", {})
    several = schema.get("type") == "array"
    name = (schema.get("items", {}) if several else schema).get("$ref", "").rpartition("/")[2]
    properties = document["components"]["schemas"].get(name, {}).get("properties", {})
    keys = [
        {"name": key, "kind": _kind(value), "text": value.get("description", "")}
        for key, value in properties.items()
    ]
    return {"several": several, "keys": keys}


def _kind(schema: dict[str, Any]) -> str:
    if "anyOf" in schema:
        return " | ".join(dict.fromkeys(_kind(one) for one in schema["anyOf"]))
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2].removesuffix("Shape")
    kind = str(schema.get("format") or schema.get("type") or "any")
    return f"{_kind(schema.get('items', {}))}[]" if kind == "array" else kind
