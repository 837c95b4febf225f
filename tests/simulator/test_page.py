"""The page: served by the simulator itself, with nothing from elsewhere."""

import re

import pytest

FILES = ["/", "/page.css", "/page.js", "/talk.js", "/words.js", "/icon.svg"]


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
        "/page.css",
        "/page.js",
        "/icon.svg",
    }
    assert not re.search(r"<script>|<style|\sstyle=|\son\w+=", page)


@pytest.mark.parametrize("path", FILES)
def test_nothing_is_loaded_from_elsewhere(sim, path):
    elsewhere = re.findall(r"https?://[^\s\"'`)]+", sim.http.get(path).text)
    assert set(elsewhere) <= {"http://www.w3.org/2000/svg"}
