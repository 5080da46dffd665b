"""Taking over: the fence first, then the database, the keys, and the packets that only the vault knows.

UPDATE ME: docs/how-to/keep-a-standby.md tells these steps in this order.
"""

import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from rekam.config.backup import state
from rekam.config.database import running_database, running_replica
from rekam.config.standby import place as places
from rekam.config.standby import replica
from rekam.kernel.commands import set_up
from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import data_folder, write_private
from rekam.kernel.postgres import cluster
from rekam.vault import beyond, media
from rekam.vault import services as vault


@dataclass(kw_only=True)
class Taken:
    """What a take-over did: seconds of each step, packets read in again, entries of the audit at the end.

    at           when this call let the database write; None where that was done before
    log_broken   the code where the audit does not go on from what was signed; "" = it does
    """

    seconds: dict[str, float] = field(default_factory=dict)
    packets: Mapping[str, int] = field(default_factory=dict)
    entries: int = 0
    at: datetime | None = None
    log_broken: str = ""


def promote(*, even_so: bool) -> Taken:
    """Make this machine the first one. A step that was done is not done again.

    even_so   also while the first one still speaks: its writers are cut off
    Raises RuleBroken("standby_first_lives" | "standby_not_made" | "standby_not_promoted").
    """
    done = Taken()
    check_made()
    with running_replica(replica.SETTINGS, seconds=replica.LONG) as own:
        _timed(done, "the database here answers", began=time.monotonic())
        if replica.is_replica(own):
            if not even_so and replica.first_lives(own):
                raise RuleBroken("standby_first_lives")
            _step(done, "nothing is received any more", fence)
            began = time.monotonic()
            replica.take_over(own)
            done.at = datetime.now(UTC)
            _timed(done, "the database writes", began=began)
        _step(done, "nothing is received any more", fence)  # where a first try broke off
        _step(done, "keys and vault are in place", _put_in_place)
        with running_database():
            began = time.monotonic()
            _ready(done)
            _timed(done, "packets of the vault, and the log's root", began=began)
    return done


def fence() -> None:
    """From here on the first machine promises nothing more, in the order of `vault.beyond`. Repeatable."""
    place = places.here()
    (place / beyond.RECEIVING).unlink(missing_ok=True)
    if place.is_dir():
        media.settle(place / beyond.RECEIVING)
    if not beyond.took_over(place):
        write_private(place / beyond.PROMOTED, datetime.now(UTC).isoformat().encode())


def serves_here() -> bool:
    """Whether this machine took over and is ready to serve."""
    return beyond.mark("serves").exists()


def check_made() -> None:
    """Raises RuleBroken("standby_not_made") where there is no replica yet."""
    if os.environ.get("DATABASE_URL"):
        raise RuleBroken("backup_own_server_only")
    made = (cluster(data_folder() / "postgres").data / "PG_VERSION").exists()
    if not made or not (places.here() / places.WAY_IN).exists():
        raise RuleBroken("standby_not_made", folder=str(places.here()))


def begin_anew() -> None:
    """This machine follows again: it does not serve."""
    beyond.mark("serves").unlink(missing_ok=True)


def _put_in_place() -> None:
    inbox, goal = places.here() / beyond.INBOX, vault.first_medium()
    if inbox.is_dir() and not _holds_any(goal):
        goal.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            goal.rmdir()
        inbox.rename(goal)
    files = state.unpacked((places.here() / places.STATE).read_bytes())
    if not beyond.mark("serves").exists():
        state.put_back(files)
        # `run` serves from here on.
        write_private(beyond.mark("serves"), datetime.now(UTC).isoformat().encode())


def _holds_any(folder: Path) -> bool:
    return folder.is_dir() and any(folder.iterdir())


def _ready(done: Taken) -> None:
    """Compare the log with its checkpoints, take in what only the vault knows; pages come up meanwhile."""
    set_up()
    from rekam.audit.services import sequence_all, sign_checkpoint
    from rekam.enrolment.operations.jobs import SILENT_AFTER, free_lost
    from rekam.enrolment.reingest import reingest
    from rekam.vault.queries import checkpoint_keys

    if done.at is not None:  # every worker that spoke before then is the first machine's, and gone
        free_lost(at=done.at + SILENT_AFTER)
    sequence_all()
    try:
        done.entries = sign_checkpoint(seeds=checkpoint_keys(), at=datetime.now(UTC)).size
    except RuleBroken as broken:  # the pages show the alarm; the office goes on
        done.log_broken = broken.code
    done.packets = {str(what): count for what, count in reingest().items()}


def _step(done: Taken, name: str, act: Callable[[], None]) -> None:
    began = time.monotonic()
    act()
    _timed(done, name, began=began)


def _timed(done: Taken, name: str, *, began: float) -> None:
    done.seconds[name] = done.seconds.get(name, 0.0) + time.monotonic() - began
