"""Entries get their numbers in turn, whatever happens beside; the export can be checked by anybody."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import django.db
import pytest
from django.db import transaction

from rekam.audit import command, fsck, nodes, services
from rekam.audit.fsck import as_line
from rekam.audit.models import Block, Entry, Leaf, Waiting
from rekam.audit.queries import exported, of_subjects
from rekam.audit.services import NotWritten, record, sequence, sequence_all
from rekam.audit.tree import root_hash
from tests.conftest import raw

AT = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


def export() -> list[str]:
    return [as_line(line) for line in exported()]


def write(number: int, *, start: int = 0) -> None:
    for n in range(start, start + number):
        record("test.act", actor="ani", at=AT, subjects=[f"s{n}"], purpose="service", case=f"c{n}", number=n)


@pytest.mark.django_db
def test_an_export_is_sound() -> None:
    write(3)
    assert sequence() == 3
    report = fsck.check(export())
    assert (report.problems, report.size, report.waiting) == ([], 3, 0)


@pytest.mark.django_db
def test_what_waits_for_the_sequencer_is_exported_as_waiting() -> None:
    write(2)
    sequence()
    write(1, start=2)
    report = fsck.check(export())
    assert (report.problems, report.size, report.waiting) == ([], 2, 1)


@pytest.mark.django_db
def test_a_repeated_run_of_the_sequencer_gives_nothing_twice() -> None:
    write(3)
    assert [sequence(), sequence()] == [3, 0]
    assert Leaf.objects.count() == 3
    assert not Waiting.objects.exists()


@pytest.mark.django_db
def test_batches_go_on_until_nothing_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "BATCH", 2)
    monkeypatch.setattr(services.sequence, "__kwdefaults__", {"limit": 2}, raising=False)
    write(5)
    assert sequence(limit=2) == 2
    assert sequence_all() == 3


@pytest.mark.django_db
def test_an_entry_put_among_the_waiting_again_gets_no_second_number() -> None:
    write(1)
    sequence()
    Waiting.objects.create(entry_id=Entry.objects.get().pk)
    assert sequence() == 0
    assert Leaf.objects.count() == 1


@pytest.mark.django_db
def test_an_entry_cannot_be_kept_from_its_number() -> None:
    write(1)
    with pytest.raises(django.db.Error, match="waits until it has its number"), transaction.atomic():
        Waiting.objects.all().delete()


@pytest.mark.django_db
def test_an_entry_written_past_the_application_waits_too() -> None:
    with django.db.connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO audit_entry (at, actor, action, subjects, facts, purpose, "case") '
            "VALUES (now(), 'x', 'y', '[]', '{}', '', '')"
        )
    assert sequence() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["audit_entry", "audit_leaf", "audit_block"])
@pytest.mark.parametrize("words", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_application_may_change_and_remove_nothing(table: str, words: str) -> None:
    column = "id" if table == "audit_entry" else "number"
    with (
        pytest.raises(django.db.ProgrammingError, match="permission denied"),
        transaction.atomic(),
        django.db.connection.cursor() as cursor,
    ):
        cursor.execute(words.format(table, column, column))


@pytest.mark.django_db
def test_an_export_is_sound_while_the_log_grows() -> None:
    write(3)
    sequence()
    lines = []
    for line in exported():
        lines.append(as_line(line))
        write(1)
        sequence()
    report = fsck.check(lines)
    assert (report.problems, report.size) == ([], 3)


@pytest.mark.django_db
def test_entries_from_before_purposes_keep_their_hash() -> None:
    record("test.act", actor="ani", at=AT)
    assert set(nodes.as_record(Entry.objects.get())) == {"id", "at", "actor", "action", "subjects", "facts"}


@pytest.mark.django_db
def test_of_one_subject_the_latest_comes_first() -> None:
    record("test.list", actor="ani", at=AT, subjects=["a", "b"])
    record("test.other", actor="ani", at=AT, subjects=["b"])
    record("test.seen", actor="ani", at=AT, subjects=["a"])
    assert [entry.action for entry in of_subjects(["a"])] == ["test.seen", "test.list"]
    assert len(of_subjects(["a", "b"])) == 3
    assert len(of_subjects(["a"], limit=1)) == 1
    assert of_subjects([]) == []


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes, "BLOCK_HEIGHT", 2)
    monkeypatch.setattr(nodes, "BLOCK", 4)


@pytest.mark.django_db
@pytest.mark.usefixtures("small_blocks")
def test_the_root_over_blocks_is_the_root_over_leaves() -> None:
    for size in range(1, 14):
        write(1)
        sequence()
        leaves = [bytes(leaf) for leaf in Leaf.objects.order_by("number").values_list("leaf_hash", flat=True)]
        assert nodes.between(0, size) == root_hash(leaves)
        assert Block.objects.count() == size // 4


@pytest.mark.django_db
def test_the_command_writes_a_file_for_its_owner_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(3)
    sequence()
    for name in ("log.jsonl", "log.jsonl.gz"):
        assert command.export(tmp_path / name) == 0
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600
        assert fsck.main([str(tmp_path / name)]) == 0
    assert command.export(tmp_path / "nowhere" / "log") == 1


# Several at once, with real commits.


@pytest.fixture
def alone(own_database: str) -> Iterator[str]:
    yield own_database
    django.db.connections.close_all()


def test_a_transaction_that_ends_late_is_numbered_behind_its_younger_ones(alone: str) -> None:
    with raw(alone, role="rekam_app") as slow:
        slow.autocommit = False
        slow.execute(
            'INSERT INTO audit_entry (at, actor, action, subjects, facts, purpose, "case") '
            "VALUES (now(), 'slow', 'test.act', '[]', '{}', '', '')"
        )
        write(2)
        assert sequence() == 2
        slow.commit()
    assert sequence() == 1
    assert list(Leaf.objects.order_by("number").values_list("entry__actor", flat=True)) == [
        "ani",
        "ani",
        "slow",
    ]


def test_writers_and_sequencers_at_once_leave_no_gap(alone: str) -> None:
    def in_thread(work: object) -> threading.Thread:
        def run() -> None:
            work()  # type: ignore[operator]
            django.db.connections.close_all()

        thread = threading.Thread(target=run)
        thread.start()
        return thread

    writers = [in_thread(lambda: write(40)) for _ in range(3)]
    sequencers = [in_thread(lambda: [sequence() for _ in range(20)]) for _ in range(2)]
    for thread in [*writers, *sequencers]:
        thread.join()
    sequence_all()
    assert list(Leaf.objects.order_by("number").values_list("number", flat=True)) == list(range(120))
    assert fsck.check(export()).problems == []


def test_without_the_audit_nothing_is_written(alone: str) -> None:
    with raw(alone, role="rekam_migrate") as owner:
        owner.execute("SET ROLE rekam_owner")
        owner.execute("REVOKE INSERT ON audit_entry FROM rekam_app")
    with pytest.raises(NotWritten), transaction.atomic():
        write(1)
    assert not Entry.objects.exists()
