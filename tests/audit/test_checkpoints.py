"""Before a checkpoint is signed the log is compared with the last one; a changed log is not signed."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import django.db
import pytest

from rekam.audit import checking, command, fsck, nodes, places
from rekam.audit.checking import keys_of, sign_checkpoint
from rekam.audit.checkpoints import Checkpoint, is_by, read_file
from rekam.audit.fsck import as_line
from rekam.audit.queries import exported, find_alarm
from rekam.audit.services import record, sequence
from rekam.kernel.errors import RuleBroken
from tests.audit.logs import SEED
from tests.conftest import raw

NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
SEEDS = {"one": SEED}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REKAM_AUDIT_CHECKPOINTS", str(tmp_path / "first"))
    monkeypatch.delenv("REKAM_AUDIT_CHECKPOINTS_COPY", raising=False)
    return tmp_path


@pytest.fixture
def second(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REKAM_AUDIT_CHECKPOINTS_COPY", str(folder / "second"))
    return folder / "second" / places.NAME


@pytest.fixture
def log(own_database: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A log of ten entries in blocks of four, with a checkpoint at six."""
    monkeypatch.setattr(nodes, "BLOCK_HEIGHT", 2)
    monkeypatch.setattr(nodes, "BLOCK", 4)
    write(6)
    sign()
    write(4)
    yield own_database
    django.db.connections.close_all()


def write(number: int) -> None:
    for n in range(number):
        record("test.act", actor="ani", at=NOON, subjects=[f"s{n}"])
    sequence()


def sign(*, hours: int = 0) -> Checkpoint:
    return sign_checkpoint(seeds=SEEDS, at=NOON + timedelta(hours=hours))


def as_owner(database: str, *statements: str) -> None:
    """What somebody with every right in the database can do."""
    with raw(database, role="rekam_migrate") as owner:
        owner.execute("SET ROLE rekam_owner")
        for statement in statements:
            owner.execute(statement)


def test_a_log_that_goes_on_is_signed(log: str, folder: Path) -> None:
    made = sign(hours=1)
    assert made.size == 10
    assert is_by(made, keys_of(SEEDS)[-1])
    file = folder / "first" / places.NAME
    assert [one.size for one in read_file(file.read_text())] == [6, 10]
    assert file.stat().st_mode & 0o777 == 0o600
    report = fsck.check(
        [as_line(line) for line in exported()], known=[read_file(file.read_text())], keys=keys_of(SEEDS)
    )
    assert (report.problems, report.compared) == ([], 2)


