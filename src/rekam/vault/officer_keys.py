"""An officer's secret at a station, from the passphrase: it signs packets and opens the store. Pure.

Argon2id is deterministic for one salt, so the station needs no stored private key: a passphrase is right
when the key it makes has the public half that the work list names.
"""

from dataclasses import dataclass

from nacl import pwhash

from rekam.kernel.errors import RuleBroken
from rekam.vault.sealing import kid_of, signing_public

MIN_PASSPHRASE = 10
SALT_BYTES = 16
PASSES = 3
MEMORY_BYTES = 64 * 1024 * 1024
# Bounds for values that came over the wire: no weaker than the OWASP floor, no end of an old laptop.
LEAST_MEMORY, MOST_MEMORY = 19 * 1024 * 1024, 512 * 1024 * 1024
LEAST_PASSES, MOST_PASSES = 2, 10


@dataclass(frozen=True, kw_only=True)
class Verifier:
    """What a server keeps and a work list carries: the public half and how to make the secret again.

    passes   Argon2id passes, 2 to 10; memory in bytes, 19 to 512 MiB
    """

    kid: str
    public: bytes
    salt: bytes
    passes: int
    memory: int


def verifier(passphrase: str, *, salt: bytes, passes: int = PASSES, memory: int = MEMORY_BYTES) -> Verifier:
    """The public half for a passphrase and 16 random bytes of salt.

    Raises RuleBroken("passphrase_too_short" | "verifier_invalid" for salt or costs out of range).
    """
    if len(passphrase) < MIN_PASSPHRASE:
        raise RuleBroken("passphrase_too_short", least=MIN_PASSPHRASE)
    public = signing_public(_stretch(passphrase, salt=salt, passes=passes, memory=memory))
    return Verifier(kid=kid_of(public), public=public, salt=salt, passes=passes, memory=memory)


def unlock(passphrase: str, *, against: Verifier) -> bytes:
    """The signing seed (32 bytes), when the passphrase is the one the verifier was made from.

    Raises RuleBroken("passphrase_wrong" | "verifier_invalid").
    """
    seed = _stretch(passphrase, salt=against.salt, passes=against.passes, memory=against.memory)
    if signing_public(seed) != against.public:
        raise RuleBroken("passphrase_wrong")
    return seed


def _stretch(passphrase: str, *, salt: bytes, passes: int, memory: int) -> bytes:
    if not (LEAST_PASSES <= passes <= MOST_PASSES and LEAST_MEMORY <= memory <= MOST_MEMORY):
        raise RuleBroken("verifier_invalid", passes=passes, memory=memory)
    if len(salt) != SALT_BYTES:
        raise RuleBroken("verifier_invalid", salt=len(salt))
    return bytes(pwhash.argon2id.kdf(32, passphrase.encode(), salt, opslimit=passes, memlimit=memory))
