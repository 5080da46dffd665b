"""Which bundles this server gives to whom: a folder of files and one list, changed by `rekam updates`.

No database: a bundle is nobody's data, and a restored server gives out nothing that was not put there again.
"""

import hashlib
import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rekam.devices.updates.reading import open_bundle
from rekam.devices.updates.trust import Trust
from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import data_folder, private_folder, write_private

LIST = "published.json"


@dataclass(frozen=True, kw_only=True)
class Published:
    """A bundle that is given out: to a share of all stations (percent), and to those named (kids)."""

    number: int
    name: str
    length: int
    share: int
    stations: tuple[str, ...] = ()

    def is_for(self, station: str) -> bool:
        """Whether this station is among them. A greater share keeps whoever was in a smaller one."""
        drawn = int.from_bytes(hashlib.sha256(f"{self.number}/{station}".encode()).digest()[:8], "big")
        return station in self.stations or drawn % 100 < self.share


def folder() -> Path:
    """Where the bundles of this installation lie."""
    return data_folder() / "updates"


def path_of(number: int) -> Path:
    """A published bundle's file."""
    return folder() / f"{number}.rekam-update"


def published() -> list[Published]:
    """What is given out, the highest number first."""
    try:
        told = json.loads((folder() / LIST).read_text())
    except FileNotFoundError:
        return []
    found = [Published(**one | {"stations": tuple(one["stations"])}) for one in told]
    return sorted(found, key=lambda one: one.number, reverse=True)


def publish(path: Path, *, trust: Trust, share: int, stations: Sequence[str]) -> Published:
    """Give a bundle out, once it is signed as laptops ask; again with another share for more of them.

    Raises RuleBroken as `open_bundle` does, or "update_share_wrong".
    """
    if not 0 <= share <= 100:
        raise RuleBroken("update_share_wrong", share=share)
    manifest = open_bundle(path, trust=trust).manifest
    fresh = Published(
        number=manifest.number,
        name=manifest.name,
        length=path.stat().st_size,
        share=share,
        stations=tuple(stations),
    )
    private_folder(folder())
    if path.resolve() != path_of(fresh.number).resolve():
        shutil.copyfile(path, path_of(fresh.number))
    _write([*_but(fresh.number), fresh])
    return fresh


def withdraw(number: int) -> None:
    """Give it out no longer; laptops that have it keep it. Raises RuleBroken("update_unknown")."""
    kept = _but(number)
    if len(kept) == len(published()):
        raise RuleBroken("update_unknown", number=number)
    _write(kept)
    path_of(number).unlink(missing_ok=True)


def find_offer(station: str, *, running: int) -> Published | None:
    """The highest bundle for this station above what it ever ran, or None."""
    return next((one for one in published() if one.number > running and one.is_for(station)), None)


def piece(number: int, *, station: str, offset: int, length: int) -> bytes:
    """Some bytes of a bundle that is for this station. Raises RuleBroken("update_unknown")."""
    if not any(one.number == number and one.is_for(station) for one in published()):
        raise RuleBroken("update_unknown", number=number)
    with path_of(number).open("rb") as file:
        file.seek(offset)
        return file.read(length)


def _but(number: int) -> list[Published]:
    return [one for one in published() if one.number != number]


def _write(bundles: Sequence[Published]) -> None:
    write_private(folder() / LIST, json.dumps([asdict(one) for one in bundles]).encode())
