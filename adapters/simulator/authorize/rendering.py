"""What a person sees on an authorize page."""

from collections.abc import Collection
from urllib.parse import urlsplit

from adapters.simulator.apps import Provider, SimulatedApp
from adapters.simulator.authorize.languages import Language
from adapters.simulator.authorize.markup import Markup, filled, joined
from adapters.simulator.authorize.page import AuthorizationRequest, Problem
from adapters.simulator.authorize.words import WORDS, Words
from adapters.simulator.people import Person, is_snapshot
from adapters.simulator.wechat_oauth import SILENT

_NOTHING = Markup()
_TINTS = 6
_SILENT = "silent"


def asking(
    request: AuthorizationRequest, people: Collection[Person], action: str, language: Language
) -> str:
    """Return the page on which one of these people says yes or no, by a form sent to `action`."""
    app, words = request.app, WORDS[language]
    manner = _manner(request)
    buttons = [_button(app, one, place, words) for place, one in enumerate(people)]
    content = {
        "instead": words[f"instead_{manner}"],
        "alias": app.alias,
        "site_initial": app.alias[:1].upper(),
        "vendor_initial": words[f"initial_{app.provider}"],
        "app_id": app.app_id,
        "place": urlsplit(request.redirect_uri).netloc,
        "scope": request.scope,
        "action": action,
        "people": joined(buttons),
        "deny": _NOTHING if manner == _SILENT else filled("deny", deny=words["deny"]),
    }
    heading = words[f"sign_in_{app.provider}"].format(alias=app.alias)
    return _page("asking", heading, content, provider=app.provider, words=words)


def refused(problem: Problem, provider: Provider, language: Language) -> str:
    """Return the page that says why nobody gets in."""
    words, number = WORDS[language], problem.number
    content = {
        "number": words["number"].format(number=number) if number else words["no_number"],
        "reason": problem.zh if language == "zh" else problem.en,
    }
    return _page("refused", words["refused"], content, provider=provider, words=words)


def closed(way_back: str | None, provider: Provider, language: Language) -> str:
    """Return the page that stands for a closed one."""
    words = WORDS[language]
    link = way_back and filled("way_back", address=way_back, go_back=words["go_back"])
    content = {"closed": words[f"closed_{provider}"], "way_back": link or _NOTHING}
    return _page("closed", words["cancelled"], content, provider=provider, words=words)


def _page(
    name: str, heading: str, content: dict[str, str], *, provider: Provider, words: Words
) -> str:
    said = {**words, **content, "heading": heading}
    about = {"provider": provider, "not_real": words[f"not_real_{provider}"]}
    return filled("layout", **{**said, **about, "content": filled(name, **said)})


def _button(app: SimulatedApp, person: Person, place: int, words: Words) -> Markup:
    facts = {
        "risk": person.risk and app.provider == "wechat",
        "snapshot": is_snapshot(app, person),
        "owner": not app.online and person.id == app.owner,
    }
    tags = [filled("tag", text=words[name]) for name, holds in facts.items() if holds]
    return filled(
        "person",
        id=person.id,
        tint=str(place % _TINTS),
        initial=person.nickname[:1],
        nickname=person.nickname,
        tags=joined(tags),
        allow=words["allow"],
    )


def _manner(request: AuthorizationRequest) -> str:
    if request.app.provider == "qq":
        return "qq"
    return _SILENT if request.scope == SILENT else request.app.kind
