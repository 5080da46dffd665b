"""A developer opens a client with a public key alone, asks, and is stopped where it is too many or late."""

import json
import re
from datetime import timedelta
from html import unescape
from pathlib import Path
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from rekam.credentials.formats import keys
from rekam.kernel.errors import RuleBroken
from rekam.verification.sandbox import services
from rekam.verification.sandbox.keys import read_pasted
from rekam.verification.sandbox.models import SandboxClient, SandboxTry
from rekam.verification.sandbox.people import COMPARE, EXAMPLE
from tests.verification.api.asker import Asker

PAGE = "/lembaga/coba/"


def public_pem(key: ec.EllipticCurvePublicKey) -> str:
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def paste(text: str, *, place: str = "") -> tuple[int, str]:
    """Each from a place of its own, since what is counted stays after a test."""
    page = Client(REMOTE_ADDR=place or uuid4().hex).post(PAGE, {"key": text})
    return page.status_code, unescape(page.content.decode())


def opened(page: str) -> dict[str, str]:
    found = re.search(r'\{\s*"client_id".*?\}', page, re.DOTALL)
    assert found
    return dict(json.loads(found.group()))


def test_from_a_pasted_key_to_the_first_answer(db: None, receipt_keys: None) -> None:
    asker = Asker()
    status, page = paste(public_pem(asker.signer.public))
    assert status == 200
    told = opened(page)
    asker.client_id = told["client_id"]
    assert "contoh-satu.jpg" in page
    assert COMPARE in page
    assert told["audience"] == "http://127.0.0.1:8000/api/v1/verification"

    assert asker.sign_in().status_code == 200
    assert asker.send("/questions", EXAMPLE).json()["confirmed"]

    SandboxClient.objects.update(made_at=SandboxClient.objects.get().made_at - timedelta(days=30))
    assert asker.sign_in().json()["code"] == "client_wrong"


def test_a_sixth_client_of_an_hour_is_refused(db: None) -> None:
    jwk = json.dumps(keys.to_jwk(ec.generate_private_key(ec.SECP256R1()).public_key()))

    place = uuid4().hex
    asked = [paste(jwk, place=place)[0] for _ in range(services.TRIES + 1)]
    assert asked == [200] * services.TRIES + [429]
    assert paste(jwk)[0] == 200
    assert not SandboxTry.objects.filter(asker=place).exists()


def test_the_secret_half_is_refused_with_a_warning_and_not_shown_again(db: None) -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    number = private.private_numbers().private_value
    for secret in (pem, json.dumps({**keys.to_jwk(private.public_key()), "d": f"s{number}"})):
        status, page = paste(secret)
        assert status == 400
        assert "Ini kunci rahasia" in page
        assert pem.splitlines()[1] not in page
        assert str(number) not in page
    assert not SandboxClient.objects.exists()


@settings(max_examples=40, deadline=None)
@given(text=st.text(max_size=200) | st.builds("{{{}".format, st.text(max_size=60)))
def test_no_paste_breaks_the_reader(text: str) -> None:
    with pytest.raises(RuleBroken, match="sandbox_key_"):
        read_pasted(text)


@pytest.mark.parametrize(
    "text",
    [
        public_pem(ec.generate_private_key(ec.SECP384R1()).public_key()),
        "[" * 1_999,
        '{"a":' * 400,
        '{"kty":"EC","crv":"P-256","x":"AA","y":"\\u00e9"}',
        '{"kty":"EC","crv":"P-256","x":[],"y":{}}',
        '{"kty":[],"crv":{},"x":"","y":""}',
    ],
)
def test_what_is_no_key_of_ours_is_refused(text: str) -> None:
    with pytest.raises(RuleBroken, match="sandbox_key_wrong"):
        read_pasted(text)


def test_the_example_of_the_page_is_the_one_of_the_docs() -> None:
    assert json.loads(Path("docs/examples/bank/question.json").read_text()) == EXAMPLE
