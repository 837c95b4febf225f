"""A bit of everything that a batch can change or delete, and every kind of such a write."""

from domain.model.identity import Proof, ProofMethod
from domain.model.session import EndReason
from ports.secret_writes import DropPassword, ForgetSessionKeys, KeepPassword, SetPassword
from ports.writes import (
    BindIdentity,
    ChangeAccount,
    CloseMergeCase,
    EndOtherSessions,
    EndSessionsBy,
    KeepSession,
    OpenMergeCase,
    OpenSession,
    ProveSession,
    RenewProof,
    SupersedeIdentity,
)
from tests.builders import (
    APP_ID,
    NOON,
    a_limit,
    a_phone,
    a_session,
    a_session_key,
    a_unionid,
    an_account,
    an_identity,
    bound,
    consuming,
    first_identity_of,
    forgiving,
    hitting,
    keeping,
    letting_go,
    opening,
    remembering,
    trying,
)
from tests.contracts.stored.merging import a_case, moving
from tests.contracts.stored.outcome import LATER


class Held:
    """Two accounts, and what hangs on the first."""

    def __init__(self):
        self.account, self.openid = an_account(), an_identity()
        self.second = an_account()
        self.phone = bound(a_phone(), self.account)
        self.unionid = bound(a_unionid(), self.account)
        self.session = a_session(self.account, identity_id=self.phone.id)
        self.other = a_session(self.account)
        self.case = a_case(self.account, self.second)

    @property
    def opening(self):
        return (
            *opening(self.account, self.openid),
            *opening(self.second),
            BindIdentity(self.phone),
            BindIdentity(self.unionid),
            OpenSession(self.session),
            OpenSession(self.other),
            OpenMergeCase(self.case),
            SetPassword(self.account.id, "$old"),
            SetPassword(self.second.id, "$theirs"),
            keeping(self.openid.subject, a_session_key()),
            remembering("a"),
            remembering("b"),
            hitting(a_limit(2)),
        )

    @property
    def changes(self):
        return (*self._of_accounts, *self._of_secrets)

    async def everything(self, store):
        return (
            await store.holders([self.openid, self.phone.identity], now=NOON),
            await store.identities_of(self.account.id),
            await store.identities_of(self.second.id),
            await store.signed_in(self.session.id),
            await store.signed_in(self.other.id),
            await store.merge_case(self.case.id),
            await store.merge_cases(self.second.id),
            await store.password(self.account.id),
            await store.password(self.second.id),
            await store.session_keys(APP_ID, self.openid.subject),
            await store.remembered("test", "a", bound="nonce", now=NOON),
            await store.remembered("test", "b", bound="nonce", now=NOON),
            await store.hits(a_limit(2), "somebody", now=NOON),
        )

    @property
    def _of_accounts(self):
        account, here = self.account.id, self.session.id
        return (
            ChangeAccount(self.account.dormant(), read_at=self.account.version),
            RenewProof(account, self.phone.id, Proof(ProofMethod.WX_PHONE, LATER)),
            SupersedeIdentity(account, self.openid.place),
            moving(self.unionid, self.second),
            ProveSession(here, LATER),
            KeepSession(here, first_identity_of(self.account)),
            EndOtherSessions(account, here, LATER, EndReason.KICKED),
            EndSessionsBy(account, first_identity_of(self.account), LATER, EndReason.KICKED),
            letting_go(self.phone, proved_at=LATER),
            CloseMergeCase(self.case.id, LATER),
            OpenMergeCase(a_case(self.second, self.account)),
        )

    @property
    def _of_secrets(self):
        return (
            KeepPassword(self.account.id, "$old", "$better"),
            SetPassword(self.account.id, "$new"),
            DropPassword(self.second.id),
            ForgetSessionKeys(APP_ID, self.openid.subject),
            remembering("a", payload=b"anew", anew=True),
            trying("b", most=1),
            consuming("b"),
            hitting(a_limit(2)),
            forgiving(a_limit(2)),
            forgiving(a_limit(2)),
        )
