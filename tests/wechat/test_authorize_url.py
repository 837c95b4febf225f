"""Where WeChat's pages are, and what they are asked; one of them takes its address literally."""

import pytest

from tests.wechat.web import NEWS, WEB, house

STATE = "Az09" * 32
HOME = "https%3A%2F%2Fshop.example%2Fa%20b%3Fx%3D1%262"


def url(app, language="zh", **options):
    web_login = house().web_login(**options)
    redirect_uri = "https://shop.example/a b?x=1&2"
    return web_login.authorize_url(app, state=STATE, redirect_uri=redirect_uri, language=language)


@pytest.mark.parametrize(("language", "lang"), [("zh", "cn"), ("en", "en")])
def test_a_website_shows_a_qr_code_in_either_language(language, lang):
    assert url(WEB, language) == (
        f"https://page.test/connect/qrconnect?appid={WEB.app_id}&redirect_uri={HOME}"
        f"&response_type=code&scope=snsapi_login&state={STATE}&lang={lang}#wechat_redirect"
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_official_account_asks_inside_wechat(language):
    assert url(NEWS, language) == (
        f"https://page.test/connect/oauth2/authorize?appid={NEWS.app_id}&redirect_uri={HOME}"
        f"&response_type=code&scope=snsapi_userinfo&state={STATE}#wechat_redirect"
    )


def test_or_it_asks_nothing():
    options = {"official_account_scope": "snsapi_base"}
    assert "&scope=snsapi_base&state=" in url(NEWS, **options)
    assert "&scope=snsapi_login&state=" in url(WEB, **options)
