"""Passwords, and fresh proofs."""

import attrs

from domain.model.app import Apps
from domain.usecases.change_password import ChangePassword
from domain.usecases.login_by_password import LoginByPassword
from domain.usecases.parts import Parts
from domain.usecases.reset_password import ResetPassword
from domain.usecases.step_up import StepUp


@attrs.frozen(kw_only=True)
class PasswordUseCases:
    """Passwords, and fresh proofs."""

    login: LoginByPassword
    reset: ResetPassword
    change: ChangePassword
    step_up: StepUp

    @classmethod
    def over(cls, parts: Parts, apps: Apps) -> "PasswordUseCases":
        """Put them over these parts."""
        ports = parts.ports
        store, ids, clock = ports.store, ports.ids, ports.clock
        return cls(
            login=LoginByPassword(
                phones=ports.phones,
                guard=parts.guard,
                enter=parts.enter,
                store=store,
                ids=ids,
                clock=clock,
            ),
            reset=ResetPassword(
                apps=apps,
                passwords=ports.passwords,
                prove=parts.prove_sms,
                prove_code=parts.prove_code,
                refuse=parts.refuse,
                store=store,
                ids=ids,
                clock=clock,
            ),
            change=ChangePassword(passwords=ports.passwords, store=store, ids=ids, clock=clock),
            step_up=StepUp(
                apps=apps,
                prove_code=parts.prove_code,
                prove_sms=parts.prove_sms,
                guard=parts.guard,
                store=store,
                clock=clock,
            ),
        )
