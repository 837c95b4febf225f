"""What the operator does, and the carrier, and time."""

from datetime import timedelta

import attrs
from hypothesis.stateful import precondition

from domain.model.account import AccountStatus
from domain.model.identity import PHONE_PLACE, BoundIdentity, Identity, Proof, ProofMethod
from domain.model.values import IdentityId
from domain.usecases.steps.quarantine import lifted
from ports.writes import BindIdentity, ChangeAccount
from tests.machine.acts import Acts, act
from tests.machine.expecting import Expecting
from tests.machine.people import numbers, picks, spans
from tests.machine.records import Account
from tests.machine.shown import Expected

REMEMBERED = timedelta(days=30)


def has_account(machine: Acts) -> bool:
    return bool(machine.book.accounts)


class OperatorActs(Expecting):
    """Closing an account and entering a number without proof have no use-case yet: planted."""

    @precondition(has_account)
    @act(pick=picks)
    async def suspend(self, pick: int) -> None:
        account = self._account(pick)
        if account.status not in ("suspended", "merged"):
            account.stand("suspended")
        code = "account_not_found" if account.status == "merged" else "done"
        await self.expect(Expected(code), self.house.suspend(account.id))

    @precondition(has_account)
    @act(pick=picks)
    async def reinstate(self, pick: int) -> None:
        suspended = [one for one in self.book.accounts if one.status == "suspended"]
        account = suspended[pick % len(suspended)] if suspended else self._account(pick)
        if account.status == "suspended":
            account.stand("active")
            self.book.lift_ban(account)
            if not self.book.own(account):
                account.stand("dormant")
        code = "account_not_found" if account.status == "merged" else "done"
        await self.expect(Expected(code), self.house.reinstate(account.id))

    @act(number=numbers)
    async def release_a_number(self, number: Identity) -> None:
        expected = "number_released" if number in self.book.bound else "noop"
        self.book.free(number)
        self.book.lately.forget(number)
        await self.expect(Expected(expected), self.use_cases.phones.release(number.subject))

    @act()
    async def clear_out(self) -> None:
        before = self.book.now - REMEMBERED
        for one in self.book.sessions:
            ended = one.ended_at is not None and one.ended_at < before
            one.forgotten |= ended or one.expires_at < before
        await self.store.purge(now=self.book.now)

    @act(span=spans)
    async def let_time_pass(self, span: timedelta) -> None:
        self.book.clock.advance(seconds=span.total_seconds())

    @precondition(has_account)
    @act(pick=picks)
    async def begin_or_stop_closing(self, pick: int) -> None:
        account = self._account(pick)
        if account.status not in ("active", "closing") or not self.book.own(account):
            return
        account.stand("closing" if account.status == "active" else "active")
        await self._plant(account)

    @precondition(has_account)
    @act(pick=picks, number=numbers)
    async def enter_a_number_unproven(self, pick: int, number: Identity) -> None:
        account = self._account(pick)
        taken = number in self.book.bound or PHONE_PLACE in self.book.places(account)
        if taken or account.status != "active":
            return
        self.book.bind(account, number, "claimed")
        proof = Proof(ProofMethod.CLAIMED, self.book.now)
        id_ = IdentityId(self.house.ids.new())
        bound = BoundIdentity(id_, account.id, number, proof)
        await self._plant(account, BindIdentity(bound), *lifted((number,)))

    async def _plant(self, account: Account, *writes) -> None:
        before = await self.store.account(account.id)
        after = attrs.evolve(
            before.touched(), status=AccountStatus(account.status), epoch=account.epoch
        )
        await self.store.apply((ChangeAccount(after, read_at=before.version), *writes))

    def _account(self, pick: int) -> Account:
        return self.book.accounts[-1 - pick % len(self.book.accounts)]
