"""What the measured processes do: serve as `guiyi serve` does, one worker on uvloop."""

import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import uvloop

from adapters.http.edge import request_id
from adapters.persistence.schema import migrate
from adapters.sms.nobody import NobodySends
from adapters.system.clock import SystemClock
from adapters.system.logs import configure_logs
from adapters.system.secret import Secret
from adapters.system.serving import listening, run
from adapters.system.settings import (
    KeySettings,
    Settings,
    StorageSettings,
    WeChatAppSettings,
    WeChatSettings,
)
from adapters.system.vault import RingVault
from benchmarks.naked import build_naked
from benchmarks.people import InstantMiniProgram
from benchmarks.scenarios import APP, APP_ID, PLATFORM
from benchmarks.storing import build_storing
from composition import Providers, Service, assembled, new_key, open_service, open_store
from domain.model.app import AppKind
from domain.model.identity import Provider


def serve_naked(bound: socket.socket) -> None:
    """Serve the naked route."""
    uvloop.run(run([listening(build_naked(), bound)]))


def serve_product(bound: socket.socket, log: Path, storage_url: str, vendor_url: str) -> None:
    """Serve the product over an empty database; without a vendor one inside answers at once."""
    terminal = os.dup(2)
    os.dup2(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND), 2)
    try:
        settings = _settings(storage_url, vendor_url)
        configure_logs(access_log=settings.server.access_log, request_id=request_id.get)
        uvloop.run(_serve(bound, settings, with_vendor=bool(vendor_url)))
    except Exception:
        os.dup2(terminal, 2)  # the log goes with its folder, and this has to be seen
        raise


def serve_storing(bound: socket.socket, storage_url: str) -> None:
    """Serve the storage part of a sign-in over an empty database."""
    uvloop.run(_serve_storing(bound, storage_url))


async def _serve_storing(bound: socket.socket, storage_url: str) -> None:
    await migrate(storage_url)
    vault = RingVault(ring=[new_key()], index=new_key())
    async with open_store(storage_url, vault) as store:
        await run([listening(build_storing(store, SystemClock()), bound)])


def _settings(storage_url: str, vendor_url: str) -> Settings:
    app = WeChatAppSettings(
        kind="mini_program",
        app_id=APP_ID,
        secret=Secret(new_key()),
        platform=PLATFORM,
    )
    wechat = WeChatSettings(apps={APP: app})
    if vendor_url:
        wechat = WeChatSettings(api_base=vendor_url, apps={APP: app})
    return Settings(
        keys=KeySettings(ring=(Secret(new_key()),), index=Secret(new_key())),
        storage=StorageSettings(storage_url),
        wechat=wechat,
    )


async def _serve(bound: socket.socket, settings: Settings, *, with_vendor: bool) -> None:
    await migrate(settings.storage.url)
    opened = open_service(settings, clock=SystemClock()) if with_vendor else _vendorless(settings)
    async with opened as service:
        await run([listening(service.app, bound)])


@asynccontextmanager
async def _vendorless(settings: Settings) -> AsyncIterator[Service]:
    clock = SystemClock()
    keys = settings.keys
    vault = RingVault(ring=[key.reveal() for key in keys.ring], index=keys.index.reveal())
    async with open_store(settings.storage.url, vault) as store:
        vendor = InstantMiniProgram(clock)
        providers = Providers(
            codes={(Provider.WECHAT, AppKind.MINI_PROGRAM): vendor}, pages={}, mini_program=vendor
        )
        async with assembled(settings, store, providers, NobodySends(), clock=clock) as service:
            yield service
