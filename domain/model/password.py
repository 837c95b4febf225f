"""What may be a password, and how often one may be guessed."""

import unicodedata
from datetime import timedelta
from typing import Final

from domain.model.errors import InvalidInput
from domain.model.limits import Limit

SHORTEST: Final = 8
LONGEST: Final = 128

# Wrong ones, over every route that takes a number and a password; NIST SP 800-63B section 3.2.2
# allows 100 in a row.
GUESSES: Final = (
    Limit("password_guesses", 10, timedelta(minutes=15)),
    Limit("password_day", 100, timedelta(days=1)),
)

GUESSES_OF_NETWORK: Final = Limit("password_network", 1_000, timedelta(hours=1))


def normalized(field: str, password: str) -> str:
    """Return the password in one spelling (NFC), so that every keyboard means the same.

    Raises:
        InvalidInput: it has lone surrogates, or more than 128 characters.
    """
    password = unicodedata.normalize("NFC", password)
    if len(password) > LONGEST or any("\ud800" <= one <= "\udfff" for one in password):
        raise InvalidInput(field)
    return password


def new_password(field: str, password: str) -> str:
    """Return a password that may be set.

    Raises:
        InvalidInput: it has less than 8 or more than 128 characters, or lone surrogates.
    """
    password = normalized(field, password)
    if len(password) < SHORTEST:
        raise InvalidInput(field)
    return password
