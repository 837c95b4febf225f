"""graph.qq.com: OAuth, in the format that the caller asks for, and the profile."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

import attrs

from adapters.simulator.calls import Call
from adapters.simulator.journal import Leg
from adapters.simulator.qq.errors import QQRefused, described
from adapters.simulator.qq.me import me
from adapters.simulator.qq.profile import SIGN_IN_FIRST, get_user_info
from adapters.simulator.qq.tokens import token
from adapters.simulator.vendors import Answer
from adapters.simulator.world import World
from adapters.simulator.writing import Writer, as_form, as_json, as_jsonp, as_jsonp_with_comma

TOKEN: Final = "/qq/oauth2.0/token"  # noqa: S105 - a path
ME: Final = "/qq/oauth2.0/me"
PROFILE: Final = "/qq/user/get_user_info"
_HTML: Final = "text/html"

Endpoint = Callable[[World, Call], dict[str, Any]]

_OAUTH: Final[Mapping[str, Endpoint]] = MappingProxyType({TOKEN: token, ME: me})


@attrs.frozen
class QQOAuth:
    """Implements vendors.Vendor: every answer is HTTP 200, and JSON only if that is asked for."""

    world: World
    leg: Leg = Leg.SERVICE_TO_QQ

    def answer(self, call: Call) -> Answer:
        try:
            told = _OAUTH[call.path](self.world, call)
        except QQRefused as refused:
            return self.failure(call, refused.error)
        return self._worded(call, told, as_form if call.path == TOKEN else self._callback())

    def failure(self, call: Call, errcode: int) -> Answer:
        told = {"error": errcode, "error_description": described(errcode)}
        return self._worded(call, told, self._callback())

    def _callback(self) -> Writer:
        return as_jsonp_with_comma if self.world.modes.qq_trailing_comma else as_jsonp

    def _worded(self, call: Call, content: dict[str, Any], unasked: Writer) -> Answer:
        is_json = call.parameters.get("fmt") == "json"
        return Answer(
            content=content,
            content_type=self.world.modes.qq_json_type if is_json else _HTML,
            write=as_json if is_json else unasked,
            errcode="error",
        )


@attrs.frozen
class QQProfile:
    """Implements vendors.Vendor: JSON, in which `ret` is an error's number."""

    world: World
    leg: Leg = Leg.SERVICE_TO_QQ

    def answer(self, call: Call) -> Answer:
        try:
            return self._worded(get_user_info(self.world, call))
        except QQRefused as refused:
            return self.failure(call, refused.error)

    def failure(self, _: Call, errcode: int) -> Answer:
        told = "请先登录" if errcode == SIGN_IN_FIRST else described(errcode)
        return self._worded({"ret": errcode, "msg": told})

    def _worded(self, content: dict[str, Any]) -> Answer:
        content_type = self.world.modes.qq_json_type
        return Answer(content=content, content_type=content_type, errcode="ret")
