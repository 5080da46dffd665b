"""The server's keys, by kid, in three files that only their owner can read.

server-keys.json   receipt and paper keys (Ed25519 seeds), vault keys (AES-256), public
                  sealing keys: every process
opening-keys.json  private sealing keys (X25519): the worker alone, so that the web cannot open packets
checkpoint-keys.json  seeds (Ed25519) that sign the checkpoints of the audit: the worker alone
The last key of each sort is the one in use; older ones still open what they closed.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import data_folder, write_private
from rekam.vault import sealing

PURPOSES = ("packet", "biometric", "document")


@dataclass(frozen=True, kw_only=True, repr=False)
class ServerKeys:
    """What every process of the server may hold; no repr, since these are secrets.

    receipt   Ed25519 seeds by kid; `receipt_kid` signs
    vault     AES-256 keys by kid; `vault_kid` says which one encrypts, by purpose
    seal      public X25519 keys by kid; stations seal to `seal_kid`
    paper     Ed25519 seeds by kid; the last one signs papers, the others signed earlier
    """

    receipt: Mapping[str, bytes]
    receipt_kid: str
    vault: Mapping[str, bytes]
    vault_kid: Mapping[str, str]
    seal: Mapping[str, bytes]
    seal_kid: str
    paper: Mapping[str, bytes]

    @property
    def paper_seed(self) -> bytes:
        """The seed that signs papers now. Raises RuleBroken("keys_missing") before there is one."""
        if not self.paper:
            raise RuleBroken("keys_missing", file="server-keys.json")
        return list(self.paper.values())[-1]

    @property
    def paper_public(self) -> dict[str, bytes]:
        """Public halves of all paper keys, by kid: what anybody checks papers with."""
        return {kid: sealing.signing_public(seed) for kid, seed in self.paper.items()}

    @property
    def receipt_seed(self) -> bytes:
        """The seed that signs receipts and work lists now."""
        return self.receipt[self.receipt_kid]

    @property
    def receipt_public(self) -> dict[str, bytes]:
        """Public halves of all receipt keys, by kid: what a station trusts."""
        return {kid: sealing.signing_public(seed) for kid, seed in self.receipt.items()}


def keys_folder() -> Path:
    """Where the key files lie."""
    return data_folder() / "keys"


def server_keys() -> ServerKeys:
    """The keys of every process. Raises RuleBroken("keys_missing") before `rekam keys make`."""
    path = keys_folder() / "server-keys.json"
    return _server_keys(path, _stamp(path))


def opening_keys() -> Mapping[str, bytes]:
    """Private X25519 keys by kid: for the worker only. Raises RuleBroken("keys_missing")."""
    path = keys_folder() / "opening-keys.json"
    return _keys_by_kid(path, _stamp(path))


def checkpoint_keys() -> Mapping[str, bytes]:
    """Ed25519 seeds of the audit's checkpoints by kid, the last one signs: for the worker only.

    Raises RuleBroken("keys_missing").
    """
    path = keys_folder() / "checkpoint-keys.json"
    return _keys_by_kid(path, _stamp(path))


def make_keys() -> ServerKeys:
    """Make a key of each sort that has none yet, and keep the rest; repeating it changes nothing."""
    folder = keys_folder()
    if not (folder / "checkpoint-keys.json").exists():
        write_private(folder / "checkpoint-keys.json", json.dumps(new_seed()).encode())
    server, opening = _known(folder / "server-keys.json"), _known(folder / "opening-keys.json")
    if not opening:
        private = secrets.token_bytes(sealing.KEY_BYTES)
        opening = {sealing.kid_of(sealing.seal_public(private)): private.hex()}
        # The private half first: a public half without it would seal packets that nobody can open.
        write_private(folder / "opening-keys.json", json.dumps(opening).encode())
    if not server:
        server = {
            "receipt": new_seed(),
            "vault": {purpose: {secrets.token_hex(8): secrets.token_hex(32)} for purpose in PURPOSES},
            "seal": {kid: sealing.seal_public(bytes.fromhex(key)).hex() for kid, key in opening.items()},
        }
        kids = [
            *server["receipt"],
            *server["seal"],
            *(kid for keys in server["vault"].values() for kid in keys),
        ]
        server["made"] = dict.fromkeys(kids, datetime.now(UTC).date().isoformat())
    if "paper" not in server:
        server["paper"] = new_seed()
        write_private(folder / "server-keys.json", json.dumps(server).encode())
    return server_keys()


def new_seed() -> dict[str, str]:
    """A new Ed25519 seed in hexadecimal, by its kid."""
    seed = secrets.token_bytes(sealing.KEY_BYTES)
    return {sealing.kid_of(sealing.signing_public(seed)): seed.hex()}


def _known(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text())) if path.exists() else {}


def _stamp(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError as error:
        raise RuleBroken("keys_missing", file=path.name) from error


@lru_cache(maxsize=4)
def _server_keys(path: Path, _stamp: int) -> ServerKeys:
    told = json.loads(path.read_text())
    receipt, seal = _bytes(told["receipt"]), _bytes(told["seal"])
    vault = {purpose: _bytes(keys) for purpose, keys in told["vault"].items()}
    return ServerKeys(
        receipt=receipt,
        receipt_kid=list(receipt)[-1],
        vault={kid: key for keys in vault.values() for kid, key in keys.items()},
        vault_kid={purpose: list(keys)[-1] for purpose, keys in vault.items()},
        seal=seal,
        seal_kid=list(seal)[-1],
        paper=_bytes(told.get("paper", {})),
    )


@lru_cache(maxsize=4)
def _keys_by_kid(path: Path, _stamp: int) -> Mapping[str, bytes]:
    return _bytes(json.loads(path.read_text()))


def _bytes(keys: Mapping[str, str]) -> dict[str, bytes]:
    return {kid: bytes.fromhex(key) for kid, key in keys.items()}
