"""The OpenAPI description: JSON alone, no page that loads scripts from elsewhere.

Litestar finds the routes, msgspec describes the bodies that it decodes and encodes, and the table
of answers adds what neither can know. docs/openapi.json is a copy; while `./dev run` is up, renew
it with `curl -so docs/openapi.json http://127.0.0.1:8000/schema/openapi.json`.
"""

from inspect import cleandoc
from typing import Any, Final

import msgspec
from litestar import Request
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme

from adapters.http.answer_table import Answers, Given
from adapters.http.answers import ANSWERS
from adapters.http.bodies import (
    AccountOut,
    DevicesOut,
    LoginIn,
    LogoutIn,
    ProfileChangesIn,
    QqLoginIn,
    RefreshedOut,
    RefreshIn,
    WeChatProfileIn,
)
from adapters.http.health import Health
from adapters.http.identity_bodies import BindIdentityIn, IdentitiesOut
from adapters.http.merge_bodies import MergeIn, MergesOut, PreviewIn, PreviewOut, UnmergedOut
from adapters.http.phone_bodies import (
    BindPhoneIn,
    ClaimIn,
    NumberIn,
    OutcomeOut,
    PasswordIn,
    PasswordLoginIn,
    PasswordResetIn,
    PhoneLoginIn,
    SentCodeOut,
    SmsCodeIn,
    SmsLoginIn,
    StepUpIn,
)
from adapters.http.problem_examples import problem_examples, problem_responses
from adapters.http.problems import Problem
from adapters.http.sign_in_bodies import BoundOut, MergeOut, SignInOut

Json = dict[str, Any]

_JSON: Final = "application/json"
_SCHEMAS: Final = "#/components/schemas/"
_BODIES: Final = (
    LoginIn,
    QqLoginIn,
    WeChatProfileIn,
    ProfileChangesIn,
    RefreshIn,
    LogoutIn,
    PhoneLoginIn,
    SmsCodeIn,
    SmsLoginIn,
    ClaimIn,
    BindPhoneIn,
    PasswordLoginIn,
    PasswordResetIn,
    PasswordIn,
    StepUpIn,
    NumberIn,
    BindIdentityIn,
    PreviewIn,
    MergeIn,
    AccountOut,
    SignInOut,
    RefreshedOut,
    DevicesOut,
    SentCodeOut,
    OutcomeOut,
    BoundOut,
    IdentitiesOut,
    PreviewOut,
    MergeOut,
    MergesOut,
    UnmergedOut,
    Health,
    Problem,
)


def openapi_config() -> OpenAPIConfig:
    """Return what /schema/openapi.json is made from."""
    return OpenAPIConfig(
        title="Guiyi",
        version="1",
        summary="One person, one account: sign-in by WeChat, QQ, phone and password",
        render_plugins=[Completed()],
        components=Components(
            security_schemes={"bearer": SecurityScheme(type="http", scheme="bearer")}
        ),
        use_handler_docstrings=True,
    )


class Completed(JsonRenderPlugin):
    """Writes what Litestar found, completed, in lines that a diff can tell apart."""

    def render(self, request: Request[Any, Any, Any], openapi_schema: Json) -> bytes:  # noqa: ARG002
        return (
            msgspec.json.format(msgspec.json.encode(completed(openapi_schema)), indent=2) + b"\n"
        )


def completed(found: Json) -> Json:
    """Return the whole description; what Litestar says of errors and examples gives way."""
    _, schemas = msgspec.json.schema_components(_BODIES, ref_template=_SCHEMAS + "{name}")
    refusals = [error for answers in ANSWERS.values() for error in answers.refuses]
    return {
        **found,
        "paths": {
            path: {method: _operation(operation) for method, operation in item.items()}
            for path, item in found["paths"].items()
        },
        "components": {
            **found["components"],
            "schemas": {
                name: {**schema, "description": cleandoc(schema["description"])}
                for name, schema in schemas.items()
            },
            "examples": problem_examples(refusals),
        },
    }


def _operation(found: Json) -> Json:
    answers = ANSWERS[found["operationId"]]
    operation: Json = {"operationId": found["operationId"], "summary": found["description"]}
    if "parameters" in found:
        operation["parameters"] = found["parameters"]
    if answers.takes:
        operation["requestBody"] = _request_body(found["requestBody"], answers)
    operation["responses"] = _given(answers) | problem_responses(answers.refuses)
    if answers.bearer:
        operation["security"] = [{"bearer": []}, *([{}] if answers.optional else [])]
    return operation


def _request_body(found: Json, answers: Answers) -> Json:
    schema = found["content"][_JSON]["schema"]
    [whole] = [one for one in schema.get("oneOf", [schema]) if "$ref" in one]
    examples = {name: {"value": body} for name, body in answers.takes.items()}
    return {
        "required": not answers.optional,
        "content": {_JSON: {"schema": whole, "examples": examples}},
    }


def _given(answers: Answers) -> Json:
    return {str(status): _response(given) for status, given in answers.gives.items()}


def _response(given: Given) -> Json:
    if given.example is None:
        return {"description": given.when}
    told = [given.example, *given.also.values()]
    names = dict.fromkeys(_SCHEMAS + type(one).__name__ for one in told)
    schemas = [{"$ref": name} for name in names]
    content: Json = {"schema": schemas[0] if len(schemas) == 1 else {"oneOf": schemas}}
    if given.also:
        examples = {"usual": given.example, **given.also}
        content["examples"] = {name: {"value": _shown(one)} for name, one in examples.items()}
    else:
        content["example"] = _shown(given.example)
    return {"description": given.when, "content": {_JSON: content}}


def _shown(example: msgspec.Struct) -> Json:
    shown: Json = msgspec.to_builtins(example)
    return shown
