"""Every page as a telephone and a computer show it, in both languages, by day and by night.

usage: python -m tests.browser.contact_sheet OUT.png

The single pictures are left in a folder beside it, which is called OUT.
"""

import sys
import tempfile
from html import escape
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.chromium import Chromium
from tests.browser.deployment import deployed
from tests.browser.gallery.states import SCHEMES, STATES, WIDTHS
from tests.browser.town import Town
from tests.browser.visitor import LOCALES, Visitor

HEIGHT = 844
SHEET_WIDTH = 4_000
STYLE = """
  body { margin: 20px; background: #888; font: 20px sans-serif; columns: 2; column-gap: 20px; }
  section { break-inside: avoid; padding-bottom: 16px; }
  h2 { margin: 0; font-size: 20px; }
  div { display: flex; gap: 6px; align-items: start; height: 420px; overflow: hidden; }
  .at390 { width: 156px; } .at1280 { width: 316px; }
"""


def main(out: str) -> None:
    """Take the pictures and put them together."""
    sheet = Path(out).resolve()
    folder = sheet.with_suffix("")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, Chromium.start() as chromium:
        with deployed(Path(place)) as town:
            for language, state in product(LOCALES, STATES):
                chromium.run(take, chromium.browser, town, folder, language, state)
        chromium.run(put_together, chromium.browser, folder, sheet)


def take(browser: Browser, town: Town, folder: Path, language: str, state: str) -> None:
    """Take all pictures of one page in one state."""
    visitor = Visitor(browser, town, language)
    STATES[state](visitor)
    for width, scheme in product(WIDTHS, SCHEMES):
        visitor.page.set_viewport_size({"width": width, "height": HEIGHT})
        visitor.page.emulate_media(color_scheme=scheme)
        path = folder / name_of(state, language, width, scheme)
        visitor.page.screenshot(path=path, full_page=True, animations="disabled")
    visitor.close()


def put_together(browser: Browser, folder: Path, sheet: Path) -> None:
    """Let Chromium itself lay the pictures out."""
    index = folder / "index.html"
    rows = "".join(row(state) for state in STATES)
    index.write_text(f"<!doctype html><meta charset=utf-8><style>{STYLE}</style>{rows}")
    page = browser.new_page(viewport={"width": SHEET_WIDTH, "height": HEIGHT})
    page.goto(index.as_uri())
    page.screenshot(path=sheet, full_page=True)
    page.close()


def row(state: str) -> str:
    """Return the pictures of one page, side by side."""
    pictures = "".join(
        f'<img class="at{width}" src="{escape(name_of(state, *how, width, scheme))}">'
        for width, *how in product(WIDTHS, LOCALES)
        for scheme in SCHEMES
    )
    return f"<section><h2>{escape(state)}</h2><div>{pictures}</div></section>"


def name_of(state: str, language: str, width: int, scheme: str) -> str:
    """Return what a picture is called."""
    return f"{state}-{language}-{width}-{scheme}.png"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
