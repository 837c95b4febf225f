"""Holds answers against docs/openapi.json: whatever the service says has to be written there."""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import httpx

from domain.model.outcomes import Offer

FILE = Path(__file__).parent.parent.parent / "docs" / "openapi.json"
PROBLEM = "application/problem+json"


@cache
def description() -> dict[str, Any]:
    return json.loads(FILE.read_text(encoding="utf-8"))


OPERATIONS = {
    operation["operationId"]: (method, path, operation)
    for path, item in description()["paths"].items()
    for method, operation in item.items()
}
AN_ID = "01a1fdb3-ec9f-73c4-96c1-45337425e0ad"
TAKING = [name for name, (*_, operation) in OPERATIONS.items() if "requestBody" in operation]
"""The operations that take a body."""


def an_example(name: str) -> dict[str, Any]:
    """Return the first documented body of an operation."""
    _, _, operation = OPERATIONS[name]
    content = operation["requestBody"]["content"]["application/json"]
    return next(iter(content["examples"].values()))["value"]


def url_of(path: str) -> str:
    """Return a path with something in each of its places."""
    filled = {"app": "shop"} | dict.fromkeys(("session_id", "identity_id", "merge_id"), AN_ID)
    return path.format(**filled)


def check(response: httpx.Response) -> None:
    """Fail unless this answer is documented: an event hook for every client of this folder."""
    response.read()
    body = response.json() if response.content and "json" in _type(response) else None
    method, path = response.request.method, response.url.path
    check_answer(method, path, response.status_code, body, response.headers)


def check_answer(
    method: str, path: str, status: int, body: Any, headers: Mapping[str, str]
) -> None:
    """Fail unless the operation documents the status, the problem's code, and all keys."""
    item = _path_item(path)
    if item is None:
        assert status == 404, (path, status)
    elif method.lower() not in item:
        assert status == (204 if method == "OPTIONS" else 405), (method, path, status)
    else:
        responses = item[method.lower()]["responses"]
        assert str(status) in responses, f"{method} {path}: {status} is not documented"
        promised = {name.lower() for name in responses[str(status)].get("headers", {})}
        assert promised <= {name.lower() for name in headers}
        _check_body(responses[str(status)], body)


def operation_of(request: httpx.Request) -> str | None:
    """Return the name of the operation that a request asks for, if it is one."""
    item = _path_item(request.url.path) or {}
    return item.get(request.method.lower(), {}).get("operationId")


def fits(value: Any, example: Any) -> bool:
    """Tell whether a value has the keys of an example, all the way down.

    A list is as good empty. Offers depend on the case: they are looked at one by one.
    """
    match value, example:
        case dict(), dict():
            keys = (value.keys() | example.keys()) - {"offers"}
            return all(
                key in value and key in example and fits(value[key], example[key]) for key in keys
            )
        case list(), list():
            return all(any(fits(one, other) for other in example) for one in value)
    return not isinstance(value, dict | list)


def resolved(reference: str) -> dict[str, Any]:
    """Return what a `#/components/…` reference stands for."""
    found = description()
    for part in reference.removeprefix("#/").split("/"):
        found = found[part]
    return found


def examples_of(content: dict[str, Any]) -> list[Any]:
    """Return every example of a body."""
    if "example" in content:
        return [content["example"]]
    told = content["examples"].values()
    return [one["value"] if "value" in one else resolved(one["$ref"])["value"] for one in told]


def structs_of(content: dict[str, Any]) -> list[str]:
    """Return the names of what a body may be."""
    schema = content["schema"]
    return [one["$ref"].rpartition("/")[2] for one in schema.get("oneOf", [schema])]


def _check_body(response: dict[str, Any], body: Any) -> None:
    content = response.get("content", {})
    for offer in (body or {}).get("offers", []):
        assert offer["action"] in set(Offer)
        assert offer.keys() - {"hint"} in ({"action"}, {"action", "ticket", "expires_at"})
    if PROBLEM in content:
        examples = content[PROBLEM]["examples"]
        assert body["code"] in examples, f"{body['code']} is not documented"
        assert fits(body, resolved(examples[body["code"]]["$ref"])["value"])
    elif content:
        assert any(fits(body, one) for one in examples_of(content["application/json"]))
    else:
        assert body is None


def _path_item(path: str) -> dict[str, Any] | None:
    for template, item in description()["paths"].items():
        if re.fullmatch(_pattern(template), path):
            return item
    return None


@cache
def _pattern(template: str) -> str:
    """A template's pattern; what is to be a UUID matches nothing else."""
    uuid = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    return re.sub(
        r"\\{(\w+)\\}",
        lambda one: uuid if one[1].endswith("_id") else "[^/]+",
        re.escape(template),
    )


def _type(response: httpx.Response) -> str:
    return response.headers.get("content-type", "")
