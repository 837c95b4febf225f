"""Session keys, passwords, what works once, and limits, in memory."""

from datetime import datetime
from functools import singledispatchmethod

import attrs

from adapters.persistence.memory_undo import Undo
from adapters.persistence.retention import RING_SIZE, TRIES_MOST
from domain.model.errors import WriteConflict
from domain.model.limits import Hits
from domain.model.values import AccountId
from ports.login_codes import SessionKey
from ports.secret_writes import (
    Consume,
    CountHit,
    CountKeyTries,
    CountTry,
    DropPassword,
    Forget,
    ForgetSessionKeys,
    ForgiveHit,
    KeepPassword,
    KeepSessionKey,
    Remember,
    SetPassword,
)
from ports.writes import Write


@attrs.frozen
class RingKey:
    """A session key and how many tries at it have failed."""

    key: SessionKey
    failures: int = 0


@attrs.frozen
class OneTime:
    """What works once, and how many tries at it were counted."""

    write: Remember
    tries: int = 0


class SecretTables:
    """Dicts keyed by what is unique."""

    def __init__(self, undo: Undo) -> None:
        self.rings: dict[tuple[str, str], dict[str, RingKey]] = {}
        self.one_time: dict[tuple[str, str], OneTime] = {}
        self.passwords: dict[AccountId, str] = {}
        self.limits: dict[tuple[str, str], Hits] = {}
        self._undo = undo

    def purge(self, now: datetime) -> int:
        """Delete what works once and is too late, and counts of windows that are over."""
        late = [key for key, row in self.one_time.items() if row.write.expires_at <= now]
        for key in late:
            del self.one_time[key]
        shut = [key for key, hits in self.limits.items() if hits.until <= now]
        for key in shut:
            del self.limits[key]
        return len(late) + len(shut)

    @singledispatchmethod
    def carry_out(self, write: Write) -> None:
        """Carry out a write of a secret; raises WriteConflict when its guard fails."""
        raise NotImplementedError(type(write).__name__)

    @carry_out.register
    def _(self, write: KeepSessionKey) -> None:
        ring = dict(self.rings.get((write.app_id, write.openid), {}))
        known = ring.pop(write.key.secret, RingKey(write.key))
        newest = sorted(ring.values(), key=lambda entry: entry.key.received_at)[1 - RING_SIZE :]
        kept = {entry.key.secret: entry for entry in newest}
        kept[write.key.secret] = attrs.evolve(known, key=write.key)
        self._undo.put(self.rings, (write.app_id, write.openid), kept)

    @carry_out.register
    def _(self, write: ForgetSessionKeys) -> None:
        self._undo.discard(self.rings, (write.app_id, write.openid))

    @carry_out.register
    def _(self, write: CountKeyTries) -> None:
        ring = self.rings.get((write.app_id, write.openid), {})
        counted = {
            secret: attrs.evolve(entry, failures=_counted(entry, write.by))
            for secret, entry in ring.items()
        }
        self._undo.put(self.rings, (write.app_id, write.openid), counted)

    @carry_out.register
    def _(self, write: SetPassword) -> None:
        self._undo.put(self.passwords, write.account_id, write.hashed)

    @carry_out.register
    def _(self, write: DropPassword) -> None:
        self._undo.discard(self.passwords, write.account_id)

    @carry_out.register
    def _(self, write: KeepPassword) -> None:
        if self.passwords.get(write.account_id) != write.hashed:
            raise WriteConflict
        self._undo.put(self.passwords, write.account_id, write.better)

    @carry_out.register
    def _(self, write: Remember) -> None:
        key = (write.purpose, write.secret)
        if write.anew:
            self._undo.put(self.one_time, key, OneTime(write))
        else:
            self._undo.insert(self.one_time, key, OneTime(write))

    @carry_out.register
    def _(self, write: CountTry) -> None:
        row = self._alive(write)
        if row.tries >= write.most:
            raise WriteConflict
        counted = attrs.evolve(row, tries=row.tries + 1)
        self._undo.put(self.one_time, (write.purpose, write.secret), counted)

    @carry_out.register
    def _(self, write: Consume) -> None:
        self._alive(write)
        self._undo.take(self.one_time, (write.purpose, write.secret))

    @carry_out.register
    def _(self, write: Forget) -> None:
        self._undo.discard(self.one_time, (write.purpose, write.secret))

    @carry_out.register
    def _(self, write: CountHit) -> None:
        key = (write.limit.name, write.subject)
        hits = self.limits.get(key)
        if hits is None or hits.until <= write.at:
            hits = Hits(0, write.at + write.limit.window)
        if hits.count >= write.limit.most:
            raise WriteConflict
        self._undo.put(self.limits, key, attrs.evolve(hits, count=hits.count + 1))

    @carry_out.register
    def _(self, write: ForgiveHit) -> None:
        key = (write.limit.name, write.subject)
        hits = self.limits.get(key)
        if hits is not None and hits.until > write.at and hits.count > 0:
            self._undo.put(self.limits, key, attrs.evolve(hits, count=hits.count - 1))

    def _alive(self, write: CountTry | Consume) -> OneTime:
        row = self.one_time.get((write.purpose, write.secret))
        if row is None or row.write.bound != write.bound or row.write.expires_at <= write.at:
            raise WriteConflict
        return row


def _counted(entry: RingKey, by: int) -> int:
    # A dropped key is dropped for good; taking a try back does not revive it.
    return entry.failures if entry.failures > TRIES_MOST else entry.failures + by
