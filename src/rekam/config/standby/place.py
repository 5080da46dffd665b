"""The second machine's folder as both see it: made there, mounted at the first, and what is laid into it."""

import json
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import data_folder, private_folder, write_private
from rekam.vault import beyond

FOLDER, WAY_IN, STATE, NOTE = "receiving", "way-in.json", "state.tar", "standby.json"


@dataclass(frozen=True, kw_only=True, repr=False)
class WayIn:
    """How the second machine reaches the first's server: the replication role's password, the version."""

    password: str
    major: int


def here() -> Path:
    """Where the second machine receives."""
    return data_folder() / FOLDER


def open_here() -> Path:
    """Make the folder that the first machine mounts; from now on this machine receives."""
    place = private_folder(here())
    private_folder(place / beyond.INBOX)
    (place / beyond.PROMOTED).unlink(missing_ok=True)
    if not beyond.receives(place):
        write_private(place / beyond.RECEIVING, secrets.token_hex(8).encode())
    return place


def mounted() -> Path:
    """The second machine's folder at the first.

    Raises RuleBroken("standby_not_set" | "standby_took_over" | "standby_away").
    """
    place = beyond.folder()
    if place is None:
        raise RuleBroken("standby_not_set")
    check_not_replaced()
    if not beyond.receives(place):
        raise RuleBroken("standby_away", folder=str(place))
    return place


def check_not_replaced() -> None:
    """A machine whose place another took starts no database: not for a backup either.

    Raises RuleBroken("standby_took_over").
    """
    place = beyond.folder()
    if place is not None and beyond.took_over(place):
        raise RuleBroken("standby_took_over", folder=str(place))


def check_first() -> None:
    """Whether this machine may serve: a second one did not take over, as it says or as a person has said.

    Raises RuleBroken("standby_took_over" | "standby_away").
    """
    if beyond.folder() is None:
        return
    try:
        mounted()
    except RuleBroken as broken:
        if broken.code == "standby_away" and beyond.mark("alone").exists():
            return
        raise
    beyond.mark("alone").unlink(missing_ok=True)


def say_alone(*, at: datetime) -> None:
    """A person says that the second machine did not take over, so that this one serves without seeing it."""
    write_private(beyond.mark("alone"), at.isoformat().encode())


def invite(way: WayIn, *, state: bytes, into: Path) -> None:
    """Lay the way in and the keys into the second machine's folder."""
    write_private(into / STATE, state)
    write_private(into / WAY_IN, json.dumps(asdict(way)).encode())


def invitation() -> WayIn:
    """What the first machine laid here. Raises RuleBroken("standby_not_invited")."""
    try:
        return WayIn(**json.loads((here() / WAY_IN).read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise RuleBroken("standby_not_invited", folder=str(here())) from error
