"""What QQ answers: HTTP 200 whatever happened."""

import re
from collections.abc import Mapping
from typing import Final

import attrs
import httpx

from adapters.qq.formats import fields_in
from domain.model.errors import ProviderUnavailable

_OK: Final = 200
_NUMBER: Final = re.compile(r"-?[0-9]{1,9}")
# By OAuth, by the profile, and by mini programs.
_ERRORS: Final = ("error", "ret", "errcode")


@attrs.frozen
class Answer:
    """The fields that a call was answered with."""

    call: str
    fields: Mapping[str, object] = attrs.field(repr=False)

    @property
    def error(self) -> int:
        """QQ's error number; 0 means success, if the fields asked for are there."""
        return next(filter(None, map(self.number, _ERRORS)), 0)

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

    Raises:
        ProviderUnavailable: the status is not 200, the body in none of QQ's formats, or an error
            no number.
    """
    if response.status_code != _OK:
        raise ProviderUnavailable(f"{call}: HTTP {response.status_code}")
    fields = fields_in(response.content)
    if fields is None:
        raise malformed(call, "body")
    answer = Answer(call, fields)
    for field in _ERRORS:
        if field in fields and answer.number(field) is None:
            raise malformed(call, field)
    return answer


def malformed(call: str, field: str) -> ProviderUnavailable:
    """Return the error for an answer of a shape that QQ does not document."""
    return ProviderUnavailable(f"{call}: malformed answer: {field}")
