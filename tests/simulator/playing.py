"""A client of the simulator: speaks to WeChat as a service does, and to the control API."""

import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime
from typing import Any, Self

import httpx
import pytest

from adapters.simulator.apps import SimulatedApp

SHOP = SimulatedApp("shop", "wxsim0000000000001", "shop-secret-0123456789", "main")
CLUB = SimulatedApp("club", "wxsim0000000000002", "club-secret-0123456789", "main")
SOLO = SimulatedApp("solo", "wxsim0000000000003", "solo-secret-0123456789")
WEB = SimulatedApp(
    "web",
    "wxsim0000000000004",
    "web-secret-0123456789",
    "main",
    kind="website",
    redirect_domain="site.example",
)
OA = SimulatedApp(
    "oa",
    "wxsim0000000000005",
    "oa-secret-0123456789",
    "main",
    kind="official_account",
    redirect_domain="site.example",
)
MOBILE = SimulatedApp(
    "mobile", "wxsim0000000000006", "mobile-secret-0123456789", "main", kind="mobile"
)
CALLBACK = "https://site.example/callback?from=here"
QQ = SimulatedApp(
    "qq",
    "101000001",
    "qq-secret-0123456789",
    "main",
    provider="qq",
    kind="website",
    redirect_uris=(CALLBACK, "https://site.example/other"),
)
QQ_TWIN = SimulatedApp(
    "qqtwin", "101000002", "twin-secret-0123456789", "main", provider="qq", kind="website"
)
QQ_MINI = SimulatedApp("qqmini", "1110000001", "qqmini-secret-0123456789", "main", provider="qq")
APPS = (SHOP, CLUB, SOLO, WEB, OA, MOBILE, QQ, QQ_TWIN, QQ_MINI)

MINUTE = 60
DAY = 86_400

CODE2SESSION = "/sns/jscode2session"
STABLE = "/cgi-bin/stable_token"
CLASSIC = "/cgi-bin/token"
CHECK = "/wxa/checksession"
RESET_KEY = "/wxa/resetusersessionkey"
PHONE_NUMBER = "/wxa/business/getuserphonenumber"
MESSAGE_CHECK = "/wxa/business/checkencryptedmsg"


class Simulation:
    """One simulator under test."""

    def __init__(self, url: str) -> None:
        self.http = httpx.Client(base_url=url, trust_env=False, timeout=5)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.http.close()

    def control(self, path: str, **body: Any) -> dict[str, Any]:
        """Ask the control API, which must agree."""
        response = self.http.post(f"/__sim/{path}", json=body)
        assert response.status_code == 200, response.text
        return response.json()

    def told(self, path: str, **query: Any) -> Any:
        """Look something up."""
        response = self.http.get(f"/__sim/{path}", params=query)
        assert response.status_code == 200, response.text
        return response.json()

    def code(self, person: str = "xiaolin", app: SimulatedApp = SHOP) -> str:
        return self.control("wx_login", app=app.alias, person=person)["code"]

    def exchange(self, code: str, app: SimulatedApp = SHOP, **changes: str) -> httpx.Response:
        """Send the code to WeChat; a change to "" leaves the parameter out."""
        query = {
            "appid": app.app_id,
            "secret": app.secret,
            "js_code": code,
            "grant_type": "authorization_code",
            **changes,
        }
        present = {name: value for name, value in query.items() if value}
        return self.http.get(CODE2SESSION, params=present)

    def signed_in(self, person: str = "xiaolin", app: SimulatedApp = SHOP) -> dict[str, Any]:
        return self.exchange(self.code(person, app), app).json()

    def stable(self, app: SimulatedApp = SHOP, *, force: bool = False) -> dict[str, Any]:
        body = {
            "grant_type": "client_credential",
            "appid": app.app_id,
            "secret": app.secret,
            "force_refresh": force,
        }
        return self.http.post(STABLE, json=body).json()

    def classic(self, app: SimulatedApp = SHOP) -> dict[str, Any]:
        query = {
            "grant_type": "client_credential",
            "appid": app.app_id,
            "secret": app.secret,
        }
        return self.http.get(CLASSIC, params=query).json()

    def check(
        self, token: str, openid: str, session_key: str, path: str = CHECK, **changes: str
    ) -> dict[str, Any]:
        signature = hmac.new(session_key.encode(), b"", hashlib.sha256).hexdigest()
        query = {
            "access_token": token,
            "openid": openid,
            "signature": signature,
            "sig_method": "hmac_sha256",
            **changes,
        }
        return self.http.get(path, params=query).json()

    def press_phone(
        self, person: str = "xiaolin", app: SimulatedApp = SHOP, **wishes: str
    ) -> dict[str, Any]:
        return self.control("press_phone", app=app.alias, person=person, **wishes)

    def phone_number(self, token: str, code: str, **wishes: str) -> dict[str, Any]:
        """Send the phone code to WeChat."""
        query, body = {"access_token": token}, {"code": code, **wishes}
        return self.http.post(PHONE_NUMBER, params=query, json=body).json()

    def lose_answer(self, endpoint: str, call: Callable[[], object]) -> None:
        """Let the call be carried out, and its answer get lost on the way."""
        self.control("faults", endpoint=endpoint, kind="lost_answer")
        with pytest.raises(httpx.RemoteProtocolError, match="without sending a response"):
            call()

    def begin_window(self, seconds: int) -> None:
        """Advance to the start of a minute or of a day in China, so that no quota ends midway."""
        now = datetime.fromisoformat(self.told("state")["now"]).timestamp()
        self.control("advance", seconds=seconds - (now + 8 * 3600) % seconds)

    def is_alive(self, token: str) -> bool:
        """Tell whether WeChat takes the token: one check behind it is the openid."""
        return self.check(token, "nobody", "no key")["errcode"] == 40003
