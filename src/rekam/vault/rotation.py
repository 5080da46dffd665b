"""Changing the server's keys while stations that nobody reaches go on with the older ones.

A key of each sort is announced first. Packets are sealed to the new one at once, and the vault encrypts by
it; receipts and papers are signed by the older one until stations and those who check papers have heard of
the new one (`use`). What older keys closed stays readable: a station may come back after months.

Each step writes the private half first, and each file whole: whatever a power cut leaves, nothing is sealed
to a key that cannot open it.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import write_private
from rekam.vault import sealing
from rekam.vault.keys import PURPOSES, keys_folder, new_seed

SIGNING: Final = ("receipt", "paper")
HEARD_WITHIN: Final = timedelta(days=7)
"""From announcing to using: every station pulls a work list in that time, or waits with its packets."""
USED_FOR: Final = timedelta(days=365)
"""How long a key is in use before `rekam keys list` asks for another."""
OPENED_FOR: Final = timedelta(days=730)
"""How long packets open that were sealed to a key which was replaced."""


@dataclass(frozen=True)
class Dates:
    """When keys were made and replaced, by kid; those of a folder made before 2026-11-23 have no date."""

    made: Mapping[str, date]
    replaced: Mapping[str, date]
    announced: date | None

    def old(self, kid: str, *, today: date) -> bool:
        """Whether a key has been in use for so long that another should take its place."""
        return today - self.made.get(kid, today) > USED_FOR


def dates() -> Dates:
    """What the folder tells of its keys."""
    told = _read("server-keys.json")
    announced = told.get("announced")
    return Dates(
        made=_days(told.get("made", {})),
        replaced=_days(told.get("replaced", {})),
        announced=date.fromisoformat(announced) if announced else None,
    )


def announce(*, today: date) -> None:
    """Add a key of each sort; sealing and vault keys are in use from now on, signing keys after `use`.

    Raises RuleBroken("keys_missing" | "keys_announced").
    """
    server, opening = _read("server-keys.json"), _read("opening-keys.json")
    if server.get("announced"):
        raise RuleBroken("keys_announced", on=server["announced"])
    private, seeds = secrets.token_bytes(sealing.KEY_BYTES), {sort: new_seed() for sort in SIGNING}
    public = sealing.seal_public(private)
    fresh = [sealing.kid_of(public), *(kid for seed in seeds.values() for kid in seed)]
    _replace(server, [list(server["seal"])[-1]], today=today)
    opening[sealing.kid_of(public)] = private.hex()
    server["seal"][sealing.kid_of(public)] = public.hex()
    for purpose in PURPOSES:
        kid = secrets.token_hex(8)
        _replace(server, [list(server["vault"][purpose])[-1]], today=today)
        server["vault"][purpose][kid] = secrets.token_hex(32)
        fresh.append(kid)
    for sort, seed in seeds.items():
        server[sort] = seed | server[sort]  # first, not last: known, but not signing yet
    server["made"] = server.get("made", {}) | dict.fromkeys(fresh, today.isoformat())
    server["announced"] = today.isoformat()
    _write("opening-keys.json", opening)
    _write("server-keys.json", server)


def use(*, today: date, early: bool = False) -> None:
    """Sign receipts and papers by the keys that were announced.

    early  also before HEARD_WITHIN, after a theft: stations that have not pulled need a new trust.json
    Raises RuleBroken("keys_missing" | "keys_not_announced" | "keys_announced_lately").
    """
    server = _read("server-keys.json")
    if not server.get("announced"):
        raise RuleBroken("keys_not_announced")
    ready = date.fromisoformat(server["announced"]) + HEARD_WITHIN
    if today < ready and not early:
        raise RuleBroken("keys_announced_lately", ready=ready.isoformat())
    for sort in SIGNING:
        fresh, *_, last = server[sort]
        _replace(server, [last], today=today)
        server[sort][fresh] = server[sort].pop(fresh)
    server["announced"] = None
    _write("server-keys.json", server)


def revoke(kid: str, *, today: date) -> None:
    """Trust a signing key no longer: stations forget it with their next work list, papers by it are void.

    Raises RuleBroken("keys_missing" | "key_unknown" | "key_in_use").
    """
    server = _read("server-keys.json")
    sort = next((sort for sort in SIGNING if kid in server[sort]), None)
    if sort is None:
        raise RuleBroken("key_unknown", kid=kid)
    if kid == list(server[sort])[-1] or server.get("announced"):
        raise RuleBroken("key_in_use", kid=kid)
    del server[sort][kid]
    _replace(server, [kid], today=today)
    _write("server-keys.json", server)


def expire(*, today: date) -> list[str]:
    """Forget the private halves of sealing keys that were replaced longer than OPENED_FOR ago; which.

    A laptop that was stolen years ago then holds nothing that anybody can open. Keys without a date stay.
    Raises RuleBroken("keys_missing").
    """
    server, opening = _read("server-keys.json"), _read("opening-keys.json")
    replaced = _days(server.get("replaced", {}))
    in_use = list(server["seal"])[-1]
    gone = [kid for kid in opening if kid != in_use and today - replaced.get(kid, today) > OPENED_FOR]
    for kid in gone:
        del opening[kid]
        server["seal"].pop(kid, None)
    if gone:
        _write("server-keys.json", server)  # first: what is still said to be ours must open
        _write("opening-keys.json", opening)
    return gone


def _replace(server: dict[str, Any], kids: list[str], *, today: date) -> None:
    server["replaced"] = server.get("replaced", {}) | dict.fromkeys(kids, today.isoformat())


def _days(told: Mapping[str, str]) -> dict[str, date]:
    return {kid: date.fromisoformat(day) for kid, day in told.items()}


def _path(name: str) -> Path:
    return keys_folder() / name


def _read(name: str) -> dict[str, Any]:
    try:
        return dict(json.loads(_path(name).read_text()))
    except FileNotFoundError as error:
        raise RuleBroken("keys_missing", file=name) from error


def _write(name: str, keys: Mapping[str, Any]) -> None:
    write_private(_path(name), json.dumps(keys).encode())
