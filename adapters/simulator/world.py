"""One world of people and apps, in memory."""

from collections import Counter
from collections.abc import Sequence

from adapters.simulator.app_tokens import AppTokens
from adapters.simulator.apps import Kind, Provider, SimulatedApp
from adapters.simulator.authorization_codes import AuthorizationCodes
from adapters.simulator.clock import VirtualClock
from adapters.simulator.errors import ControlRefused
from adapters.simulator.login_codes import LoginCode, LoginCodes
from adapters.simulator.modes import Modes
from adapters.simulator.number_plan import NumberPlan
from adapters.simulator.people import SEEDED_PEOPLE, Person, openid
from adapters.simulator.phone_codes import PhoneCodes
from adapters.simulator.quotas import Quotas
from adapters.simulator.sealed_messages import SealedMessages
from adapters.simulator.session_keys import SessionKeys
from adapters.simulator.sms.inbox import Inbox
from adapters.simulator.sms.limits import SendTimes
from adapters.simulator.user_tokens import UserTokens


class World:
    """Everything that the vendors know; who is who stays the same over a reset and a restart."""

    def __init__(self, apps: Sequence[SimulatedApp], clock: VirtualClock) -> None:
        self.clock = clock
        self._registered = tuple(apps)
        self.reset()

    def reset(self) -> None:
        """Begin anew with the seeded people; the clock goes on."""
        self.apps = {app.alias: app for app in self._registered}
        self.people = {person.id: person for person in SEEDED_PEOPLE}
        self.numbers = NumberPlan(self.people)
        self.modes = Modes()
        self.login_codes = LoginCodes(self.clock)
        self.phone_codes = PhoneCodes(self.clock)
        self.authorization_codes = AuthorizationCodes(self.clock)
        self.phone_presses: Counter[str] = Counter()
        self.session_keys = SessionKeys()
        self.sealed_messages = SealedMessages(self.clock)
        self.app_tokens = AppTokens(self.clock)
        self.user_tokens = UserTokens(self.clock)
        self.quotas = Quotas(self.clock)
        self.send_times = SendTimes(self.clock)
        self.inbox = Inbox(self.clock)

    def app(self, alias: str) -> SimulatedApp:
        """Return the app.

        Raises:
            ControlRefused: nobody registered it.
        """
        if alias not in self.apps:
            raise ControlRefused(f"no app is called {alias!r}; known: {', '.join(self.apps)}")
        return self.apps[alias]

    def app_of_kind(self, alias: str, provider: Provider, *kinds: Kind) -> SimulatedApp:
        """Return the app, which must be of one of these kinds.

        Raises:
            ControlRefused: it is not, or nobody registered it.
        """
        app = self.app(alias)
        if not app.is_a(provider, *kinds):
            wanted = " or ".join(kinds)
            raise ControlRefused(f"{alias} is a {app.kind} of {app.provider}, not a {wanted}")
        return app

    def person(self, person_id: str) -> Person:
        """Return the person.

        Raises:
            ControlRefused: she does not live here.
        """
        if person_id not in self.people:
            known = ", ".join(self.people)
            raise ControlRefused(f"nobody is called {person_id!r}; known: {known}")
        return self.people[person_id]

    def add_person(self, person: Person) -> None:
        """Let somebody live here.

        Raises:
            ControlRefused: the id is taken, or one of the numbers.
        """
        if person.id in self.people:
            raise ControlRefused(f"somebody is already called {person.id!r}")
        for number in person.numbers:
            self.numbers.require_unheld(number)
        self.people[person.id] = person

    def deliver(self, vendor: str, number: str, code: str, text: str) -> None:
        """Let the vendor's text reach whoever has the number now, if anybody has."""
        holder = self.numbers.holder(number)
        person = None if holder is None else holder.id
        self.inbox.deliver(number, person, vendor=vendor, code=code, text=text)

    def change_app(self, app: SimulatedApp) -> None:
        """Replace what is known of an app, by its alias."""
        self.apps[app.alias] = app

    def app_by_id(self, provider: Provider, app_id: str) -> SimulatedApp | None:
        """Return the provider's app with this appid."""
        apps = self.apps.values()
        return next(
            (app for app in apps if app.provider == provider and app.app_id == app_id), None
        )

    def person_by_openid(self, app: SimulatedApp, openid_: str) -> Person | None:
        """Return the person whom the app knows by this openid."""
        people = self.people.values()
        return next((person for person in people if openid(app, person) == openid_), None)

    def kill_tokens(self, app: SimulatedApp) -> None:
        """Let every access token of the app die now: its own, and those of people."""
        self.app_tokens.kill(app.app_id)
        self.user_tokens.kill(app.app_id)

    def session_key_after(self, code: LoginCode) -> str:
        """Return the session key that holds once this login code is exchanged."""
        current = self.session_keys.current(code.app_id, code.person_id)
        if current is None or self.modes.rotating_session_keys:
            return code.session_key
        return current

    def bring_session_key(self, code: LoginCode) -> str:
        """Return the session key that a login code brings, which holds from now on."""
        key = self.session_key_after(code)
        if key == self.session_keys.current(code.app_id, code.person_id):
            return key
        return self.session_keys.replace(code.app_id, code.person_id, key)
