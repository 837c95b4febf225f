"""Every error of the house, and of HTTP itself, as problem details (RFC 9457)."""

import logging
import re
from http import HTTPStatus
from typing import Any, Final

import msgspec
from litestar import Request, Response
from litestar.enums import MediaType
from litestar.exceptions import ClientException, HTTPException, SerializationException

from adapters.http.edge import request_id
from adapters.http.messages import preferred, text
from adapters.http.sign_in_bodies import OfferOut
from adapters.http.statuses import HTTP_CODES, code_of, status_of
from domain.model.errors import DomainError, InvalidInput, Refused, Unavailable
from domain.model.phone_errors import Limited

_LANGUAGES_LONGEST: Final = 256
# What does not look like a name of ours may be a secret in a wrong place: it is not repeated.
_NAME: Final = re.compile(r"field `([a-z_]{1,64})`")
_logger: Final = logging.getLogger("guiyi.http")


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """An RFC 9457 problem; `code` is stable, `title` is for people.

    `field` names what was malformed, `retry_after` says in how many seconds it may work.
    """

    code: str
    title: str
    status: int
    request_id: str
    field: str | None = None
    retry_after: int | None = None
    offers: tuple[OfferOut, ...] = ()


AnyRequest = Request[Any, Any, Any]


def on_domain_error(request: AnyRequest, error: DomainError) -> Response[Problem]:
    """Answer an error of the house."""
    status = status_of(error)
    headers = {"WWW-Authenticate": "Bearer"} if status == HTTPStatus.UNAUTHORIZED else {}
    details: dict[str, Any] = {}
    code = code_of(error)
    match error:
        case InvalidInput(field=field):
            details["field"] = field
        case Limited(retry_after=seconds) | Unavailable(retry_after=seconds):
            headers["Retry-After"] = str(seconds)
            details["retry_after"] = seconds
        case Refused(offers=offers):
            details["offers"] = tuple(map(OfferOut.of, offers))
    if isinstance(error, Unavailable):
        _logger.warning("%s: %s", code, error)
    return _respond(request, code, status, headers, details)


def on_http_error(request: AnyRequest, error: HTTPException) -> Response[Problem]:
    """Answer what the framework refuses before a use-case is asked."""
    if error.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR and not _is_gone(error):
        return on_unexpected_error(request, error)
    code = HTTP_CODES.get(error.status_code, "invalid_input")
    details = {"field": _field_of(error)} if code == "invalid_input" else {}
    status = error.status_code if error.status_code in HTTP_CODES else 400
    return _respond(request, code, status, dict(error.headers or {}), details)


def on_unreadable_body(request: AnyRequest, _: Exception) -> Response[Problem]:
    """Answer bytes that no JSON decoder takes: broken UTF-8, bottomless nesting."""
    return _respond(request, "invalid_input", 400, {}, {"field": "body"})


def on_unexpected_error(request: AnyRequest, error: Exception) -> Response[Problem]:
    """Answer a fault of our own; its text goes to the log alone."""
    _logger.error("unexpected", exc_info=error)
    return _respond(request, "internal_error", 500, {}, {})


EXCEPTION_HANDLERS: Final[dict[int | type[Exception], Any]] = {
    DomainError: on_domain_error,
    HTTPException: on_http_error,
    SerializationException: on_unreadable_body,
    UnicodeDecodeError: on_unreadable_body,
    RecursionError: on_unreadable_body,
    Exception: on_unexpected_error,
}


def _is_gone(error: HTTPException) -> bool:
    """Tell whether the client hung up in the middle of its request: nobody's fault of ours."""
    return isinstance(error, ClientException) or "disconnect" in error.detail.lower()


def _field_of(error: HTTPException) -> str:
    """Find the field in the framework's words: a key, and a name where one is too few or many."""
    told = error.extra[0] if isinstance(error.extra, list) and error.extra else {}
    key = told.get("key", "body")
    name = _NAME.search(told.get("message", ""))
    return (
        ".".join(filter(None, ("" if key == "data" else key, name[1] if name else ""))) or "body"
    )


def _respond(
    request: AnyRequest, code: str, status: int, headers: dict[str, str], details: dict[str, Any]
) -> Response[Problem]:
    language = preferred(request.headers.get("accept-language", "")[:_LANGUAGES_LONGEST])
    problem = Problem(
        code=code,
        title=text(code, language),
        status=status,
        request_id=request_id.get(),
        **details,
    )
    return Response(
        problem,
        status_code=status,
        media_type=f"{MediaType.JSON.value.replace('json', 'problem+json')}",
        headers={**headers, "Content-Language": language, "Vary": "Accept-Language"},
    )
