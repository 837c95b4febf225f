"""Letting a browser in, and what stands between a proof and that."""

from collections.abc import Mapping
from typing import Final

import attrs

from adapters.http.pages.desk import AnyRequest, Desk, Page
from domain.model.errors import DomainError, Refused, Undecided
from domain.model.outcomes import Offer, Offered, Outcome
from domain.usecases.logout import Logout
from domain.usecases.steps.sign_in import SignIn

TICKET: Final = "ticket"
_TICKET_SECONDS: Final = 600


@attrs.frozen(kw_only=True)
class Entering:
    """Keeps the session of a sign-in in the browser, and sends it where it wanted to go."""

    desk: Desk
    logout: Logout

    async def __call__(self, request: AnyRequest, sign_in: SignIn, return_to: str) -> Page:
        """Let the browser in; where a second account of hers turned up, show that first.

        The session that it held before ends: nobody would see it again.
        """
        former = self.desk.browsers.access_token(request)
        if former:
            await self.logout(former)
        self.desk.browsers.keep(sign_in.tokens)
        self.desk.browsers.cookies.drop(TICKET)
        ticket = ticket_for(sign_in.offers, Offer.MERGE)
        if ticket is None:
            return self.desk.go(self.desk.targets.url(return_to))
        self.keep_ticket(ticket)
        return self.desk.go("/merge", return_to=return_to)

    def merge_instead(self, error: DomainError) -> Page | None:
        """Lead to the page of a merge, if that is what an error offers."""
        offers = error.offers if isinstance(error, Refused) else ()
        ticket = ticket_for(offers, Offer.MERGE)
        if ticket is None:
            return None
        self.keep_ticket(ticket)
        return self.desk.go("/merge")

    def keep_ticket(self, ticket: str) -> None:
        """Keep a ticket in the browser, out of every address."""
        self.desk.browsers.cookies.set(TICKET, ticket, seconds=_TICKET_SECONDS)

    async def ask(
        self,
        request: AnyRequest,
        refused: Undecided,
        *,
        action: str,
        hidden: Mapping[str, str],
        what: str = "phone",
    ) -> Page | None:
        """Show the question that a refusal is, if it is one that a page can put."""
        match refused.outcome:
            case Outcome.IDENTITY_QUARANTINED:
                hints = (one.hint for one in refused.offers if one.hint)
                return await self.desk.show(
                    request,
                    "choose.html",
                    at="/sign-in",
                    what=what,
                    hint=next(hints, None),
                    action=action,
                    hidden=hidden,
                )
            case Outcome.OWNERSHIP_CHECK:
                ticket = ticket_for(refused.offers, Offer.CLAIM_NUMBER, Offer.PROVE_OWNERSHIP)
                declare = Offer.DECLARE_MINE in {one.offer for one in refused.offers}
                kept = {"ticket": ticket or "", "return_to": hidden.get("return_to", "")}
                return await self.ask_whose(request, kept, declare=declare)
        return None

    async def ask_whose(
        self,
        request: AnyRequest,
        hidden: Mapping[str, str],
        *,
        declare: bool,
        action: str = "/sign-in/ownership",
        error: DomainError | None = None,
    ) -> Page:
        """Ask whose account a number's is: hers, by whatever she can show, or another's."""
        return await self.desk.show(
            request,
            "ownership.html",
            at="/sign-in",
            error=error,
            action=action,
            hidden=hidden,
            ways={"password": True, "wechat": [], "qq": [], "declare": declare},
        )


def ticket_for(offers: tuple[Offered, ...], *wanted: Offer) -> str | None:
    """Return the ticket that one of these offers takes."""
    found = (one.ticket.token for one in offers if one.offer in wanted and one.ticket is not None)
    return next(found, None)
