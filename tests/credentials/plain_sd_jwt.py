"""An SD-JWT VC of plain values, written apart from the product: whole unless told otherwise."""

import base64
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rekam.credentials.formats import keys, sd_jwt
from rekam.credentials.formats.signer import Signer
from rekam.credentials.formats.trust import Purpose
from tests.credentials import world
from tests.credentials.world import HOLDER, NOW, signer

SECONDS = int(NOW.timestamp())
JSON = Mapping[str, object]


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def sha(text: str) -> str:
    return b64(hashlib.sha256(text.encode()).digest())


def disclosure(*parts: object) -> str:
    return b64(json.dumps(parts).encode())


NAME = disclosure("salt-salt-salt-salt-1", "nama", "SITI AMINAH")
AGE = disclosure("salt-salt-salt-salt-2", "age_over_17", True)
CHILD = disclosure("salt-salt-salt-salt-3", "rt", "001")
PARENT = disclosure("salt-salt-salt-salt-4", "alamat", {"_sd": [sha(CHILD)]})


def jwt(header: JSON, payload: object, *, by: Callable[[bytes], bytes]) -> str:
    signed = f"{b64(json.dumps(header).encode())}.{b64(json.dumps(payload).encode())}"
    return f"{signed}.{b64(by(signed.encode()))}"


def payload(**changes: object) -> dict[str, Any]:
    """What the office signs, with one thing changed; None takes a claim away."""
    told = {
        "iss": world.ISSUER,
        "vct": world.KTP.vct,
        "iat": SECONDS,
        "exp": SECONDS + 3600,
        "cnf": {"jwk": keys.to_jwk(HOLDER.public)},
        "status": {"status_list": {"idx": world.PLACE.index, "uri": world.PLACE.uri}},
        "_sd_alg": "sha-256",
        "_sd": [sha(NAME), sha(AGE), sha(PARENT)],
    }
    return {name: value for name, value in {**told, **changes}.items() if value is not None}


def header(**changes: object) -> dict[str, object]:
    told = {"alg": "ES256", "typ": "dc+sd-jwt", "kid": signer(Purpose.SD_JWT).kid}
    return {name: value for name, value in {**told, **changes}.items() if value is not None}


def shown(
    told: object = None,
    *,
    head: JSON | None = None,
    by: Callable[[bytes], bytes] | None = None,
    texts: Sequence[str] = (AGE,),
    bind: JSON | None = None,
    bind_head: JSON | None = None,
    holder: Signer = HOLDER,
    bound: bool = True,
) -> str:
    """A presentation of the claims in `texts`, signed and bound as an honest phone does."""
    token = jwt(head or header(), told or payload(), by=by or signer(Purpose.SD_JWT).sign)
    before = "~".join([token, *texts, ""])
    return bind_to(before, told=bind, head=bind_head, holder=holder) if bound else before


def bind_to(
    before: str, *, told: JSON | None = None, head: JSON | None = None, holder: Signer = HOLDER
) -> str:
    binding = {"iat": SECONDS, "aud": world.READER, "nonce": world.NONCE, "sd_hash": sha(before)}
    return before + jwt(
        head or {"alg": "ES256", "typ": "kb+jwt"}, {**binding, **(told or {})}, by=holder.sign
    )


def read(text: str) -> object:
    return sd_jwt.read_presented(
        text, trust=world.trust(), kinds=world.VCTS, audience=world.READER, nonce=world.NONCE, at=NOW
    )
