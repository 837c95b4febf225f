"""The authorize pages as pages: plain forms, in two languages, that nothing gets out of."""

import re
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit

import pytest

from adapters.simulator.authorize.words import WORDS
from tests.simulator.signing_in import (
    OA_PAGE,
    WEBSITE_PAGE,
    answer_page,
    oa_link,
    website_link,
)
from tests.simulator.signing_in_qq import QQ_PAGE, qq_link

LINKS = [(WEBSITE_PAGE, website_link()), (OA_PAGE, oa_link()), (QQ_PAGE, qq_link())]
EACH = pytest.mark.parametrize(("page", "link"), LINKS)


class Outline(HTMLParser):
    """The parts of a page that matter to whoever cannot see it."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.named, self.action, self.lang = [], [], "", ""
        self._button = None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        known = dict(attrs)
        if tag == "button":
            self._button = [known.get("name"), known.get("value"), ""]
        if tag == "form":
            self.action = known["action"]
        if tag == "html":
            self.lang = known["lang"]

    def handle_data(self, data):
        if self._button:
            self._button[2] += data

    def handle_endtag(self, tag):
        if tag == "button":
            self.named.append(tuple(" ".join(part.split()) for part in self._button))
            self._button = None


@EACH
def test_the_page_is_one_form_with_named_buttons_under_one_heading(sim, page, link):
    outline = Outline(sim.http.get(page, params=link).text)
    assert outline.lang == "zh-CN"
    assert [outline.tags.count(tag) for tag in ("h1", "main", "header", "form")] == [1, 1, 1, 1]
    assert outline.tags.count("script") == outline.tags.count("style") == 0
    assert ("allow", "xiaolin", "小 小林 允许") in outline.named
    assert outline.named[-1] == ("deny", "yes", "拒绝")
    assert len(outline.named) == len(sim.told("people")) + 1


@EACH
def test_the_form_goes_to_the_same_address_without_its_fragment(sim, page, link):
    action = urlsplit(Outline(sim.http.get(page, params=link).text).action)
    assert (action.netloc, action.path, action.fragment) == ("", page, "")
    assert parse_qsl(action.query) == list(link.items())


@EACH
def test_nothing_is_inline_and_all_comes_from_here(sim, page, link):
    for answer in (
        sim.http.get(page, params=link),
        sim.http.get(page),
        answer_page(sim, page, link, deny="yes"),
        answer_page(sim, page, link, allow="xiaolin"),
    ):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["cache-control"] == "no-store"
        assert not re.search(r"<script|<style|\sstyle=|\son\w+=", answer.text)
        files = re.findall(r'<link [^>]*href="([^"]+)"', answer.text)
        assert set(files) <= {"/icon.svg", "/theme.css", "/authorize.css"}


@pytest.mark.parametrize(
    ("asked", "lang"),
    [
        ("", "zh-CN"),
        ("en", "en"),
        ("en-GB,en;q=0.9,zh;q=0.8", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"),
        ("fr, en;q=0.3, zh;q=0.5", "zh-CN"),
        ("fr;q=1, en;q=much", "en"),
        ("de", "zh-CN"),
    ],
)
def test_the_browser_is_spoken_to_in_its_language(sim, asked, lang):
    headers = {"accept-language": asked}
    for params in (website_link(), {}):
        html = sim.http.get(WEBSITE_PAGE, params=params, headers=headers).text
        assert Outline(html).lang == lang


def test_a_website_may_choose_the_language(sim):
    assert Outline(sim.http.get(WEBSITE_PAGE, params=website_link(lang="en")).text).lang == "en"
    english = {"accept-language": "en"}
    link = website_link(lang="cn")
    assert Outline(sim.http.get(WEBSITE_PAGE, params=link, headers=english).text).lang == "zh-CN"


def test_both_languages_have_every_word():
    assert set(WORDS["zh"]) == set(WORDS["en"])
    assert all(text.strip() for words in WORDS.values() for text in words.values())


@EACH
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_says_that_it_is_simulated(sim, page, link, language):
    headers = {"accept-language": language}
    for answer in (
        sim.http.get(page, params=link, headers=headers),
        sim.http.get(page, headers=headers),
        sim.http.post(page, params={**link}, data={"deny": "yes"}, headers=headers),
    ):
        if answer.status_code == 200:
            assert f"<strong>{WORDS[language]['simulated']}</strong>" in answer.text


def test_what_others_wrote_is_only_text(sim):
    sim.control("people", id="mallory", nickname='<b onclick="x">&amp;$alias')
    html = sim.http.get(WEBSITE_PAGE, params=website_link(state='"><script>')).text
    assert "&lt;b onclick=&quot;x&quot;&gt;&amp;amp;$alias" in html
    assert "<script" not in html
    assert "&lt;b" in sim.http.get(QQ_PAGE, params=qq_link()).text


def test_tags_tell_who_will_be_refused(sim):
    assert "高风险" in sim.http.get(WEBSITE_PAGE, params=website_link()).text
    assert "快照用户" not in sim.http.get(WEBSITE_PAGE, params=website_link()).text
    assert "快照用户" in sim.http.get(OA_PAGE, params=oa_link()).text
    assert "高风险" not in sim.http.get(QQ_PAGE, params=qq_link()).text


def test_only_wechat_signs_in_silently(sim):
    html = sim.http.get(QQ_PAGE, params=qq_link(scope="snsapi_base")).text
    assert 'name="deny"' in html
