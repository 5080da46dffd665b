"""Keeping bytes: encrypted, named by their content, on two media.

An address is "<kind>/<sha256 of the content>". The same content under the same kind has one address and
is stored once. Media: REKAM_VAULT and REKAM_VAULT_COPY, by default two folders under REKAM_DATA, which
protect against a slip but not against a broken disk: an office names another disk. A second machine that can
take over gets each file too (`beyond`); without it the office goes on.
"""

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from django.db import transaction

from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import data_folder
from rekam.vault import beyond, media
from rekam.vault.keys import server_keys

# kind -> which vault key closes it (separate keys for bodies and for papers)
KINDS = {
    "packet": "packet",
    "refused": "packet",
    "sample": "biometric",
    "template": "biometric",
    "officer": "biometric",
    "portrait": "document",
    "signature": "document",
    "particulars": "document",
    "exception": "document",
    "waiver": "document",
    "minutes": "document",
    "visit": "document",
    "document": "document",
    "export": "document",
}
MAX_BYTES = 64 * 1024 * 1024
_ADDRESS = re.compile(r"^([a-z]{1,20})/([0-9a-f]{64})$")


def first_medium() -> Path:
    """The folder of the vault: $REKAM_VAULT, or vault under REKAM_DATA."""
    return Path(os.environ.get("REKAM_VAULT") or data_folder() / "vault")


def second_medium() -> Path:
    """The folder of the second copy: $REKAM_VAULT_COPY, or vault-copy under REKAM_DATA."""
    return Path(os.environ.get("REKAM_VAULT_COPY") or data_folder() / "vault-copy")


def keep(data: bytes, *, kind: str) -> str:
    """Store bytes on both media, read the second back, and return their address. Repeating it is safe.

    A second machine gets them before this returns, so that no row names what it lacks; if it is there.

    Raises RuleBroken("vault_content_too_large" | "vault_medium_away" | "vault_copy_wrong" |
    "keys_missing"); ValueError for a kind that nobody declared.
    """
    address = keep_first(data, kind=kind)
    copy(address)
    bring_beyond(address)
    return address


def keep_first(data: bytes, *, kind: str, sha256: str = "") -> str:
    """Store bytes durably on the first medium only, for a door that must answer soon; `copy` follows.

    sha256   of the data, where the caller has just computed it (a packet has megabytes)
    """
    if len(data) > MAX_BYTES:
        raise RuleBroken("vault_content_too_large", bytes=len(data), limit=MAX_BYTES)
    if kind not in KINDS:
        raise ValueError(f"unknown kind {kind!r}")
    address = f"{kind}/{sha256 or hashlib.sha256(data).hexdigest()}"
    path = path_on(first_medium(), address)
    if path.exists():
        media.settle(path)  # whoever writes it just now may not be that far
        return address
    keys = server_keys()
    kid = keys.vault_kid[KINDS[kind]]
    media.write(path, media.close(data, kid=kid, key=keys.vault[kid], address=address))
    return address


def has(address: str) -> bool:
    """Whether one of the media has a file for this address; what is in it `read` tells."""
    return any(path_on(medium, address).exists() for medium in (first_medium(), second_medium()))


def lying(kind: str) -> Mapping[str, datetime]:
    """The addresses of a kind that one of the media has a file for, each with the time of its first file."""
    found: dict[str, datetime] = {}
    for medium in (first_medium(), second_medium()):
        for path in medium.glob(f"{kind}/??/*"):
            address = f"{kind}/{path.name}"
            if _ADDRESS.match(address) and path == path_on(medium, address):
                kept = datetime.fromtimestamp(path.stat().st_mtime, UTC)
                found[address] = min(kept, found.get(address, kept))
    return found


