"""How often something may be done: by a number, from a network, by everybody together."""

import ipaddress
from datetime import datetime, timedelta

import attrs


@attrs.frozen
class Limit:
    """At most so many in a window, which opens with the first; `name` tells limits apart."""

    name: str
    most: int
    window: timedelta


@attrs.frozen
class Hits:
    """How many were counted in the present window, and when it ends."""

    count: int
    until: datetime


def network_of(address: str) -> str:
    """Return the network that an address counts for: IPv4 by /24, IPv6 by /64.

    Whoever has one address of an IPv6 /64 has them all. An empty or unreadable address is a
    network of its own.
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    prefix = 24 if parsed.version == 4 else 64  # noqa: PLR2004 - the version of IP
    return str(ipaddress.ip_network((parsed, prefix), strict=False))
