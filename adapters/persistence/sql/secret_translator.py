"""Turns writes of session keys, passwords, what works once, and limits into statements."""

from collections.abc import Iterator
from functools import singledispatchmethod
from typing import Any

from adapters.persistence.sql.driver import Step
from adapters.persistence.sql.sealing import Sealing
from adapters.persistence.sql.statements import Statements
from adapters.persistence.sql.steps import guarded, plain, step
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


class SecretTranslator:
    """Knows the statements behind each kind of write that holds a secret."""

    def __init__(self, statements: Statements, sealing: Sealing) -> None:
        self._statements = statements
        self._sealing = sealing
        # Looked up once: each look-up of a dispatching method makes it anew, at 20 µs.
        self.steps = self._steps

    @singledispatchmethod
    def _steps(self, write: Write) -> Iterator[Step]:
        raise NotImplementedError(type(write).__name__)

    @_steps.register
    def _(self, write: KeepSessionKey) -> Iterator[Step]:
        mac = self._sealing.session_key_mac(write)
        openid_mac = self._sealing.openid_mac(write.app_id, write.openid)
        values = {
            "app_id": write.app_id,
            "openid_mac": openid_mac,
            "key_mac": mac,
            "sealed": self._sealing.seal_session_key(write, mac=mac),
            "failures": 0,
            "received_at": write.key.received_at,
        }
        yield plain(self._statements.keep_session_key, values)
        ring = {"the_app_id": write.app_id, "the_openid_mac": openid_mac, "the_key_mac": mac}
        yield plain(self._statements.trim_session_keys, ring)

    @_steps.register
    def _(self, write: ForgetSessionKeys) -> Iterator[Step]:
        values = {
            "the_app_id": write.app_id,
            "the_openid_mac": self._sealing.openid_mac(write.app_id, write.openid),
        }
        yield step(self._statements.forget_session_keys, values)

    @_steps.register
    def _(self, write: CountKeyTries) -> Iterator[Step]:
        values = {
            "the_app_id": write.app_id,
            "the_openid_mac": self._sealing.openid_mac(write.app_id, write.openid),
            "by": write.by,
        }
        yield step(self._statements.count_key_tries, values)

    @_steps.register
    def _(self, write: SetPassword) -> Iterator[Step]:
        values = {"account_id": write.account_id, "hashed": write.hashed}
        yield plain(self._statements.set_password, values)

    @_steps.register
    def _(self, write: DropPassword) -> Iterator[Step]:
        yield step(self._statements.drop_password, {"the_account_id": write.account_id})

    @_steps.register
    def _(self, write: KeepPassword) -> Iterator[Step]:
        values = {
            "the_account_id": write.account_id,
            "the_hashed": write.hashed,
            "better": write.better,
        }
        yield guarded(self._statements.keep_password, values)

    @_steps.register
    def _(self, write: Remember) -> Iterator[Step]:
        mac = self._sealing.secret_mac(write.purpose, write.secret)
        values = {
            "purpose": write.purpose,
            "secret_mac": mac,
            "bound_mac": self._sealing.bound_mac(write.purpose, write.bound),
            "payload_sealed": self._sealing.seal_payload(write, mac=mac),
            "expires_at": write.expires_at,
            "tries": 0,
        }
        statements = self._statements
        yield plain(statements.remember_anew if write.anew else statements.remember, values)

    @_steps.register
    def _(self, write: CountTry) -> Iterator[Step]:
        yield guarded(self._statements.count_try, self._alive(write) | {"most": write.most})

    @_steps.register
    def _(self, write: Consume) -> Iterator[Step]:
        yield guarded(self._statements.consume, self._alive(write))

    @_steps.register
    def _(self, write: Forget) -> Iterator[Step]:
        mac = self._sealing.secret_mac(write.purpose, write.secret)
        values = {"the_purpose": write.purpose, "the_secret_mac": mac}
        yield step(self._statements.forget, values)

    @_steps.register
    def _(self, write: CountHit) -> Iterator[Step]:
        limit = write.limit
        values = {
            "name": limit.name,
            "subject_mac": self._sealing.limit_mac(limit, write.subject),
            "count": 1,
            "expires_at": write.at + limit.window,
            "at": write.at,
            "most": limit.most,
        }
        yield guarded(self._statements.count_hit, values)

    @_steps.register
    def _(self, write: ForgiveHit) -> Iterator[Step]:
        values = {
            "the_name": write.limit.name,
            "the_subject_mac": self._sealing.limit_mac(write.limit, write.subject),
            "at": write.at,
        }
        yield step(self._statements.forgive_hit, values)

    def _alive(self, write: CountTry | Consume) -> dict[str, Any]:
        return {
            "the_purpose": write.purpose,
            "the_secret_mac": self._sealing.secret_mac(write.purpose, write.secret),
            "the_bound_mac": self._sealing.bound_mac(write.purpose, write.bound),
            "at": write.at,
        }
