"""The same facts issued and verified by other libraries, in an environment of their own."""

import base64
import importlib.util
import json
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any

ISSUER, READER, NONCE = "https://dukcapil.kotaserang.example", "x509_san_dns:bank.example", "n-0S6_WzA2Mj"
VCT = "urn:rekam:ktp:1"


def with_openvc(facts: dict[str, Any]) -> dict[str, Callable[[], object]]:
    from openvc.keys import P256SigningKey
    from openvc.proof.sd_jwt import SdJwtVcProofSuite

    suite = SdJwtVcProofSuite()
    office, phone = P256SigningKey.generate(kid="office"), P256SigningKey.generate(kid="phone")
    told = {**facts, "iss": ISSUER}

    def issue() -> str:
        return suite.issue(
            told,
            signing_key=office,
            disclosable=list(facts),
            holder_jwk=phone.public_jwk(),
            vct=VCT,
            expires_in_s=7_776_000,
        )

    token, *texts, _ = issue().split("~")
    one = next(text for text in texts if b"age_over_17" in base64.urlsafe_b64decode(text + "=="))
    shown = suite.create_presentation(f"{token}~{one}~", holder_key=phone, audience=READER, nonce=NONCE)
    office_key = office.public_jwk()
    return {
        "openvc-core issue": issue,
        "openvc-core verify": lambda: suite.verify(
            shown,
            public_key_jwk=office_key,
            audience=READER,
            nonce=NONCE,
            require_key_binding=True,
            expected_vct=VCT,
        ),
    }


def with_sd_jwt(facts: dict[str, Any]) -> dict[str, Callable[[], object]]:
    from jwcrypto.jwk import JWK
    from sd_jwt.common import SDObj
    from sd_jwt.holder import SDJWTHolder
    from sd_jwt.issuer import SDJWTIssuer
    from sd_jwt.verifier import SDJWTVerifier

    office, phone = JWK.generate(kty="EC", crv="P-256"), JWK.generate(kty="EC", crv="P-256")
    told = {SDObj(name): value for name, value in facts.items()} | {"iss": ISSUER, "exp": 2_000_000_000}

    def issue() -> str:
        return str(SDJWTIssuer(dict(told), office, phone).sd_jwt_issuance)

    holder = SDJWTHolder(issue())
    holder.create_presentation({"age_over_17": True}, NONCE, READER, phone)
    shown = holder.sd_jwt_presentation
    return {
        "sd-jwt issue": issue,
        "sd-jwt verify": lambda: SDJWTVerifier(
            shown, lambda *_: office, READER, NONCE
        ).get_verified_payload(),
    }


def main() -> None:
    asked = json.load(sys.stdin)
    work: dict[str, Callable[[], object]] = {}
    if importlib.util.find_spec("openvc"):
        work |= with_openvc(asked["facts"])
    if importlib.util.find_spec("sd_jwt"):
        work |= with_sd_jwt(asked["facts"])
    taken: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(asked["rounds"]):
        for name, one in work.items():
            start = time.process_time()
            for _ in range(asked["times"]):
                one()
            taken[name].append(asked["times"] / (time.process_time() - start))
    json.dump({name: median(found) for name, found in taken.items()}, sys.stdout)


if __name__ == "__main__":
    main()
