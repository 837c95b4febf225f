"""Small values that the whole house speaks of; an existing value is a valid one."""

import re
from typing import Final, NewType
from uuid import UUID

import attrs

from domain.model.errors import InvalidInput

AccountId = NewType("AccountId", UUID)
IdentityId = NewType("IdentityId", UUID)
SessionId = NewType("SessionId", UUID)
MergeCaseId = NewType("MergeCaseId", UUID)

_UNPRINTABLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def text(field: str, value: str, *, longest: int) -> str:
    """Return the value trimmed of blanks at its ends.

    Raises:
        InvalidInput: it is longer than `longest` characters, or holds control characters,
            line separators, text direction overrides or lone surrogates.
    """
    value = value.strip()
    if len(value) > longest or _UNPRINTABLE.search(value) or not _encodable(value):
        raise InvalidInput(field)
    return value


def _encodable(value: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in value)


@attrs.frozen
class Client:
    """Where a request comes from: kept with the session it opens.

    Whose account it is never depends on it; limits count by its network.
    """

    address: str = ""
    device: str = ""


NOWHERE: Final = Client()


def masked(number: str) -> str:
    """Return a number in E.164 with its middle hidden; a mainland one as people write it."""
    number = number.removeprefix("+86")
    return f"{number[:3]}****{number[-4:]}"
