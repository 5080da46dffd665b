"""`rekam standby`: a second machine that follows the first one, and takes over when that is gone.

On the second machine: `make` (twice: before and after `invite`), `run`, `status`, `promote`. On the first:
`invite`, `leave`, `alone`. docs/how-to/keep-a-standby.md has the way.
"""

import argparse
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from rekam.config.backup.place import disk_told
from rekam.config.standby import bringing, replica
from rekam.config.standby import place as places
from rekam.config.standby import promote as taking
from rekam.kernel.errors import RuleBroken
from rekam.vault import beyond

LOOK = 0.5


def main(arguments: list[str]) -> int:
    """0 = done; 1 = refused, or not well; 3 = the guard stopped this machine, since the second took over."""
    words, serving = _split(arguments)
    chosen = _words().parse_args(words)
    acts: Mapping[str, Callable[[], int]] = {
        "make": lambda: _make(socket=chosen.socket, again=chosen.again),
        "run": lambda: _run(serving),
        "status": _status,
        "promote": lambda: _promote(even_so=chosen.even_so),
        "invite": _invite,
        "leave": _leave,
        "alone": _alone,
        "guard": _guard,
    }
    with disk_told():
        return acts[chosen.act]()


def _words() -> argparse.ArgumentParser:
    words = argparse.ArgumentParser(prog="rekam standby", description=__doc__.split("\n")[0])
    kinds = words.add_subparsers(dest="act", required=True, metavar="ACT")
    make = kinds.add_parser(
        "make", help="second machine: make the folder to mount; once invited, the replica"
    )
    make.add_argument("--socket", default="", help="folder of the first one's socket; $REKAM_STANDBY_SOCKET")
    make.add_argument("--again", action="store_true", help="throw away the database that is here")
    kinds.add_parser("run", help="second machine: follow; after `promote` serve, with the words after `--`")
    kinds.add_parser("status", help="either machine: whether the second one has all")
    promote = kinds.add_parser("promote", help="second machine: take over")
    promote.add_argument("--even-so", action="store_true", help="also while the first one still speaks")
    kinds.add_parser("invite", help="first machine: lay the way in and the keys into the mounted folder")
    kinds.add_parser("leave", help="first machine: there is no second one any more")
    kinds.add_parser("alone", help="first machine: say that the second one did not take over")
    kinds.add_parser("guard", help="first machine: what `rekam serve` starts beside itself")
    return words


def _split(arguments: list[str]) -> tuple[list[str], list[str]]:
    """Our own words, and those for `rekam serve`."""
    if "--" not in arguments:
        return arguments, []
    cut = arguments.index("--")
    return arguments[:cut], arguments[cut + 1 :]


def _make(*, socket: str, again: bool) -> int:
    from rekam.config.backup import state
    from rekam.kernel.places import data_folder
    from rekam.kernel.postgres import cluster
    from rekam.vault.services import first_medium

    own = cluster(data_folder() / "postgres")
    if again:
        own.stop()
        own.remove()
        taking.begin_anew()
        _vault_becomes_inbox(first_medium())
    folder = places.open_here()
    try:
        way = places.invitation()
    except RuleBroken:
        print(f"{folder}: mount it at the first machine, name it there as REKAM_STANDBY, and type there:")
        print("    rekam standby invite\nThen type this command again.")
        return 0
    came = socket or os.environ.get("REKAM_STANDBY_SOCKET", "")
    if not came:
        raise RuleBroken("standby_socket_unknown")
    files = state.unpacked((folder / places.STATE).read_bytes())
    began = time.monotonic()
    replica.make_replica(own, socket=came, way=way, password=files[state.PASSWORD].decode())
    print(f"the replica is made, after {time.monotonic() - began:,.0f} seconds. Let it follow:")
    print("    rekam standby run")
    return 0


def _vault_becomes_inbox(vault: Path) -> None:
    """What a machine has that was the first one need not come again; it is compared by the guard."""
    folder = places.here()
    inbox = folder / beyond.INBOX
    for name in (places.WAY_IN, beyond.PROMOTED):
        (folder / name).unlink(missing_ok=True)
    if vault.is_dir() and not (inbox.is_dir() and any(inbox.iterdir())):
        folder.mkdir(parents=True, exist_ok=True)
        if inbox.is_dir():
            inbox.rmdir()
        vault.rename(inbox)


