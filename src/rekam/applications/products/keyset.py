"""Public keys of papers as others keep them: a JSON Web Key Set (RFC 7517, RFC 8037)."""

import base64
import binascii
import json
from collections.abc import Mapping

from rekam.kernel.errors import RuleBroken
from rekam.vault.sealing import KEY_BYTES, kid_of


def write(keys: Mapping[str, bytes]) -> str:
    """These public Ed25519 keys (32 bytes, by kid) as a key set, the one in use last."""
    listed = [
        {
            "kty": "OKP",
            "crv": "Ed25519",
            "use": "sig",
            "alg": "EdDSA",
            "kid": kid,
            "x": base64.urlsafe_b64encode(public).rstrip(b"=").decode(),
        }
        for kid, public in keys.items()
    ]
    return json.dumps({"keys": listed}, indent=1) + "\n"


def read(text: str) -> dict[str, bytes]:
    """The public keys of a key set, by kid. Raises RuleBroken("paper_keys_malformed")."""
    try:
        keys = [
            (one["kid"], base64.urlsafe_b64decode(one["x"] + "=" * (-len(one["x"]) % 4)))
            for one in json.loads(text)["keys"]
        ]
    except (ValueError, KeyError, TypeError, binascii.Error) as error:
        raise RuleBroken("paper_keys_malformed") from error
    if not all(len(public) == KEY_BYTES and kid_of(public) == kid for kid, public in keys):
        raise RuleBroken("paper_keys_malformed")
    return dict(keys)
