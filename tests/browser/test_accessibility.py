"""axe-core finds nothing serious on any page in any state (WCAG 2.2)."""

from itertools import cycle, product

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.gallery.states import SCHEMES, STATES, WIDTHS
from tests.browser.visitor import LOCALES

AXE = Axe()
LOOKS = tuple(product(WIDTHS, SCHEMES))
GRAVE = {"serious", "critical"}

# Each state in one language and look by turns; the long run takes all there is.
TURNS = cycle(product(LOCALES, LOOKS))
USUAL = [(state, language, [look]) for state, (language, look) in zip(STATES, TURNS, strict=False)]
LONG = [
    pytest.param(state, language, LOOKS, marks=pytest.mark.soak)
    for state, language in product(STATES, LOCALES)
]


@pytest.mark.parametrize(("state", "language", "looks"), [*USUAL, *LONG])
def test_nothing_serious_is_found(visit, state, language, looks):
    here = visit(language, reduced_motion="reduce")
    STATES[state](here)
    for width, scheme in looks:
        here.page.set_viewport_size({"width": width, "height": 844})
        here.page.emulate_media(color_scheme=scheme)
        assert grave(here.page) == [], (width, scheme)


def grave(page):
    """Return what is wrong with the page, and where."""
    found = AXE.run(page).response["violations"]
    return [
        (one["id"], [node["html"] for node in one["nodes"]])
        for one in found
        if one["impact"] in GRAVE
    ]
