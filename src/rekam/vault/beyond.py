"""The folder of a second machine that can take over, mounted here: $REKAM_STANDBY; not set, there is none.

receiving   a file with the epoch of that machine: there for as long as it receives
inbox/      the vault's third copy, laid out as a medium
promoted    since when that machine is the first one

Whoever takes over removes `receiving` before anything else. So bytes that were read back there *before* the
file was found are on the machine that goes on. It is opened, not looked for: a mount may remember names.
"""

import os
import time
from contextlib import suppress
from pathlib import Path

from rekam.kernel.places import data_folder, private_folder

RECEIVING, INBOX, PROMOTED = "receiving", "inbox", "promoted"
SEEN_SECONDS = 5.0
"""Without a sign of it for so long nobody waits for that machine: the guard looks every second."""


def folder() -> Path | None:
    """The second machine's folder; None where there is to be no second machine."""
    told = os.environ.get("REKAM_STANDBY")
    return Path(told) if told else None


def receives(place: Path) -> bool:
    """Whether the machine of this folder is there and has not taken over."""
    return _says(place / RECEIVING)


def took_over(place: Path) -> bool:
    """Whether that machine says that it is the first one now."""
    return _says(place / PROMOTED)


def _says(file: Path) -> bool:
    try:
        return bool(file.read_bytes())
    except OSError:
        return False


def is_seen() -> bool:
    """Whether the guard saw it receive lately: nobody else tries a mount that may hang."""
    with suppress(OSError):
        return abs(time.time() - mark("seen").stat().st_mtime) < SEEN_SECONDS
    return False


def see() -> None:
    """Note that it receives: the guard's part."""
    private_folder(mark("seen").parent)
    mark("seen").touch()


def owe() -> None:
    """Note that something did not come there, or did not go, so that the guard brings all up to date."""
    private_folder(mark("owed").parent)
    mark("owed").touch()


def owes() -> bool:
    """Whether something is owed."""
    return mark("owed").exists()


def settle() -> None:
    """Nothing is owed any more. Called before all is brought there, so that no later debt is forgotten."""
    mark("owed").unlink(missing_ok=True)


def mark(name: str) -> Path:
    """Where this machine notes something of the other: a file, whose being there says it."""
    return data_folder() / "standby" / name
