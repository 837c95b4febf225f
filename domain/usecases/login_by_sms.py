"""Sign-in by a code that was sent to a number."""

import attrs

from domain.model.sms_code import CodePurpose
from domain.model.values import Client
from domain.usecases.login_by_phone import LoginByPhone
from domain.usecases.steps.evidence import Evidence
from domain.usecases.steps.sign_in import SignIn
from domain.usecases.steps.sms_prover import SentSmsCode, SmsProver
from domain.usecases.steps.tickets import TicketPurpose, Tickets


@attrs.frozen(kw_only=True)
class LoginBySms:
    """Compare the code, then sign in by the number.

    A ticket of a sign-in that wanted the number confirmed brings along the WeChat proven there.
    """

    prove: SmsProver
    tickets: Tickets
    login: LoginByPhone

    async def __call__(
        self,
        sent: SentSmsCode,
        *,
        client: Client,
        ticket: str | None = None,
        start_afresh: bool = False,
    ) -> SignIn:
        """Return the sign-in.

        Raises:
            InvalidInput, SmsCodeWrong, SmsLocked: the number was not proven.
            TicketRejected: the ticket is unknown, old, used, or of another number.
            Undecided, AccountSuspended, AccountClosing, StoreUnavailable, TryAgain: as
                LoginByPhone.
        """
        evidence = None
        if ticket is not None:
            payload, consume = await self.tickets.read(TicketPurpose.PHONE, ticket)
            evidence = Evidence.of_json(payload, consume)
        phone = await self.prove(sent, CodePurpose.LOGIN)
        evidence = Evidence(phone=phone) if evidence is None else evidence.confirmed(phone)
        return await self.login(evidence, client=client, start_afresh=start_afresh)
