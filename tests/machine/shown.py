"""What somebody has shown of herself, and what the plain model expects of the answer."""

from collections.abc import Mapping
from datetime import datetime

import attrs

from domain.model.identity import Identity
from domain.model.sms_code import CodePurpose
from domain.usecases.sms_prover import SentSmsCode
from tests.machine.people import WeChat
from tests.machine.records import Account, Session


@attrs.frozen(kw_only=True)
class Shown:
    """A number that was proven, how and when, and what beside it; a ticket stands for it.

    Attributes:
        session: the session whose account the number is meant for.
        until: when every ticket for it ends.
        epochs: of the account behind the WeChat, when it was proven.
    """

    number: Identity
    method: str
    at: datetime
    wechat: WeChat | None = None
    session: Session | None = None
    until: datetime | None = None
    epochs: Mapping[Account, int] = attrs.field(factory=dict)

    @property
    def weak(self) -> bool:
        return self.method == "wx_phone_quick"


@attrs.frozen
class Expected:
    """What an answer has to be.

    Attributes:
        session: what was opened, or is lent on.
        shown: what the ticket in the answer stands for, if there has to be one.
        spends: whether what works once is used up.
    """

    code: str
    session: Session | None = None
    shown: Shown | None = None
    spends: bool = True


@attrs.define(eq=False)
class Ticket:
    token: str
    shown: Shown
    used: bool = False


@attrs.define(eq=False)
class Text:
    """A code on its way to a number."""

    number: Identity
    purpose: CodePurpose
    sent: SentSmsCode
    until: datetime
    tries: int = 0
