"""Every page in every state, by name."""

from tests.browser.gallery import accounts, signing_in

STATES = {state.__name__: state for state in (*signing_in.STATES, *accounts.STATES)}

SCHEMES = ("light", "dark")
WIDTHS = (390, 1280)
