"""The whole vault at the second machine: what it lacks comes, what was let go since goes."""

from collections.abc import Callable
from pathlib import Path

from rekam.config.backup.vault_copy import check_not_shrunk, folders, names_held, names_in
from rekam.vault import beyond
from rekam.vault import services as vault


def bring_up(place: Path, *, see: Callable[[], None]) -> bool:
    """Compare folder by folder; whether all lies there now.

    see   called between folders: this takes a while, and that machine is still seen meanwhile
    Raises RuleBroken("backup_vault_shrunk") where so much is gone that a disk must be away; OSError.
    """
    whole, inbox = True, place / beyond.INBOX
    gone: list[Path] = []
    there = 0
    for folder in folders(vault.first_medium(), vault.second_medium(), inbox):
        if not beyond.receives(place):
            return False
        see()
        brought, held = names_in(inbox / folder), names_held(folder)
        there += len(brought)
        gone += [inbox / folder / name for name in brought - held]
        for name in sorted(held - brought):
            whole = vault.bring_beyond(_address(folder, name)) and whole
            see()
    check_not_shrunk(gone=len(gone), there=there)
    for path in gone:
        if not vault.has(f"{path.parent.parent.name}/{path.name}"):  # it may have come since
            path.unlink(missing_ok=True)
    return whole


def level() -> int:
    """Bring the second medium up to the first, after a take-over; how many files."""
    done = 0
    first, second = vault.first_medium(), vault.second_medium()
    for folder in folders(first, second):
        for name in sorted(names_in(first / folder) - names_in(second / folder)):
            vault.copy(_address(folder, name))
            done += 1
    return done


def _address(folder: str, name: str) -> str:
    """Of a file in the folder `kind/ab`."""
    return f"{folder.partition('/')[0]}/{name}"
