"""Every use-case over one set of ports, in groups by what they are about."""

import attrs

from domain.model.app import Apps
from domain.model.policy import Policy
from domain.usecases.authenticate import Authenticate
from domain.usecases.bind_phone import BindPhone
from domain.usecases.bind_wechat import BindWeChat
from domain.usecases.change_password import ChangePassword
from domain.usecases.claim_number import ClaimNumber
from domain.usecases.list_identities import ListIdentities
from domain.usecases.list_sessions import ListSessions
from domain.usecases.login_by_openid import LoginByOpenId
from domain.usecases.login_by_password import LoginByPassword
from domain.usecases.login_by_sms import LoginBySms
from domain.usecases.login_by_wechat_phone import LoginByWeChatPhone
from domain.usecases.logout import Logout, LogoutSession
from domain.usecases.merge_accounts import MergeAccounts
from domain.usecases.merge_pair import MergePair
from domain.usecases.parts import Parts, Ports
from domain.usecases.preview_merge import PreviewMerge
from domain.usecases.profile_opener import ProfileOpener
from domain.usecases.prove_ownership import ProveOwnership
from domain.usecases.refresh_session import RefreshSession
from domain.usecases.release_number import ReleaseNumber
from domain.usecases.reset_password import ResetPassword
from domain.usecases.send_sms_code import SendSmsCode
from domain.usecases.show_merge import ListMerges, ShowMerge
from domain.usecases.step_up import StepUp
from domain.usecases.unbind import Unbind
from domain.usecases.undo_merge import UndoMerge
from domain.usecases.update_profile import UpdateProfile, UpdateWeChatProfile


@attrs.frozen(kw_only=True)
class SessionUseCases:
    """Who is calling, and the sessions of an account."""

    authenticate: Authenticate
    refresh: RefreshSession
    list: ListSessions
    logout: Logout
    logout_one: LogoutSession

    @classmethod
    def over(cls, ports: Ports) -> "SessionUseCases":
        """Put them over these ports."""
        store, tokens, clock = ports.store, ports.tokens, ports.clock
        authenticate = Authenticate(tokens=tokens, store=store, clock=clock)
        return cls(
            authenticate=authenticate,
            refresh=RefreshSession(store=store, tokens=tokens, ids=ports.ids, clock=clock),
            list=ListSessions(store=store, clock=clock),
            logout=Logout(authenticate=authenticate, tokens=tokens, store=store, clock=clock),
            logout_one=LogoutSession(store=store, clock=clock),
        )


@attrs.frozen(kw_only=True)
class WeChatUseCases:
    """Signing in by a mini program, and the profile it knows."""

    login: LoginByOpenId
    login_by_phone: LoginByWeChatPhone
    update_profile: UpdateProfile
    update_wechat_profile: UpdateWeChatProfile

    @classmethod
    def over(cls, parts: Parts, apps: Apps) -> "WeChatUseCases":
        """Put them over these parts."""
        ports = parts.ports
        store, clock = ports.store, ports.clock
        opener = ProfileOpener(store=store, mini_program=ports.mini_program, clock=clock)
        update_profile = UpdateProfile(store=store, clock=clock)
        return cls(
            login=LoginByOpenId(
                apps=apps,
                prove=parts.prove_code,
                open_profile=opener,
                enter=parts.enter,
                refuse=parts.refuse,
                merging=parts.merging,
                quarantine=parts.quarantine,
                store=store,
                ids=ports.ids,
                clock=clock,
            ),
            login_by_phone=LoginByWeChatPhone(
                apps=apps,
                prove_code=parts.prove_code,
                prove_phone=parts.prove_phone,
                login=parts.login_by_phone,
                store=store,
            ),
            update_profile=update_profile,
            update_wechat_profile=UpdateWeChatProfile(
                apps=apps, store=store, open_profile=opener, update=update_profile
            ),
        )


@attrs.frozen(kw_only=True)
class PhoneUseCases:
    """Numbers: proving, signing in by, binding, claiming and releasing them."""

    send_code: SendSmsCode
    login: LoginBySms
    prove_ownership: ProveOwnership
    claim: ClaimNumber
    bind: BindPhone
    release: ReleaseNumber

    @classmethod
    def over(cls, parts: Parts, apps: Apps) -> "PhoneUseCases":
        """Put them over these parts."""
        ports = parts.ports
        store, ids, clock = ports.store, ports.ids, ports.clock
        return cls(
            send_code=SendSmsCode(
                phones=ports.phones,
                sender=ports.sms,
                store=store,
                limiter=parts.limiter,
                limits=parts.policy.send_limits,
                randomness=ports.randomness,
                clock=clock,
            ),
            login=LoginBySms(
                prove=parts.prove_sms, tickets=parts.tickets, login=parts.login_by_phone
            ),
            prove_ownership=ProveOwnership(
                tickets=parts.tickets,
                guard=parts.guard,
                login=parts.login_by_phone,
                store=store,
                clock=clock,
            ),
            claim=ClaimNumber(
                tickets=parts.tickets,
                refuse=parts.refuse,
                enter=parts.enter,
                quarantine=parts.quarantine,
                store=store,
                ids=ids,
                clock=clock,
            ),
            bind=BindPhone(
                apps=apps,
                prove_sms=parts.prove_sms,
                prove_wechat=parts.prove_phone,
                enter=parts.enter,
                refuse=parts.refuse,
                merging=parts.merging,
                store=store,
                ids=ids,
                clock=clock,
            ),
            release=ReleaseNumber(phones=ports.phones, store=store, ids=ids, clock=clock),
        )


