"""The page: served by the simulator itself, with nothing from elsewhere."""

import re

import pytest

from adapters.simulator.journal import Leg
from domain.model.outcomes import Offer

SCRIPTS = [
    "page", "conversation", "dom", "endpoints", "meanings", "numbers", "offers", "talk", "web",
    "wishes", "words",
]  # fmt: skip
STYLES = ["/theme.css", "/page.css", "/authorize.css"]
FILES = ["/", *STYLES, "/icon.svg", *(f"/{name}.js" for name in SCRIPTS)]


@pytest.mark.parametrize("path", FILES)
def test_every_file_is_served_under_a_strict_policy(sim, path):
    answer = sim.http.get(path)
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_the_page_names_its_files_and_holds_no_script_or_style_of_its_own(sim):
    page = sim.http.get("/").text
    assert set(re.findall(r'(?:src|href)="([^"#]+)"', page)) == {
        "/theme.css",
        "/page.css",
        "/page.js",
        "/icon.svg",
    }
    assert not re.search(r"<script>|<style|\sstyle=|\son\w+=", page)


@pytest.mark.parametrize("path", FILES)
def test_nothing_is_loaded_from_elsewhere(sim, path):
    elsewhere = re.findall(r"https?://[^\s\"'`)]+", sim.http.get(path).text)
    assert set(elsewhere) <= {"http://www.w3.org/2000/svg"}


def test_each_script_is_imported_by_another_or_by_the_page(sim):
    everything = "".join(sim.http.get(path).text for path in FILES)
    imported = set(re.findall(r'"\.?/(\w+)\.js"', everything))
    assert imported == set(SCRIPTS)


def test_every_party_of_the_journal_has_a_name_on_the_page(sim):
    parties = sim.http.get("/talk.js").text.partition("const PARTIES = {")[2].partition("};")[0]
    assert all(f'"{leg.value}"' in sim.http.get("/talk.js").text for leg in Leg)
    zh, en = words_of(sim.http.get("/words.js").text)
    assert set(re.findall(r'\["(\w+)", "(\w+)"\]', parties)[0]) <= zh
    named = {party for pair in re.findall(r'\["(\w+)", "(\w+)"\]', parties) for party in pair}
    assert {"browser", "mobile", "qq"} <= named <= zh & en


def test_every_endpoint_that_the_page_lets_fail_is_one(sim):
    paths = re.findall(r'"(/[\w./]+/[\w.]+)"', sim.http.get("/endpoints.js").text)
    assert "/qq/oauth2.0/me" in paths
    for path in paths:
        sim.control("faults", endpoint=path, kind="empty")


def words_of(script):
    """Return the names under which each language has its words."""
    zh, _, en = script.partition("\n  en: {")
    return [set(re.findall(r"^ {4,6}(\w+): ", part, re.MULTILINE)) for part in (zh, en)]


def test_both_languages_have_every_word_that_the_page_shows(sim):
    zh, en = words_of(sim.http.get("/words.js").text)
    assert zh == en
    shown = set(re.findall(r'data-(?:word|hint)="(\w+)"', sim.http.get("/").text))
    assert shown <= zh


def test_every_offer_that_the_page_takes_up_is_one_of_the_services(sim):
    asked = sim.http.get("/offers.js").text.partition("const ASKED = {")[2].partition("\n};")[0]
    offers = re.findall(r'"(\w+)"', asked)
    assert set(offers) <= set(Offer)
    assert {"prove_ownership", "declare_mine", "claim_number", "choose_phone"} <= set(offers)


def test_every_button_of_the_page_is_known(sim):
    pressed = set(re.findall(r'data-action="(\w+)"', sim.http.get("/").text))
    answer = sim.http.post("/__sim/phone/dance", json={"app": "shop", "person": "xiaolin"})
    known = answer.json()["error"].partition("known: ")[2].split(", ")
    assert pressed <= set(known)
    assert {"phone_button", "ask_sms_code", "sms_sign_in", "claim_number", "merge"} <= pressed
