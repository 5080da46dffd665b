"""Whether a bundle may go on this laptop now. Every refusal has a code; nothing has changed before it."""

import hashlib
import platform
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rekam.devices.updates.bundle import Manifest
from rekam.kernel.errors import RuleBroken
from rekam.station.store import outbox, visits
from rekam.station.store.files import medium_told
from rekam.station.updating.slots import Slots

LEAST_BATTERY = 30
ON_BATTERY = "Discharging"
# Of the version in use: what it writes, so what it must still be able to read after one step back.
STORES: Mapping[str, tuple[int, int]] = {
    "outbox": (outbox.VERSION, outbox.LEAST),
    "visit": (visits.VERSION, visits.LEAST),
}


@dataclass(frozen=True, kw_only=True)
class Here:
    """This laptop, as far as a bundle must fit it.

    base        SHA-256 of the pinned packages that it was set up with
    free        bytes that are left on the disk of the program
    outbox      bytes of the outbox, of which a copy is made for the rehearsal
    stores      version of each store that the running code writes
    """

    platform: str
    python: str
    base: bytes
    free: int
    outbox: int
    stores: Mapping[str, tuple[int, int]]


def this_laptop(program: Path, *, data: Path) -> Here:
    """What is asked of this machine. Raises RuleBroken("store_unreadable")."""
    with medium_told():
        return Here(
            platform=machine(),
            python=f"{sys.version_info.major}.{sys.version_info.minor}",
            base=bytes.fromhex((program / "base").read_text().strip()),
            free=shutil.disk_usage(program).free,
            outbox=sum(path.stat().st_size for path in data.glob("outbox.db*")),
            stores=STORES,
        )


def machine() -> str:
    """ "linux-x86_64"."""
    return f"{platform.system()}-{platform.machine()}".lower()


def check_fits(manifest: Manifest, *, slots: Slots, here: Here, at: datetime) -> None:
    """The bundle follows the version in use and fits this laptop.

    Raises RuleBroken("update_expired" | "update_failed_here" | "update_older" | "update_gap" |
    "update_other_platform" | "update_other_python" | "update_other_base" | "update_store_step" |
    "update_no_room").
    """
    if at >= manifest.expires:
        raise RuleBroken("update_expired", since=manifest.expires.date().isoformat())
    check_number(manifest, slots=slots)
    for code, wanted, found in (
        ("update_other_platform", manifest.platform, here.platform),
        ("update_other_python", manifest.python, here.python),
        ("update_other_base", manifest.base.hex()[:16], here.base.hex()[:16]),
    ):
        if wanted != found:
            raise RuleBroken(code, wanted=wanted, here=found)
    check_stores(manifest, here=here)
    needed = manifest.tree_bytes + 2 * here.outbox + outbox.LEAST_ROOM
    if here.free < needed:
        raise RuleBroken("update_no_room", missing_mb=(needed - here.free) // 2**20 + 1)


def check_number(manifest: Manifest, *, slots: Slots) -> None:
    """Forward only. Raises RuleBroken("update_failed_here" | "update_older" | "update_gap")."""
    if manifest.number in slots.failed:
        raise RuleBroken("update_failed_here", number=manifest.number)
    if manifest.number <= slots.highest:
        raise RuleBroken("update_older", number=manifest.number, highest=slots.highest)
    if slots.current < manifest.least:
        raise RuleBroken("update_gap", number=manifest.number, least=manifest.least)


def check_stores(manifest: Manifest, *, here: Here) -> None:
    """After it the code of now still works with the stores: one step back loses nobody.

    Raises RuleBroken("update_store_step").
    """
    for name, (version, _) in here.stores.items():
        least = manifest.stores.get(name, (0, version + 1))[1]
        if least > version:
            raise RuleBroken("update_store_step", store=name)


def check_power(power: Path) -> None:
    """A laptop that runs on its battery has enough in it (as Linux tells; without a battery all is well).

    Raises RuleBroken("update_power_low" | "update_power_unknown").
    """
    for place in sorted(power.glob("*")):
        if _told(place / "type") != "Battery" or _told(place / "status") != ON_BATTERY:
            continue
        left = _told(place / "capacity")
        if not left.isdigit():
            raise RuleBroken("update_power_unknown")
        if int(left) < LEAST_BATTERY:
            raise RuleBroken("update_power_low", percent=int(left))


def check_tree(manifest: Manifest, *, folder: Path) -> None:
    """What lies there is what was signed: between unpacking and switching, days may have passed.

    Raises RuleBroken("update_tree_damaged").
    """
    for entry in manifest.files:
        try:
            content = (folder / entry.path).read_bytes()
        except OSError as error:
            raise RuleBroken("update_tree_damaged", file=entry.path) from error
        if hashlib.sha256(content).digest() != entry.sha256:
            raise RuleBroken("update_tree_damaged", file=entry.path)


def _told(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""
