"""A browser comes back from a provider's page."""

import attrs

from domain.model.app import App, Apps
from domain.model.errors import ProviderDenied, StateRejected, Undecided
from domain.model.identity import Provider
from domain.model.outcomes import Outcome, Ticket
from domain.model.session import PROOF_LIFE, SignedIn
from domain.model.values import Client
from domain.usecases.bind_openid import BindOpenId, Bound
from domain.usecases.start_web_login import PagesOf
from domain.usecases.step_up import StepUp
from domain.usecases.steps.code_prover import Proven, proven_by
from domain.usecases.steps.first_ticket import FirstTicket
from domain.usecases.steps.openid_entry import Newcomer, OpenidEntry
from domain.usecases.steps.sign_in import SignIn
from domain.usecases.steps.tickets import TicketPurpose, Tickets
from domain.usecases.steps.web_state import Browser, Intent, WebState, WebStates
from ports.store import Store
from ports.system import Clock

Finished = SignIn | Ticket | Bound | None
"""Signed in; a newcomer's ticket; something bound; or proven anew, which says nothing."""


@attrs.frozen(kw_only=True)
class Answer:
    """What a provider's page sent along, and where to.

    `code` is missing where she did not agree.
    """

    code: str | None = attrs.field(repr=False)
    redirect_uri: str


@attrs.frozen(kw_only=True)
class FinishWebLogin:
    """Redeem the state first, then the code; then do what the browser was sent for (table T9).

    `ask_for_number` gives a newcomer a ticket for the page that asks for one, and no account yet.
    """

    apps: Apps
    pages: PagesOf
    states: WebStates
    enter: OpenidEntry
    bind: BindOpenId
    step_up: StepUp
    tickets: Tickets
    ask_for_number: bool
    store: Store
    clock: Clock

    async def redeem(
        self, provider: Provider, app: str, *, browser: Browser | None, token: str
    ) -> WebState:
        """Return what this browser was sent to this app's page for, once.

        Raises:
            StateRejected: it was not sent there, or has come back already.
            StoreUnavailable: nothing is used up.
        """
        state = await self.states.redeem(browser, token)
        if (state.provider, state.app) != (provider, app):
            raise StateRejected
        return state

    async def __call__(
        self,
        state: WebState,
        answer: Answer,
        *,
        browser: Browser,
        client: Client,
        caller: SignedIn | None = None,
    ) -> Finished:
        """Finish what the browser was sent for; `caller` is at its session, if it has any.

        Raises:
            UnknownApp: the app is configured no longer.
            ProviderDenied: she did not agree.
            StateRejected: it was for a session that is not this browser's any more.
            CodeRejected, PersonRefused, PersonUnreal: nobody was proven.
            Undecided, AccountSuspended, AccountClosing: as the table of the intent says.
            Unavailable: nothing is written.
        """
        app = self.apps.of_pages(state.provider, state.app)
        if answer.code is None:
            raise ProviderDenied
        if state.intent is not Intent.LOG_IN and _session_of(caller) != state.session_id:
            raise StateRejected
        proven = await self._proven(app, answer.code, answer.redirect_uri)
        if caller is None or state.intent is Intent.LOG_IN:
            return await self._log_in(app, proven, state, browser, client)
        if state.intent is Intent.BIND:
            return await self.bind(caller, proven, replace=state.replace)
        await self.step_up(caller, proven)
        return None

    async def _proven(self, app: App, code: str, redirect_uri: str) -> Proven:
        page = self.pages[app.provider, app.kind]
        return proven_by(app, await page.exchange(app, code, redirect_uri=redirect_uri))

    async def _log_in(
        self, app: App, proven: Proven, state: WebState, browser: Browser, client: Client
    ) -> SignIn | Ticket:
        newcomer = Newcomer(welcome=not self.ask_for_number)
        sign_in = None
        try:
            sign_in = await self.enter(app, proven, client=client, newcomer=newcomer)
        except Undecided as asked:
            if asked.outcome is not Outcome.IDENTITY_QUARANTINED:
                raise
        # Her code is spent: what she answers has to come with a ticket.
        return sign_in or await self._ticket(app, proven, state, browser)

    async def _ticket(self, app: App, proven: Proven, state: WebState, browser: Browser) -> Ticket:
        until = self.clock.now() + PROOF_LIFE
        first = FirstTicket(app=app.alias, proven=proven, until=until, return_to=state.return_to)
        ticket, remember = self.tickets.issue(
            TicketPurpose.FIRST, first.as_json(), expires_at=until, bound=browser.key
        )
        await self.store.apply((remember,))
        return ticket


def _session_of(caller: SignedIn | None) -> object:
    return None if caller is None else caller.session.id
