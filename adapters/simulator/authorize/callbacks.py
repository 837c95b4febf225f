"""Addresses that people are sent back to."""

import re
from typing import Final
from urllib.parse import urlencode, urlsplit, urlunsplit

# No name or password before the host, no backslash, nothing invisible: whatever a browser might
# read in another way than it is checked here.
_ADDRESS: Final = re.compile(
    r"https?://(?P<host>[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?(?:[/?#][!-\[\]-~]*)?",
    re.IGNORECASE,
)


def host_of(address: str) -> str | None:
    """Return the bare host of an http or https address; None for all that is none."""
    found = _ADDRESS.fullmatch(address)
    return found["host"].lower() if found else None


def with_query(address: str, **parameters: str) -> str:
    """Return the address with these parameters behind those it has."""
    parts = urlsplit(address)
    query = "&".join(filter(None, [parts.query, urlencode(parameters)]))
    return urlunsplit(parts._replace(query=query))
