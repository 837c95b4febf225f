"""All parts of the simulator, each of which its user can ask for."""

import attrs

from adapters.simulator.authorize.desk import AuthorizeDesk
from adapters.simulator.browser import Browser
from adapters.simulator.calls import CallCounts
from adapters.simulator.faults import Faults
from adapters.simulator.handset import Handset
from adapters.simulator.journal import Journal
from adapters.simulator.open_sdk import OpenSdk
from adapters.simulator.phone import Phone
from adapters.simulator.phone_merging import PhoneMerging
from adapters.simulator.phone_security import PhoneSecurity
from adapters.simulator.phone_sign_in import PhoneSignIn
from adapters.simulator.phone_texts import PhoneTexts
from adapters.simulator.qq.phone import Qq
from adapters.simulator.world import World
from adapters.simulator.wx import Wx


@attrs.frozen(kw_only=True)
class Simulator:
    """The world, the phones in it, and what is known of the traffic."""

    service_url: str
    world: World
    wx: Wx
    qq: Qq
    open_sdk: OpenSdk
    authorize_desk: AuthorizeDesk
    handset: Handset
    phone: Phone
    phone_texts: PhoneTexts
    phone_sign_in: PhoneSignIn
    phone_security: PhoneSecurity
    phone_merging: PhoneMerging
    browser: Browser
    faults: Faults
    counts: CallCounts
    journal: Journal

    def reset(self) -> None:
        """Begin anew; only the clock goes on."""
        phones = (self.handset, self.phone_texts, self.browser)
        for part in (self.world, *phones, self.faults, self.counts, self.journal):
            part.reset()
