"""The OpenAPI description: JSON alone, no page that loads scripts from elsewhere."""

from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme


def openapi_config() -> OpenAPIConfig:
    """Return what /schema/openapi.json is made from."""
    return OpenAPIConfig(
        title="Guiyi",
        version="1",
        summary="One person, one account: sign-in by WeChat, QQ, phone and password",
        render_plugins=[JsonRenderPlugin()],
        components=Components(
            security_schemes={"bearer": SecurityScheme(type="http", scheme="bearer")}
        ),
        use_handler_docstrings=True,
    )
