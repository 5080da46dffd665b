"""The vault's third copy, beside the database's backup: files are closed already, and named by their content.

What the vault has let go stays for as long as a base may still know it, in `gone/DAY`.
"""

import json
import os
import random
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from rekam.config.backup.keys import own_folder
from rekam.config.backup.place import Place
from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import write_private
from rekam.vault import media
from rekam.vault import services as vault

SETTLED_NS = 2_000_000_000  # a folder that changed this shortly ago may change again within its clock's tick
# More than so many files gone at once is no retention, but a disk that is not there.
MOST_GONE, MOST_GONE_SHARE = 1000, 0.2

Seen = dict[str, list[int]]


@dataclass(frozen=True, kw_only=True)
class Brought:
    """What a copying did: files that came, all that are there now, those that no medium can give any more."""

    new: int
    files: int
    unreadable: int


def bring_up(place: Place) -> Brought:
    """Copy what the vault has and the copy has not; folders that did not change are not even listed.

    Raises OSError as the disk does.
    """
    note = own_folder() / "vault-seen.json"
    seen: Seen = json.loads(note.read_text()) if note.exists() else {}
    new = unreadable = 0
    for folder in folders(vault.first_medium(), vault.second_medium()):
        before = _times(place, folder)
        known = seen.get(folder)
        if known is not None and known[:3] == before:
            continue
        came, lost = _bring(place, folder)
        new, unreadable = new + came, unreadable + lost
        times = _times(place, folder)
        quiet = times[:2] == before[:2] and lost == 0 and _settled(times[:2])
        seen[folder] = [*(times if quiet else [0, 0, 0]), len(names_in(place.vault / folder))]
    if new:
        os.sync()
    write_private(note, json.dumps(seen).encode())
    return Brought(new=new, files=sum(kept[3] for kept in seen.values()), unreadable=unreadable)


def set_aside(place: Place, *, day: str) -> int:
    """Move what the vault has let go to `gone/DAY`; how many files.

    Raises RuleBroken("backup_vault_shrunk") where so much is gone that a disk must be away.
    """
    gone, there = [], 0
    for folder in folders(place.vault):
        names = names_in(place.vault / folder)
        there += len(names)
        gone += [f"{folder}/{name}" for name in names - names_held(folder)]
    check_not_shrunk(gone=len(gone), there=there)
    for name in gone:
        goal = place.folder / "gone" / day / name
        goal.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        (place.vault / name).replace(goal)
    return len(gone)


def addresses(folder: Path) -> Iterator[tuple[str, Path]]:
    """Each address that a copy has, and its file."""
    for inside in folders(folder):
        for name in sorted(names_in(folder / inside)):
            yield f"{inside.partition('/')[0]}/{name}", folder / inside / name


def put_back(place: Place, *, days: list[str]) -> Mapping[str, int]:
    """Give both media what they lack, each file checked by opening it: `landed`, `there` already, `lost`.

    days   of `gone` that the restored base may still know
    """
    counted = {"landed": 0, "there": 0, "lost": 0}
    for folder in (place.vault, *(place.folder / "gone" / day for day in days)):
        for address, path in addresses(folder):
            counted[_put_back(address, path)] += 1
    os.sync()
    return counted


def sample(place: Place, *, seed: int, most: int, keys: Mapping[str, bytes]) -> tuple[int, int]:
    """Open some files of the copy with restored keys: how many were tried, and how many did not open."""
    known = sorted(addresses(place.vault))
    drawn = random.Random(seed).sample(known, min(most, len(known)))  # noqa: S311 - which ones is no secret
    return len(drawn), sum(not _opens(address, path, keys=keys) for address, path in drawn)


def _opens(address: str, path: Path, *, keys: Mapping[str, bytes]) -> bool:
    try:
        media.open_(media.fetch(path), keys=keys, address=address)
    except RuleBroken:
        return False
    return True


def _put_back(address: str, path: Path) -> str:
    kind, name = address.split("/")
    missing = [
        medium / kind / name[:2] / name
        for medium in (vault.first_medium(), vault.second_medium())
        if not (medium / kind / name[:2] / name).exists()
    ]
    if not missing:
        return "there"
    try:
        closed = vault.checked(media.fetch(path), address=address)
    except RuleBroken:
        return "lost"
    for goal in missing:
        _write(goal, closed)
    return "landed"


def _bring(place: Place, folder: str) -> tuple[int, int]:
    kind = folder.partition("/")[0]
    for half in (place.vault / folder).glob("*.new"):  # of a run that was killed
        half.unlink()
    new = unreadable = 0
    for name in sorted(names_held(folder) - names_in(place.vault / folder)):
        try:
            closed = vault.closed(f"{kind}/{name}")
        except RuleBroken as broken:
            unreadable += broken.code != "vault_content_missing"  # let go since it was listed
            continue
        _write(place.vault / folder / name, closed)
        new += 1
    return new, unreadable


def _write(path: Path, content: bytes) -> None:
    """Write a file whole; one sync of all disks follows at the end of a run instead of four for each file."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    fresh.touch(mode=0o600)
    fresh.write_bytes(content)
    fresh.replace(path)


def check_not_shrunk(*, gone: int, there: int) -> None:
    """Whether the vault may have let go of so many of the files that are there.

    Raises RuleBroken("backup_vault_shrunk") where so much is gone that a disk must be away.
    """
    if gone > max(MOST_GONE, there * MOST_GONE_SHARE):
        raise RuleBroken("backup_vault_shrunk", gone=gone, there=there)


def folders(*roots: Path) -> list[str]:
    """The folders `kind/ab` of these roots."""
    return sorted(
        {
            f"{folder.parent.name}/{folder.name}"
            for root in roots
            for kind in vault.KINDS
            for folder in (root / kind).glob("??")
        }
    )


def names_held(folder: str) -> set[str]:
    """The names of files in a folder `kind/ab` of either medium."""
    return names_in(vault.first_medium() / folder) | names_in(vault.second_medium() / folder)


def names_in(folder: Path) -> set[str]:
    """The names of files that lie whole in a folder of a medium, or of a copy."""
    try:
        return {name for name in os.listdir(folder) if len(name) == 64}  # noqa: PTH208 - ten million names
    except FileNotFoundError:
        return set()


def _times(place: Place, folder: str) -> list[int]:
    told = []
    for root in (vault.first_medium(), vault.second_medium(), place.vault):
        told.append(0)
        with suppress(FileNotFoundError):
            told[-1] = (root / folder).stat().st_mtime_ns
    return told


def _settled(times: list[int]) -> bool:
    return time.time_ns() - max(times) > SETTLED_NS
