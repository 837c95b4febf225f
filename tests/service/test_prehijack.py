"""Bar 9, T26 to T30: whoever prepared an account under her number is out once she proves it.

The five classes of Sudhodanan and Paverd, "Pre-hijacked accounts" (USENIX Security 2022). There
is no way to claim a number without proving it: such claims are put into the store directly.
"""

import pytest
from argon2 import PasswordHasher

from adapters.simulator.app import SimulatedApp
from adapters.simulator.phone_info import phone_info
from tests.service import beside
from tests.service.merging import Account
from tests.service.phone_world import PASSWORD, access_of, account_of, ticket_of
from tests.service.processes import APPS
from tests.service.world import problem, token_of
from tests.wechat.sealing import sealed_phone

HASHED = PasswordHasher(memory_cost=16, time_cost=1, parallelism=1).hash(PASSWORD)


def by_binding(town, person, number):
    return town.bind(token_of(town.sign_in(person)), town.text(number, "bind"))


FIRST_PROOFS = {
    "by SMS": lambda town, person, number: town.by_sms(number),
    "by the button": lambda town, person, number: town.by_button(person, wechat=False),
    "by the button with her WeChat": lambda town, person, number: town.by_button(person),
    "by binding it to her WeChat": by_binding,
}
each_first_proof = pytest.mark.parametrize("prove", FIRST_PROOFS.values(), ids=FIRST_PROOFS)


def assert_shut_out(town, number, access_token, refresh_token):
    """Fail unless password and session of an attacker open nothing at all."""
    assert problem(town.by_password(number)) == (401, "password_mismatch")
    assert town.who_am_i(access_token).status_code == 401
    assert town.refresh(refresh_token).status_code == 401


@each_first_proof
def test_classic_federated_merge(either_town, prove):
    """He registers her number with a password; she comes by her phone or her WeChat."""
    town = either_town
    victim, number = town.with_number()
    attacker = beside.squat(town, number, HASHED)
    assert problem(town.by_password(number)) == (401, "password_mismatch"), "a claim is no name"
    hers = account_of(prove(town, victim, number))
    assert hers != attacker.account
    assert_shut_out(town, number, attacker.access_token, attacker.refresh_token)
    assert account_of(town.by_sms(number)) == hers


def test_unexpired_session(either_town):
    """He once read a code on her phone, and keeps his session alive; she recovers by SMS."""
    town = either_town
    number = town.number()
    first = town.by_sms(number)
    town.set_password(access_of(first))
    refresh = first.json()["session"]["refresh_token"]
    for _ in range(3):
        town.clock.advance(days=20)
        session = town.refresh(refresh).json()["session"]
        refresh = session["refresh_token"]
    reset = town.reset(town.text(number, "reset_password"), PASSWORD[::-1])
    assert reset.json() == {"code": "password_reset"}
    assert_shut_out(town, number, session["access_token"], refresh)


def test_unexpired_session_when_she_changes_the_number(either_town):
    """He once read a code on her phone; she comes back with her WeChat, and another number."""
    town = either_town
    victim, number = town.with_number()
    hers = town.by_button(victim)
    his = town.by_sms(number).json()["session"]
    assert town.bind(access_of(hers), town.text(town.number(), "bind")).is_success
    assert_shut_out(town, number, his["access_token"], his["refresh_token"])
    assert problem(town.by_sms(number)) == (409, "identity_quarantined")
    afresh = town.by_sms(number, start_afresh=True)
    assert afresh.status_code == 201
    assert account_of(afresh) != account_of(hers)


@each_first_proof
def test_trojan_identifier(either_town, prove):
    """His account has his own WeChat beside her number: it must not lead him to hers."""
    town = either_town
    victim, number = town.with_number()
    attacker = town.somebody()
    his = town.sign_in(attacker)["account"]["id"]
    claim = beside.squat(town, number, HASHED, account_id=his)
    hers = account_of(prove(town, victim, number))
    assert hers != his
    assert_shut_out(town, number, claim.access_token, claim.refresh_token)
    again = town.sign_in(attacker)["account"]
    assert (again["id"], again["phone"]) == (his, None)
    assert account_of(town.by_sms(number)) == hers


