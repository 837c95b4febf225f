"""Codes on a developer's screen."""

import asyncio
import io

import pytest

from adapters.sms.console import ConsoleSms
from domain.model.errors import ProviderUnavailable
from tests.contracts.sms import MESSAGE


def test_a_message_is_one_line(capsys):
    stream = io.StringIO()
    asyncio.run(ConsoleSms(stream).send(MESSAGE))
    assert stream.getvalue() == "SMS to +8613800138000: 432109 (login)\n"
    assert capsys.readouterr() == ("", "")


def test_it_is_on_the_screen_at_once(tmp_path):
    path = tmp_path / "screen"
    with path.open("w") as stream:
        asyncio.run(ConsoleSms(stream).send(MESSAGE))
        assert "432109" in path.read_text()


def test_a_screen_that_is_gone_is_unavailability():
    class Gone(io.StringIO):
        def flush(self):
            raise BrokenPipeError

    with pytest.raises(ProviderUnavailable, match="console: BrokenPipeError"):
        asyncio.run(ConsoleSms(Gone()).send(MESSAGE))
