"""What WeChat answers: HTTP 200 whatever happened, and JSON under any content type."""

import re
from collections.abc import Mapping
from typing import Final

import attrs
import httpx

from adapters.wechat.json_object import json_object
from domain.model.errors import ProviderUnavailable

_OK: Final = 200
_NUMBER: Final = re.compile(r"-?[0-9]{1,9}")


@attrs.frozen
class Answer:
    """The JSON object that a call was answered with."""

    call: str
    fields: Mapping[str, object] = attrs.field(repr=False)

    @property
    def errcode(self) -> int | None:
        """WeChat's error number; None means success, if the fields asked for are there."""
        return self.number("errcode")

    def text(self, field: str, shape: re.Pattern[str]) -> str:
        """Return a field that has to be there.

        Raises:
            ProviderUnavailable: it is missing, no text, or not of this shape.
        """
        value = self.fields.get(field)
        if not isinstance(value, str) or not shape.fullmatch(value):
            raise malformed(self.call, field)
        return value

    def number(self, field: str) -> int | None:
        """Return a whole number, spelt as a number or as a text, or None if there is none."""
        value = self.fields.get(field)
        if isinstance(value, int | str) and _NUMBER.fullmatch(str(value)):
            return int(value)
        return None


def read_answer(call: str, response: httpx.Response) -> Answer:
    """Read the answer to the call of this name.

    The charset that a header names is wrong as often as not: the text is always UTF-8.

    Raises:
        ProviderUnavailable: the status is not 200, the body no JSON object, its errcode no number.
    """
    if response.status_code != _OK:
        raise ProviderUnavailable(f"{call}: HTTP {response.status_code}")
    fields = json_object(response.content.decode("utf-8-sig", "replace"))
    if fields is None:
        raise malformed(call, "body")
    answer = Answer(call, fields)
    if "errcode" in fields and answer.errcode is None:
        raise malformed(call, "errcode")
    return answer


def malformed(call: str, field: str) -> ProviderUnavailable:
    """Return the error for an answer of a shape that WeChat does not document."""
    return ProviderUnavailable(f"{call}: malformed answer: {field}")