ATTACKS: dict[str, tuple[str, tuple[str, ...]]] = {
    "an old entry is edited": ("log_rewritten", ("UPDATE audit_entry SET actor = 'budi' WHERE id = 2",)),
    "a new entry is edited": ("log_rewritten", ("UPDATE audit_entry SET actor = 'budi' WHERE id = 9",)),
    "a leaf is exchanged": (
        "log_rewritten",
        ("UPDATE audit_leaf SET leaf_hash = sha256('x') WHERE number = 5",),
    ),
    "a block is exchanged": (
        "log_rewritten",
        ("UPDATE audit_block SET node_hash = sha256('x') WHERE number = 0",),
    ),
    "the end is cut off": ("log_set_back", ("DELETE FROM audit_leaf WHERE number > 3",)),
    "one in the middle is gone": ("log_rewritten", ("DELETE FROM audit_leaf WHERE number = 8",)),
    "all is gone": ("log_set_back", ("TRUNCATE audit_leaf, audit_block",)),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_log_that_was_changed_is_not_signed(attack: str, log: str, folder: Path) -> None:
    code, statements = ATTACKS[attack]
    before = (folder / "first" / places.NAME).read_text()
    as_owner(log, *statements)
    with pytest.raises(RuleBroken) as refused:
        sign(hours=1)
    assert refused.value.code == code
    assert (folder / "first" / places.NAME).read_text() == before
    alarm = find_alarm()
    assert alarm is not None
    assert (alarm.code, alarm.at) == (code, NOON + timedelta(hours=1))


def test_a_log_written_anew_as_a_whole_is_not_signed(log: str) -> None:
    as_owner(
        log,
        "TRUNCATE audit_leaf, audit_block",
        "UPDATE audit_entry SET actor = 'budi'",
        "INSERT INTO audit_waiting SELECT id FROM audit_entry",
    )
    assert sequence() == 10
    with pytest.raises(RuleBroken, match="log_rewritten"):
        sign(hours=1)


def test_every_old_entry_has_its_turn(log: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "BLOCKS_IN_TURN", 1)
    write(30)
    sign(hours=1)
    as_owner(log, "UPDATE audit_entry SET actor = 'budi' WHERE id = 14")

    def ten_hours() -> None:
        for hour in range(2, 12):
            sign(hours=hour)

    with pytest.raises(RuleBroken, match="log_rewritten"):
        ten_hours()


def test_the_alarm_ends_when_all_agrees_again(log: str) -> None:
    as_owner(log, "UPDATE audit_entry SET actor = 'budi' WHERE id = 2")
    for hour in (1, 2):
        with pytest.raises(RuleBroken):
            sign(hours=hour)
    alarm = find_alarm()
    assert alarm is not None
    assert alarm.at == NOON + timedelta(hours=1)
    as_owner(log, "UPDATE audit_entry SET actor = 'ani' WHERE id = 2")
    sign(hours=3)
    assert find_alarm() is None


def test_a_forged_checkpoint_shows(log: str, folder: Path) -> None:
    forged = sign_with_another_key()
    (folder / "first" / places.NAME).write_text(forged.text)
    with pytest.raises(RuleBroken, match="checkpoint_forged"):
        sign(hours=1)


def sign_with_another_key() -> Checkpoint:
    from rekam.audit.checkpoints import signed

    return signed(origin="rekam/36.73", size=1, root=bytes(32), at=NOON, seed=bytes(32))


def test_after_a_new_key_the_old_checkpoint_still_counts(log: str) -> None:
    made = sign_checkpoint(seeds=SEEDS | {"two": bytes(32)}, at=NOON + timedelta(hours=1))
    assert is_by(made, keys_of({"two": bytes(32)})[0])


def test_a_second_place_that_was_away_gets_all_it_lacks(log: str, second: Path, folder: Path) -> None:
    sign(hours=1)
    assert second.read_text() == (folder / "first" / places.NAME).read_text()


def test_a_folder_that_was_given_keeps_its_mode(log: str, second: Path) -> None:
    second.parent.mkdir(mode=0o750)
    second.parent.chmod(0o750)
    sign(hours=1)
    assert second.parent.stat().st_mode & 0o777 == 0o750


def test_two_places_that_differ_are_an_alarm(log: str, second: Path) -> None:
    sign(hours=1)
    second.write_text(second.read_text().replace("6\n", "5\n", 1))
    with pytest.raises(RuleBroken, match="checkpoints_differ"):
        sign(hours=2)


def test_a_first_place_that_was_emptied_is_filled_again(log: str, second: Path, folder: Path) -> None:
    sign(hours=1)
    (folder / "first" / places.NAME).unlink()
    assert [one.size for one in places.read_all()] == [6, 10]
    sign(hours=2)
    assert second.read_text() == (folder / "first" / places.NAME).read_text()


def test_a_place_that_cannot_be_written_is_an_alarm(
    log: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "file").write_text("")
    monkeypatch.setenv("REKAM_AUDIT_CHECKPOINTS_COPY", str(folder / "file" / "inside"))
    with pytest.raises(RuleBroken, match="checkpoint_not_kept"):
        sign(hours=1)


def test_the_command_signs_prints_and_refuses(log: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.checkpoint(SEEDS) == 0
    printed = capsys.readouterr().out
    assert command.last() == 0
    assert capsys.readouterr().out == printed
    assert command.key(SEEDS) == 0
    assert capsys.readouterr().out.startswith("rekam/36.73+")
    as_owner(log, "UPDATE audit_entry SET actor = 'budi' WHERE id = 2")
    assert command.checkpoint(SEEDS) == 1
    assert "NOT SIGNED: log_rewritten" in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
def test_before_the_first_checkpoint_there_is_none_to_print() -> None:
    assert command.last() == 1
