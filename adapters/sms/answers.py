"""What vendors answer: JSON, if all is well with them."""

from contextlib import suppress
from typing import Annotated, TypeVar

import httpx
import msgspec
from msgspec import Meta

from domain.model.errors import ProviderUnavailable

Code = Annotated[str, Meta(pattern=r"\A(?!.*[0-9]{4})[A-Za-z0-9_.]{1,80}\Z")]
"""A vendor's code; no digits in a row that could be a number or a one-time code of ours."""

Shape = TypeVar("Shape", bound=msgspec.Struct)


def read_answer(vendor: str, response: httpx.Response, shape: type[Shape]) -> Shape:
    """Read a body of this shape, under whatever content type; unknown fields are let be.

    Raises:
        ProviderUnavailable: it is no JSON, or of another shape.
    """
    with suppress(ValueError, RecursionError):
        return msgspec.json.decode(response.content, type=shape)
    raise malformed(vendor, response)


def malformed(vendor: str, response: httpx.Response) -> ProviderUnavailable:
    """Return the error for an answer of a shape that the vendor does not document."""
    return ProviderUnavailable(f"{vendor}: HTTP {response.status_code}, malformed answer")
