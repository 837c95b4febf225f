"""The requests of the storms, as they go over the wire."""

import itertools
import json
from typing import Any

_networks = itertools.count(1)


def a_network() -> str:
    """Return an address in an IPv4 network that nobody has asked from yet."""
    high, low = divmod(next(_networks), 256)
    return f"10.{high}.{low}.1"


def request(
    method: str, path: str, body: Any = None, *, token: str = "", address: str = ""
) -> bytes:
    head = [f"{method} {path} HTTP/1.1", "Host: storm"]
    content = b"" if body is None else json.dumps(body).encode()
    if content:
        head += ["Content-Type: application/json", f"Content-Length: {len(content)}"]
    elif method == "POST":
        head.append("Content-Length: 0")
    if token:
        head.append(f"Authorization: Bearer {token}")
    if address:
        head.append(f"X-Forwarded-For: {address}")
    return "\r\n".join([*head, "", ""]).encode() + content


def sign_in(code: str, app: str = "shop") -> bytes:
    return request("POST", f"/v1/wechat/{app}/login", {"code": code})


def refresh(refresh_token: str) -> bytes:
    return request("POST", "/v1/session/refresh", {"refresh_token": refresh_token})


def who_am_i(access_token: str) -> bytes:
    return request("GET", "/v1/me", token=access_token)


def log_out(access_token: str, scope: str = "") -> bytes:
    body = {"scope": scope} if scope else None
    return request("POST", "/v1/logout", body, token=access_token)


def send_code(phone: str, purpose: str, address: str) -> bytes:
    return request("POST", "/v1/sms-codes", {"phone": phone, "purpose": purpose}, address=address)


def sign_in_by_phone(phone_code: str, **more: str) -> bytes:
    body = {"phone_code": phone_code, **more}
    return request("POST", "/v1/wechat/shop/phone-login", body, address=a_network())


def sign_in_by_password(phone: str, password: str) -> bytes:
    return request("POST", "/v1/password/login", {"phone": phone, "password": password})


def bind_phone(phone_code: str, access_token: str) -> bytes:
    pressed = {"app": "shop", "phone_code": phone_code}
    body = {"wechat": pressed}
    return request("PUT", "/v1/me/phone", body, token=access_token, address=a_network())


def set_password(password: str, access_token: str) -> bytes:
    return request("PUT", "/v1/me/password", {"password": password}, token=access_token)


def reset_password(password: str, **sent: str) -> bytes:
    return request("POST", "/v1/password/reset", {**sent, "new_password": password})


def step_up(access_token: str, **shown: Any) -> bytes:
    return request("POST", "/v1/me/step-up", shown, token=access_token)


def bind_wechat(code: str, app: str, access_token: str) -> bytes:
    body = {"wechat": {"app": app, "code": code}}
    return request("POST", "/v1/me/identities", body, token=access_token)


def unbind(identity_id: object, access_token: str) -> bytes:
    return request("DELETE", f"/v1/me/identities/{identity_id}", token=access_token)


def merge(ticket: str, access_token: str, **chosen: str) -> bytes:
    return request("POST", "/v1/merges", {"ticket": ticket, **chosen}, token=access_token)


def undo_merge(merge_id: str, access_token: str) -> bytes:
    return request("POST", f"/v1/merges/{merge_id}/undo", token=access_token)
