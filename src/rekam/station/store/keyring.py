"""Who may open `visit.db`: its key, sealed to each officer of the visit, in `visit.keys`.

An officer's private key is never stored; Argon2id makes it from the passphrase (vault.officer_keys).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rekam.enrolment.worklist import Officer
from rekam.kernel import canonical
from rekam.kernel.errors import RuleBroken
from rekam.station.store.files import replace_file
from rekam.vault import officer_keys, sealing
from rekam.vault.officer_keys import Verifier

MAX_BYTES = 1024 * 1024


@dataclass(frozen=True, kw_only=True, repr=False)
class Unlocked:
    """An officer who gave the right passphrase: the signing seed and the key of `visit.db`."""

    officer: Officer
    seed: bytes
    store_key: bytes


def write_keyring(path: Path, *, officers: Iterable[Officer], store_key: bytes) -> None:
    """Seal the key of `visit.db` (32 bytes) to each officer; officers before these lose their way in."""
    entries = [
        {
            "username": one.username,
            "name": one.name,
            **vars(one.verifier),
            "wrapped": sealing.seal_to_signer(store_key, signer=one.verifier.public),
        }
        for one in officers
    ]
    replace_file(path, content=canonical.encode({"v": 1, "officers": entries}))


def officers_of(path: Path) -> list[Officer]:
    """Who may unlock this laptop. Raises RuleBroken("keyring_damaged")."""
    return [_officer(entry) for entry in _entries(path)]


def unlock(path: Path, *, username: str, passphrase: str) -> Unlocked:
    """Open the ring with a passphrase.

    Raises RuleBroken("login_refused") for an unknown officer as for a wrong passphrase, or
    "keyring_damaged".
    """
    for entry in _entries(path):
        if entry["username"] == username:
            officer = _officer(entry)
            try:
                seed = officer_keys.unlock(passphrase, against=officer.verifier)
                store_key = sealing.unseal_as_signer(entry["wrapped"], seed=seed)
            except RuleBroken as broken:
                if broken.code == "passphrase_wrong":
                    raise RuleBroken("login_refused") from broken
                raise RuleBroken("keyring_damaged") from broken
            return Unlocked(officer=officer, seed=seed, store_key=store_key)
    raise RuleBroken("login_refused")


def _entries(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    try:
        entries = canonical.decode(path.read_bytes(), max_bytes=MAX_BYTES)["officers"]
        return list(entries)
    except (RuleBroken, KeyError, TypeError) as error:
        raise RuleBroken("keyring_damaged") from error


def _officer(entry: dict[str, Any]) -> Officer:
    try:
        verifier = Verifier(**{key: entry[key] for key in ("kid", "public", "salt", "passes", "memory")})
        return Officer(username=str(entry["username"]), name=str(entry["name"]), verifier=verifier)
    except (KeyError, TypeError) as error:
        raise RuleBroken("keyring_damaged") from error
