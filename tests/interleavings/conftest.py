"""Pauses between tries, without a loop to wait in."""

from types import SimpleNamespace

import pytest

from domain.usecases.steps import retrying


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch):
    """Let a pause take no turn of its own: whoever takes one waits for her next call anyway."""

    async def at_once(_seconds):
        return None

    monkeypatch.setattr(retrying, "asyncio", SimpleNamespace(sleep=at_once))
