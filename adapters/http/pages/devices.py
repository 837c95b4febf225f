"""What people call a device, out of what it calls itself."""

from typing import Final

# The first that is found: what hides behind the others' names comes before them.
_WITH: Final = (
    ("MicroMessenger", "WeChat"),
    ("QQ/", "QQ"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_ON: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("OpenHarmony", "HarmonyOS"),
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def device_label(user_agent: str) -> str:
    """Return a name such as `Chrome · Windows`, or nothing if none is known."""
    found = (_first(user_agent, _WITH), _first(user_agent, _ON))
    return " · ".join(one for one in found if one)


def _first(user_agent: str, names: tuple[tuple[str, str], ...]) -> str:
    return next((name for mark, name in names if mark in user_agent), "")
