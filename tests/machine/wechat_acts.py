"""People open a mini program."""

from datetime import datetime, timedelta
from typing import Any

import attrs
from hypothesis.stateful import precondition
from hypothesis.strategies import booleans

from domain.model.values import Client
from domain.usecases.steps.code_prover import LoginCode
from ports.mini_program import ProfileData
from tests.machine import by_wechat
from tests.machine.acts import act
from tests.machine.expecting import Expecting
from tests.machine.people import WeChat, picks, places, seldom, wechats
from tests.machine.records import Account, Session
from tests.machine.shown import Expected


@attrs.frozen
class Spent:
    """A login code that was used; the same sign-in goes on with it, by its nonce, for a while."""

    wechat: WeChat
    code: str
    nonce: str
    until: datetime


def show_name(account: Account, nickname: str) -> None:
    """Let an account show a name; it is another account then, unless it showed that before."""
    account.version += account.nickname != nickname
    account.nickname = nickname


class WeChatActs(Expecting):
    def __init__(self, *where: Any) -> None:
        super().__init__(*where)
        self.spent: list[Spent] = []

    def press(self, wechat: WeChat) -> str:
        """Return what `wx.login` gives her."""
        unionid = wechat.unionid and wechat.unionid.subject
        return self.house.vendor.press(wechat.openid.subject, unionid)

    @act(wechat=wechats, place=places, with_profile=booleans(), afresh=seldom)
    async def sign_in_by_wechat(
        self, wechat: WeChat, place: str, with_profile: bool, afresh: bool
    ) -> None:
        code, nonce = self.press(wechat), f"nonce-{len(self.spent)}"
        expected = by_wechat.sign_in(self.book, wechat, afresh=afresh)
        if with_profile and expected.session:
            show_name(expected.session.account, f"Li {wechat.openid.subject}")
        self.spent.append(Spent(wechat, code, nonce, self.book.now + timedelta(seconds=60)))
        await self.expect(
            expected,
            self.use_cases.wechat.login(
                LoginCode(wechat.app.alias, code),
                client=Client(place, "a phone"),
                nonce=nonce,
                profile=self.profile(wechat) if with_profile else None,
                start_afresh=afresh,
            ),
            hand=wechat.hand,
        )

    @precondition(lambda self: self.spent)
    @act(pick=picks, nonce_is_hers=booleans(), afresh=booleans())
    async def send_a_code_again(self, pick: int, nonce_is_hers: bool, afresh: bool) -> None:
        spent = self.spent[-1 - pick // 4 % len(self.spent)]
        wechat, nonce = spent.wechat, spent.nonce if nonce_is_hers else "another nonce"
        expected = Expected("code_rejected")
        if nonce_is_hers and self.book.now < spent.until:
            expected = by_wechat.sign_in(self.book, wechat, afresh=afresh)
        await self.expect(
            expected,
            self.use_cases.wechat.login(
                LoginCode(wechat.app.alias, spent.code),
                client=Client(),
                nonce=nonce,
                start_afresh=afresh,
            ),
            hand=wechat.hand,
        )

    @precondition(lambda self: self.turn % 8 == 0)
    @act(wechat=wechats)
    async def sign_in_at_many_places(self, wechat: WeChat) -> None:
        for _ in range(20):
            await self.come_in(wechat)

    async def come_in(self, wechat: WeChat) -> Session | None:
        """Sign in by a WeChat; return the session, if there is one."""
        expected = by_wechat.sign_in(self.book, wechat)
        shown = LoginCode(wechat.app.alias, self.press(wechat))
        logging_in = self.use_cases.wechat.login(shown, client=Client())
        await self.expect(expected, logging_in, hand=wechat.hand)
        return expected.session

    def profile(self, wechat: WeChat) -> ProfileData:
        """Return what WeChat signed for her under her newest key."""
        subject = wechat.openid.subject
        return ProfileData(raw_data=f"Li {subject}", signature=self.house.vendor.keys[subject])
