import pytest

from adapters.system.settings_check import SettingsError, proxies
from adapters.system.settings_loader import load_settings, settings_from

KEYS = {
    "ring": ["Zk3vQ1mB7wX9rT5yU2nP8sD4fG6hJ0kL"],
    "index": "p0O9i8U7y6T5r4E3w2Q1aSdFgHjKlZxC",
}
SECRET = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
QQ = {"kind": "web", "app_id": "101000001", "secret": SECRET}
SHOP = {"kind": "mini_program", "app_id": "wx01", "secret": SECRET, "platform": "main"}


def tables(**more):
    return {"keys": KEYS, "wechat": {"apps": {"shop": SHOP}}} | more


def refused(given, environment=None) -> SettingsError:
    with pytest.raises(SettingsError) as error:
        settings_from(given, environment or {})
    return error.value


def test_the_least_configuration_has_defaults_for_the_rest():
    settings = settings_from(tables(), {})
    assert settings.storage.url == "sqlite:///guiyi.db"
    assert settings.wechat.apps["shop"].platform == "main"
    assert settings.upstream.deadline == 2.5


def test_the_environment_overlays_the_file():
    settings = settings_from(
        tables(server={"port": 1}),
        {
            "GUIYI_SERVER__PORT": "9000",
            "GUIYI_WECHAT__APPS__CLUB__KIND": "mini_program",
            "GUIYI_WECHAT__APPS__CLUB__APP_ID": "wx02",
            "GUIYI_WECHAT__APPS__CLUB__SECRET": SECRET,
            "GUIYI_SERVER__TRUSTED_PROXIES": '["10.0.0.0/8"]',
            "UNRELATED": "x",
        },
    )
    assert settings.server.port == 9000
    assert set(settings.wechat.apps) == {"shop", "club"}
    assert [str(one) for one in proxies(settings.server)] == ["10.0.0.0/8"]


def test_a_secret_may_come_from_a_file(tmp_path):
    file = tmp_path / "index"
    file.write_text("qQ1wW2eE3rR4tT5yY6uU7iI8oO9pP0aA\n")
    settings = settings_from(tables(), {"GUIYI_KEYS__INDEX_FILE": str(file)})
    assert settings.keys.index.reveal() == "qQ1wW2eE3rR4tT5yY6uU7iI8oO9pP0aA"
    gone = refused(tables(), {"GUIYI_KEYS__INDEX_FILE": str(tmp_path / "gone")})
    assert gone.key == "GUIYI_KEYS__INDEX_FILE"


@pytest.mark.parametrize(
    ("given", "key"),
    [
        (tables(servr={}), "servr"),
        (tables(server={"prt": 1}), "server.prt"),
        (tables(server={"port": "many"}), "server.port"),
        (tables(server={"port": 70000}), "server.port"),
        (tables(server={"public_url": "ftp://x"}), "server.public_url"),
        (tables(server={"trusted_proxies": ["10.0.0.0/8", "x"]}), "server.trusted_proxies[1]"),
        (tables(wechat={"apps": {"shop": SHOP | {"scret": "x"}}}), "wechat.apps[...].scret"),
        (tables(wechat={"apps": {"shop": {"kind": "mini_program"}}}), "wechat.apps[...].app_id"),
        (tables(wechat={"apps": {"a": SHOP, "b": SHOP}}), "wechat.apps.b.app_id"),
        (tables(wechat={"apps": {"shop": SHOP}}, qq={"apps": {"shop": QQ}}), "qq.apps.shop"),
        (tables(qq={"apps": {"a": QQ, "b": QQ}}), "qq.apps.b.app_id"),
        (tables(qq={"apps": {"a": {**QQ, "secret": " "}}}), "qq.apps.a.secret"),
        (tables(pages={"folder": "nowhere/at/all"}), "pages.folder"),
        (
            tables(server={"return_targets": {"home": "//evil.example/"}}),
            "server.return_targets[...]",
        ),
        ({}, "keys"),
        ({"keys": {"ring": [], "index": KEYS["index"]}}, "keys.ring"),
        ({"keys": {"ring": KEYS["ring"], "index": KEYS["ring"][0]}}, "keys.index"),
    ],
)
def test_what_is_wrong_is_refused_by_name(given, key):
    assert refused(given).key == key


@pytest.mark.parametrize(
    "weak",
    [
        "",
        "   ",
        "changeme",
        "change-me-change-me-change-me-change-me",
        "your-app-secret-0123456789-abcdefghijklm",
        "placeholder-placeholder-placeholder-1234",
        "<put the secret of your app right in here>",
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "example-example-example-example-example",
        "a" * 40,
        "abababababababababababababababababab",
        "0f1e2d3c4b5a69788796a5b4c3d2e1f",
    ],
)
@pytest.mark.parametrize("key", ["keys.ring[0]", "keys.index", "wechat.apps.shop.secret"])
def test_weak_secrets_are_refused_by_name_and_never_shown(key, weak):
    given = {"keys": dict(KEYS), "wechat": {"apps": {"shop": dict(SHOP)}}}
    match key:
        case "keys.ring[0]":
            given["keys"]["ring"] = [weak]
        case "keys.index":
            given["keys"]["index"] = weak
        case _:
            given["wechat"]["apps"]["shop"]["secret"] = weak
    error = refused(given)
    assert error.key == key
    assert not weak.strip() or weak not in str(error)


@pytest.mark.parametrize(
    "wrong",
    [
        {"keys": {"ring": "not-a-list-but-a-secret-text-0123", "index": KEYS["index"]}},
        tables(server={"port": "s3cr3t-in-the-wrong-place"}),
    ],
)
def test_no_message_shows_a_value(wrong):
    assert "s3cr3t" not in str(refused(wrong))
    assert "secret-text" not in str(refused(wrong))


def test_a_misspelt_variable_is_not_passed_over():
    assert refused(tables(), {"GUIYI_SERVER_PORT": "1"}).key == "GUIYI_SERVER_PORT"
    assert refused(tables(), {"GUIYI_SERVER__PRT": "1"}).key == "server.prt"
    assert refused(tables(), {"GUIYI_KEYS__RING": "[nonsense"}).key == "GUIYI_KEYS__RING"


def test_a_file_may_hold_a_list_and_must_hold_text(tmp_path):
    ring = tmp_path / "ring"
    ring.write_text('["qQ1wW2eE3rR4tT5yY6uU7iI8oO9pP0aA"]')
    settings = settings_from(tables(), {"GUIYI_KEYS__RING_FILE": str(ring)})
    assert settings.keys.ring[0].reveal() == "qQ1wW2eE3rR4tT5yY6uU7iI8oO9pP0aA"
    ring.write_bytes(b"\xff\xfe")
    assert refused(tables(), {"GUIYI_KEYS__RING_FILE": str(ring)}).key == "GUIYI_KEYS__RING_FILE"


def test_a_value_is_no_table():
    assert refused(tables(), {"GUIYI_KEYS__RING__0": "x"}).key == "keys.ring.0"


def test_a_broken_file_is_named(tmp_path):
    file = tmp_path / "guiyi.toml"
    file.write_text("[keys\n")
    with pytest.raises(SettingsError) as error:
        load_settings(file, {})
    assert error.value.key == "guiyi.toml"


def test_a_settings_repr_shows_no_secret():
    assert SECRET not in repr(settings_from(tables(), {}))
