"""Looks for secrets in answers, but for the one place in which each is issued."""

import json
import re
from collections.abc import Collection, Iterable

import httpx

from tests.service.canaries import Canary, found_in


def assert_nothing_leaks_by_answers(
    answers: Iterable[httpx.Response], canaries: Collection[Canary]
) -> None:
    leaks = found_in(told_by(answers), canaries)
    assert not leaks, leaks


def told_by(answers: Iterable[httpx.Response]) -> bytes:
    """Return heads and bodies of all answers, what they issue taken out of its place."""
    answers = list(answers)
    heads = [f"{one.reason_phrase} {one.headers.raw}".encode() for one in answers]
    return b"\n".join([*heads, *map(_besides_what_it_issues, answers)])


def short_codes_in(text: bytes, codes: Iterable[str]) -> set[str]:
    """Return which of the codes of six digits stand in a text by themselves."""
    standing = set(re.findall(rb"(?<![0-9A-Za-z.])[0-9]{6}(?![0-9A-Za-z])", text))
    return {code for code in codes if code.encode() in standing}


def one_time_secrets(answer: httpx.Response) -> list[str]:
    """Return the transaction and the tickets that an answer gives away."""
    told = answer.json() if answer.content.startswith(b"{") else {}
    tickets = [one.get("ticket") for one in told.get("offers", [])]
    return [one for one in (told.get("transaction"), *tickets) if one]


def _besides_what_it_issues(answer: httpx.Response) -> bytes:
    body = answer.content
    if not body.startswith(b"{"):
        return body
    session = answer.json().get("session", {})
    tokens = [session.get("access_token"), session.get("refresh_token")]
    for secret in (*filter(None, tokens), *one_time_secrets(answer)):
        body = body.replace(json.dumps(secret).encode(), b"", 1)
    return body
