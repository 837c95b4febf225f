"""Numbers: proving, signing in by, binding, claiming and releasing them."""

import attrs

from domain.model.app import Apps
from domain.usecases.bind_phone import BindPhone
from domain.usecases.claim_number import ClaimNumber
from domain.usecases.login_by_sms import LoginBySms
from domain.usecases.parts import Parts
from domain.usecases.prove_ownership import ProveOwnership
from domain.usecases.release_number import ReleaseNumber
from domain.usecases.send_sms_code import SendSmsCode


@attrs.frozen(kw_only=True)
class PhoneUseCases:
    """Numbers: proving, signing in by, binding, claiming and releasing them."""

    send_code: SendSmsCode
    login: LoginBySms
    prove_ownership: ProveOwnership
    claim: ClaimNumber
    bind: BindPhone
    release: ReleaseNumber

    @classmethod
    def over(cls, parts: Parts, apps: Apps) -> "PhoneUseCases":
        """Put them over these parts."""
        ports = parts.ports
        store, ids, clock = ports.store, ports.ids, ports.clock
        return cls(
            send_code=SendSmsCode(
                phones=ports.phones,
                sender=ports.sms,
                store=store,
                limiter=parts.limiter,
                limits=parts.policy.send_limits,
                randomness=ports.randomness,
                clock=clock,
            ),
            login=LoginBySms(
                prove=parts.prove_sms, tickets=parts.tickets, login=parts.login_by_phone
            ),
            prove_ownership=ProveOwnership(
                tickets=parts.tickets,
                guard=parts.guard,
                login=parts.login_by_phone,
                store=store,
                clock=clock,
            ),
            claim=_claim(parts),
            bind=_bind(parts, apps),
            release=ReleaseNumber(phones=ports.phones, store=store, ids=ids, clock=clock),
        )


def _claim(parts: Parts) -> ClaimNumber:
    ports = parts.ports
    return ClaimNumber(
        tickets=parts.tickets,
        refuse=parts.refuse,
        enter=parts.enter,
        clear=parts.clear,
        store=ports.store,
        ids=ports.ids,
        clock=ports.clock,
    )


def _bind(parts: Parts, apps: Apps) -> BindPhone:
    ports = parts.ports
    return BindPhone(
        apps=apps,
        prove_sms=parts.prove_sms,
        prove_wechat=parts.prove_phone,
        enter=parts.enter,
        refuse=parts.refuse,
        automatic_merge=parts.automatic_merge,
        store=ports.store,
        ids=ports.ids,
        clock=ports.clock,
    )
