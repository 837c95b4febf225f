"""A token that another app was given proves nothing to this one."""

import pytest

from domain.model.errors import CodeRejected, ProviderUnavailable
from tests.qq.mutations import FOREIGN_IDS
from tests.qq.upstream import (
    APP_ID,
    FORMATS,
    INFO,
    OPENID,
    PERSON,
    exchange,
    failed,
    house,
)

OTHERS = ["101000002", APP_ID[:-1], f"{APP_ID}1", f"1{APP_ID}", f"{APP_ID},1", f"0{APP_ID}", "*"]


@pytest.mark.parametrize("client_id", OTHERS)
@pytest.mark.parametrize("write", FORMATS)
def test_a_token_of_another_app_is_rejected(caplog, client_id, write):
    at = house(me=write(PERSON | {"client_id": client_id}))
    with pytest.raises(CodeRejected):
        exchange(at)
    assert at.upstream.count(INFO) == 0
    assert caplog.messages == ["me: the token was given to another app"]


def test_so_it_is_where_there_is_no_unionid():
    at = house(me=[failed(100048), {"client_id": "101000002", "openid": OPENID}])
    with pytest.raises(CodeRejected):
        exchange(at)


@pytest.mark.parametrize("client_id", [*FOREIGN_IDS, [], {}, True, "é", f"{APP_ID}\n", "x" * 5000])
def test_whatever_is_not_our_id_opens_nothing(client_id):
    with pytest.raises((CodeRejected, ProviderUnavailable)):
        exchange(house(me=PERSON | {"client_id": client_id}))


def test_nor_do_two_ids():
    for first, second in [(APP_ID, "101000002"), ("101000002", APP_ID)]:
        body = f'{{"client_id":"{first}","openid":"{OPENID}","client_id":"{second}"}}'
        with pytest.raises(ProviderUnavailable, match="me: malformed answer: body"):
            exchange(house(me=f"callback( {body} );".encode()))
