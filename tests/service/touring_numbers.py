"""A tour of everything that is done with numbers and passwords, well and badly."""

import json
import re

import httpx

from adapters.simulator.faults import FaultKind
from tests.service.canaries import Canary, canaries_in
from tests.service.databases import password_hashes, rename, spoil_accounts
from tests.service.leaking import one_time_secrets
from tests.service.merging import Account, Merged, merge_ticket_of
from tests.service.phone_world import PASSWORD, PhoneWorld, access_of, ticket_of
from tests.service.touring import SLOW, Tour

BUTTON, GATEWAY = "/wxa/business/getuserphonenumber", "/sms/webhook"
OTHER = "夜 staple battery horse correct"
TABLES = ("one_time", "limits", "passwords", "identities")


class NumbersTour(Tour):
    """`codes` are those that were sent; `issued` what each answer gave away for one use."""

    def __init__(self, world: PhoneWorld) -> None:
        super().__init__(world)
        self.world: PhoneWorld = world
        self.codes: set[str] = set()
        self.issued: list[list[str]] = []

    def take_in_good_weather(self) -> None:
        """Make the stops that need no other day, each from a network of its own."""
        stops = (self._sign_in, self._bind, self._change, self._merge, self._unbind)
        for stop in (*stops, self._be_refused, self._misuse):
            self.world.move()
            stop()
            self._listen()

    def take(self) -> None:
        self.take_in_good_weather()
        for stop in (self._grow_old, self._fail):
            self.world.move()
            stop()
            self._listen()

    def go_on_out_of_order(self) -> None:
        """Meet errors that nobody expected, with secrets at hand."""
        for table in TABLES:
            self.world.move()
            person, number = self.world.with_number()
            number, token = self.world.with_password(number)
            sent = self.world.text(self.world.number(), "bind")
            rename(self.world.storage, table, "elsewhere")
            self.world.send(self.world.number())
            self.world.by_button(person)
            self.world.by_password(number)
            self.world.bind(token, sent)
            self.world.set_password(token, OTHER)
            self.world.go_on("t" * 43, mine=True)
            rename(self.world.storage, "elsewhere", table)
        self.world.move()
        number, _ = self.world.with_password()
        spoil_accounts(self.world.storage)
        self.world.by_password(number)
        self.world.reset(self.world.text(self.world.number(), "reset_password"))
        self._listen()

    def _note(self, response: httpx.Response) -> None:
        super()._note(response)
        self.issued.append(one_time_secrets(response))
        asked = response.request.content
        if asked.startswith(b"{") and asked.endswith(b"}"):
            self.canaries.update(canaries_in(json.loads(asked)))

    def _listen(self) -> None:
        super()._listen()
        texts = self.world.wechat.get("/__sim/sms").json()
        self.codes |= {one["code"] for one in texts}
        for number in {one["number"] for one in texts}:
            self.canaries |= {Canary("number", number), Canary("number", number[3:])}
        hashes = password_hashes(self.world.storage)
        self.canaries |= {Canary("hash", one.rpartition("$")[2]) for one in hashes}

    def _sign_in(self) -> None:
        world = self.world
        person, number = world.with_number()
        for _ in range(2):
            world.by_button(person)
        world.by_button(person, wechat=False)
        world.by_sms(number)
        world.send(spelt(world.number()))
        login_code = world.code(person)
        press = world.press(person, login_code=login_code)
        sealed = {"encrypted_data": press["encrypted_data"], "iv": press["iv"]}
        body = {"sealed_phone": sealed, "login_code": login_code}
        world.service.post("/v1/wechat/shop/phone-login", json=body)

    def _bind(self) -> None:
        world = self.world
        person, number = world.with_number()
        token = world.sign_in(person)["session"]["access_token"]
        world.bind(token, world.text(number, "bind"))
        pressed = {"app": "shop", "phone_code": world.press(person)["code"]}
        world.ask("PUT", "/v1/me/phone", token, {"wechat": pressed})
        taken = world.number()
        world.by_sms(taken)
        world.bind(token, world.text(world.number(), "bind"))
        world.who_am_i(token)

    def _change(self) -> None:
        world = self.world
        number, token = world.with_password()
        world.by_password(number)
        world.step_up(token, password=PASSWORD)
        self.canaries.add(Canary("password", OTHER))
        world.set_password(token, OTHER)
        world.by_password(number, OTHER)
        world.reset(world.text(world.number(), "reset_password"))

    def _merge(self) -> None:
        """Merge two accounts as chosen, and part them; leave another pair merged."""
        world = self.world
        mine, other = Account.with_both(world), Account.with_number(world).set_password()
        ticket = merge_ticket_of(mine.bind_pressed(other.number or ""))
        told = mine.preview(ticket).json()
        choice = {"phone": told["choices"][1]["id"], "survivor": mine.id}
        mine.merge(ticket)
        mine.merge(ticket, password=OTHER, **choice)
        merged = Merged.of(mine, mine.merge(ticket, password=PASSWORD, **choice))
        merged.account.show(merged.id)
        merged.undo()
        mine.who_am_i()
        person, number = world.with_number()
        world.by_sms(number)
        world.sign_in(person)
        Account.of(world, world.by_button(person)).identities()

    def _unbind(self) -> None:
        """Give a WeChat up, and come back with it."""
        both = Account.with_both(self.world)
        both.bind_wechat(self.world.somebody())
        both.bind_wechat(self.world.somebody(), replace=True)
        both.unbind(both.identity("wechat_unionid"))
        both.unbind(both.identity("phone"))
        self.world.login(self.world.code(both.person or ""))
        self.world.login(self.world.code(both.person or ""), start_afresh=True)

    def _be_refused(self) -> None:
        world = self.world
        number, token = world.with_password()
        sent = world.text(world.number(), "bind")
        for _ in range(6):
            world.bind(token, sent.mistyped())
        for _ in range(11):
            world.by_password(number, OTHER)
        world.set_password(token, "password")
        world.step_up(token, wechat={"app": "shop", "code": world.code(world.somebody())})
        world.send(number)
        world.send("+85251234567")
        world.release(world.number())
        world.ask("POST", "/v1/numbers/release", token, {"phone": number})
        world.go_on("t" * 43, mine=True)
        world.claim("t" * 43)

    def _misuse(self) -> None:
        """Put secrets where none belong: into addresses, headers, other fields."""
        world = self.world
        number, _ = world.with_password()
        sent = world.text(world.number())
        http = world.service
        http.get(f"/v1/phone/{number}?code={sent.code}&transaction={sent.transaction}")
        http.post(f"/v1/password/login?password={PASSWORD}", json={"phone": PASSWORD})
        http.post("/v1/phone/login", json={"phone": [number], "sms_code": PASSWORD})
        http.post("/v1/sms-codes", json={"phone": number, "purpose": sent.transaction})
        http.post("/v1/phone/login", content=json.dumps(sent.signing_in)[:-1])
        http.put("/v1/me/phone", json={"sms": {**sent.proving, number: PASSWORD}})
        for header in ("X-Request-Id", "User-Agent", "X-Forwarded-For", "Referer"):
            http.get("/v1/me", headers={header: f"{number} {sent.transaction}"})

    def _grow_old(self) -> None:
        """Let numbers go stale: tickets are given out, and used."""
        world = self.world
        with_password, _ = world.with_password()
        only = [world.number() for _ in range(2)]
        for number in only:
            world.by_sms(number)
        world.clock.advance(days=91)
        ticket = ticket_of(world.by_sms(with_password))
        for password in (OTHER, PASSWORD):
            world.go_on(ticket, password=password)
        world.go_on(ticket_of(world.by_sms(only[0])), mine=True)
        world.claim(ticket_of(world.by_sms(only[1])))
        world.reset(world.text(only[0], "reset_password"))
        token = access_of(world.by_sms(world.number()))
        world.bind(token, world.text(with_password, "bind"))

    def _fail(self) -> None:
        """Let the vendors answer badly."""
        world = self.world
        person, _ = world.with_number()
        for kind in set(FaultKind) - SLOW:
            for endpoint in (BUTTON, GATEWAY):
                world.fault(kind.value, endpoint, errcode=45011)
            world.move()
            world.send(world.number())
            world.by_button(person, wechat=False)
            world.wechat.delete("/__sim/faults")


def spelt(number: str) -> str:
    """Write a number as people do."""
    return re.sub(r"\+86(...)(....)(....)", r"\1 \2 \3", number)
