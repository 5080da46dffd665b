"""The keys of a backup.

offline key   X25519, private in a file for the safe, public on the server: opens every data key
signing seed  Ed25519, on the server: a backup that somebody else made with the public key is refused
data keys     one a night; the last two stay on the server, so that the nightly drill needs no offline key
"""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from rekam.config.backup.sealed import KID_BYTES, DataKey
from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import data_folder, private_folder, write_private
from rekam.vault import sealing
from rekam.vault.keys import keys_folder

FORMAT = "rekam-backup-key/1"
KEPT_HERE = 2  # tonight's, and the last one: what was shipped while the base began may be sealed with it


@dataclass(frozen=True, kw_only=True, repr=False)
class ServerHalf:
    """What the server has: whom to seal to, and with what to sign."""

    offline: bytes
    signing: bytes
    earlier: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def signers(self) -> Mapping[str, bytes]:
        """Who may have signed a backup of ours, by kid; the seed in use is the last one's."""
        public = sealing.signing_public(self.signing)
        return {**self.earlier, sealing.kid_of(public): public}


@dataclass(frozen=True, kw_only=True, repr=False)
class OfflineKey:
    """The file from the safe: the private half, and whose signature a backup must bear.

    made   when, as the file says; "" in one that does not
    """

    private: bytes
    signers: Mapping[str, bytes]
    made: str = ""

    @property
    def name(self) -> str:
        """By which people tell it from another one."""
        kid = sealing.kid_of(sealing.seal_public(self.private))
        return f"{kid}, made {self.made[:10]}" if self.made else kid


def make_pair(path: Path, *, at: datetime) -> str:
    """Write a new offline key into a file that is not there yet; its kid. The server keeps the public half.

    An older pair is replaced: backups made with it are opened by its own file alone.
    Raises RuleBroken("backup_key_exists").
    """
    private, signing = secrets.token_bytes(sealing.KEY_BYTES), secrets.token_bytes(sealing.KEY_BYTES)
    earlier = server_half().signers if _server_file().exists() else {}
    half = ServerHalf(offline=sealing.seal_public(private), signing=signing, earlier=earlier)
    told = {
        "format": FORMAT,
        "private": private.hex(),
        "signers": {kid: public.hex() for kid, public in half.signers.items()},
        "made": at.isoformat(),
    }
    if path.exists():
        raise RuleBroken("backup_key_exists", file=str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(json.dumps(told, indent=1))
    kept = {
        "offline": half.offline.hex(),
        "signing": signing.hex(),
        "earlier": {kid: public.hex() for kid, public in earlier.items()},
    }
    write_private(_server_file(), json.dumps(kept).encode())
    return sealing.kid_of(half.offline)


def server_half() -> ServerHalf:
    """What the server has. Raises RuleBroken("backup_key_not_made")."""
    try:
        told = json.loads(_server_file().read_text())
    except FileNotFoundError as error:
        raise RuleBroken("backup_key_not_made") from error
    earlier = {kid: bytes.fromhex(public) for kid, public in told["earlier"].items()}
    offline, signing = bytes.fromhex(told["offline"]), bytes.fromhex(told["signing"])
    return ServerHalf(offline=offline, signing=signing, earlier=earlier)


def read_offline(path: Path) -> OfflineKey:
    """The key from the safe. Raises RuleBroken("backup_key_missing" | "backup_key_malformed")."""
    try:
        told = json.loads(path.read_text())
        if told["format"] != FORMAT:
            raise ValueError(told["format"])
        signers = {str(kid): bytes.fromhex(public) for kid, public in told["signers"].items()}
        made = told.get("made", "")
        return OfflineKey(private=bytes.fromhex(told["private"]), signers=signers, made=str(made))
    except OSError as error:
        raise RuleBroken("backup_key_missing", file=str(path)) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RuleBroken("backup_key_malformed", file=str(path)) from error


def own_folder() -> Path:
    """Where the server notes what it has shipped, beside its other state; made again when it is lost."""
    return private_folder(data_folder() / "backup")


def draw_data_key() -> DataKey:
    """A new key for tonight; nobody has it until it is `remember`ed."""
    return DataKey(kid=secrets.token_hex(KID_BYTES), key=secrets.token_bytes(sealing.KEY_BYTES))


def remember(key: DataKey) -> None:
    """Let the server seal with this key from now on; those before stay until its base is whole."""
    _keep([*data_keys(), key])


def let_older_go() -> None:
    """The base of the key in use is whole: the drill needs none from before it."""
    _keep(data_keys()[-KEPT_HERE:])


def data_keys() -> list[DataKey]:
    """The data keys that the server still has, the one in use last."""
    path = own_folder() / "data-keys.json"
    told = json.loads(path.read_text()) if path.exists() else {}
    return [DataKey(kid=kid, key=bytes.fromhex(key)) for kid, key in told.items()]


def _keep(keys: Sequence[DataKey]) -> None:
    kept = {one.kid: one.key.hex() for one in keys}
    write_private(own_folder() / "data-keys.json", json.dumps(kept).encode())


def _server_file() -> Path:
    return keys_folder() / "backup.json"
