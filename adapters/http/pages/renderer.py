"""Pages out of templates and texts; the operator's own files come before ours."""

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from datetime import timedelta, timezone
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import attrs
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from adapters.http.messages import LANGUAGES

_OURS: Final = Path(__file__).parent
_TYPES: Final = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}

# Until the page's script tells the reader's own time.
_CHINA: Final = timezone(timedelta(hours=8))


@attrs.frozen
class Asset:
    """A file that pages refer to; its address changes with its content."""

    content: bytes
    media_type: str
    mark: str


@attrs.define
class Renderer:
    """Fills in templates.

    `folder` is the operator's: `templates/…` and `assets/…` of the same names take the place of
    ours, and `texts.zh.toml`, `texts.en.toml` of single texts.
    """

    brand: str
    folder: Path | None = None

    def render(self, template: str, language: str, context: Mapping[str, Any]) -> str:
        """Return the page."""
        texts = self.texts[language]

        def t(key: str, **values: Any) -> str:
            moments = {name: _local(value) for name, value in values.items()}
            return texts[key].format(**{"brand": self.brand, **moments})

        return self._environment.get_template(template).render(
            brand=self.brand, lang=language, t=t, asset=self._address, **context
        )

    @cached_property
    def texts(self) -> Mapping[str, Mapping[str, str]]:
        """What the pages say, by language."""
        return {language: self._texts_in(language) for language in LANGUAGES}

    @cached_property
    def assets(self) -> Mapping[str, Asset]:
        """Every file that a page may refer to, by its name."""
        found = {
            path.name: path
            for folder in reversed(self._folders("assets"))
            for path in sorted(folder.glob("*"))
            if path.suffix in _TYPES
        }
        return {name: _asset(path) for name, path in found.items()}

    @cached_property
    def _environment(self) -> Environment:
        return Environment(
            loader=FileSystemLoader([str(one) for one in self._folders("templates")]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def _folders(self, name: str) -> Sequence[Path]:
        own = () if self.folder is None else (self.folder / name,)
        return (*own, _OURS / name)

    def _texts_in(self, language: str) -> Mapping[str, str]:
        name = f"texts.{language}.toml"
        texts: dict[str, str] = {}
        for folder in (_OURS, *(() if self.folder is None else (self.folder,))):
            path = folder / name
            if path.exists():
                texts |= tomllib.loads(path.read_text(encoding="utf-8"))
        return texts

    def _address(self, name: str) -> str:
        return f"/assets/{name}?{self.assets[name].mark}"


def _asset(path: Path) -> Asset:
    content = path.read_bytes()
    mark = hashlib.sha256(content).hexdigest()[:12]
    return Asset(content, _TYPES[path.suffix], mark)


def _local(value: Any) -> Any:
    return value.astimezone(_CHINA) if hasattr(value, "astimezone") else value
