"""Signing in on the web, step by step: a person's browser, and the site's calls to WeChat."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

from adapters.simulator.apps import SimulatedApp
from tests.simulator.playing import CALLBACK, MOBILE, OA, WEB, Simulation

WEBSITE_PAGE = "/connect/qrconnect"
OA_PAGE = "/connect/oauth2/authorize"
ACCESS_TOKEN = "/sns/oauth2/access_token"
REFRESH_TOKEN = "/sns/oauth2/refresh_token"
USER_INFO = "/sns/userinfo"
TOKEN_CHECK = "/sns/auth"


def website_link(**changes: str) -> dict[str, str]:
    """Return what a website asks in the page's address; a change to "" leaves it out."""
    return present(
        {
            "appid": WEB.app_id,
            "redirect_uri": CALLBACK,
            "response_type": "code",
            "scope": "snsapi_login",
            "state": "st.ate",
        },
        changes,
    )


def oa_link(**changes: str) -> dict[str, str]:
    return present(
        {
            "appid": OA.app_id,
            "redirect_uri": CALLBACK,
            "response_type": "code",
            "scope": "snsapi_userinfo",
            "state": "State1",
        },
        changes,
    )


def answer_page(sim: Simulation, page: str, link: dict[str, str], **form: str) -> httpx.Response:
    """Press a button of the page."""
    return sim.http.post(page, params=link, data=form)


def shown(sim: Simulation, page: str, link: dict[str, str]) -> str:
    """Open the page and return what it says; it sends nobody anywhere."""
    answer = sim.http.get(page, params=link)
    assert (answer.status_code, "location" in answer.headers) == (200, False)
    return answer.text


def error_of(sim: Simulation, page: str, link: dict[str, str]) -> str:
    """Return what the page says, which has to be the same to whoever presses a button."""
    said = shown(sim, page, link)
    assert "<form" not in said
    assert answer_page(sim, page, link, allow="xiaolin").text == said
    assert answer_page(sim, page, link, deny="yes").text == said
    return said


def returned(location: str) -> dict[str, str]:
    """Return what a person brings back to the site."""
    parts = urlsplit(location)
    assert (parts.scheme, parts.netloc, parts.path) == ("https", "site.example", "/callback")
    query = {name: one for name, [one] in parse_qs(parts.query, keep_blank_values=True).items()}
    assert query.pop("from") == "here"
    return query


def authorized(
    sim: Simulation, app: SimulatedApp = WEB, person: str = "xiaolin", **wishes: str
) -> str:
    """Return the code of a person who said yes."""
    if app is MOBILE:
        return sim.control("send_auth", app=app.alias, person=person)["code"]
    asked = {"redirect_uri": CALLBACK, "state": "State1", **wishes}
    url = sim.control("authorize", app=app.alias, person=person, **asked)["url"]
    return parse_qs(urlsplit(url).query)["code"][0]


def trade(sim: Simulation, code: str, app: SimulatedApp = WEB, /, **changes: str) -> Any:
    """Trade the code at WeChat."""
    query = present(
        {
            "appid": app.app_id,
            "secret": app.secret,
            "code": code,
            "grant_type": "authorization_code",
        },
        changes,
    )
    return sim.http.get(ACCESS_TOKEN, params=query).json()


def renew(sim: Simulation, refresh: str, app: SimulatedApp = WEB, /, **changes: str) -> Any:
    query = present(
        {"appid": app.app_id, "refresh_token": refresh, "grant_type": "refresh_token"}, changes
    )
    return sim.http.get(REFRESH_TOKEN, params=query).json()


def asked_about(sim: Simulation, token: Any, path: str = USER_INFO, /, **changes: str) -> Any:
    query = present(
        {
            "access_token": token["access_token"],
            "openid": token["openid"],
        },
        changes,
    )
    return sim.http.get(path, params=query).json()


def present(params: dict[str, str], changes: dict[str, str]) -> dict[str, str]:
    """Return the parameters as they are changed; a change to "" leaves one out."""
    return {name: value for name, value in {**params, **changes}.items() if value}
