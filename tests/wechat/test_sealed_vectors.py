"""Public vectors of what WeChat seals and signs, and some of our own."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapters.wechat.sealed import open_sealed, open_signed
from domain.model.errors import ProfileNotOpened

VECTORS = Path(__file__).parent.parent / "vectors"
OFFICIAL = json.loads((VECTORS / "wechat_official.json").read_text())
SYNTHETIC = json.loads((VECTORS / "synthetic.json").read_text())
THEN = datetime.fromtimestamp(1_770_000_000, UTC)
CUT_IV = "AAAAAAAAAAAAAAAAAAAA"


def test_the_official_vector_opens():
    vector = OFFICIAL["decrypt"]
    fields = open_sealed(
        vector["encrypted_data"],
        vector["iv"],
        session_key=vector["session_key"],
        app_id=vector["appid"],
        now=datetime.fromtimestamp(1_477_314_187, UTC),
    )
    assert fields == vector["plaintext_json"]


def test_the_official_vector_does_not_open_with_a_letter_of_its_iv_changed():
    vector = OFFICIAL["decrypt"]
    with pytest.raises(ProfileNotOpened):
        open_sealed(
            vector["encrypted_data"],
            vector["iv"].replace("n0q", "n2q"),
            session_key=vector["session_key"],
            app_id=vector["appid"],
            now=datetime.fromtimestamp(1_477_314_187, UTC),
        )


@pytest.mark.parametrize("vector", SYNTHETIC["decrypt"], ids=lambda vector: vector["name"])
def test_the_synthetic_vectors_open_as_they_say(vector):
    def open_it():
        return open_sealed(
            vector.get("encrypted_data_as_form_decoded", vector["encrypted_data"]),
            vector["iv"],
            session_key=vector["session_key"],
            app_id=SYNTHETIC["appid"],
            now=THEN,
        )

    if vector["expect"].startswith("ok"):
        assert open_it() == json.loads(vector["plaintext"])
    else:
        with pytest.raises(ProfileNotOpened):
            open_it()


def test_all_eighteen_vectors_are_there():
    assert len(SYNTHETIC["decrypt"]) == 18


@pytest.mark.parametrize("vector", [OFFICIAL["signature"], *SYNTHETIC["signature"]])
def test_the_vectors_of_signatures_hold_as_they_say(vector):
    def open_it():
        return open_signed(
            vector["raw_data"], vector["signature"], session_key=vector["session_key"]
        )

    if vector.get("expect") == "reject":
        with pytest.raises(ProfileNotOpened):
            open_it()
    else:
        assert open_it() == json.loads(vector["raw_data"])
