"""A desk for each test."""

import pytest

from tests.cli.desk import Desk


@pytest.fixture
def desk(tmp_path, monkeypatch, capsys):
    return Desk(tmp_path, monkeypatch, capsys)