def _run(serving: list[str]) -> int:
    from rekam.config.database import running_replica
    from rekam.config.serve import main as serve

    taking.check_made()
    asked = False

    def ask(_number: int, _frame: FrameType | None) -> None:
        nonlocal asked
        asked = True

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    with running_replica(replica.SETTINGS, seconds=replica.LONG):
        print("following; `rekam standby promote` takes over", flush=True)
        while not asked and not taking.serves_here():
            time.sleep(LOOK)
        for number, handler in before.items():
            signal.signal(number, handler)
        if asked:
            return 0
        print("this machine took over", flush=True)
        return serve(serving)


def _status() -> int:
    """At the first machine since when the second has all; at the second whether the first one speaks."""
    from rekam.web.watch.standby import find_standby

    at = datetime.now(UTC)
    told = find_standby()
    if told is None:
        return _status_here()
    place = beyond.folder()
    assert place is not None
    age = "never" if told.whole is None else f"{(at - told.whole).total_seconds():,.0f} s ago"
    print(f"all that is here was there   {age}, its database {told.behind:,.0f} bytes behind")
    print(f"its folder receives          {'yes' if beyond.receives(place) else 'NO'}")
    print(f"something is owed            {'YES' if beyond.owes() else 'no'}")
    well = told.whole is not None and (at - told.whole).total_seconds() < 60
    return 0 if well else 1


def _status_here() -> int:
    from rekam.kernel.places import data_folder
    from rekam.kernel.postgres import cluster

    taking.check_made()
    own = cluster(data_folder() / "postgres")
    if not own.running:
        print("the replica does not run: rekam standby run")
        return 1
    if not replica.is_replica(own):
        print("this machine took over; it is the first one now")
        return 0
    lives = replica.first_lives(own)
    print("the replica follows, and the first machine speaks" if lives else "the first machine is SILENT")
    return 0 if lives else 1


def _promote(*, even_so: bool) -> int:
    began = time.monotonic()
    done = taking.promote(even_so=even_so)
    for name, seconds in done.seconds.items():
        print(f"  {name:<44}{seconds:>8,.1f} s")
    if done.log_broken:
        print(f"  the log does NOT go on from its checkpoints: {done.log_broken}; the pages show the alarm")
    else:
        print(f"  the log goes on from its checkpoints: {done.entries:,} entries, signed again")
    for what, count in done.packets.items():
        print(f"  packets {what:<36}{count:>8,}")
    print(f"took over after {time.monotonic() - began:,.1f} seconds. Lead the office's address here now.")
    print("`rekam standby run` serves by itself; where it does not run: rekam serve", flush=True)
    print(f"second medium: {bringing.level():,} files brought, while the office works")
    return 1 if done.log_broken else 0


def _invite() -> int:
    from rekam.config.backup import state
    from rekam.config.backup.server import own_source
    from rekam.config.database import running_database
    from rekam.vault.keys import make_keys

    place = places.mounted()
    source = own_source()
    with running_database():
        make_keys()
        way = replica.make_way_in(source.server, major=source.major)
        places.invite(way, state=state.packed(password=source.cluster.password), into=place)
        print(f"invited. Socket of this machine's database: {source.cluster.socket}")
    print("At the second machine: rekam standby make. Here: start rekam serve again.")
    return 0


def _leave() -> int:
    from rekam.config.backup.server import own_source
    from rekam.config.database import running_database

    with running_database():
        replica.leave(own_source().server)
    print("nothing waits for a second machine. Take REKAM_STANDBY out of the settings, and restart.")
    return 0


def _alone() -> int:
    places.say_alone(at=datetime.now(UTC))
    print("noted, until the second machine is seen again. If it did take over, what is written here is lost.")
    return 0


def _guard() -> int:
    from rekam.config.standby.guard import TOOK_OVER, Guard
    from rekam.kernel.commands import set_up

    place = beyond.folder()
    if place is None:
        raise RuleBroken("standby_not_set")
    set_up()
    if Guard(place).run() == TOOK_OVER:
        print("rekam standby: the second machine took over; this one serves no longer", file=sys.stderr)
    return TOOK_OVER
