"""Problems for the OpenAPI description: an example of each, and the answers they are part of."""

from collections import defaultdict
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, Final

import msgspec
from litestar.exceptions import HTTPException

from adapters.http.messages import text
from adapters.http.problems import Problem
from adapters.http.sign_in_bodies import OfferOut
from adapters.http.statuses import HTTP_CODES, code_of, status_of
from domain.model.errors import DomainError, InvalidInput, Refused, Unavailable
from domain.model.phone_errors import Limited

Json = dict[str, Any]

MEDIA_TYPE: Final = "application/problem+json"

_CHALLENGE: Final = {"WWW-Authenticate": {"schema": {"const": "Bearer"}}}
_RETRY_AFTER: Final = {
    "Retry-After": {"description": "In seconds.", "schema": {"type": "integer"}}
}


def problem_responses(errors: Iterable[Exception]) -> Json:
    """Return an answer for each status that these errors have."""
    by_status: defaultdict[int, list[Problem]] = defaultdict(list)
    for error in errors:
        problem = example_of(error)
        by_status[problem.status].append(problem)
    return {str(status): _response(by_status[status]) for status in sorted(by_status)}


def problem_examples(errors: Iterable[Exception]) -> Json:
    """Return an example for each error, under the names that the answers refer to."""
    problems = map(example_of, errors)
    return {
        _name(one): {"summary": one.title, "value": msgspec.to_builtins(one)} for one in problems
    }


def example_of(error: Exception) -> Problem:
    """Return the problem that the error is answered with, in English."""
    status, code = 500, "internal_error"
    details: Json = {}
    match error:
        case HTTPException(status_code=status):
            code = HTTP_CODES[status]
        case DomainError():
            status, code = status_of(error), code_of(error)
    match error:
        case InvalidInput(field=field):
            details = {"field": field}
        case Limited(retry_after=seconds) | Unavailable(retry_after=seconds):
            details = {"retry_after": seconds}
        case Refused(offers=offers):
            details = {"offers": tuple(map(OfferOut.of, offers))}
    return Problem(code, text(code, "en"), status, "57ac90cd517e6e4f", **details)


def _response(problems: list[Problem]) -> Json:
    codes = {one.code: {"$ref": f"#/components/examples/{_name(one)}"} for one in problems}
    schema = {"$ref": f"#/components/schemas/{Problem.__name__}"}
    return {
        "description": ", ".join(f"`{code}`" for code in codes),
        "headers": _headers(problems),
        "content": {MEDIA_TYPE: {"schema": schema, "examples": codes}},
    }


def _headers(problems: Iterable[Problem]) -> Json:
    headers: Json = {}
    for problem in problems:
        if problem.status == HTTPStatus.UNAUTHORIZED:
            headers |= _CHALLENGE
        if problem.retry_after is not None:
            headers |= _RETRY_AFTER
    return headers


def _name(problem: Problem) -> str:
    return f"{problem.status}.{problem.code}"
