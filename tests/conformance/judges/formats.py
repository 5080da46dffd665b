"""Other implementations read what Rekam wrote; runs in an environment of theirs, without Rekam.

What was written comes as JSON on the standard input, what they make of it goes out as JSON. The clock is that
of the writing, since some judges take no other.
"""

import datetime as dt
import importlib.metadata
import json
import sys
import time
from collections.abc import Callable
from typing import Any

Judged = dict[str, Any]


def openvc_sd_jwt(told: Judged) -> object:
    from openvc.proof.sd_jwt import SdJwtVcProofSuite

    return (
        SdJwtVcProofSuite()
        .verify(
            told["sd_jwt"],
            public_key_jwk=told["sd_jwt_key"],
            audience=told["audience"],
            nonce=told["nonce"],
            require_key_binding=True,
            expected_vct=told["vct"],
        )
        .claims["nama"]
    )


def reference_sd_jwt(told: Judged) -> object:
    from jwcrypto.jwk import JWK
    from sd_jwt.verifier import SDJWTVerifier

    key = JWK(**told["sd_jwt_key"])
    read = SDJWTVerifier(told["sd_jwt"], lambda *_: key, told["audience"], told["nonce"])
    return read.get_verified_payload()["nama"]


def polaris_sd_jwt(told: Judged) -> object:
    from cryptography import x509
    from polaris_oid4vp.sdjwt import verify_presentation

    verdict = verify_presentation(
        told["sd_jwt"],
        expected_nonce=told["nonce"],
        expected_audience=told["audience"],
        trust_anchors=[x509.load_der_x509_certificate(bytes.fromhex(told["root"]))],
        expected_vct=told["vct"],
        now=int(time.time()),
    )
    return verdict.claims["nama"] if verdict.authentic else f"{verdict.code}: {verdict.reason}"


def openvc_mdoc(told: Judged) -> object:
    from cryptography import x509
    from openvc import mdoc

    (read,) = mdoc.verify_device_response(
        bytes.fromhex(told["mdoc"]),
        trust_anchors=[x509.load_der_x509_certificate(bytes.fromhex(told["root"]))],
        session_transcript=bytes.fromhex(told["transcript"]),
        now=dt.datetime.fromisoformat(told["now"]),
    )
    return read.namespaces[told["doctype"]]["nama"]


def openvc_status(told: Judged) -> object:
    from openvc.status import verify_status_list_token

    read = verify_status_list_token(
        told["status"], public_key_jwk=told["status_key"], expected_uri=told["status_uri"]
    )
    return read["status_list"]["bits"]


def claim169_qr(told: Judged) -> object:
    import claim169

    read = claim169.decode_with_ecdsa_p256(told["qr"], bytes.fromhex(told["qr_key"]))
    return read.claim169.full_name


JUDGES: dict[str, tuple[str, str, Callable[[Judged], object]]] = {
    "SD-JWT VC, shown": ("openvc-core", "SITI AMINAH", openvc_sd_jwt),
    "SD-JWT, shown": ("sd-jwt", "SITI AMINAH", reference_sd_jwt),
    "SD-JWT VC by its certificate, shown": ("polaris-oid4vp", "SITI AMINAH", polaris_sd_jwt),
    "mdoc, shown": ("openvc-core", "SITI AMINAH", openvc_mdoc),
    "status list, JWT": ("openvc-core", "2", openvc_status),
    "Claim 169 QR, printed": ("claim169", "SITI AMINAH", claim169_qr),
}


def main() -> None:
    told = json.load(sys.stdin)
    now = dt.datetime.fromisoformat(told["now"]).timestamp()
    time.time = lambda: now
    rows = []
    for what, (judge, wanted, read) in JUDGES.items():
        try:
            version = importlib.metadata.version(judge)
            said = str(read(told))
            result = "accepts it" if said == wanted else f"reads {said!r}"
        except Exception as error:  # noqa: BLE001  (whatever a judge says goes into the table)
            version, result = locals().get("version", "?"), f"refuses: {error!r}"
        rows.append([what, f"{judge} {version}", result])
    json.dump(rows, sys.stdout)


if __name__ == "__main__":
    main()
