"""Everything put together, top to bottom; the only file that knows everything."""

import asyncio
import os
import secrets
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, aclosing, asynccontextmanager
from pathlib import Path
from typing import Final, Protocol, TypeVar

import attrs
import httpx
import uvloop
from litestar.types import ASGIApp

from adapters.cli.actions import Actions, DevOptions, Operator
from adapters.cli.commands import build_cli
from adapters.cli.options import DEFAULT_CONFIG
from adapters.explaining.explainer import tell
from adapters.explaining.texts import LANGUAGES, texts_in
from adapters.http.app import Web, create_app
from adapters.http.edge import request_id
from adapters.http.pages.renderer import Renderer
from adapters.persistence.memory import open_memory
from adapters.persistence.postgres import open_postgres
from adapters.persistence.schema import SchemaVersion, migrate, schema_version
from adapters.persistence.sqlite import open_sqlite
from adapters.qq.mini_program import QqMiniProgram
from adapters.qq.web_login import QqWebLogin
from adapters.simulator.app import SimulatedApp, create_simulator
from adapters.simulator.clock import VirtualClock
from adapters.simulator.demo import TOUR_APPS, WELCOME, demo_apps, demo_tables, demo_web_apps
from adapters.simulator.server import SimulatorProtocol
from adapters.simulator.tour import run_tour
from adapters.sms.aliyun import AliyunKey, AliyunSms
from adapters.sms.console import ConsoleSms
from adapters.sms.nobody import NobodySends
from adapters.sms.tc3 import Tc3Key
from adapters.sms.templates import Templates
from adapters.sms.tencent import TencentSms
from adapters.sms.webhook import WebhookSms
from adapters.system.clock import SystemClock
from adapters.system.configured import (
    app_names_of,
    apps_of,
    check_places,
    phones_of,
    policy_of,
    ring_of,
    secrets_of,
    vault_of,
)
from adapters.system.housekeeping import purge_for_ever
from adapters.system.ids import Uuid7Ids
from adapters.system.logs import configure_logs
from adapters.system.outgoing import build_client
from adapters.system.passwords import Argon2Passwords
from adapters.system.randomness import SystemRandomness
from adapters.system.serving import address, listen, listen_nearby, listening, run
from adapters.system.settings import (
    Settings,
)
from adapters.system.settings_check import SettingsError, proxies
from adapters.system.settings_loader import load_settings, settings_from
from adapters.system.settings_sms import (
    AliyunSettings,
    SmsSettings,
    TencentSettings,
    WebhookSettings,
)
from adapters.system.tokens import SignedTokens
from adapters.wechat.mini_program import WeChatMiniProgram
from adapters.wechat.mobile import WeChatMobile
from adapters.wechat.web_login import WeChatWebLogin
from domain.model.app import AppKind
from domain.model.errors import DomainError
from domain.model.identity import Provider
from domain.usecases.check_readiness import CheckReadiness
from domain.usecases.groups.operator import OperatorPorts, OperatorUseCases
from domain.usecases.parts import Ports
from domain.usecases.start_web_login import PagesOf
from domain.usecases.steps.code_prover import CodesOf
from domain.usecases.use_cases import UseCases
from ports.mini_program import MiniProgram
from ports.sms import SmsSender
from ports.store import Store
from ports.system import Clock
from ports.upkeep import Upkeep
from ports.vault import Vault

OPERATOR_SECONDS: Final = 600.0

T = TypeVar("T")


class WholeStore(Store, Upkeep, Protocol):
    """A store with its upkeep."""


STORES: Final[dict[str, Callable[..., AbstractAsyncContextManager[WholeStore]]]] = {
    "memory": open_memory,
    "sqlite": open_sqlite,
    "postgresql": open_postgres,
}


WITH_SCHEMA: Final = ("sqlite", "postgresql")


@attrs.frozen(kw_only=True)
class Providers:
    """Whoever vouches for people, by the kinds of apps."""

    codes: CodesOf
    pages: PagesOf
    mini_program: MiniProgram


@attrs.frozen(kw_only=True)
class Service:
    """The assembled service and the store below it."""

    app: ASGIApp
    store: WholeStore


