"""Known answers of others: examples that the standards themselves print.

Those of RFC 9901 were taken from its working group's last draft, those of ISO/IEC 18013-5 annexes B.1 and
D.4.1.2 from open copies (pymdoccbor, nl-wallet): the signatures in them prove that nothing was mistyped.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import cbor2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from rekam.credentials.formats import (
    base45,
    base64url,
    cbor,
    claim169,
    cose,
    disclosures,
    jose,
    keys,
    mdoc,
    mdoc_reading,
    sd_jwt,
    status_list,
)
from rekam.credentials.formats.trust import Trust

VECTORS = Path(__file__).parent / "vectors"


def text(name: str) -> str:
    return (VECTORS / name).read_text().replace("\n", "")


# RFC 9901 appendix A.5: the issuer's key of all its examples.
RFC9901_ISSUER = {
    "kty": "EC",
    "crv": "P-256",
    "x": "b28d4MwZMjw8-00CG4xfnn9SLMVMM19SlqZpVb_uNtQ",
    "y": "Xv5zWwuoaTgdS6hV43yI6gBwTnjukmFQQnJ_kCxzqk8",
}


def test_rfc_9901_section_5_2_is_read_as_printed_there() -> None:
    whole = text("rfc9901-5.2-presentation.txt")
    token_text, *texts, binding = whole.split("~")
    token = jose.read(token_text, kinds=frozenset({"example+sd-jwt"}))

    assert jose.is_by(token, key=keys.from_jwk(RFC9901_ISSUER))
    told = disclosures.unfold(token.payload, texts=texts)
    assert {name: value for name, value in told.items() if name != "cnf"} == {
        "iss": "https://issuer.example.com",
        "iat": 1683000000,
        "exp": 1883000000,
        "sub": "user_42",
        "nationalities": ["US"],
        "family_name": "Doe",
        "address": {
            "street_address": "123 Main St",
            "locality": "Anytown",
            "region": "Anystate",
            "country": "US",
        },
        "given_name": "John",
    }
    sd_jwt.check_binding(
        binding,
        shown=whole[: -len(binding)],
        holder=keys.from_jwk(told["cnf"]["jwk"]),
        audience="https://verifier.example.org",
        nonce="1234567890",
        at=datetime.fromtimestamp(1748361941, UTC),
    )


@pytest.mark.parametrize(
    ("disclosure", "digest"),
    [
        (  # section 6.1, a whole object
            "WyIyR0xDNDJzS1F2ZUNmR2ZyeU5STjl3IiwgImFkZHJlc3MiLCB7InN0cmVldF9hZGRyZXNzIjogIlNjaHVsc3RyLiAxMi"
            "IsICJsb2NhbGl0eSI6ICJTY2h1bHBmb3J0YSIsICJyZWdpb24iOiAiU2FjaHNlbi1BbmhhbHQiLCAiY291bnRyeSI6ICJE"
            "RSJ9XQ",
            "fOBUSQvo46yQO-wRwXBcGqvnbKIueISEL961_Sjd4do",
        ),
        (  # section 6.2, one of its members
            "WyJlbHVWNU9nM2dTTklJOEVZbnN4QV9BIiwgImxvY2FsaXR5IiwgIlNjaHVscGZvcnRhIl0",
            "6vh9bq-zS4GKM_7GpggVbYzzu6oOGXrmNVGPHP75Ud0",
        ),
        (  # section 6.3, an object whose members are hidden again
            "WyJRZ19PNjR6cUF4ZTQxMmExMDhpcm9BIiwgImFkZHJlc3MiLCB7Il9zZCI6IFsiNnZoOWJxLXpTNEdLTV83R3BnZ1ZiWX"
            "p6dTZvT0dYcm1OVkdQSFA3NVVkMCIsICI5Z2pWdVh0ZEZST0NnUnJ0TmNHVVhtRjY1cmRlemlfNkVyX2o3NmttWXlNIiwg"
            "IktVUkRQaDRaQzE5LTN0aXotRGYzOVY4ZWlkeTFvVjNhM0gxRGEyTjBnODgiLCAiV045cjlkQ0JKOEhUQ3NTMmpLQVN4VG"
            "pFeVc1bTV4NjVfWl8ycm8yamZYTSJdfV0",
            "HvrKX6fPV0v9K_yCVFBiLFHsMaxcD_114Em6VT8x1lg",
        ),
    ],
)
def test_rfc_9901_section_6_digests(disclosure: str, digest: str) -> None:
    assert disclosures.read(disclosure).digest == digest


def test_iso_18013_5_annex_d_4_1_2_is_read_up_to_the_holder() -> None:
    """Its device proof is a MAC for another transport; issuer, digests and chain are as everywhere."""
    root = x509.load_der_x509_certificate(bytes.fromhex(text("iso-18013-5-b.1-iaca.hex")))
    response = cbor2.loads(bytes.fromhex(text("iso-18013-5-d.4.1.2-response.hex")))
    issued = cbor.write(response["documents"][0]["issuerSigned"])

    credential = mdoc_reading.read_issued(
        issued,
        kind="org.iso.18013.5.1.mDL",
        trust=Trust((), (root,)),
        at=datetime(2021, 1, 1, tzinfo=UTC),
    )

    portrait = credential.claims["portrait"]
    assert isinstance(portrait, bytes)
    assert portrait.startswith(b"\xff\xd8\xff")
    told = {name: value for name, value in credential.claims.items() if name != "portrait"}
    assert told == {
        "family_name": "Doe",
        "issue_date": "2019-10-20",
        "expiry_date": "2024-10-20",
        "document_number": "123456789",
        "driving_privileges": [
            {"vehicle_category_code": "A", "issue_date": "2018-08-09", "expiry_date": "2024-10-20"},
            {"vehicle_category_code": "B", "issue_date": "2017-02-23", "expiry_date": "2024-10-20"},
        ],
    }


def test_openid4vp_annex_b_2_6_1_session_transcript() -> None:
    encryption = {
        "kty": "EC",
        "crv": "P-256",
        "x": "DxiH5Q4Yx3UrukE2lWCErq8N8bqC9CHLLrAwLz5BmE0",
        "y": "XtLM4-3h5o3HUH0MHVJV0kyq0iBlrBwlh8qEDMZ4-Pc",
    }

    told = mdoc.session_transcript(
        client="x509_san_dns:example.com",
        nonce="exc7gBkxjx1rdc9udRrveKvSsJIq80avlXeLHhGwqtA",
        response_uri="https://example.com/response",
        thumbprint=keys.thumbprint(keys.from_jwk(encryption)),
    )

    assert told.hex() == (
        "83f6f682714f70656e494434565048616e646f7665725820"
        "048bc053c00442af9b8eed494cefdd9d95240d254b046b11b68013722aad38ac"
    )


# Claim 169 1.2.0, test-vectors/valid of its repository: ecdsa-p256-signed and encrypted-signed.
SIGNED_ES256 = (
    "6BF390D20FFWJWG.FKX*4F7B0XKA8FA9DIWENPEJ/5P$DPQE88EB$CBECP9ERZC04E21DDF3/E96007F3ORAO001KL480 B9OW5UM"
    "8SNA3W5746CP01Y8VS8MA85UA QE$345$CVQEX.D15839CZG0.SN7CP::K1QOD2S*GG4/0UR7X.E5-U-X2-GUPF7I:5SBQGZIY8NT"
    "XHRSE.YBIW6CZEAQTX%R08HJWP MPFBNN/KK.9$1C.3"
)
ES256_POINT = (
    "0478e9de939034c9d7fb3c4b988cc897d8bd2bb9397dc6129762d6df431568ea26"
    "8aa11a62b63867b720f8ca6695a3e94eaf5e909aa9b13d86dbbec8b8e287ad78"
)
ENCRYPTED = (
    "6BFCA0410DFWXQG.FKTK06U0 DKAPKT K33LMEL-PLV9BIQFGWFU2G8 N.BGZF1VSIYEV7Q3FLRS3AJNDF.3Z0N+ZE:MD1D8R22LF"
    "3WC9*9O-P9VYJ3NGZ%3L9BTN0/5LOP0X2RL0ERSVBHVN EUZUQ2C$Y05CLKYU+9653893EU%2ICEALJ864MHB:QK 2SSTKGY6EPJF"
    "FS:R0OBF7O57NDH$12PBS1GOQGKY2BDW0Z02NPQO0SPGZ1REG0GPGV6OCRN0RI$IN751T%2SO2TFI2DSV431V5TYUW5H9 9QJU.JN"
    "7M6$95:1FJKF9P84DRF/P:0"
)
ENCRYPTION_KEY = "101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f"
EDDSA_KEY = "994c54604862f73d4bce14120b318f720119c6498b59257fb89cbead939ba0f5"


@pytest.mark.parametrize(
    ("letters", "secret", "key", "name"),
    [
        (
            SIGNED_ES256,
            None,
            EllipticCurvePublicKey.from_encoded_point(SECP256R1(), bytes.fromhex(ES256_POINT)),
            "ECDSA Test Person",
        ),
        (
            ENCRYPTED,
            bytes.fromhex(ENCRYPTION_KEY),
            Ed25519PublicKey.from_public_bytes(bytes.fromhex(EDDSA_KEY)),
            "Encrypted Signed Test Person",
        ),
    ],
    ids=["ecdsa-p256-signed", "encrypted-signed"],
)
def test_claim_169_vectors(letters: str, secret: bytes | None, key: Any, name: str) -> None:
    signed = cose.read(claim169.from_qr(letters, key=secret))

    assert cose.is_by(signed, key=key)
    told = cbor.read(signed.payload or b"")
    assert told[claim169.IDENTITY][4] == name
    assert (told[claim169.ISS], told[claim169.EXP]) == ("https://mosip.example.org", 1_800_000_000)


def test_rfc_9285_section_4_base45() -> None:
    for plain, letters in ((b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"ietf!", "QED8WEX0")):
        assert base45.encode(plain) == letters
        assert base45.decode(letters) == plain


STATUSES = {0: 1, 1993: 2, 25460: 1, 159495: 3, 495669: 1, 554353: 1, 645645: 2, 723232: 1, 854545: 1}
STATUSES |= {934534: 2, 1000345: 3}


@pytest.mark.parametrize(("number", "bits"), [(0, 1), (1, 2)])
def test_status_list_draft_20_appendix_c(number: int, bits: int) -> None:
    told = (VECTORS / "status-list-20-appendix-c.txt").read_text().split("\n\n")[number]
    printed = cbor2.loads(bytes.fromhex(told))
    ours = status_list.blank(entries=1 << 20, bits=bits).changed(
        {index: value if bits > 1 else 1 for index, value in STATUSES.items()}
    )

    assert printed["bits"] == bits
    assert status_list.compress(ours) == printed["lst"]


def test_status_list_draft_20_section_4_1() -> None:
    told = status_list.StatusList(1, bytes([0xB9, 0xA3]))

    assert [told.at(index) for index in range(16)] == [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1]
    assert base64url.encode(status_list.compress(told)) == "eNrbuRgAAhcBXQ"