def copy(address: str) -> None:
    """Bring the second medium up to the first and read it back with the same hash: stage two of a receipt.

    Raises RuleBroken("vault_content_missing" | "vault_content_altered" | "vault_medium_away" |
    "vault_copy_wrong").
    """
    path = path_on(second_medium(), address)
    if not path.exists():
        media.write(path, media.fetch(path_on(first_medium(), address)))
    try:
        _opened(media.fetch(path, past_the_cache=True), address)
    except RuleBroken as broken:
        path.unlink(missing_ok=True)
        raise RuleBroken("vault_copy_wrong", address=address, why=broken.code) from broken


def bring_beyond(address: str) -> bool:
    """Bring a file to the second machine and read it back; whether it lies there. True where none is wanted.

    False where that machine is away or has taken over: it is owed then (`beyond.owe`), and nobody is stopped.
    """
    place = beyond.folder()
    if place is None:
        return True
    if beyond.is_seen() and _lies_beyond(place, address):
        return True
    beyond.owe()
    return False


def read(address: str) -> bytes:
    """The bytes at an address; from the second medium, and mending the first, where the first fails.

    Raises RuleBroken("vault_content_missing" | "vault_content_altered" | "vault_key_unknown").
    """
    first = path_on(first_medium(), address)
    try:
        return _opened(media.fetch(first), address)
    except RuleBroken:
        closed = media.fetch(path_on(second_medium(), address))
        data = _opened(closed, address)
        media.write(first, closed)
        return data


def closed(address: str) -> bytes:
    """The encrypted bytes of an address as they lie, checked; from the second medium where the first fails.

    Raises as `read` does.
    """
    for medium in (first_medium(), second_medium()):
        try:
            return checked(media.fetch(path_on(medium, address)), address=address)
        except RuleBroken as broken:
            refused = broken
    raise refused


def checked(closed: bytes, *, address: str) -> bytes:
    """Encrypted bytes, once they open to the content of their address.

    Raises RuleBroken("vault_content_altered" | "vault_key_unknown").
    """
    _opened(closed, address)
    return closed


def forget(address: str) -> None:
    """Take the bytes at an address off both media, for what may not be kept any longer. Repeating it is safe.

    A backup made before still has them. Raises RuleBroken("vault_address_malformed").
    """
    for medium in (first_medium(), second_medium()):
        path_on(medium, address).unlink(missing_ok=True)
    place = beyond.folder()
    if place is not None:
        beyond.owe()  # whatever happens now, the guard compares
        with suppress(OSError):
            if beyond.is_seen():
                path_on(place / beyond.INBOX, address).unlink(missing_ok=True)


def forget_unless_held(addresses: Iterable[str], *, held: Callable[[str], bool]) -> None:
    """Take what nobody holds any more off the media, once the transaction of whoever let it go stands.

    held   whether some row still has an address: the same content has one, however often it is kept
    """
    for address in set(addresses):
        if not held(address):
            transaction.on_commit(partial(forget, address))


def _lies_beyond(place: Path, address: str) -> bool:
    """Whether a file lies there, opens, and that machine had not taken over by then: in this order."""
    path = path_on(place / beyond.INBOX, address)
    try:
        if not path.exists():
            media.write(path, closed(address))
        _opened(media.fetch(path, past_the_cache=True), address)
    except RuleBroken as broken:
        if broken.code == "vault_content_altered":  # one that only could not be read may have been promised
            with suppress(OSError):
                path.unlink(missing_ok=True)
        return False
    except OSError:
        return False
    return beyond.receives(place)


def _opened(closed: bytes, address: str) -> bytes:
    data = media.open_(closed, keys=server_keys().vault, address=address)
    if hashlib.sha256(data).hexdigest() != address.partition("/")[2]:
        raise RuleBroken("vault_content_altered", address=address)
    return data


def path_on(medium: Path, address: str) -> Path:
    """Where a medium has an address. Raises RuleBroken("vault_address_malformed")."""
    found = _ADDRESS.match(address)
    if found is None:
        raise RuleBroken("vault_address_malformed")
    kind, name = found.groups()
    return medium / kind / name[:2] / name
