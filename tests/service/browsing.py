"""A browser as a test has one: it keeps cookies, fills forms in, and looks at headers."""

import html
import re
from collections.abc import Mapping
from http.cookiejar import DefaultCookiePolicy
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx

from tests.service import armour

PAGE_POLICY = re.compile(
    r"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    r"form-action 'self'( https?://[a-z0-9.:-]+)*; base-uri 'none'; frame-ancestors 'none'"
)
OF_PAGES = ("content-security-policy", "referrer-policy")
COOKIES = {"browser", "session", "refresh", "ticket", "lang"}
LONGEST = 4096
_FIELD = r'<input[^>]*name="{}"[^>]*value="([^"]*)"'


def connected_to(url: str) -> httpx.Client:
    """Return what browsers ask a service by; it keeps no cookie itself."""
    http = httpx.Client(base_url=url, trust_env=False, timeout=10)
    http.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    return http


class Browser:
    """Somebody's browser at the pages of a service.

    Cookies are its own business: httpx would not send a secure one without TLS, which a proxy in
    front of the service takes off. Every answer has to be armoured.
    """

    def __init__(self, http: httpx.Client, public_url: str, **headers: str) -> None:
        self.http = http
        self.public_url = public_url
        self.secure = public_url.startswith("https://")
        self.cookies: dict[str, str] = {}
        self.headers = {"Accept-Language": "en", **headers}
        self.answers: list[httpx.Response] = []

    def name(self, cookie: str) -> str:
        """Return what the service calls one of its cookies."""
        return f"{'__Host-' if self.secure else ''}guiyi-{cookie}"

    def cookie(self, name: str) -> str:
        return self.cookies.get(self.name(name), "")

    @property
    def page(self) -> httpx.Response:
        """The page that is shown: the last that was more than a word to go elsewhere."""
        return next(one for one in reversed(self.answers) if is_page(one))

    def field(self, name: str) -> str:
        """Return what a form of the page has in a field."""
        found = re.search(_FIELD.format(name), self.page.text)
        return html.unescape(found[1]) if found else ""

    def ask(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        **content: Any,
    ) -> httpx.Response:
        """Send a request with the cookies, and keep those that come back."""
        sent = {**self.headers, **(headers or {})}
        if self.cookies and "Cookie" not in sent:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = self.http.request(method, path, headers=sent, **content)
        self.answers.append(answer)
        check_armour(answer)
        self._keep(answer)
        return answer

    def get(self, url: str, **headers: str) -> httpx.Response:
        """Open an address, as a link or a redirect leads there."""
        return self.ask("GET", url.removeprefix(self.public_url), headers)

    def post(self, path: str, **fields: str) -> httpx.Response:
        """Send a form of the page."""
        fields["csrf"] = fields.get("csrf") or self.field("csrf")
        return self.ask("POST", path, self.same_origin, data=fields)

    @property
    def same_origin(self) -> dict[str, str]:
        """What a browser says of a request that a page of ours makes."""
        return {"Origin": self.public_url, "Sec-Fetch-Site": "same-origin"}

    def copy(self) -> "Browser":
        """Return another with the same cookies: whoever stole them all."""
        other = Browser(self.http, self.public_url, **self.headers)
        other.cookies = dict(self.cookies)
        return other

    def _keep(self, answer: httpx.Response) -> None:
        for line in answer.headers.get_list("set-cookie"):
            ((name, morsel),) = SimpleCookie(line).items()
            check_cookie(name, morsel, line, secure=self.secure)
            if morsel["max-age"] == "0":
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = morsel.value


def check_cookie(name: str, morsel: Any, line: str, *, secure: bool) -> None:
    """Fail unless a cookie has every flag it may have (bar 12)."""
    prefix = "__Host-guiyi-" if secure else "guiyi-"
    assert name.startswith(prefix), name
    assert name.removeprefix(prefix) in COOKIES
    assert bool(morsel["secure"]) is secure
    assert morsel["httponly"] is True
    assert morsel["samesite"].lower() == "lax"
    assert morsel["path"] == "/"
    assert morsel["domain"] == ""
    assert morsel["max-age"]
    assert len(line.encode()) <= LONGEST


def check_armour(answer: httpx.Response) -> None:
    """Fail unless an answer wears what bar 15 asks for; assets alone may be kept."""
    headers = dict(answer.headers)
    is_asset = answer.request.url.path.startswith("/assets/") and answer.status_code == 200
    if is_page(answer):
        assert PAGE_POLICY.fullmatch(headers["content-security-policy"])
        assert headers["referrer-policy"] == "same-origin"
        headers |= {name: armour.HEADERS[name] for name in OF_PAGES}
    if is_asset:
        assert headers["cache-control"] == "public, max-age=31536000, immutable"
        headers["cache-control"] = armour.HEADERS["cache-control"]
    for name in ("set-cookie", "location"):
        headers.pop(name, None)
    armour.check_headers(httpx.Headers(headers))
    names = [name for name, _ in answer.headers.multi_items() if name != "set-cookie"]
    assert len(names) == len(set(names)), "a header comes twice"
    set_ = [line.partition("=")[0] for line in answer.headers.get_list("set-cookie")]
    assert len(set_) == len(set(set_)), f"a cookie is set twice: {set_}"


def is_page(answer: httpx.Response) -> bool:
    kind = answer.headers.get("content-type", "")
    return "text/html" in kind and "location" not in answer.headers


def query_of(url: str) -> dict[str, str]:
    """Return the parameters of an address."""
    return dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))


def heading(answer: httpx.Response) -> str:
    """Return what a page says first."""
    found = re.search(r"<h1[^>]*>(.*?)</h1>", answer.text, re.DOTALL)
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", "", found[1])).strip() if found else ""
