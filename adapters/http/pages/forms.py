"""Forms that pages post."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

import attrs
from litestar import Request
from litestar.exceptions import HTTPException

from domain.model.errors import InvalidInput

AnyRequest = Request[Any, Any, Any]

_FIELDS_MOST: Final = 32
_LONGEST: Final = 2048
_FORM: Final = "application/x-www-form-urlencoded"


@attrs.frozen
class Form:
    """The fields of a form, each given once."""

    fields: Mapping[str, str] = attrs.field(repr=False)

    def __getitem__(self, name: str) -> str:
        """Return a field; one that is missing is empty."""
        return self.fields.get(name, "").strip()

    def secret(self, name: str) -> str | None:
        """Return a field just as it was typed, or None if nothing was."""
        return self.fields.get(name) or None

    def says(self, name: str, value: str) -> bool:
        """Tell whether a field has this value."""
        return self[name] == value

    def id(self, name: str) -> UUID:
        """Return a field that names something of ours.

        Raises:
            InvalidInput: it is no id.
        """
        try:
            return UUID(self[name])
        except ValueError:
            raise InvalidInput(name) from None


async def read_form(request: AnyRequest) -> Form:
    """Return the form of a request.

    Raises:
        HTTPException: 415, it is not URL-encoded; 400, a field comes twice, or is too long.
    """
    media_type = request.headers.get("content-type", "").partition(";")[0]
    if media_type.strip().lower() != _FORM:
        raise HTTPException(status_code=415)
    data = await request.form()
    pairs = list(data.multi_items())
    if len(pairs) > _FIELDS_MOST or len({name for name, _ in pairs}) < len(pairs):
        raise HTTPException(status_code=400)
    if any(not isinstance(value, str) or len(value) > _LONGEST for _, value in pairs):
        raise HTTPException(status_code=400)
    return Form(dict(pairs))
