"""Signed checkpoints of the log (pure): how long it was, and its root, at a moment.

The text is a signed note as transparency logs use it (c2sp.org/tlog-checkpoint, c2sp.org/signed-note):

    rekam/36.73                                     whose log
    1203                                            entries
    2bIjSIKbm1Tg...=                                root, base64
    time 2026-11-24T05:00:00+00:00

    — rekam/36.73 <base64 of 4 bytes key id and the Ed25519 signature>

A file holds one after the other, each ended by an empty line; a line is only ever added.
"""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rekam.kernel.errors import RuleBroken

ED25519 = b"\x01"
KEY_ID_BYTES, SIGNATURE_BYTES, HASH_BYTES = 4, 64, 32
DASH = "\u2014 "


@dataclass(frozen=True, kw_only=True)
class Checkpoint:
    """What the log was at a moment, and its signature (4 bytes key id and 64 bytes Ed25519)."""

    origin: str
    size: int
    root: bytes
    at: datetime
    signature: bytes = b""

    @property
    def body(self) -> str:
        """The text that is signed."""
        root = base64.b64encode(self.root).decode()
        return f"{self.origin}\n{self.size}\n{root}\ntime {self.at.isoformat()}\n"

    @property
    def text(self) -> str:
        """The whole note, with the empty line that ends it in a file."""
        signature = base64.b64encode(self.signature).decode()
        return f"{self.body}\n{DASH}{self.origin} {signature}\n\n"


@dataclass(frozen=True, kw_only=True)
class PublicKey:
    """Who may sign the checkpoints of a log: its name and the public Ed25519 key (32 bytes)."""

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """The four bytes before a signature that say which key made it."""
        return hashlib.sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:KEY_ID_BYTES]

    @property
    def text(self) -> str:
        """Name, key id and key in one word, as signed notes write it."""
        return f"{self.name}+{self.key_id.hex()}+{base64.b64encode(ED25519 + self.public).decode()}"


def public_key(*, origin: str, seed: bytes) -> PublicKey:
    """The key with which others check what this seed (32 bytes) signs."""
    from nacl.signing import SigningKey

    return PublicKey(name=origin, public=bytes(SigningKey(seed).verify_key))


def signed(*, origin: str, size: int, root: bytes, at: datetime, seed: bytes) -> Checkpoint:
    """A checkpoint with its signature by this Ed25519 seed (32 bytes)."""
    from nacl.signing import SigningKey

    plain = Checkpoint(origin=origin, size=size, root=root, at=at)
    key_id = public_key(origin=origin, seed=seed).key_id
    signature = key_id + SigningKey(seed).sign(plain.body.encode()).signature
    return Checkpoint(origin=origin, size=size, root=root, at=at, signature=signature)


def is_by(checkpoint: Checkpoint, key: PublicKey) -> bool:
    """Whether this key signed the checkpoint, and it is of the log that the key is for."""
    from nacl.exceptions import BadSignatureError
    from nacl.signing import VerifyKey

    key_id, signature = checkpoint.signature[:KEY_ID_BYTES], checkpoint.signature[KEY_ID_BYTES:]
    if checkpoint.origin != key.name or key_id != key.key_id or len(signature) != SIGNATURE_BYTES:
        return False
    try:
        VerifyKey(key.public).verify(checkpoint.body.encode(), signature)
    except (BadSignatureError, ValueError):
        return False
    return True


def read_key(text: str) -> PublicKey:
    """A key as `PublicKey.text` writes it. Raises RuleBroken("checkpoint_key_malformed")."""
    name, _, rest = text.strip().partition("+")
    told, _, encoded = rest.partition("+")
    try:
        raw = base64.b64decode(encoded, validate=True)
    except ValueError as error:
        raise RuleBroken("checkpoint_key_malformed") from error
    key = PublicKey(name=name, public=raw[1:])
    if raw[:1] != ED25519 or len(key.public) != HASH_BYTES or key.key_id.hex() != told:
        raise RuleBroken("checkpoint_key_malformed")
    return key


def read_file(text: str) -> Sequence[Checkpoint]:
    """The checkpoints of a file, in its order. Raises RuleBroken("checkpoint_malformed", number=)."""
    parts = [part for part in text.split("\n\n") if part.strip()]
    if len(parts) % 2:
        raise RuleBroken("checkpoint_malformed", number=len(parts) // 2)
    return [_read(parts[i], parts[i + 1], number=i // 2) for i in range(0, len(parts), 2)]


def _read(body: str, signature: str, *, number: int) -> Checkpoint:
    try:
        origin, size, root, time = body.strip("\n").split("\n")
        dash, name, encoded = signature.strip("\n").split(" ")
        found = Checkpoint(
            origin=origin,
            size=int(size),
            root=base64.b64decode(root, validate=True),
            at=datetime.fromisoformat(time.removeprefix("time ")),
            signature=base64.b64decode(encoded, validate=True),
        )
    except ValueError as error:
        raise RuleBroken("checkpoint_malformed", number=number) from error
    # Written again it must be what was read: one text for one checkpoint.
    if found.body != body.strip("\n") + "\n" or f"{dash} {name}" != DASH + origin or found.size < 0:
        raise RuleBroken("checkpoint_malformed", number=number)
    return found
