"""T41, bars 1 and 34: codes, states, tickets and openids are in no address, page, log or file."""

import re

import pytest

from tests.service.canaries import found_in
from tests.service.databases import at_rest
from tests.service.hearing import Logs, listening_to
from tests.service.web_tour import WebTour

MET = {"secret", "code", "openid", "unionid", "access_token"}
OURS = {"state", "ticket", "browser", "our access token", "our refresh token"}
ASKED_FOR = re.compile(rb"/(connect/|qq/oauth2.0/authorize)")


@pytest.mark.parametrize("storage", ["sqlite", "postgres"])
def test_a_tour_of_the_pages_leaves_no_secret_anywhere(request, another_site, storage):
    url = request.getfixturevalue("postgres_url") if storage == "postgres" else None
    logs = Logs()
    site = another_site(storage=url)
    tour = WebTour(site)
    with listening_to(logs):
        tour.take()
    assert {one.kind for one in tour.canaries} >= MET
    assert {one.kind for one in tour.states} == OURS
    answers = [answer for browser in tour.browsers for answer in browser.answers]
    assert len(answers) > 50
    assert not found_in(b"\n".join(map(told_by, answers)), tour.canaries)
    assert not found_in(b"\n".join(map(addresses_in, answers)), tour.canaries | tour.states)
    secrets = tour.canaries | tour.states
    assert not found_in(logs.made(), secrets)
    assert not found_in(logs.lines(), secrets)
    assert not found_in(at_rest(site.storage), secrets)


def told_by(answer):
    """Return head and body of an answer."""
    return f"{answer.headers.raw}".encode() + answer.content


def addresses_in(answer):
    """Return where an answer leads, by itself or by its links, but to the provider's page."""
    found = re.findall(rb'(?:href|action|src)="([^"]*)"', answer.content)
    found.append(answer.headers.get("location", "").encode())
    return b"\n".join(one for one in found if not ASKED_FOR.search(one))