def open_store(
    url: str, vault: Vault, *, statement_seconds: float = 2.0
) -> AbstractAsyncContextManager[WholeStore]:
    """Open the store that the URL names; a new backend is a new row of STORES."""
    return STORES[_scheme(url)](url, vault, statement_seconds=statement_seconds)


@asynccontextmanager
async def open_service(
    settings: Settings, *, clock: Clock, with_schema: bool = False
) -> AsyncIterator[Service]:
    """Assemble the service; the store's schema has to be current."""
    vault = vault_of(settings)
    async with (
        build_client(
            deadline=settings.upstream.deadline, longest_answer=settings.upstream.longest_answer
        ) as client,
        open_store(settings.storage.url, vault) as store,
    ):
        await check_places(settings, store)
        providers = _providers(settings, client, clock)
        sms = _sms(settings.sms, client, clock)
        async with assembled(
            settings, store, providers, sms, clock=clock, with_schema=with_schema
        ) as service:
            yield service


@asynccontextmanager
async def assembled(
    settings: Settings,
    store: WholeStore,
    providers: Providers,
    sms: SmsSender,
    *,
    clock: Clock,
    with_schema: bool = False,
) -> AsyncIterator[Service]:
    """Put the use-cases and the HTTP application over a store and the vendors."""
    hashing = settings.passwords
    passwords = Argon2Passwords(
        memory_kib=hashing.memory_kib, passes=hashing.passes, parallel=hashing.parallel or None
    )
    ports = Ports(
        store=store,
        codes=providers.codes,
        pages=providers.pages,
        mini_program=providers.mini_program,
        sms=sms,
        phones=phones_of(settings),
        passwords=passwords,
        tokens=SignedTokens(ring_of(settings)),
        randomness=SystemRandomness(),
        ids=Uuid7Ids(),
        clock=clock,
    )
    app = create_app(
        UseCases.over(ports, apps=apps_of(settings), policy=policy_of(settings)),
        ready=CheckReadiness(store),
        trusted_proxies=proxies(settings.server),
        client_keys=[client.key.reveal() for client in settings.clients.values()],
        web=_web(settings, clock),
        with_schema=with_schema,
    )
    async with aclosing(passwords):
        yield Service(app=app, store=store)


def _web(settings: Settings, clock: Clock) -> Web:
    folder = settings.pages.folder
    return Web(
        public_url=settings.server.public_url,
        keys=ring_of(settings),
        renderer=Renderer(settings.pages.brand, None if folder is None else Path(folder)),
        clock=clock,
        apps=apps_of(settings).with_pages(),
        page_origins=[
            _origin(base) for base in (settings.wechat.page_base, settings.qq.page_base)
        ],
        targets=settings.server.return_targets,
        aliases=app_names_of(settings),
    )


def _origin(url: str) -> str:
    return "/".join(url.split("/")[:3])


def _providers(settings: Settings, client: httpx.AsyncClient, clock: Clock) -> Providers:
    """Return the vendor of every kind of app."""
    mini_program = _mini_program(settings, client, clock)
    wechat_pages = _wechat_pages(settings, client, clock)
    return Providers(
        codes={
            (Provider.WECHAT, AppKind.MINI_PROGRAM): mini_program,
            (Provider.WECHAT, AppKind.MOBILE): WeChatMobile(
                client=client,
                api_base=settings.wechat.api_base,
                secrets=secrets_of(settings.wechat.apps),
                clock=clock,
                deadline=settings.upstream.deadline,
            ),
            (Provider.QQ, AppKind.MINI_PROGRAM): QqMiniProgram(
                client=client,
                api_base=settings.qq.mini_api_base,
                secrets=secrets_of(settings.qq.apps),
                clock=clock,
                deadline=settings.upstream.deadline,
            ),
        },
        pages={
            (Provider.WECHAT, AppKind.WEBSITE): wechat_pages,
            (Provider.WECHAT, AppKind.OFFICIAL_ACCOUNT): wechat_pages,
            (Provider.QQ, AppKind.WEBSITE): QqWebLogin(
                client=client,
                api_base=settings.qq.api_base,
                page_base=settings.qq.page_base,
                secrets=secrets_of(settings.qq.apps),
                clock=clock,
                deadline=settings.upstream.deadline,
            ),
        },
        mini_program=mini_program,
    )


