"""Signing in on the web: by a page of a provider's, and what it takes the first time."""

import attrs

from domain.model.app import Apps
from domain.usecases.finish_web_login import FinishWebLogin
from domain.usecases.first_sign_in import FirstSignIn
from domain.usecases.groups.identities import IdentityUseCases
from domain.usecases.groups.passwords import PasswordUseCases
from domain.usecases.parts import Parts
from domain.usecases.start_web_login import StartWebLogin
from domain.usecases.steps.first_password import FirstPassword
from domain.usecases.steps.first_refusal import FirstRefusal
from domain.usecases.steps.web_state import WebStates


@attrs.frozen(kw_only=True)
class WebUseCases:
    """Signing in on the web: by a page of a provider's, and what it takes the first time."""

    start: StartWebLogin
    finish: FinishWebLogin
    first: FirstSignIn

    @classmethod
    def over(
        cls, parts: Parts, apps: Apps, identities: IdentityUseCases, passwords: PasswordUseCases
    ) -> "WebUseCases":
        """Put them over these parts, and what a browser may come back for."""
        ports = parts.ports
        store, clock = ports.store, ports.clock
        states = WebStates(store=store, randomness=ports.randomness, clock=clock)
        return cls(
            start=StartWebLogin(
                apps=apps, pages=ports.pages, states=states, limiter=parts.limiter
            ),
            finish=FinishWebLogin(
                apps=apps,
                pages=ports.pages,
                states=states,
                enter=parts.enter_by_openid,
                bind=identities.bind_openid,
                step_up=passwords.step_up,
                tickets=parts.tickets,
                ask_for_number=parts.policy.ask_for_number,
                store=store,
                clock=clock,
            ),
            first=cls._first(parts, apps),
        )

    @staticmethod
    def _first(parts: Parts, apps: Apps) -> FirstSignIn:
        ports = parts.ports
        return FirstSignIn(
            apps=apps,
            tickets=parts.tickets,
            prove_sms=parts.prove_sms,
            password=FirstPassword(
                guard=parts.guard,
                passwords=ports.passwords,
                store=ports.store,
                clock=ports.clock,
            ),
            login_by_phone=parts.login_by_phone,
            enter=parts.enter,
            ask=FirstRefusal(tickets=parts.tickets, offering=parts.offering, store=ports.store),
            clear=parts.clear,
            store=ports.store,
            ids=ports.ids,
            clock=ports.clock,
        )
