"""The requests of the storms, as they go over the wire."""

import json
from typing import Any


def request(method: str, path: str, body: Any = None, *, token: str = "") -> bytes:
    head = [f"{method} {path} HTTP/1.1", "Host: storm"]
    content = b"" if body is None else json.dumps(body).encode()
    if content:
        head += ["Content-Type: application/json", f"Content-Length: {len(content)}"]
    elif method == "POST":
        head.append("Content-Length: 0")
    if token:
        head.append(f"Authorization: Bearer {token}")
    return "\r\n".join([*head, "", ""]).encode() + content


def sign_in(code: str) -> bytes:
    return request("POST", "/v1/wechat/shop/login", {"code": code})


def refresh(refresh_token: str) -> bytes:
    return request("POST", "/v1/session/refresh", {"refresh_token": refresh_token})


def who_am_i(access_token: str) -> bytes:
    return request("GET", "/v1/me", token=access_token)


def log_out(access_token: str) -> bytes:
    return request("POST", "/v1/logout", token=access_token)
