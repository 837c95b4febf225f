"""axe-core finds nothing serious on any page in any state (WCAG 2.2)."""

from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.gallery.states import SCHEMES, STATES, WIDTHS
from tests.browser.visitor import LOCALES

AXE = Axe()
LOOKS = tuple(zip(WIDTHS, SCHEMES, strict=True))
EVERY_LOOK = tuple(product(WIDTHS, SCHEMES))
GRAVE = {"serious", "critical"}

# Each state in one language by turns; the long run takes all there is.
USUAL = [
    (state, tuple(LOCALES)[place % len(LOCALES)], LOOKS) for place, state in enumerate(STATES)
]
LONG = [
    pytest.param(state, language, EVERY_LOOK, marks=pytest.mark.soak)
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
