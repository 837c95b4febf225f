"""What a newcomer finds."""

from pathlib import Path

from adapters.http.pages.renderer import Renderer
from adapters.simulator.demo import demo_apps, demo_tables, demo_web_apps

SIMULATOR = "http://127.0.0.1:9"


def test_the_mini_programs_stay_three():
    assert [app.alias for app in demo_apps()] == ["shop", "club", "partner"]
    assert {(app.provider, app.kind) for app in demo_apps()} == {("wechat", "mini_program")}


def test_all_else_is_there_once_of_each_kind():
    apps = {app.alias: (app.provider, app.kind) for app in demo_web_apps()}
    assert apps == {
        "web": ("wechat", "website"),
        "oa": ("wechat", "official_account"),
        "phoneapp": ("wechat", "mobile"),
        "qq": ("qq", "website"),
        "qqmini": ("qq", "mini_program"),
    }
    assert {app.platform for app in demo_web_apps()} == {"main"}
    shop, *_ = demo_apps()
    assert shop.platform == "main"


def test_no_two_apps_share_an_id_or_a_secret():
    apps = [*demo_apps(), *demo_web_apps(), *demo_apps()[:1]]
    assert len({app.app_id for app in apps}) == len(apps) - 1
    assert len({app.secret for app in apps}) == len(apps)


def test_the_tables_name_every_app_and_where_its_vendor_is(tmp_path):
    apps = [*demo_apps(), *demo_web_apps()]
    tables = demo_tables(apps, tmp_path, service="http://a", simulator=SIMULATOR)
    wechat, qq = tables["wechat"], tables["qq"]
    assert (wechat["api_base"], wechat["page_base"]) == (SIMULATOR, SIMULATOR)
    assert set(wechat["apps"]) == {"shop", "club", "partner", "web", "oa", "phoneapp"}
    assert wechat["apps"]["oa"]["kind"] == "official_account"
    assert (qq["api_base"], qq["page_base"]) == (f"{SIMULATOR}/qq", f"{SIMULATOR}/qq")
    assert qq["mini_api_base"] == f"{SIMULATOR}/qq/mini"
    kinds = {alias: (one["kind"], one["developer"]) for alias, one in qq["apps"].items()}
    assert kinds == {"qq": ("web", "main"), "qqmini": ("mini_program", "main")}


def test_the_pages_say_where_codes_arrive(tmp_path):
    tables = demo_tables(demo_apps(), tmp_path, service="http://a", simulator=SIMULATOR)
    renderer = Renderer("Guiyi", Path(tables["pages"]["folder"]))
    for language in ("zh", "en"):
        assert SIMULATOR in renderer.render("terms.html", language, {})
