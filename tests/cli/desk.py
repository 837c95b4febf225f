"""Where the operator sits: the commands, over a file that the use-cases wrote."""

import asyncio
import io
import json
import re
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import attrs
import pytest

import composition
from adapters.persistence.schema import migrate
from adapters.persistence.sqlite import open_sqlite
from adapters.system.clock import SystemClock
from domain.model.app import App
from tests.fakes import SettableClock
from tests.keys import INDEX, RING, a_vault
from tests.service.processes import nothing_in
from tests.unit.household import CLUB, LONE, SHOP, Household

APPS = (SHOP, CLUB, LONE)
SECRET = "5f0c9a1e7b3d4682a6c8e0f1d2b3a495"


@attrs.frozen
class Answer:
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def _this_morning() -> datetime:
    """Return a time from which people can live until the operator comes: now."""
    return SystemClock().now() - timedelta(hours=2)


@attrs.define
class Desk:
    """One SQLite file: people live in it, the operator types commands beside.

    No answer ever holds an openid, a unionid or a whole number of anybody who lived there.
    """

    folder: Path
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]
    clock: SettableClock = attrs.field(factory=lambda: SettableClock(_this_morning()))
    subjects: set[str] = attrs.field(factory=set)
    apps: Sequence[App] = APPS

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder / 'guiyi.db'}"

    def live(self, story: Callable[[Household], Awaitable[Any]]) -> Any:
        """Let people use the service for a while, and return what the story does."""
        return asyncio.run(self._live(story))

    async def _live(self, story: Callable[[Household], Awaitable[Any]]) -> Any:
        await migrate(self.url)
        async with open_sqlite(self.url, a_vault()) as store:
            house = Household(store=store, clock=self.clock)
            try:
                return await story(house)
            finally:
                self._note_subjects(house)

    def _note_subjects(self, house: Household) -> None:
        for person in house.vendor.codes.values():
            self.subjects |= {one for one in (person.openid, person.unionid) if one is not None}
        numbers = {message.phone for message in house.sms.sent}
        numbers |= {number for _, number in house.vendor.presses.values()}
        self.subjects |= {number.removeprefix("+86") for number in numbers}

    def type(self, *arguments: object, says: str = "") -> Answer:
        """Type a command; `says` is typed where it asks."""
        config = ["--config", nothing_in(self.folder)]
        with self.monkeypatch.context() as patched:
            patched.setattr("sys.argv", ["guiyi", *map(str, arguments), *config])
            patched.setattr("sys.stdin", io.StringIO(says))
            for name, value in self._environment().items():
                patched.setenv(name, value)
            with pytest.raises(SystemExit) as ended:
                composition.main()
        printed, code = self.capsys.readouterr(), ended.value.code
        answer = Answer(
            status=code if isinstance(code, int) else 1,
            out=printed.out,
            err=printed.err + (code if isinstance(code, str) else ""),
        )
        self._check_discretion(answer.out + answer.err)
        return answer

    def told_of(self, id_: object, language: str) -> str:
        """Return what `guiyi explain` says of an id."""
        answer = self.type("explain", id_, "--lang", language)
        assert (answer.status, answer.err) == (0, "")
        return answer.out

    def facts_of(self, account_id: object) -> dict[str, Any]:
        """Return the facts of an account by what they tell of."""
        audit = self.type("explain", account_id, "--json").json["audit"]
        return {one["deed"]: one for one in audit}

    def _check_discretion(self, printed: str) -> None:
        for subject in self.subjects:
            assert subject not in re.sub(r"[\s-]", "", printed)

    def _environment(self) -> dict[str, str]:
        environment = {
            "GUIYI_KEYS__RING": json.dumps(RING),
            "GUIYI_KEYS__INDEX": INDEX,
            "GUIYI_STORAGE__URL": self.url,
        }
        for app in self.apps:
            name = f"GUIYI_WECHAT__APPS__{app.alias.upper()}__"
            about = {"KIND": app.kind, "APP_ID": app.app_id, "SECRET": SECRET}
            about |= {"PLATFORM": app.platform} if app.platform else {}
            environment |= {name + key: value for key, value in about.items()}
        return environment
