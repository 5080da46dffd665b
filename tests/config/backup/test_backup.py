"""A night's backup, the log after it, the drill; and what is damaged, missing, stale or somebody else's."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest

from rekam.config.backup import command, drill, keys, make, moment, restore, restore_command, state
from rekam.config.backup.keys import own_folder
from rekam.config.backup.moment import Moment, Table
from rekam.config.backup.place import Place
from rekam.config.backup.server import Source
from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import data_folder
from rekam.kernel.postgres import Cluster
from rekam.vault import services as vault
from tests.config.backup.conftest import Office
from tests.config.backup.test_killed import killed
from tests.own_servers import FAST

Damage = Callable[[Place], object]


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def base_of(place: Place) -> Path:
    return next(place.folder.glob("bases/*/base"))


def segments_of(place: Place) -> list[Path]:
    return sorted(place.folder.glob("log/*/*"))


def swap(first: Path, second: Path) -> None:
    held = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(held)


def signed_by_another(place: Place) -> None:
    """Somebody who has the public half only makes a backup of his own."""
    half = keys.ServerHalf(offline=keys.server_half().offline, signing=bytes(32))
    place.note(
        "notes/last", {"at": "", "line": "", "segment": "", "state": "", "moment": "", "files": 0}, half=half
    )


DAMAGES: dict[str, tuple[Damage, str]] = {
    "the base is cut": (lambda place: cut(base_of(place)), "backup_file_altered"),
    "the base is gone": (lambda place: base_of(place).unlink(), "backup_file_missing"),
    "a segment is gone": (lambda place: segments_of(place)[1].unlink(), "backup_log_missing"),
    "the end of the log is gone": (lambda place: segments_of(place)[-1].unlink(), "backup_log_missing"),
    "two segments are swapped": (lambda place: swap(*segments_of(place)[:2]), "backup_file_altered"),
    "the newest note is gone": (lambda place: (place.folder / "notes/last").unlink(), "backup_file_missing"),
    "the newest note is another's": (signed_by_another, "backup_not_ours"),
    "the data key is gone": (lambda place: shutil.rmtree(place.folder / "keys"), "backup_key_other"),
    "no base is whole": (
        lambda place: [p.unlink() for p in place.folder.glob("bases/*/head")],
        "backup_no_base",
    ),
}


def told(office: Office, place: Place, *, own: Cluster, log: Path) -> str:
    """How a restoring ends: by a code, or with a database."""
    log.mkdir(exist_ok=True)
    try:
        chosen = office.chosen(place)
        password = restore.read_state(place, chosen)[state.PASSWORD].decode()
        restore.put_beside(place, chosen, own=own, log=log, password=password, settings=FAST)
    except RuleBroken as refused:
        assert not own.data.exists()
        return refused.code
    return "restored"


@pytest.mark.parametrize("what", DAMAGES)
def test_a_damaged_backup_is_refused_and_nothing_stands(
    what: str, office: Office, copied: Place, beside: Cluster, tmp_path: Path
) -> None:
    damage, code = DAMAGES[what]
    damage(copied)
    assert told(office, copied, own=beside, log=tmp_path / "log") == code


def test_a_drill_gives_back_every_row_says_what_is_otherwise_and_leaves_nothing(
    office: Office, capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> None:
    with office.way_in.connect() as admin:
        admin.execute("INSERT INTO told VALUES (501, 'after the base')")
    vault.keep(b"after the base", kind="document")
    make.mark(office.place, source=office.source, at=datetime.now(UTC))
    shipped = make.ship(office.place, source=office.source)
    assert (shipped.vault.new, shipped.vault.files) == (1, 4)
    with office.way_in.connect() as admin:
        admin.execute("INSERT INTO told VALUES (502, 'after the moment')")
    make.ship(office.place, source=office.source)

    killed("the drill's base is unpacked", lambda: drill.drill(office.place, office.chosen(), seed=1))
    with drill.standing(office.place, office.chosen(), settings=FAST) as stood:
        done = drill.judge(office.place, stood, seed=int(request.config.getoption("--seed")))
        hurt = judged_hurt(office, stood)

    with capsys.disabled():
        print("", *command._table(done, as_json=False), sep="\n")
    assert (done.harm, done.told, done.landed) == (0, (), done.attempted)
    assert (hurt.lost, hurt.doubled, hurt.stuck) == (1, 0, 502)
    assert [line.split(":")[0] for line in hurt.told] == ["public.told", "audit", "vault"]
    assert not (own_folder() / "drill").exists()
    assert office.source.cluster.running


def judged_hurt(office: Office, stood: drill.Stood) -> drill.Drilled:
    """As if a row had become another, the audit were another, and a file of the vault damaged."""
    path = next(path for _, path in drill.vault_copy.addresses(office.place.vault))
    held, look = path.read_bytes(), moment.look

    def other(*args: object, **more: object) -> Moment:
        found = look(*args, **more)  # type: ignore[arg-type]
        table = found.tables["public.told"]
        tables = {**found.tables, "public.told": Table(rows=table.rows, total=table.total + 1)}
        return Moment(name=found.name, tables=tables, entries=1, root="00")

    path.write_bytes(held[:-1])
    try:
        with patch.object(moment, "look", other):
            return drill.judge(office.place, stood, seed=1)
    finally:
        path.write_bytes(held)


def test_counts_alone_would_not_see_a_changed_row() -> None:
    before = Moment(name="m", tables={"a": Table(rows=2, total=5), "b": Table(rows=1, total=1)}, root="00")
    after = Moment(name="m", tables={"a": Table(rows=2, total=6), "c": Table(rows=3, total=1)}, root="00")
    found = moment.compare(before, after)
    assert (found.attempted, found.lost, found.doubled, found.changed) == (3, 1, 3, 2)
    with patch.object(Table, "__eq__", lambda one, other: one.rows == other.rows):  # the mutant
        assert moment.compare(before, after).changed == 0


def test_mutant_without_fetching_the_log_no_drill_passes(office: Office) -> None:
    make.mark(office.place, source=office.source, at=datetime.now(UTC))
    with patch.object(Source, "fetch", lambda *_, **__: None):
        make.ship(office.place, source=office.source)
    with pytest.raises(RuleBroken) as refused, drill.standing(office.place, office.chosen(), settings=FAST):
        pass
    assert refused.value.code in {"restore_broke_off", "backup_log_missing"}
    make._note(make._line(), shipped=0)
    make.ship(office.place, source=office.source)


def test_status_says_what_is_stale(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    make.ship(office.place, source=office.source)
    drill.note(drill.Drilled(**dict.fromkeys(drill.Drilled.__dataclass_fields__, 0)), at=datetime.now(UTC))  # type: ignore[arg-type]
    words = ["--to", str(office.place.folder), "status"]
    assert command.main(words) == 1  # the base of these tests is of another day
    assert "base" in next(line for line in capsys.readouterr().out.splitlines() if "STALE" in line)
    at = office.place.last(signers=keys.server_half().signers).moment_of
    with pytest.raises(RuleBroken, match="backup_stale"):
        restore.check_age(office.chosen().last, at=at + timedelta(hours=25), most=timedelta(hours=24))


def test_what_is_missing_at_the_command_line_is_told(office: Office, tmp_path: Path) -> None:
    there = ["--from", str(office.place.folder)]
    for words, code in (
        (["--from", str(tmp_path / "away")], "backup_place_away"),
        ([*there, "--key", str(tmp_path / "none")], "backup_key_missing"),
        ([*there, "--key", str(data_folder() / "connections.json")], "backup_key_malformed"),
        ([*there, "--key", str(office.key)], "restore_not_empty"),
    ):
        with pytest.raises(RuleBroken) as refused:
            restore_command.main(words)
        assert refused.value.code == code
    with pytest.raises(RuleBroken, match="backup_disk_failed"):
        command.main(["key", str(office.key / "below a file" / "key.json")])
    with pytest.raises(RuleBroken, match="backup_key_exists"):
        keys.make_pair(office.key, at=datetime.now(UTC))


def test_a_postgresql_of_the_offices_own_is_refused_both_ways(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://postgres:secret@db.example/rekam")
    folder = str(office.place.folder)
    for main, words in (
        (command.main, ["--to", folder, "log"]),
        (command.main, ["--to", folder]),
        (restore_command.main, ["--from", folder]),
    ):
        with pytest.raises(RuleBroken, match="backup_own_server_only"):
            main(words)


def test_another_pair_does_not_open_what_was_made_before_and_the_server_still_knows_it(
    office: Office, tmp_path: Path
) -> None:
    kept = (data_folder() / "keys" / "backup.json").read_bytes()
    keys.make_pair(tmp_path / "another.json", at=datetime.now(UTC))
    assert office.place.heads(signers=keys.server_half().signers)
    with pytest.raises(RuleBroken, match="backup_key_other"):
        restore_command.main(["--from", str(office.place.folder), "--key", str(tmp_path / "another.json")])
    (data_folder() / "keys" / "backup.json").write_bytes(kept)


def test_old_bases_go_and_what_they_alone_needed(office: Office, copied: Place) -> None:
    (copied.folder / "gone" / "20261101").mkdir(parents=True)
    signed = Place(copied.folder)
    first = next(copied.folder.glob("bases/*"))
    assert make.let_old_go(signed, keep_days=7, at=datetime(2027, 1, 1, tzinfo=UTC)) == 0
    assert first.exists()  # the newest is never let go
    assert not (copied.folder / "gone" / "20261101").exists()
