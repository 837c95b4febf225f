"""The buttons of the pretend phone, by the names that the control API gives them."""

from collections.abc import Awaitable, Callable, Mapping

from adapters.simulator.control_bodies import PhoneActionIn
from adapters.simulator.handset import PhoneAnswer
from adapters.simulator.sealing import SealedProfile
from adapters.simulator.simulator import Simulator

Action = Callable[[PhoneActionIn], Awaitable[PhoneAnswer]]


def phone_actions(simulator: Simulator) -> Mapping[str, Action]:
    """Return every button, in the order in which a person meets them."""
    return {
        **_session(simulator),
        **_sign_in(simulator),
        **_security(simulator),
        **_merging(simulator),
    }


def _session(simulator: Simulator) -> Mapping[str, Action]:
    phone = simulator.phone
    return {
        "sign_in": lambda body: phone.sign_in(body.seat()),
        "who_am_i": lambda body: phone.who_am_i(body.seat()),
        "send_profile": lambda body: phone.send_profile(body.seat(), _profile(simulator, body)),
        "rename": lambda body: phone.rename(body.seat(), body.nickname or ""),
        "refresh": lambda body: phone.refresh(body.seat()),
        "sessions": lambda body: phone.sessions(body.seat()),
        "log_out": lambda body: phone.log_out(body.seat()),
    }


def _sign_in(simulator: Simulator) -> Mapping[str, Action]:
    by, texts = simulator.phone_sign_in, simulator.phone_texts
    return {
        "phone_button": lambda body: by.by_button(body.seat(), body.number),
        "phone_button_and_login": lambda body: by.by_button_and_login(body.seat(), body.number),
        "sealed_number": lambda body: by.by_sealed_number(body.seat(), body.number),
        "ask_sms_code": lambda body: texts.ask(body.seat(), body.number, body.purpose),
        "sms_sign_in": lambda body: by.by_sms(body.seat(), body.number, body.sms_code),
        "password_sign_in": lambda body: by.by_password(body.seat(), body.password, body.number),
        "prove_password": lambda body: by.prove_password(body.seat(), body.password),
        "declare_mine": lambda body: by.declare_mine(body.seat()),
        "claim_number": lambda body: by.claim_number(body.seat()),
    }


def _security(simulator: Simulator) -> Mapping[str, Action]:
    security = simulator.phone_security
    return {
        "bind_by_sms": lambda body: security.bind_by_sms(body.seat(), body.number, body.sms_code),
        "bind_by_button": lambda body: security.bind_by_button(body.seat(), body.number),
        "set_password": lambda body: security.set_password(body.seat(), body.password),
        "reset_password": lambda body: security.reset_password(
            body.seat(), body.password, body.number, body.sms_code
        ),
        "step_up_by_wechat": lambda body: security.step_up_by_wechat(body.seat()),
        "step_up_by_password": lambda body: security.step_up_by_password(
            body.seat(), body.password
        ),
        "step_up_by_sms": lambda body: security.step_up_by_sms(
            body.seat(), body.number, body.sms_code
        ),
    }


def _merging(simulator: Simulator) -> Mapping[str, Action]:
    merging = simulator.phone_merging
    return {
        "preview_merge": lambda body: merging.preview(body.seat()),
        "merge": lambda body: merging.merge(body.seat(), body.kept),
        "undo_merge": lambda body: merging.undo(body.seat()),
    }


def _profile(simulator: Simulator, body: PhoneActionIn) -> SealedProfile:
    return simulator.wx.get_user_info(
        body.seat(), nickname=body.nickname, with_previous_key=body.with_previous_key()
    )
