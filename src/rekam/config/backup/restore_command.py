"""`rekam restore`: an empty machine, a backup and the key from the safe make the installation again."""

import argparse
import os
import shutil
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rekam.config.backup.place import Place, disk_told
from rekam.config.backup.restore import Chosen
from rekam.config.database import restoring
from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import write_private
from rekam.kernel.postgres import Cluster

STALE_HOURS = 24


def main(arguments: list[str]) -> int:
    """0 = restored; 1 = refused, and then nothing stands in its place; or a file of the vault is lost."""
    with disk_told():
        return _run(_words().parse_args(arguments))


def _run(chosen: argparse.Namespace) -> int:
    if os.environ.get("DATABASE_URL"):
        raise RuleBroken("backup_own_server_only")
    place = Place.named(chosen.place)
    from rekam.config.backup import restore
    from rekam.config.backup.keys import read_offline

    if chosen.vault == "only":
        return _vault(place, day="")
    offline = read_offline(chosen.key)
    picked = restore.choose(
        place, keys=place.all_keys(offline), signers=offline.signers, before=chosen.until, base=chosen.base
    )
    print(f"key {offline.name}")
    print(
        f"base {picked.head.base}, log of {len(picked.log)} segments, all that was done by {picked.last.at}"
    )
    if not chosen.stale:
        restore.check_age(picked.last, at=datetime.now(UTC), most=timedelta(hours=STALE_HOURS))
    seconds = _database(place, picked, until=chosen.until)
    print(f"the database answers, after {seconds:,.1f} seconds")
    if chosen.vault == "later":
        print(f"vault: not yet. Serve with REKAM_VAULT_COPY={place.vault}, and `rekam restore --vault only`.")
        return 0
    return _vault(place, day=restore.days_since(picked.head))


def _words() -> argparse.ArgumentParser:
    words = argparse.ArgumentParser(prog="rekam restore", description=__doc__)
    words.add_argument("--from", dest="place", metavar="FOLDER", help="the backup; $REKAM_BACKUP")
    words.add_argument("--key", type=Path, default=Path("backup-key.json"), help="the file from the safe")
    words.add_argument("--until", type=_instant, help="2026-11-23T14:00:00+07:00; left out, all there is")
    words.add_argument("--base", default="", help="one of bases/; left out, the newest that fits")
    words.add_argument("--stale", action="store_true", help=f"also one that ended {STALE_HOURS} hours ago")
    words.add_argument("--vault", choices=("now", "later", "only"), default="now")
    return words


def _database(place: Place, picked: Chosen, *, until: datetime | None) -> float:
    """The database and the keys, into an empty folder; the seconds that it took."""
    from rekam.config.backup import restore, state, told
    from rekam.config.backup.server import way_in
    from rekam.kernel.places import data_folder, private_folder
    from rekam.kernel.postgres import cluster

    began = time.monotonic()
    own = cluster(private_folder(data_folder()) / "postgres")
    log = own.folder.with_name(f"{own.folder.name}-log")
    _begin(own, log=log, base=picked.head.base)
    try:
        private_folder(log)
        files = restore.read_state(place, picked)
        restore.put_beside(
            place,
            picked,
            own=own,
            log=log,
            password=files[state.PASSWORD].decode(),
            until=until.isoformat(sep=" ") if until else "",
        )
        state.put_back(files)
        told.restored(at=datetime.now(UTC), base=picked.head.base, until=until.isoformat() if until else "")
        told.write(way_in(own))
        own.stop()
        restoring().unlink()
    finally:
        own.stop()
        shutil.rmtree(log, ignore_errors=True)
        if not own.data.exists():  # a refusal took away what it had put there
            restoring().unlink(missing_ok=True)
    return time.monotonic() - began


def _begin(own: Cluster, *, log: Path, base: str) -> None:
    """Mark that this folder is not whole yet; where one was killed before, take away what it left.

    Nothing lay here when that one began. Raises RuleBroken("restore_not_empty").
    """
    from rekam.config.backup import state

    if restoring().exists():
        own.remove()
        shutil.rmtree(log, ignore_errors=True)
    elif taken := [*state.taken(), *([own.data] if own.data.exists() else [])]:
        raise RuleBroken("restore_not_empty", folder=str(taken[0]))
    write_private(restoring(), base.encode())


def _vault(place: Place, *, day: str) -> int:
    from rekam.config.backup import vault_copy

    days = sorted(path.name for path in (place.folder / "gone").glob("?" * 8) if path.name >= day)
    counted = vault_copy.put_back(place, days=days)
    landed, there, lost = (counted[what] for what in ("landed", "there", "lost"))
    print(f"vault: {landed:,} files put back, {there:,} were there, {lost:,} lost")
    if lost:
        print("rekam restore: files that do not open are in the backup's folder as they are", file=sys.stderr)
    return 1 if lost else 0


def _instant(told: str) -> datetime:
    at = datetime.fromisoformat(told)
    if at.tzinfo is None:
        raise argparse.ArgumentTypeError("an instant needs its zone, such as +07:00")
    return at