def test_trojan_identifier_on_a_number_he_gave_back(town):
    attacker, number = town.with_number()
    his = account_of(town.by_button(attacker))
    town.clock.advance(days=91)
    hers = account_of(town.claim(ticket_of(town.by_sms(number))))
    again = town.sign_in(attacker)["account"]
    assert (again["id"], again["phone"]) == (his, None)
    assert hers != his


def test_unexpired_change(either_town):
    """He begins to bind her number, and learns the code: she has registered meanwhile."""
    town = either_town
    number, attacker = town.number(), town.somebody()
    town.sign_in(attacker)
    town.clock.advance(minutes=11)
    token = token_of(town.sign_in(attacker))
    begun = town.text(number, "bind")
    town.clock.advance(minutes=2)
    hers = account_of(town.by_sms(number))
    assert problem(town.bind(token, begun)) == (409, "merge_required")
    assert town.who_am_i(token).json()["phone"] is None
    assert account_of(town.by_sms(number)) == hers


def test_unexpired_change_by_an_account_that_goes_without_asking(either_town):
    """The same with an account of minutes: she sees it at once, and gets rid of his WeChat."""
    town = either_town
    number, attacker = town.number(), town.somebody()
    token = token_of(town.sign_in(attacker))
    begun = town.text(number, "bind")
    hers = town.by_sms(number)
    assert account_of(town.bind(token, begun)) == account_of(hers)
    assert problem(town.who_am_i(access_of(hers))) == (401, "account_merged")
    again = Account.of(town, town.by_sms(number))
    assert again.id == account_of(hers)
    assert again.unbind(again.identity("wechat_openid")).status_code == 204
    assert problem(town.login(town.code(attacker))) == (409, "identity_quarantined")


def test_unexpired_reset(town):
    """He begins to reset her password, and learns the code: she has set another meanwhile."""
    number = town.number()
    begun = town.text(number, "reset_password")
    assert town.set_password(access_of(town.by_sms(number))).status_code == 204
    assert not town.reset(begun, PASSWORD[::-1]).is_success


def forged(town, number: str, attacker: str) -> dict:
    """Seal a number of his choice with a session key that he got hold of: his own."""
    login_code = town.code(attacker)
    town.login(login_code)
    told = town.wechat.get("/__sim/journal").json()["exchanges"]
    key = next(
        one["answer"]["session_key"]
        for one in reversed(told)
        if "session_key" in str(one["answer"])
    )
    shop = SimulatedApp("shop", *APPS["shop"])
    sealed = sealed_phone(phone_info(shop, number, at=town.clock.now()), key)
    return {"encrypted_data": sealed.encrypted_data, "iv": sealed.iv}


def test_non_verifying_identity_provider(either_town):
    """He lets somebody else say that the number is his: only three kinds of evidence count."""
    town = either_town
    victim, number = town.with_number()
    attacker = town.somebody()
    token = token_of(town.sign_in(attacker))
    press = town.press(victim)
    phone_login, own = "/v1/wechat/shop/phone-login", {"login_code": town.code(attacker)}
    sealed = forged(town, number, attacker)
    refused = {
        "his own word": ("PATCH", "/v1/me", {"phone": number}),
        "his own word, bound": ("PUT", "/v1/me/phone", {"phone": number}),
        "his client's word": ("POST", phone_login, {**own, "phone": number}),
        "his WeChat's profile": (
            "POST",
            "/v1/wechat/shop/login",
            {"code": town.code(attacker), "profile": {"phoneNumber": number}},
        ),
        "her phone code": ("POST", phone_login, {**own, "phone_code": press["code"]}),
        "what he sealed": (
            "POST",
            phone_login,
            {"login_code": town.code(attacker), "sealed_phone": sealed},
        ),
        "a code to another number": (
            "PUT",
            "/v1/me/phone",
            {"sms": {**town.text(town.number(), "bind").proving, "phone": number}},
        ),
    }
    answers = {
        name: town.ask(how, path, token, body) for name, (how, path, body) in refused.items()
    }
    assert {name: answer.status_code for name, answer in answers.items()} == {
        "his own word": 400,
        "his own word, bound": 400,
        "his client's word": 400,
        "his WeChat's profile": 400,
        "her phone code": 401,
        "what he sealed": 422,
        "a code to another number": 401,
    }
    assert town.who_am_i(token).json()["phone"] is None
    assert town.by_sms(number).status_code == 201