@attrs.frozen(kw_only=True)
class PasswordUseCases:
    """Passwords, and fresh proofs."""

    login: LoginByPassword
    reset: ResetPassword
    change: ChangePassword
    step_up: StepUp

    @classmethod
    def over(cls, parts: Parts, apps: Apps) -> "PasswordUseCases":
        """Put them over these parts."""
        ports = parts.ports
        store, ids, clock = ports.store, ports.ids, ports.clock
        return cls(
            login=LoginByPassword(
                phones=ports.phones,
                guard=parts.guard,
                enter=parts.enter,
                store=store,
                ids=ids,
                clock=clock,
            ),
            reset=ResetPassword(
                apps=apps,
                passwords=ports.passwords,
                prove=parts.prove_sms,
                prove_code=parts.prove_code,
                refuse=parts.refuse,
                store=store,
                ids=ids,
                clock=clock,
            ),
            change=ChangePassword(passwords=ports.passwords, store=store, ids=ids, clock=clock),
            step_up=StepUp(
                apps=apps,
                prove_code=parts.prove_code,
                prove_sms=parts.prove_sms,
                guard=parts.guard,
                store=store,
                clock=clock,
            ),
        )


@attrs.frozen(kw_only=True)
class IdentityUseCases:
    """What an account is signed in to by: looking, binding, unbinding."""

    list: ListIdentities
    bind_wechat: BindWeChat
    unbind: Unbind

    @classmethod
    def over(cls, parts: Parts, apps: Apps) -> "IdentityUseCases":
        """Put them over these parts."""
        ports = parts.ports
        store, ids, clock = ports.store, ports.ids, ports.clock
        return cls(
            list=ListIdentities(store=store),
            bind_wechat=BindWeChat(
                apps=apps,
                prove=parts.prove_code,
                refuse=parts.refuse,
                merging=parts.merging,
                quarantine=parts.quarantine,
                store=store,
                ids=ids,
                clock=clock,
            ),
            unbind=Unbind(apps=apps, store=store, ids=ids, clock=clock),
        )


@attrs.frozen(kw_only=True)
class MergeUseCases:
    """Two accounts that become one, and two again."""

    preview: PreviewMerge
    merge: MergeAccounts
    show: ShowMerge
    list: ListMerges
    undo: UndoMerge

    @classmethod
    def over(cls, parts: Parts, apps: Apps) -> "MergeUseCases":
        """Put them over these parts."""
        ports = parts.ports
        store, ids, clock = ports.store, ports.ids, ports.clock
        read_pair = MergePair(tickets=parts.tickets, store=store, clock=clock)
        return cls(
            preview=PreviewMerge(read_pair=read_pair),
            merge=MergeAccounts(
                read_pair=read_pair,
                guard=parts.guard,
                enter=parts.enter,
                store=store,
                ids=ids,
                clock=clock,
            ),
            show=ShowMerge(store=store),
            list=ListMerges(store=store),
            undo=UndoMerge(
                apps=apps, quarantine=parts.quarantine, store=store, ids=ids, clock=clock
            ),
        )


@attrs.frozen(kw_only=True)
class UseCases:
    """Everything that may be asked for."""

    sessions: SessionUseCases
    wechat: WeChatUseCases
    phones: PhoneUseCases
    passwords: PasswordUseCases
    identities: IdentityUseCases
    merges: MergeUseCases

    @classmethod
    def over(cls, ports: Ports, *, apps: Apps, policy: Policy) -> "UseCases":
        """Put every use-case over these ports."""
        parts = Parts(ports=ports, policy=policy)
        return cls(
            sessions=SessionUseCases.over(ports),
            wechat=WeChatUseCases.over(parts, apps),
            phones=PhoneUseCases.over(parts, apps),
            passwords=PasswordUseCases.over(parts, apps),
            identities=IdentityUseCases.over(parts, apps),
            merges=MergeUseCases.over(parts, apps),
        )