def _mini_program(
    settings: Settings, client: httpx.AsyncClient, clock: Clock
) -> WeChatMiniProgram:
    return WeChatMiniProgram(
        client=client,
        api_base=settings.wechat.api_base,
        secrets=secrets_of(settings.wechat.apps),
        phones=phones_of(settings),
        clock=clock,
        deadline=settings.upstream.deadline,
        phone_bind_openid=settings.wechat.phone_bind_openid,
    )


def _wechat_pages(settings: Settings, client: httpx.AsyncClient, clock: Clock) -> WeChatWebLogin:
    return WeChatWebLogin(
        client=client,
        api_base=settings.wechat.api_base,
        page_base=settings.wechat.page_base,
        secrets=secrets_of(settings.wechat.apps),
        clock=clock,
        deadline=settings.upstream.deadline,
    )


def _sms(settings: SmsSettings, client: httpx.AsyncClient, clock: Clock) -> SmsSender:
    """Return the configured sender; settings_check has seen that its table is there."""
    match settings:
        case SmsSettings(provider="console"):
            return ConsoleSms(sys.stderr)
        case SmsSettings(provider="webhook", webhook=WebhookSettings() as webhook):
            return WebhookSms(client=client, url=webhook.url, key=webhook.key.reveal())
        case SmsSettings(provider="tencent", tencent=TencentSettings() as tencent):
            return TencentSms(
                client=client,
                api_base=tencent.api_base,
                key=Tc3Key(secret_id=tencent.secret_id, secret_key=tencent.secret_key.reveal()),
                sdk_app_id=tencent.sdk_app_id,
                templates=_templates(tencent),
                clock=clock,
                region=tencent.region,
            )
        case SmsSettings(provider="aliyun", aliyun=AliyunSettings() as aliyun):
            return AliyunSms(
                client=client,
                api_base=aliyun.api_base,
                key=AliyunKey(
                    access_key_id=aliyun.access_key_id,
                    access_key_secret=aliyun.access_key_secret.reveal(),
                ),
                templates=_templates(aliyun),
                clock=clock,
                region=aliyun.region,
            )
    return NobodySends()


def _templates(vendor: TencentSettings | AliyunSettings) -> Templates:
    return Templates(sign_name=vendor.sign_name, usual=vendor.template, special=vendor.templates)


def _scheme(url: str) -> str:
    scheme = url.partition(":")[0]
    if scheme not in STORES:
        raise SettingsError("storage.url", f"{scheme}: known are {', '.join(STORES)}")
    return scheme


def _load(path: Path) -> Settings:
    if path != Path(DEFAULT_CONFIG) and not path.exists():
        raise SettingsError(str(path), "no such file")
    return load_settings(path, os.environ)


def serve(path: Path) -> None:
    """Run the service until it is told to stop."""
    settings = _load(path)
    configure_logs(access_log=settings.server.access_log, request_id=request_id.get)
    uvloop.run(_serve(settings))


async def _serve(settings: Settings) -> None:
    await _bring_up_to_date(settings)
    clock = SystemClock()
    public = settings.server.public_url.startswith("https://")
    async with open_service(settings, clock=clock, with_schema=not public) as service:
        bound = listen(settings.server.host, settings.server.port)
        purging = asyncio.create_task(purge_for_ever(service.store, clock))
        try:
            await run([listening(service.app, bound)])
        finally:
            purging.cancel()


async def _bring_up_to_date(settings: Settings) -> None:
    """Let SQLite migrate by itself; a server's schema belongs to its operator."""
    if settings.storage.url.startswith("sqlite:"):
        await migrate(settings.storage.url)
    await _require_schema(settings)


async def _require_schema(settings: Settings) -> None:
    url = settings.storage.url
    if _scheme(url) in WITH_SCHEMA and not (await schema_version(url)).is_current:
        raise SettingsError("storage.url", "the schema is not current: run `guiyi migrate`")


