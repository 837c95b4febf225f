"""Reads `guiyi.toml`, lays the environment over it, and refuses the whole if anything is wrong.

`GUIYI_SERVER__PORT=9000` sets `[server] port`; `GUIYI_KEYS__INDEX_FILE=/run/secrets/index` takes
the value from a file. A value that starts with `[` or `{` is read as JSON.
"""

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from adapters.system.secret import Secret
from adapters.system.settings import Settings
from adapters.system.settings_check import SettingsError, check

_PREFIX: Final = "GUIYI_"
_UNKNOWN: Final = re.compile(r"unknown field `([^`]+)`(?: - at `\$\.?([^`]*)`)?")
_MISSING: Final = re.compile(r"missing required field `([^`]+)`")
_VALUE: Final = re.compile(r"Invalid enum value '.*?'(?= - at|$)", re.DOTALL)
_AT: Final = re.compile(r" - at `\$\.?([^`]*)`")


def load_settings(path: Path, environment: Mapping[str, str]) -> Settings:
    """Read the file, if it is there, lay the environment over it, and check all of it.

    Raises:
        SettingsError: a key is unknown, missing, malformed, or a secret weak.
    """
    return settings_from(_read(path), environment)


def settings_from(tables: Mapping[str, Any], environment: Mapping[str, str]) -> Settings:
    """Return the settings of parsed tables; raises SettingsError like load_settings."""
    merged = _overlaid(tables, environment)
    try:
        settings = msgspec.convert(merged, Settings, strict=False, dec_hook=_secret)
    except msgspec.ValidationError as error:
        raise _explained(str(error)) from None
    check(settings)
    return settings


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(path.name, f"not valid TOML: {error}") from None


def _secret(type_: type, value: Any) -> Any:
    if type_ is Secret and isinstance(value, str):
        return Secret(value)
    raise NotImplementedError


def _explained(told: str) -> SettingsError:
    """Turn msgspec's words into the key and the reason; they never hold a value."""
    unknown = _UNKNOWN.search(told)
    if unknown:
        return SettingsError(".".join(filter(None, (unknown[2], unknown[1]))), "unknown key")
    missing = _MISSING.search(told)
    at = _AT.search(told)
    key = ".".join(filter(None, (at[1] if at else "", missing[1] if missing else "")))
    reason = _AT.sub("", _VALUE.sub("not a known value", told))
    return SettingsError(key or "configuration", "missing" if missing else reason)


def _overlaid(tables: Mapping[str, Any], environment: Mapping[str, str]) -> dict[str, Any]:
    merged: dict[str, Any] = json.loads(json.dumps(tables, default=str))
    for name, value in sorted(environment.items()):
        path = _path(name)
        if path:
            key, content = _content(name, path, value)
            _set(merged, key, content)
    return merged


def _path(name: str) -> list[str]:
    """Return the key that a variable's name stands for, or nothing if it is not a setting's."""
    if not name.startswith(_PREFIX):
        return []
    path = name.removeprefix(_PREFIX).lower().split("__")
    if len(path) == 1:
        section = path[0].partition("_")[0]
        if section in Settings.__struct_fields__:
            raise SettingsError(name, "sections and keys are joined by two underscores")
        return []
    return path


def _content(name: str, path: list[str], value: str) -> tuple[list[str], Any]:
    if path[-1].endswith("_file"):
        path = [*path[:-1], path[-1].removesuffix("_file")]
        try:
            value = Path(value).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise SettingsError(name, "the file it names cannot be read") from None
    if not value.startswith(("[", "{")):
        return path, value
    try:
        return path, json.loads(value)
    except json.JSONDecodeError:
        raise SettingsError(name, "starts like JSON and is none") from None


def _set(tables: dict[str, Any], path: list[str], content: Any) -> None:
    for depth, part in enumerate(path[:-1], start=1):
        tables = tables.setdefault(part, {})
        if not isinstance(tables, dict):
            raise SettingsError(".".join(path), f"{'.'.join(path[:depth])} is no table")
    tables[path[-1]] = content
