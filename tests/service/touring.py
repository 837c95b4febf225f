"""A tour of everything the service does, well and badly, that writes down all it was answered."""

import json
from collections.abc import Iterator
from typing import Any

import httpx

from adapters.simulator.faults import FaultKind
from tests.service.canaries import Canary, canaries_in, tokens_of_ours
from tests.service.databases import (
    let_session_keys_age,
    rename,
    spoil_accounts,
    spoil_seals,
)
from tests.service.processes import APPS
from tests.service.world import World

LOGIN, TOKEN, CHECK = "/sns/jscode2session", "/cgi-bin/stable_token", "/wxa/checksession"
SLOW = {FaultKind.DELAY, FaultKind.DRIP}
OF_ALL = (-1, 40001, 40013, 40125, 40164, 45009, 45011, 99999)
ERRCODES = {
    LOGIN: (*OF_ALL, 40029, 40163, 40226),
    TOKEN: OF_ALL,
    CHECK: (*OF_ALL, 40003, 42001, 87009),
}


class Tour:
    """One tour through a world; `answers` is every response, `canaries` every secret met."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.answers: list[httpx.Response] = []
        self.canaries = {Canary("secret", secret) for _, secret, _ in APPS.values()}
        self._said = 0
        world.service.event_hooks["response"].append(self._note)

    def take(self) -> None:
        """Make every stop."""
        self.take_in_good_weather()
        for stop in (self._fail_to_log_in, self._fail_to_vouch):
            stop()
            self._listen()

    def take_in_good_weather(self) -> None:
        """Make the stops at which WeChat answers as it should."""
        for stop in (self._succeed, self._be_refused, self._misuse):
            stop()
            self._listen()

    def go_on_out_of_order(self) -> None:
        """Meet errors that nobody expected, with secrets at hand: a database gone bad."""
        world, person = self.world, self.world.somebody()
        session = world.sign_in(person)["session"]
        for table in ("session_keys", "sessions", "identities"):
            rename(self.world.storage, table, "elsewhere")
            for _ in range(2):
                world.login(world.code(person), nonce="another-nonce")
            world.who_am_i(session["access_token"])
            world.refresh(session["refresh_token"])
            rename(self.world.storage, "elsewhere", table)
        spoil_seals(self.world.storage)
        profile = {"app": "shop", **world.profile(person)}
        world.ask("POST", "/v1/me/wechat-profile", session["access_token"], profile)
        spoil_accounts(self.world.storage)
        world.login(world.code(person), profile=world.profile(person))
        world.who_am_i(session["access_token"])
        world.refresh(session["refresh_token"])
        self._listen()

    def _note(self, response: httpx.Response) -> None:
        response.read()
        self.answers.append(response)
        if response.is_success and b'"access_token"' in response.content:
            self.canaries.update(tokens_of_ours(response.json()["session"]))

    def _listen(self) -> None:
        """Overhear what the service and WeChat said to each other."""
        told = self.world.wechat.get("/__sim/journal", params={"after": self._said}).json()
        for exchange in told["exchanges"]:
            self._said = max(self._said, exchange["asked"], exchange["answered"])
            self.canaries.update(
                canaries_in([exchange["query"], exchange["body"], exchange["answer"]])
            )

    def _succeed(self) -> None:
        world, person = self.world, self.world.somebody()
        code = world.code(person)
        for _ in range(2):
            world.login(code, nonce="a-nonce-of-hers")
        session = world.sign_in(person, "club")["session"]
        profile = world.profile(person)
        first = world.sign_in(person, profile=profile)["session"]
        token = first["access_token"]
        world.ask("POST", "/v1/me/wechat-profile", token, {"app": "shop", **world.profile(person)})
        world.ask("PATCH", "/v1/me", token, {"nickname": "阿伟"})
        for path in ("/v1/me", "/v1/sessions", "/livez", "/readyz"):
            world.ask("GET", path, token)
        second = world.refresh(first["refresh_token"]).json()["session"]
        world.refresh(second["refresh_token"])
        for _ in range(2):
            world.refresh(first["refresh_token"])
        world.ask("DELETE", f"/v1/sessions/{session['id']}", token)
        world.ask("POST", "/v1/logout", session["access_token"], {"scope": "all"})

    def _be_refused(self) -> None:
        world, person = self.world, self.world.somebody()
        code = world.code(person)
        world.login(code)
        world.login(code)
        world.login(world.code(person, "club"))
        world.login(world.code(person), "nowhere")
        world.login(world.code(world.somebody(risk=True)))
        session = world.sign_in(person)["session"]
        profile = {"app": "shop", **world.profile(person)}
        for spoilt in ("signature", "encrypted_data", "iv"):
            body = {**profile, spoilt: profile[spoilt][::-1]}
            world.ask("POST", "/v1/me/wechat-profile", session["access_token"], body)
        world.who_am_i(session["refresh_token"])
        world.refresh(session["access_token"])

    def _misuse(self) -> None:
        """Put secrets where none belong: into addresses, headers, other fields."""
        world = self.world
        person = world.somebody()
        code, token = world.code(person), world.sign_in(person)["session"]["access_token"]
        http = world.service
        http.get(f"/v1/me?code={code}&access_token={token}")
        http.post(f"/v1/wechat/{code}/login?js_code={code}", json={"code": code})
        http.get(f"/v1/{code}/{token}")
        http.delete(f"/v1/sessions/{code}", headers={"Authorization": f"Bearer {token}"})
        http.put(f"/v1/me?token={token}", json={"code": code})
        http.post("/v1/wechat/shop/login", content=f"code={code}")
        http.post("/v1/wechat/shop/login", json={"code": [code], code: token})
        http.post("/v1/wechat/shop/login", json={"code": code, "nonce": f"{token}!"})
        http.post("/v1/wechat/shop/login", content=json.dumps({"code": code})[:-1])
        http.post("/v1/logout", json={"scope": code})
        for header in (
            "X-Request-Id",
            "User-Agent",
            "Accept-Language",
            "X-Forwarded-For",
            "Cookie",
        ):
            http.get("/v1/me", headers={header: token, "Referer": f"https://a.test/?code={code}"})
        http.post("/v1/session/refresh", json={"refresh_token": code + token * 9})

    def _fail_to_log_in(self) -> None:
        world, person = self.world, self.world.somebody()
        for fault in _faults(LOGIN):
            world.fault(**fault)
            world.login(world.code(person))

    def _fail_to_vouch(self) -> None:
        """An old signature: WeChat is asked for a token, and for its word, and answers badly."""
        person = self.world.somebody()
        for fault in (*_faults(TOKEN), *_faults(CHECK)):
            self._fail_to_vouch_once(person, fault)

    def _fail_to_vouch_once(self, person: str, fault: dict[str, Any]) -> None:
        world = self.world
        token = world.sign_in(person)["session"]["access_token"]
        let_session_keys_age(self.world.storage)
        profile = world.profile(person)
        signed = {name: profile[name] for name in ("raw_data", "signature")}
        world.control("kill_tokens", app="shop")
        world.fault(**fault)
        world.ask("POST", "/v1/me/wechat-profile", token, {"app": "shop", **signed})
        world.wechat.delete("/__sim/faults")


def _faults(endpoint: str) -> Iterator[dict[str, Any]]:
    for kind in FaultKind:
        if endpoint == LOGIN or kind not in SLOW:
            yield {"kind": kind.value, "seconds": 1.0, "endpoint": endpoint}
    for errcode in ERRCODES[endpoint]:
        yield {"kind": "errcode", "errcode": errcode, "endpoint": endpoint}
