"""`rekam backup`: a base with its log and the vault, sealed to a key in a safe; log, drill, status, key."""

import argparse
import json
import sys
from collections.abc import Iterable
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rekam.config.backup.drill import Drilled
from rekam.config.backup.make import Shipped
from rekam.config.backup.place import Place, disk_told

KEEP_DAYS = 7


def main(arguments: list[str]) -> int:
    """0 = done, fresh, equal; 1 = refused, stale, or the drill did not give back what there was."""
    with disk_told():
        return _run(_words().parse_args(arguments))


def _run(chosen: argparse.Namespace) -> int:
    if chosen.what == "key":
        return _make_key(chosen.file)
    place = Place.named(chosen.place)
    if chosen.what == "status":
        return _status(place, as_json=chosen.json)
    if chosen.what == "drill":
        return _drill(place, chosen)
    from rekam.config.backup import make, told
    from rekam.config.backup.server import own_source
    from rekam.config.backup.status import tell
    from rekam.config.database import running_database

    source = own_source()
    if chosen.what == "log":
        # Every two minutes: one that runs needs no roles mended and need not be waited for at its end.
        with nullcontext() if source.cluster.running else running_database():
            shipped = make.ship(place, source=source)
            tell(place)
            return _told(shipped)
    with running_database():
        made = make.make(place, source=source, keep_days=chosen.keep_days, at=datetime.now(UTC))
        told.made(at=datetime.now(UTC), base=made.base, rows=made.rows)
        told.write(source.server)
        tell(place)
    print(f"base {made.base}: {_mib(made.plain)} MiB of database in {_mib(made.bytes)} MiB, read back")
    print(f"moment: {made.rows:,} rows counted and hashed")
    print(f"vault: {made.gone:,} files let go are kept until no base needs them; bases let go: {made.let_go}")
    return _told(made.shipped)


def _words() -> argparse.ArgumentParser:
    words = argparse.ArgumentParser(prog="rekam backup", description=__doc__)
    words.add_argument("--to", dest="place", metavar="FOLDER", help="on another disk; $REKAM_BACKUP")
    words.add_argument("--keep-days", type=int, default=KEEP_DAYS, help="bases older than this are let go")
    kinds = words.add_subparsers(dest="what")
    kinds.add_parser("log", help="ship log and vault since the last time: every two minutes")
    status = kinds.add_parser("status", help="ages; exit status 1 where something is too old")
    status.add_argument("--json", action="store_true")
    drill = kinds.add_parser("drill", help="restore beside and compare; leaves nothing behind")
    drill.add_argument(
        "--key", type=Path, help="the key from the safe; left out, the server's own of tonight"
    )
    drill.add_argument(
        "--recorded", action="store_true", help="compare with the last moment, count no new one"
    )
    drill.add_argument("--seed", type=int, default=1, help="which files of the vault are opened")
    drill.add_argument("--json", action="store_true")
    key = kinds.add_parser("key", help="make the pair: the private half into a file for the safe")
    key.add_argument("file", type=Path, help="on a stick; it must not be there yet")
    return words


def _make_key(file: Path) -> int:
    from rekam.config.backup import told
    from rekam.config.backup.keys import make_pair

    at = datetime.now(UTC)
    kid = make_pair(file, at=at)
    told.key_made(at=at, kid=kid)
    print(f"{kid}: bring {file} to the safe, a copy to another, and leave none here.")
    print("Without it no backup opens. Make a backup now: older ones are opened by their own key.")
    return 0


def _status(place: Place, *, as_json: bool) -> int:
    from rekam.config.backup.status import Limits, parts

    at = datetime.now(UTC)
    found = parts(place, limits=Limits())
    stale = [part.name for part in found if part.is_stale(at=at)]
    if as_json:
        ages = {part.name: (at - part.since).total_seconds() if part.since else None for part in found}
        print(json.dumps({"age_seconds": ages, "stale": stale}))
        return 1 if stale else 0
    for part in found:
        age = f"{_age(at - part.since)} ago, {part.since:%Y-%m-%d %H:%M} UTC" if part.since else "never"
        print(f"{part.name:<6} {age:<40} {'STALE' if part.name in stale else 'fresh'}")
    return 1 if stale else 0


def _drill(place: Place, chosen: argparse.Namespace) -> int:
    from rekam.config.backup import drill, make, restore, told
    from rekam.config.backup.keys import data_keys, read_offline, server_half

    at = datetime.now(UTC)
    if not chosen.recorded:
        from rekam.config.backup.server import own_source
        from rekam.config.database import running_database

        source = own_source()
        with running_database():
            make.mark(place, source=source, at=at)
            make.ship(place, source=source)
    if chosen.key:
        offline = read_offline(chosen.key)
        keys, signers = place.all_keys(offline), offline.signers
    else:
        keys, signers = {key.kid: key.key for key in data_keys()}, server_half().signers
    picked = restore.choose(place, keys=keys, signers=signers)
    done = drill.drill(place, picked, seed=chosen.seed)
    drill.note(done, at=at)
    told.drilled(at=at, moment=done.moment, harm=done.harm)
    told.write_if_it_runs()
    for line in _table(done, as_json=chosen.json):
        print(line)
    return 1 if done.harm else 0


def _table(done: Drilled, *, as_json: bool) -> Iterable[str]:
    told = {
        "attempted": done.attempted,
        "landed": done.landed,
        "lost": done.lost,
        "doubled": done.doubled,
        "stuck": done.stuck,
        "seed": done.seed,
        "seconds": round(done.seconds, 1),
        "seconds_with_comparing": round(done.all_seconds, 1),
    }
    if as_json:
        yield json.dumps({**told, "moment": done.moment, "differences": done.told})
        return
    yield f"moment {done.moment}"
    yield from (f"  {name:<24}{value:>14,}" for name, value in told.items())
    yield from done.told
    yield "NOT EQUAL" if done.harm else "equal: every table, the audit's root, every file that a row names"


def _told(shipped: Shipped) -> int:
    brought = shipped.vault
    print(f"log: {shipped.segments} segments in {_mib(shipped.bytes)} MiB, all that was done by {shipped.at}")
    print(f"vault: {brought.new:,} files came, {brought.files:,} are there")
    if brought.unreadable:
        print(f"rekam backup: {brought.unreadable:,} files open on neither medium", file=sys.stderr)
    return 1 if brought.unreadable else 0


def _mib(size: int) -> str:
    return f"{size / 1024 / 1024:,.1f}"


def _age(age: timedelta) -> str:
    minutes = int(age.total_seconds() // 60)
    return f"{minutes // 60} h {minutes % 60:02} min"
