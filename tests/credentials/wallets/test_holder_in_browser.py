"""What the wallet signs in a browser Python accepts: cards shown, requests, closed answers."""

import base64
import json
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from joserfc import jwe
from joserfc.jwk import ECKey

from rekam.credentials.formats import base64url, keys, mdoc, mdoc_reading, sd_jwt
from rekam.credentials.formats.trust import Purpose
from rekam.credentials.issuing import dpop, proofs
from tests.credentials import world
from tests.credentials.in_browser import ORIGIN, blank_page

RESPONSE_URI = "https://bank.example/answer"
ASKED = ["nama", "age_over_17"]


def test_what_a_browser_shows_python_accepts() -> None:
    private = world.private("phone")
    reader_key = ec.derive_private_key(4711, ec.SECP256R1())
    encryption = {**keys.to_jwk(reader_key.public_key()), "kid": "k1", "alg": "ECDH-ES", "use": "enc"}
    secret = private.private_numbers().private_value.to_bytes(32, "big")
    told = {
        "jwk": {**keys.to_jwk(private.public_key()), "d": base64url.encode(secret)},
        "certificate": base64.b64encode(world.signer(Purpose.SD_JWT).chain[0]).decode(),
        "root": base64.b64encode(world.root().public_bytes(Encoding.DER)).decode(),
        "at": int(world.NOW.timestamp()),
        "sd": world.sd_jwt_of_ktp(),
        "mso": base64url.encode(world.mdoc_of_ktp()),
        "reader": world.READER,
        "nonce": world.NONCE,
        "responseUri": RESPONSE_URI,
        "names": ASKED,
        "encryption": encryption,
    }
    with blank_page() as page:
        page.route(
            f"{ORIGIN}/holder.js", lambda route: route.fulfill(path=Path(__file__).with_name("holder.js"))
        )
        made = page.evaluate("async (told) => (await import('/holder.js')).show(told)", told)

    shown = sd_jwt.read_presented(
        made["sd"],
        trust=world.trust(),
        kinds=world.VCTS,
        audience=world.READER,
        nonce=world.NONCE,
        at=world.NOW,
    )
    assert shown.claims == {"nama": "SITI AMINAH", "age_over_17": True}
    transcript = mdoc.session_transcript(
        client=world.READER,
        nonce=world.NONCE,
        response_uri=RESPONSE_URI,
        thumbprint=keys.thumbprint(reader_key.public_key()),
    )
    [document] = mdoc_reading.read_presented(
        base64url.decode(made["mdoc"]),
        trust=world.trust(),
        kinds=world.DOCTYPES,
        transcript=transcript,
        at=world.NOW,
    )
    assert document.claims == {"nama": "SITI AMINAH", "age_over_17": True}
    assert made["notHeld"] == "claim_not_held"
    assert made["readable"] is False

    opened = jwe.decrypt_compact(made["jwe"], _private(reader_key), algorithms=["ECDH-ES", "A256GCM"])
    assert opened.plaintext is not None
    assert json.loads(opened.plaintext) == {"vp_token": {}}
    assert opened.protected["kid"] == "k1"
    signed_by = dpop.check(
        made["dpop"],
        method="POST",
        url=f"{world.ISSUER}/token",
        at=world.NOW,
        is_fresh=lambda nonce: nonce == "n",
        is_used=lambda _name: False,
    )
    assert signed_by == keys.thumbprint(private.public_key())
    [bound] = proofs.check(
        {"jwt": [made["proof"]]},
        issuer=world.ISSUER,
        at=world.NOW,
        check_nonce=lambda _nonce: None,
    )
    assert keys.point(bound) == keys.point(private.public_key())
    assert made["names"] == [[], [world.ISSUER]]
    assert made["under"] == [True, False, False]


def _private(key: ec.EllipticCurvePrivateKey) -> ECKey:
    d = key.private_numbers().private_value.to_bytes(32, "big")
    return ECKey.import_key({**keys.to_jwk(key.public_key()), "d": base64url.encode(d)})
