"""Bar 29, `policy.phone_button = "confirm"`: WeChat's word for a number is not enough."""

from tests.service.phone_world import account_of, offers_of, ticket_of
from tests.service.world import problem


def test_where_the_button_is_not_enough_an_sms_code_confirms_and_the_ticket_has_the_wechat(
    another_town,
):
    town = another_town(GUIYI_POLICY__PHONE_BUTTON="confirm")
    old_holder, number = town.with_number()
    account = account_of(town.by_sms(number))
    asked = town.by_button(old_holder)
    assert problem(asked) == (409, "sms_confirmation_required")
    assert offers_of(asked) == ["confirm_by_sms", "wechat_only"]
    ticket = ticket_of(asked)
    assert problem(town.go_on(ticket, mine=True)) == (409, "sms_confirmation_required")
    confirmed = town.by_sms(number, ticket=ticket_of(town.by_button(old_holder)))
    assert account_of(confirmed) == account
    assert town.sign_in(old_holder)["account"]["id"] == account


def test_where_the_button_is_not_enough_it_opens_nobodys_account(another_town):
    """The old holder's WeChat still shows the number; the new one has an account by it."""
    town = another_town(GUIYI_POLICY__PHONE_BUTTON="confirm")
    old_holder, number = town.with_number()
    account = account_of(town.by_sms(number))
    for wechat in (True, False):
        asked = town.by_button(old_holder, wechat=wechat)
        assert problem(asked) == (409, "sms_confirmation_required")
        other = town.text(town.number())
        body = {**other.signing_in, "ticket": ticket_of(asked)}
        answer = town.service.post("/v1/phone/login", json=body)
        assert problem(answer) == (410, "ticket_rejected"), "a code to another number"
    assert town.sign_in(old_holder)["account"]["id"] != account
