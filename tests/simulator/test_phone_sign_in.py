"""The phone signing in by number, over real HTTP to a stand-in for the service."""

import pytest

from tests.simulator.opening import opened
from tests.simulator.standing_in import STALE
from tests.simulator.texting import NOBODYS, XIAOLIN, by_webhook

SEAT = {"app": "shop", "person": "xiaolin"}
STALE_SEAT = {"app": "shop", "person": "awei"}


@pytest.fixture
def sim(sim_and_service):
    return sim_and_service


def press(sim, action, seat=SEAT, **wishes):
    return sim.control(f"phone/{action}", **seat, **wishes)


def sent(answer):
    assert answer["status"] in {200, 202}
    return answer["answer"]["sent"]


def refused(sim, action, seat=SEAT, **wishes):
    answer = sim.http.post(f"/__sim/phone/{action}", json={**seat, **wishes})
    assert answer.status_code == 400
    return answer.json()["error"]


def given_by_wechat(sim):
    """Return what `wx` last gave, by what was asked of it."""
    said = sim.told("journal")["exchanges"]
    return {one["path"]: one["answer"] for one in said if one["method"] == "wx"}


def asked_for_code(sim, seat=SEAT, number=XIAOLIN, code="432109"):
    transaction = press(sim, "ask_sms_code", seat)["answer"]["transaction"]
    by_webhook(sim, number, code=code)
    return transaction


def test_the_button_sends_its_code_alone_and_keeps_the_tokens(sim):
    answer = press(sim, "phone_button")
    assert answer["answer"]["path"] == "/v1/wechat/shop/phone-login"
    code = given_by_wechat(sim)["button getPhoneNumber"]["code"]
    assert sent(answer) == {"phone_code": code}
    assert sim.told("state")["signed_in"] == [SEAT]


def test_the_button_sends_its_code_with_a_login_code(sim):
    answer = press(sim, "phone_button_and_login")
    given = given_by_wechat(sim)
    assert sent(answer) == {
        "phone_code": given["button getPhoneNumber"]["code"],
        "login_code": given["wx.login"]["code"],
    }


def test_the_sealed_number_opens_with_the_key_of_the_login_code(sim):
    body = sent(press(sim, "sealed_number"))
    assert set(body) == {"sealed_phone", "login_code"}
    key = sim.exchange(body["login_code"]).json()["session_key"]
    sealed = body["sealed_phone"]
    assert opened(sealed["encrypted_data"], sealed["iv"], key)["phoneNumber"] == "13800138001"


def test_another_number_of_hers_can_be_picked(sim):
    lina = {"app": "shop", "person": "lina"}
    for action in ("phone_button", "phone_button_and_login", "sealed_number"):
        told = refused(sim, action, lina, number=XIAOLIN)
        assert "lina does not have" in told
        assert press(sim, action, lina, number="+8613800138005")["status"] == 200


def test_a_code_is_asked_for_the_number_she_got_last(sim):
    assert sent(press(sim, "ask_sms_code")) == {"phone": XIAOLIN, "purpose": "login"}
    sim.control("give_number", person="xiaolin", number=NOBODYS)
    assert sent(press(sim, "ask_sms_code", purpose="bind")) == {
        "phone": NOBODYS,
        "purpose": "bind",
    }


def test_a_code_can_be_asked_for_a_number_that_is_not_hers(sim):
    assert sent(press(sim, "ask_sms_code", number=STALE))["phone"] == STALE


def test_the_code_that_came_is_sent_with_its_transaction(sim):
    asked_for_code(sim, code="111111")
    transaction = asked_for_code(sim, code="222222")
    answer = press(sim, "sms_sign_in")
    assert answer["answer"]["path"] == "/v1/phone/login"
    expected = {"phone": XIAOLIN, "transaction": transaction, "sms_code": "222222"}
    assert sent(answer) == expected
    assert sim.told("state")["signed_in"] == [SEAT]


def test_another_code_can_be_typed(sim):
    press(sim, "ask_sms_code")
    assert sent(press(sim, "sms_sign_in", sms_code="000000"))["sms_code"] == "000000"


def test_without_asking_or_without_a_text_there_is_nothing_to_type(sim):
    assert "has not asked for a code" in refused(sim, "sms_sign_in")
    press(sim, "ask_sms_code")
    assert "no text" in refused(sim, "sms_sign_in")
    press(sim, "ask_sms_code", number=STALE)
    by_webhook(sim, STALE)
    assert "has reached xiaolin" in refused(sim, "sms_sign_in", number=STALE)


def test_who_has_no_number_cannot_ask(sim):
    sim.control("take_back_number", number=XIAOLIN)
    assert "does not have any number" in refused(sim, "ask_sms_code")


def test_number_and_password_are_sent(sim):
    answer = press(sim, "password_sign_in", password="correct horse")
    assert answer["answer"]["path"] == "/v1/password/login"
    assert sent(answer) == {"phone": XIAOLIN, "password": "correct horse"}
    assert sim.told("state")["signed_in"] == [SEAT]


@pytest.mark.parametrize(
    ("action", "wishes", "path", "more"),
    [
        ("prove_password", {"password": "secret"}, "/v1/phone/login", {"password": "secret"}),
        ("declare_mine", {}, "/v1/phone/login", {"mine": True}),
        ("claim_number", {}, "/v1/phone/claim", {}),
    ],
)
def test_whose_account_it_is_is_answered_with_the_ticket(sim, action, wishes, path, more):
    asked_for_code(sim, STALE_SEAT, STALE)
    check = press(sim, "sms_sign_in", STALE_SEAT)
    assert (check["status"], check["answer"]["code"]) == (409, "ownership_check")
    assert sim.told("state")["signed_in"] == []
    answer = press(sim, action, STALE_SEAT, **wishes)
    assert answer["answer"]["path"] == path
    assert sent(answer) == {"ticket": check["answer"]["offers"][0]["ticket"], **more}
    assert sim.told("state")["signed_in"] == [STALE_SEAT]


@pytest.mark.parametrize("action", ["prove_password", "declare_mine", "claim_number"])
def test_who_was_not_asked_has_nothing_to_answer(sim, action):
    told = "nobody has asked xiaolin whose account it is"
    assert refused(sim, action) == told


def test_a_reset_makes_the_phones_forget_transactions_and_tickets(sim):
    asked_for_code(sim, STALE_SEAT, STALE)
    press(sim, "sms_sign_in", STALE_SEAT)
    sim.control("reset")
    assert "nobody has asked" in refused(sim, "declare_mine", STALE_SEAT)
    assert "has not asked" in refused(sim, "sms_sign_in", STALE_SEAT)
