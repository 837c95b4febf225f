"""Signing in by QQ, step by step: the page's address, and the site's calls."""

import json
import re
from typing import Any

import httpx

from adapters.simulator.apps import SimulatedApp
from tests.simulator.playing import CALLBACK, QQ, QQ_MINI, Simulation
from tests.simulator.signing_in import authorized, present

QQ_PAGE = "/qq/oauth2.0/authorize"
QQ_TOKEN = "/qq/oauth2.0/token"
QQ_ME = "/qq/oauth2.0/me"
QQ_PROFILE = "/qq/user/get_user_info"
QQ_SESSION = "/qq/mini/sns/jscode2session"
QQ_MINI_TOKEN = "/qq/mini/api/getToken"


def qq_link(**changes: str) -> dict[str, str]:
    return present(
        {
            "response_type": "code",
            "client_id": QQ.app_id,
            "redirect_uri": CALLBACK,
            "state": "st.ate",
        },
        changes,
    )


def qq_trade(
    sim: Simulation, code: str, app: SimulatedApp = QQ, /, method: str = "GET", **changes: str
) -> httpx.Response:
    """Trade the code at QQ."""
    params = present(
        {
            "grant_type": "authorization_code",
            "client_id": app.app_id,
            "client_secret": app.secret,
            "code": code,
            "redirect_uri": CALLBACK,
        },
        changes,
    )
    where = {"params": params} if method == "GET" else {"data": params}
    return sim.http.request(method, QQ_TOKEN, **where)


def qq_token(sim: Simulation, app: SimulatedApp = QQ, person: str = "xiaolin") -> Any:
    return qq_trade(sim, authorized(sim, app, person), app, fmt="json").json()


def qq_renew(sim: Simulation, refresh: str, app: SimulatedApp = QQ) -> Any:
    query = {
        "grant_type": "refresh_token",
        "client_id": app.app_id,
        "client_secret": app.secret,
        "refresh_token": refresh,
        "fmt": "json",
    }
    return sim.http.get(QQ_TOKEN, params=query).json()


def qq_me(sim: Simulation, access_token: str, **wishes: str) -> httpx.Response:
    return sim.http.get(QQ_ME, params={"access_token": access_token, **wishes})


def qq_profile(sim: Simulation, access_token: str, /, **changes: str) -> Any:
    query = present(
        {
            "access_token": access_token,
            "oauth_consumer_key": QQ.app_id,
        },
        changes,
    )
    return sim.http.get(QQ_PROFILE, params=query).json()


def qq_session(sim: Simulation, code: str, /, **changes: str) -> Any:
    query = present(
        {
            "appid": QQ_MINI.app_id,
            "secret": QQ_MINI.secret,
            "js_code": code,
            "grant_type": "authorization_code",
        },
        changes,
    )
    return sim.http.get(QQ_SESSION, params=query).json()


def called(answer: httpx.Response) -> str:
    """Return the argument of the call that QQ writes its answers as."""
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html")
    return re.fullmatch(r"callback\( (\{.*\}) \);\n", answer.text)[1]


def error_of(answer: httpx.Response) -> int:
    """Return the number that an answer written as a call gives."""
    told = json.loads(called(answer))
    assert set(told) == {"error", "error_description"}
    return told["error"]