def simulate(path: Path, port: int, service_url: str) -> None:
    """Run the local WeChat and QQ for the configured apps, in a process of its own."""
    settings = _load(path)
    if settings.server.public_url.startswith("https://"):
        raise SettingsError("server.public_url", "is https: no simulated WeChat or QQ beside that")
    configure_logs(access_log=False, request_id=request_id.get)
    apps = [
        SimulatedApp(
            app.alias,
            app.app_id,
            secrets_of({**settings.wechat.apps, **settings.qq.apps})[app.app_id],
            app.platform,
            provider=app.provider.value,
            kind=app.kind.value,
        )
        for app in apps_of(settings)
    ]
    app = create_simulator(apps, clock=VirtualClock(), service_url=service_url)
    bound = listen("127.0.0.1", port)
    _say(f"WeChat and QQ, simulated: {address(bound)}")
    uvloop.run(run([listening(app, bound, protocol=SimulatorProtocol)]))


def dev(options: DevOptions) -> bool:
    """Run service and simulator in one process, on one clock and a throw-away SQLite."""
    configure_logs(access_log=False, request_id=request_id.get)
    with tempfile.TemporaryDirectory(prefix="guiyi-dev-") as folder:
        return uvloop.run(_dev(Path(folder), options))


async def _dev(folder: Path, options: DevOptions) -> bool:
    service_at, simulator_at = listen_nearby(options.port), listen_nearby(options.simulator_port)
    apps, clock = [*demo_apps(), *demo_web_apps()], VirtualClock()
    service_url, simulator_url = address(service_at), address(simulator_at)
    tables = demo_tables(apps, folder, service=service_url, simulator=simulator_url)
    keys = {"ring": [new_key()], "index": new_key()}
    settings = settings_from({**tables, "keys": keys}, {})
    simulator = create_simulator(apps, clock=clock, service_url=service_url)
    verdicts = [True]

    async def welcome() -> bool:
        if options.tour:
            verdicts.append(await run_tour(simulator.state.simulator, TOUR_APPS, _say))
        if options.stay:
            _say(WELCOME.format(service=service_url, simulator=simulator_url))
        return options.stay

    await _bring_up_to_date(settings)
    async with open_service(settings, clock=clock, with_schema=True) as service:
        applications = [
            listening(service.app, service_at),
            listening(simulator, simulator_at, protocol=SimulatorProtocol),
        ]
        await run(applications, welcome)
    return all(verdicts)


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201


def migrate_store(path: Path) -> str:
    """Carry out the missing migrations and say what was done."""
    url = _load(path).storage.url
    if _scheme(url) not in WITH_SCHEMA:
        return "this store has no schema"
    before: SchemaVersion = uvloop.run(migrate(url))
    if before.is_current:
        return f"the schema is current ({before.newest})"
    return f"migrated from {before.present or 'nothing'} to {before.newest}"


def operate(path: Path, act: Callable[[Operator], Awaitable[T]]) -> T:
    """Do what the operator asks of the store, in a process of its own."""

    async def once() -> T:
        settings = _load(path)
        url, vault = settings.storage.url, vault_of(settings)
        await _require_schema(settings)
        async with open_store(url, vault, statement_seconds=OPERATOR_SECONDS) as store:
            # Who is one person's, only the apps tell.
            await check_places(settings, store)
            return await act(_operator(settings, store))

    return uvloop.run(once())


def _operator(settings: Settings, store: WholeStore) -> Operator:
    ports = OperatorPorts(
        store=store,
        upkeep=store,
        phones=phones_of(settings),
        ids=Uuid7Ids(),
        clock=SystemClock(),
    )
    apps, app_names = apps_of(settings), app_names_of(settings)
    return Operator(
        upkeep=store,
        use_cases=OperatorUseCases.over(ports, apps=apps, app_names=app_names),
        app_names=app_names,
    )


def new_key() -> str:
    """Return 256 random bits, fit for [keys]."""
    return secrets.token_urlsafe(32)


def main() -> None:
    """Run the command line; what the operator can mend is told in a line, without a trace."""
    actions = Actions(
        serve=serve,
        simulate=simulate,
        dev=dev,
        migrate=migrate_store,
        operate=operate,
        new_key=new_key,
        tell=tell,
        languages=LANGUAGES,
        word=texts_in("en").word,
    )
    try:
        build_cli(actions)()
    except SettingsError as error:
        sys.exit(f"guiyi: configuration: {error}")
    except DomainError as error:
        sys.exit(f"guiyi: {': '.join(dict.fromkeys((error.code, str(error) or error.code)))}")
    except OSError as error:
        sys.exit(f"guiyi: {error}")
