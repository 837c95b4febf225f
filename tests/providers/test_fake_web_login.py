from urllib.parse import parse_qs, urlencode, urlsplit

import attrs
import pytest

from domain.model.app import App, AppKind
from domain.model.profile import ProfileChanges
from tests.builders import PLATFORM
from tests.contracts.web_login import BoundWebLoginContract
from tests.fakes import FakeWebLogin

WEB = App("web", AppKind.WEBSITE, "wxtest0000000011", PLATFORM)
BLOG = App("blog", AppKind.WEBSITE, "wxtest0000000012", PLATFORM)
SHOWN = {"xiaolin": ProfileChanges("小林", "https://pictures.example/xiaolin")}


@attrs.define
class FakeBrowser:
    web_login: FakeWebLogin
    app = WEB
    sibling = BLOG

    def agree(self, url, person):
        page = urlsplit(url)
        asked = {name: values[0] for name, values in parse_qs(page.query).items()}
        app = next(app for app in (WEB, BLOG) if page.path == f"/{app.app_id}")
        address = asked["redirect_uri"]
        code = self.web_login.agree(
            f"{person}-in-{app.alias}",
            f"u{person}",
            app=app,
            redirect_uri=address,
            profile=SHOWN.get(person, ProfileChanges()),
        )
        query = urlencode({"code": code, "state": asked["state"]})
        return f"{address}{'&' if '?' in address else '?'}{query}"


class TestFakeWebLogin(BoundWebLoginContract):
    @pytest.fixture
    def visitor(self):
        return FakeBrowser(FakeWebLogin())
