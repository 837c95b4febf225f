"""Services that redeem as many codes in a day as storms of merges take."""

import asyncio
from contextlib import contextmanager

import pytest

from adapters.persistence.schema import migrate
from tests.storms.nodes import Deployment, Pair

A_DAY = {
    "GUIYI_POLICY__PHONE_CODES_A_DAY": "1000000",
    "GUIYI_POLICY__SMS_A_DAY": "1000000",
}


@pytest.fixture(scope="session")
def sqlite_pair(tmp_path_factory, wechat_url):
    folder = tmp_path_factory.mktemp("merges")
    with _pair(folder, f"sqlite:///{folder}/guiyi.db", wechat_url) as pair:
        yield pair


@pytest.fixture(scope="session")
def postgres_pair(tmp_path_factory, wechat_url, postgres_server):
    url = postgres_server.new_database()
    asyncio.run(migrate(url))
    with _pair(tmp_path_factory.mktemp("merges"), url, wechat_url) as pair:
        yield pair
    postgres_server.drop_database(url)


@contextmanager
def _pair(folder, storage, wechat_url):
    deployment = Deployment(folder, storage, wechat_url, more=A_DAY)
    with deployment.nodes(2) as (one, other):
        yield Pair(deployment, one.url, other.url)
    deployment.assert_clean()
