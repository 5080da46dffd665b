"""Addresses: compared by a keyed digest, kept sealed only until a message has left.

The keys are made of the installation's secret. When that is changed, what waits cannot be opened any more
(code `sealed_otherwise`), and earlier opt-outs do not match: docs/reference/messages.md.
"""

import hmac
import json
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import installation_key
from rekam.kernel.letters import read_code
from rekam.messages.rules import Channel, To, same_address

NONCE = 12
CODE_LETTERS = 10  # 50 bits, and each network address may try 20 in ten minutes


def digest(to: To) -> str:
    """What an address is compared by; nobody finds the number from it without the installation's secret."""
    key = installation_key("messages", purpose="address")
    return hmac.digest(key, same_address(to).encode(), "sha256").hex()


def clean_code(told: str) -> str:
    """A stop code from what somebody typed; O, I and L are taken for digits."""
    return read_code(told, letters=CODE_LETTERS)


def seal(to: To, *, subject: str, text: str, row: str) -> bytes:
    """Address and text, sealed to the row that holds them."""
    nonce = os.urandom(NONCE)
    told = json.dumps([to.channel, to.address, subject, text]).encode()
    return nonce + _box().encrypt(nonce, told, row.encode())


def unseal(sealed: bytes, *, row: str) -> tuple[To, str, str]:
    """Address, subject and text. Raises RuleBroken("sealed_otherwise")."""
    try:
        told = _box().decrypt(sealed[:NONCE], sealed[NONCE:], row.encode())
    except InvalidTag as error:
        raise RuleBroken("sealed_otherwise") from error
    channel, address, subject, text = json.loads(told)
    return To(Channel(channel), address), subject, text


def _box() -> AESGCM:
    return AESGCM(installation_key("messages", purpose="seal"))
