"""Faults in signing in by a browser: states, tickets, cookies, forms and where they lead."""

from typing import Final

from tests.planted.plant import Plant

_DEEDS: Final = "domain/usecases"
_STEPS: Final = f"{_DEEDS}/steps"
_HTTP: Final = "adapters/http"
_STATES: Final = "tests/unit/test_web_states.py"
_PAGE: Final = "tests/unit/test_first_sign_in_page.py"
_CONFLICTS: Final = "tests/unit/test_first_sign_in_conflicts.py"
_TICKETS: Final = "tests/unit/test_first_sign_in_tickets.py"
_RACES: Final = "tests/unit/test_web_races.py"
_LEAVES: Final = "test_the_number_leaves_the_account_whose_password_was_right"
_CSRF: Final = "tests/service/test_web_csrf.py"
_COOKIES: Final = "tests/service/test_web_cookies.py"
_REDIRECTS: Final = "tests/service/test_web_redirects.py"

_OF_STATES: Final = (
    Plant(
        "the state is good in any browser",
        f"{_STEPS}/web_state.py",
        'return f"{browser.key} {token[0]}"',
        "return token",
        f"{_STATES}::test_what_is_not_hers_comes_to_nothing",
    ),
    Plant(
        "the state is good twice",
        f"{_STEPS}/web_state.py",
        "await self.store.apply((Consume(purpose=PURPOSE, secret=secret, bound=token, at=now),))",
        "pass",
        f"{_STATES}::test_what_is_not_hers_comes_to_nothing",
    ),
    Plant(
        "the state is good at any callback",
        f"{_DEEDS}/finish_web_login.py",
        "if (state.provider, state.app) != (provider, app):",
        "if False:",
        f"{_STATES}::test_what_is_not_hers_comes_to_nothing",
    ),
    Plant(
        "the intent is not looked at",
        f"{_DEEDS}/finish_web_login.py",
        "if caller is None or state.intent is Intent.LOG_IN:",
        "if caller is None:",
        f"{_STATES}::test_a_state_to_sign_in_by_binds_nothing",
    ),
    Plant(
        "what was meant for a session is good at another",
        f"{_DEEDS}/finish_web_login.py",
        "if state.intent is not Intent.LOG_IN and _session_of(caller) != state.session_id:",
        "if False:",
        f"{_STATES}::test_what_was_meant_for_a_session_is_for_that_session",
    ),
    Plant(
        "a parameter that comes twice is read once",
        f"{_HTTP}/pages/provider.py",
        "if len(values) > 1:",
        "if False:",
        "tests/service/test_web_states.py::test_what_is_not_hers_comes_to_nothing",
    ),
    Plant(
        "a page repeats the code of its address",
        f"{_HTTP}/pages/desk.py",
        "kept = {name: query[name] for name in _OF_PAGES if name in query}",
        "kept = dict(query.items())",
        "tests/service/test_web_states.py::test_what_is_not_hers_comes_to_nothing",
    ),
    Plant(
        "client_id is not compared",
        "adapters/qq/web_login.py",
        'if accepted(answer).text("client_id", _PRINTABLE) != app.app_id:',
        "if False:",
        "tests/qq/test_whose_token.py::test_a_token_of_another_app_is_rejected",
    ),
)
_OF_NEWCOMERS: Final = (
    Plant(
        "the bind ticket is good in another browser",
        "adapters/persistence/memory.py",
        "if row is None or row.write.bound != bound or row.write.expires_at <= now:",
        "if row is None or row.write.expires_at <= now:",
        f"{_TICKETS}::TestATicket::test_is_of_one_browser",
    ),
    Plant(
        "a stale number opens by QQ without its password",
        "domain/model/first_sign_in.py",
        "case Said.NONE_THERE if not fresh:",
        "case Said.NONE_THERE if False:",
        f"{_PAGE}::TestANumberThatMayHaveChangedHands::test_what_she_is_asked",
    ),
    Plant(
        "the password is not asked",
        f"{_STEPS}/first_password.py",
        "if present != known:",
        "if False:",
        f"{_PAGE}::TestAnAccountsNumber::test_so_is_one_that_was_left_out",
    ),
    Plant(
        "a password that was changed is still known",
        f"{_STEPS}/first_ticket.py",
        "return cls(account_id, hashlib.sha256(hashed.encode()).hexdigest())",
        'return cls(account_id, "")',
        f"{_CONFLICTS}::TestAPlaceThatIsTaken::test_a_password_that_was_changed_since_replaces_nothing",
    ),
    Plant(
        "a password is compared before the number is proven",
        f"{_DEEDS}/first_sign_in.py",
        "        if phone is None:\n            raise SmsCodeWrong\n",
        "",
        f"{_TICKETS}::TestATicket::test_knows_no_number_of_itself",
    ),
    Plant(
        "what was typed for one account is taken for another's",
        f"{_DEEDS}/first_sign_in.py",
        "if facts.owner_id != told.holder_id:",
        "if False:",
        f"{_RACES}::TestBetween::{_LEAVES}",
    ),
    Plant(
        "a ban is escaped by the bind page",
        f"{_DEEDS}/first_sign_in.py",
        "            facts.phone.unheld,",
        "            (),",
        f"{_CONFLICTS}::TestWhatWasUnboundLately::test_nor_does_it_come_to_another_account_then",
    ),
    Plant(
        "what is replaced stays",
        f"{_DEEDS}/first_sign_in.py",
        "            release(draft, p.account, one)\n",
        "            pass\n",
        f"{_CONFLICTS}::TestAPlaceThatIsTaken::test_hers_takes_its_place",
    ),
)
_OF_BROWSERS: Final = (
    Plant(
        "csrf token of any session",
        f"{_HTTP}/csrf.py",
        'return f"{browser.key} {session}".encode()',
        "return browser.key.encode()",
        f"{_CSRF}::test_with_no_token_or_anothers_nothing_is_done",
    ),
    Plant(
        "csrf token of any browser",
        f"{_HTTP}/csrf.py",
        'return f"{browser.key} {session}".encode()',
        "return session.encode()",
        f"{_CSRF}::test_a_strangers_token_is_of_her_browser",
    ),
    Plant(
        "the origin is not looked at",
        f"{_HTTP}/csrf.py",
        'if origin not in (None, self.origin) or site not in (None, "same-origin"):',
        "if False:",
        f"{_CSRF}::test_from_elsewhere_nothing_is_done",
    ),
    Plant(
        "who does not say where she is from is trusted",
        f"{_HTTP}/csrf.py",
        "if origin is None and site is None:",
        "if False:",
        f"{_CSRF}::test_from_elsewhere_nothing_is_done",
    ),
    Plant(
        "the cookie is enough for the API",
        f"{_HTTP}/callers.py",
        "self.csrf.check_token(shown, browser, signed_in)",
        "pass",
        f"{_CSRF}::test_with_no_token_or_anothers_nothing_is_done",
    ),
    Plant(
        "a form may be of any type",
        f"{_HTTP}/pages/forms.py",
        "if media_type.strip().lower() != _FORM:",
        "if False:",
        f"{_CSRF}::test_only_as_a_page_of_ours_would_send_it",
    ),
    Plant(
        "of two cookies of one name the first is believed",
        f"{_HTTP}/cookies.py",
        "return found[0] if len(found) == 1 and len(found[0]) <= _LONGEST else",
        "return found[0] if found else",
        f"{_COOKIES}::TestTheirNames::test_of_two_of_one_name_neither_is_believed",
    ),
    Plant(
        "a page does not know of the session that its answer begins",
        f"{_HTTP}/cookies.py",
        "return _sent(request, wanted) if value is None else value",
        "return _sent(request, wanted)",
        "tests/service/test_web_merge.py::test_it_is_taken_back_on_the_page_that_tells_of_it",
    ),
    Plant(
        "scripts read the cookies",
        f"{_HTTP}/cookies.py",
        "httponly=True",
        "httponly=False",
        f"{_COOKIES}::TestTheSession::test_by_number_and_password_too",
    ),
    Plant(
        "return_to takes an address",
        f"{_HTTP}/targets.py",
        "if target and target not in self.urls and target not in _OURS:",
        "if False:",
        f"{_REDIRECTS}::test_an_address_is_no_target",
    ),
    Plant(
        "a form's target is looked at too late",
        f"{_HTTP}/pages/sign_in.py",
        '        self.desk.targets.check(form["return_to"])\n',
        "",
        f"{_REDIRECTS}::test_nor_when_she_signs_in",
    ),
    Plant(
        "pages are framed",
        f"{_HTTP}/pages/desk.py",
        "base-uri 'none'; frame-ancestors 'none'",
        "base-uri 'none'",
        "tests/service/test_web_headers.py::test_so_are_assets_and_they_are_all_there_is",
    ),
)

OF_THE_WEB: Final = (*_OF_STATES, *_OF_NEWCOMERS, *_OF_BROWSERS)
