"""What is kept of codes, numbers and tokens: keyed digests, so that the table opens nothing."""

import hashlib

from rekam.credentials.formats import base64url
from rekam.credentials.issuing import rules
from rekam.kernel.installation import installation_key

ROOM = "rekam.credentials"
CODE_BYTES = rules.CODE_BYTES


def key(purpose: str) -> bytes:
    """The installation's key for one purpose. Raises RuleBroken("secret_key_missing")."""
    return installation_key(ROOM, purpose=purpose)


def of_code(code: str) -> str:
    """Of a pre-authorised code."""
    return rules.digest(code, key=key("code")).hex()


def number_key(code: str) -> bytes:
    """The key for the number that goes with a code: equal numbers of two offers do not look equal."""
    return rules.digest(code, key=key("number"))


def of_token(token: str) -> str:
    """Of an access or refresh token."""
    return rules.digest(token, key=key("token")).hex()


def of_proof(name: str) -> str:
    """Of a DPoP proof's name."""
    return rules.digest(name, key=key("proof")).hex()


def of_facts(told: str) -> str:
    """Of what a document says."""
    return rules.digest(told, key=key("facts")).hex()


def code_of(reference: str) -> str:
    """The code that an offer's address stands for: only whoever has the address can have it made."""
    return base64url.encode(rules.digest(reference, key=key("reference"))[:CODE_BYTES])


def of_public(content: bytes) -> str:
    """Of what anybody may read, to see whether it changed."""
    return hashlib.sha256(content).hexdigest()[:32]
