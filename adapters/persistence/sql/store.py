"""The store over SQL: typed reads, and batches handed to a database's driver."""

from collections.abc import Collection
from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from adapters.persistence.sql.driver import Driver
from adapters.persistence.sql.mapping import (
    ACCOUNT_WIDTH,
    IDENTITY_WIDTH,
    SESSION_WIDTH,
    account_of,
    bound_of,
    session_of,
)
from adapters.persistence.sql.mapping_of_facts import case_of
from adapters.persistence.sql.sealing import Sealing
from adapters.persistence.sql.translator import Translator
from adapters.persistence.sql.upkeep import SqlUpkeep
from domain.model.account import Account, Holder
from domain.model.identity import PHONE_PLACE, BoundIdentity, Identity, IdentityKind, Place
from domain.model.limits import Hits, Limit
from domain.model.merge_case import MergeCase
from domain.model.session import Session, SignedIn
from domain.model.values import AccountId, MergeCaseId, SessionId
from ports.login_codes import SessionKey
from ports.vault import SealBroken, Vault
from ports.writes import Batch


class SqlStore(SqlUpkeep):
    """Implements ports.store.Store and ports.upkeep.Upkeep for every database with a driver."""

    def __init__(self, driver: Driver, vault: Vault) -> None:
        super().__init__(driver)
        self._sealing = Sealing(vault)
        self._translator = Translator(driver.statements, self._sealing)

    async def holders(self, identities: Collection[Identity], *, now: datetime) -> list[Holder]:
        asked = {self._sealing.subject_mac(identity): identity for identity in identities}
        if not asked:
            return []
        values: dict[str, Any] = {"now": now}
        for n, (mac, identity) in enumerate(asked.items()):
            values |= {
                f"kind{n}": identity.kind.value,
                f"scope{n}": identity.scope,
                f"mac{n}": mac,
            }
        rows = await self._driver.fetch(self._statements.holders[len(asked) - 1], values)
        by_account: dict[Any, list[tuple[Any, ...]]] = {}
        for row in rows:
            by_account.setdefault(row[0], []).append(row)
        return [self._holder(rows, asked) for rows in by_account.values()]

    async def identities_of(self, account_id: AccountId) -> list[BoundIdentity]:
        rows = await self._driver.fetch(
            self._statements.identities_of, {"the_account_id": account_id}
        )
        return [bound_of(row, self._identity(row)) for row in rows]

    async def account(self, account_id: AccountId) -> Account | None:
        rows = await self._driver.fetch(self._statements.account, {"the_id": account_id})
        return account_of(rows[0]) if rows else None

    async def aliases(self, account_id: AccountId) -> list[Account]:
        rows = await self._driver.fetch(self._statements.aliases, {"the_merged_into": account_id})
        return [account_of(row) for row in rows]

    async def merge_case(self, case_id: MergeCaseId) -> MergeCase | None:
        rows = await self._driver.fetch(self._statements.merge_case, {"the_id": case_id})
        return case_of(rows[0], self._snapshot(rows[0])) if rows else None

    async def merge_cases(self, account_id: AccountId) -> list[MergeCase]:
        rows = await self._driver.fetch(self._statements.merge_cases, {"account_id": account_id})
        return [case_of(row) for row in rows]

    async def signed_in(self, session_id: SessionId) -> SignedIn | None:
        rows = await self._driver.fetch(self._statements.signed_in, {"the_id": session_id})
        if not rows:
            return None
        row = rows[0]
        account = account_of(row[SESSION_WIDTH : SESSION_WIDTH + ACCOUNT_WIDTH])
        phone_id, sealed, last_login_at = row[SESSION_WIDTH + ACCOUNT_WIDTH :]
        return SignedIn(
            session_of(row[:SESSION_WIDTH]),
            account,
            last_login_at,
            self._phone(phone_id, sealed) if sealed else None,
        )

    async def live_sessions(self, account_id: AccountId, *, now: datetime) -> list[Session]:
        rows = await self._driver.fetch(
            self._statements.live_sessions, {"the_account_id": account_id, "now": now}
        )
        return [session_of(row) for row in rows]

    async def session_keys(self, app_id: str, openid: str) -> list[SessionKey]:
        values = {
            "the_app_id": app_id,
            "the_openid_mac": self._sealing.openid_mac(app_id, openid),
        }
        rows = await self._driver.fetch(self._statements.session_keys, values)
        keys = []
        for mac, sealed, received_at in rows:
            # One that was sealed under a key which has left the ring is as good as dropped.
            with suppress(SealBroken):
                secret = self._sealing.open_session_key(sealed, app_id=app_id, mac=mac)
                keys.append(SessionKey(secret, received_at))
        return keys

    async def remembered(
        self, purpose: str, secret: str, *, bound: str, now: datetime
    ) -> bytes | None:
        mac = self._sealing.secret_mac(purpose, secret)
        values = {
            "the_purpose": purpose,
            "the_secret_mac": mac,
            "the_bound_mac": self._sealing.bound_mac(purpose, bound),
            "now": now,
        }
        rows = await self._driver.fetch(self._statements.remembered, values)
        if not rows:
            return None
        # What was sealed under a key that has left the ring is as good as gone.
        with suppress(SealBroken):
            return self._sealing.open_payload(rows[0][0], purpose=purpose, mac=mac)
        return None

    async def password(self, account_id: AccountId) -> str | None:
        rows = await self._driver.fetch(self._statements.password, {"the_account_id": account_id})
        return rows[0][0] if rows else None

    async def hits(self, limit: Limit, subject: str, *, now: datetime) -> Hits | None:
        values = {
            "the_name": limit.name,
            "the_subject_mac": self._sealing.limit_mac(limit, subject),
            "now": now,
        }
        rows = await self._driver.fetch(self._statements.hits, values)
        return Hits(*rows[0]) if rows else None

    async def apply(self, batch: Batch) -> None:
        if batch:
            await self._driver.commit(self._translator.steps(batch))

    def _holder(self, rows: list[tuple[Any, ...]], asked: dict[bytes, Identity]) -> Holder:
        """Gather an account's rows, one an identity."""
        holds, places, phone = {}, set(), None
        for row in rows:
            bound = row[ACCOUNT_WIDTH : ACCOUNT_WIDTH + IDENTITY_WIDTH]
            id_, _account_id, kind, scope, mac, sealed, _method, _proved_at, slot = bound
            identity = asked.get(mac)
            if identity is not None:
                holds[identity] = bound_of(bound, identity)
            if slot is not None:
                places.add(Place(IdentityKind(kind), scope))
                if kind == IdentityKind.PHONE:
                    phone = self._phone(id_, sealed)
        *_, has_password, live = rows[0]
        return Holder(
            account=account_of(rows[0][:ACCOUNT_WIDTH]),
            holds=holds,
            places=frozenset(places),
            live_sessions=live,
            has_password=bool(has_password),
            phone=phone,
        )

    def _identity(self, row: tuple[Any, ...]) -> Identity:
        id_, _account_id, kind, scope, _mac, sealed, *_ = row
        return self._sealing.open_subject(sealed, row=id_, place=Place(IdentityKind(kind), scope))

    def _snapshot(self, row: tuple[Any, ...]) -> bytes | None:
        id_, *_, sealed = row
        # What was sealed under a key that has left the ring is as good as destroyed.
        with suppress(SealBroken):
            return None if sealed is None else self._sealing.open_snapshot(sealed, row=id_)
        return None

    def _phone(self, id_: UUID, sealed: bytes) -> str:
        return self._sealing.open_subject(sealed, row=id_, place=PHONE_PLACE).subject
