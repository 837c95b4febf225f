"""People add ways into their accounts, and give some up."""

from hypothesis.stateful import precondition
from hypothesis.strategies import booleans

from domain.model.values import IdentityId
from domain.usecases.steps.code_prover import LoginCode
from tests.machine import unbinding
from tests.machine.acts import act
from tests.machine.at_wechat import bind_wechat
from tests.machine.people import WeChat, picks, wechats
from tests.machine.records import Bound, Session
from tests.machine.session_acts import SessionActs, has_session
from tests.machine.texting import Texting
from tests.machine.wechat_acts import WeChatActs

NOWHERE = IdentityId(0)


class IdentityActs(SessionActs, Texting, WeChatActs):
    @precondition(has_session)
    @act(pick=picks, wechat=wechats, replace=booleans())
    async def bind_a_wechat(self, pick: int, wechat: WeChat, replace: bool) -> None:
        session = self.session(pick)
        caller = await self.caller(session)
        if caller is None:
            return
        expected = bind_wechat(self.book, session, wechat, replace=replace)
        shown = LoginCode(wechat.app.alias, self.press(wechat))
        bind = self.use_cases.identities.bind_openid
        await self.expect(expected, bind(caller, shown, replace=replace))
        if expected.code == "done":
            session.show(*(one for one in wechat.hand if self.book.holder(one) is session.account))

    @precondition(has_session)
    @act(pick=picks, which=picks)
    async def unbind_an_identity(self, pick: int, which: int) -> None:
        """Unbind one of hers mostly; at times another's, or what is nobody's."""
        session = self.session(pick)
        caller = await self.caller(session)
        if caller is None:
            return
        asked = self._asked(session, which)
        number = asked.identity if asked and asked is self.book.number(session.account) else None
        id_ = NOWHERE if asked is None else await self.id_of(asked)
        expected = unbinding.unbind(self.book, session, asked)
        if expected is unbinding.DONE:
            self.forget_texts(number)
        await self.expect(expected, self.use_cases.identities.unbind(caller, id_))

    @precondition(has_session)
    @act(pick=picks)
    async def drop_the_password(self, pick: int) -> None:
        session = self.session(pick)
        caller = await self.caller(session)
        if caller is None:
            return
        expected = unbinding.drop_password(self.book, session)
        await self.expect(expected, self.use_cases.identities.unbind.password(caller))

    @precondition(has_session)
    @act(pick=picks)
    async def list_identities(self, pick: int) -> None:
        session = self.session(pick)
        caller = await self.caller(session)
        if caller is None:
            return
        told = await self.use_cases.identities.list(caller)
        own = self.book.own(session.account)
        assert {one.identity for one in told.identities} == {one.identity for one in own}
        assert told.has_password == (session.account.password is not None)

    async def id_of(self, bound: Bound) -> IdentityId:
        """Return by what the product knows something that is bound."""
        own = await self.store.identities_of(bound.account.id)
        return next(one.id for one in own if one.identity == bound.identity)

    def _asked(self, session: Session, which: int) -> Bound | None:
        own, bound = self.book.own(session.account), list(self.book.bound.values())
        among = own if which % 8 else [None, *bound]
        return among[which // 8 % len(among)]
