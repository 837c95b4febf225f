"""What is known of a session, an account, a fact or a merge, told in words."""

from collections.abc import Iterable, Iterator
from datetime import datetime

import attrs

from adapters.explaining.cells import cell_lines
from adapters.explaining.facts import decided_line, fact_line, is_by_operator, moment
from adapters.explaining.identities import identity_lines
from adapters.explaining.texts import Texts, texts_in
from domain.model.account import Account
from domain.model.audit import AuditRow
from domain.model.merge_case import MergeCase
from domain.model.outcomes import Ended
from domain.model.values import IdentityId
from domain.usecases.explain import (
    Explained,
    ExplainedAccount,
    ExplainedFact,
    ExplainedMerge,
    ExplainedSession,
)
from domain.usecases.steps.shown_identity import ShownIdentity


def tell(explained: Explained, language: str) -> list[str]:
    """Return the lines that explain it in a language: `zh` or `en`."""
    teller = Teller(texts_in(language))
    match explained:
        case ExplainedSession():
            return list(teller.session(explained))
        case ExplainedAccount():
            return list(teller.account(explained))
        case ExplainedFact():
            return list(teller.fact(explained))
        case ExplainedMerge():
            return list(teller.merge(explained))


@attrs.frozen
class Teller:
    """Tells in one language."""

    texts: Texts

    def session(self, told: ExplainedSession) -> Iterator[str]:
        """Yield who was let in, by what, and which cell let her in."""
        session, account, texts = told.session, told.account, self.texts
        status = texts.word(account.status)
        yield texts.sentence("session", id=str(session.id), account=str(account.id), status=status)
        at, proved = moment(session.created_at), moment(session.proved_at)
        yield texts.sentence("opened", at=at, app=session.app, proved=proved)
        if session.low_until is not None:
            yield texts.sentence("low", until=moment(session.low_until))
        if told.ended is not None:
            yield self._ended(told.ended, session.ended_at)
        if session.cell:
            yield from cell_lines(session.cell, texts)
        else:
            yield texts.sentence("no_cell_noted")
        yield from self._signing_in(account, told.identities, used=session.identity_id)

    def account(self, told: ExplainedAccount) -> Iterator[str]:
        """Yield how the account stands, and what became of it, fact by fact."""
        account, texts = told.account, self.texts
        status, at = texts.word(account.status), moment(account.registered_at)
        yield texts.sentence("account", id=str(account.id), status=status, at=at)
        yield from self._signing_in(account, told.identities)
        yield texts.sentence("trail")
        for row in told.trail:
            yield f"  {decided_line(row, texts)}"

    def fact(self, told: ExplainedFact) -> Iterator[str]:
        """Yield what happened, and which cell decided it."""
        row, account, texts = told.row, told.account, self.texts
        status = texts.word(account.status)
        yield texts.sentence("fact", id=str(row.id), account=str(account.id), status=status)
        yield fact_line(row, texts)
        yield from cell_lines(row.cell, texts)
        yield from self._signing_in(account, told.identities)

    def merge(self, told: ExplainedMerge) -> Iterator[str]:
        """Yield which account went into which and why, and what came over."""
        case, texts = told.case, self.texts
        survivor, loser, at = str(case.survivor_id), str(case.loser_id), moment(case.merged_at)
        yield texts.sentence("merge", id=str(case.id), loser=loser, survivor=survivor, at=at)
        if told.merged is not None:
            yield self._wanted(case, told.merged)
        reason = texts.word(case.reason)
        yield texts.sentence("reason", survivor=survivor, reason=reason)
        if told.merged is not None:
            yield from cell_lines(told.merged.cell, texts)
        yield from self._came_over(told, survivor)
        if case.undone_at is None:
            yield texts.sentence("undo_until", until=moment(case.undo_until))
        else:
            yield from self._undone(moment(case.undone_at), told.undone)

    def _ended(self, ended: Ended, at: datetime | None) -> str:
        reason = self.texts.word(ended)
        if at is None:
            return self.texts.sentence("ended", reason=reason)
        return self.texts.sentence("ended_at", at=moment(at), reason=reason)

    def _wanted(self, case: MergeCase, row: AuditRow) -> str:
        if is_by_operator(row):
            return self.texts.sentence("by_operator", note=row.note)
        return self.texts.sentence("automatic" if case.automatic else "by_owner")

    def _came_over(self, told: ExplainedMerge, survivor: str) -> Iterator[str]:
        if told.moved is None:
            yield self.texts.sentence("forgotten")
            return
        yield self.texts.sentence("moved" if told.moved else "moved_nothing", survivor=survivor)
        yield from identity_lines(told.moved, self.texts)
        if told.given_up:
            yield self.texts.sentence("given_up")
            yield from identity_lines(told.given_up, self.texts)

    def _undone(self, at: str, row: AuditRow | None) -> Iterator[str]:
        if row is not None and is_by_operator(row):
            yield self.texts.sentence("undone_by_operator", at=at, note=row.note)
        else:
            yield self.texts.sentence("undone", at=at)
        if row is not None:
            yield from cell_lines(row.cell, self.texts)

    def _signing_in(
        self,
        account: Account,
        identities: Iterable[ShownIdentity],
        *,
        used: IdentityId | None = None,
    ) -> Iterator[str]:
        if account.merged_into is not None:
            yield self.texts.sentence("merged_into", survivor=str(account.merged_into))
        holder = str(account.merged_into or account.id)
        lines = list(identity_lines(identities, self.texts, used=used))
        yield self.texts.sentence("signs_in" if lines else "nothing_signs_in", account=holder)
        yield from lines
