"""The log can be checked by anybody, without us."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.audit import fsck
from rekam.audit.models import Leaf
from rekam.audit.queries import exported
from rekam.audit.services import record, sequence
from rekam.audit.tree import leaf_hash, root_hash

AT = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


def export() -> list[dict[str, object]]:
    return json.loads(json.dumps([*exported()]))  # type: ignore[no-any-return]


@pytest.fixture
def three_entries(db: None) -> list[dict[str, object]]:
    for number in range(3):
        record("test.act", actor="ani", at=AT, subjects=[f"s{number}"], number=number)
    assert sequence() == 3
    return export()


def test_an_untouched_log_is_sound(three_entries: list[dict[str, object]]) -> None:
    assert list(fsck.check(three_entries)) == []


def test_a_changed_entry_shows(three_entries: list[dict[str, object]]) -> None:
    three_entries[1]["entry"]["actor"] = "budi"  # type: ignore[index]
    assert any("leaf 1" in problem for problem in fsck.check(three_entries))


def test_a_removed_entry_shows(three_entries: list[dict[str, object]]) -> None:
    del three_entries[1]
    assert list(fsck.check(three_entries))


def test_a_repeated_run_of_the_sequencer_gives_nothing_twice(three_entries: list[dict[str, object]]) -> None:
    assert sequence() == 0
    assert Leaf.objects.count() == 3


def test_an_export_is_sound_while_the_log_grows(three_entries: list[dict[str, object]]) -> None:
    lines = []
    for line in exported():
        lines.append(line)
        record("test.act", actor="ani", at=AT)
        sequence()
    assert lines[-1]["size"] == 3
    assert list(fsck.check(json.loads(json.dumps(lines)))) == []


@pytest.mark.django_db
def test_what_waits_for_the_sequencer_is_reported() -> None:
    record("test.act", actor="ani", at=AT)
    assert export()[-1]["not_sequenced"] == 1


def test_the_command_says_sound_or_what_is_wrong(
    three_entries: list[dict[str, object]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "log.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in three_entries))
    assert fsck.main([str(file)]) == 0
    file.write_text("not a log")
    assert fsck.main([str(file)]) == 2


@given(st.lists(st.binary(max_size=20), max_size=40))
def test_the_root_is_that_of_rfc_6962(entries: list[bytes]) -> None:
    """Against the recursive definition of the standard."""
    import hashlib

    def tree(leaves: list[bytes]) -> bytes:
        if not leaves:
            return hashlib.sha256(b"").digest()
        if len(leaves) == 1:
            return leaves[0]
        cut = 1
        while cut * 2 < len(leaves):
            cut *= 2
        return hashlib.sha256(b"\x01" + tree(leaves[:cut]) + tree(leaves[cut:])).digest()

    leaves = [leaf_hash(entry) for entry in entries]
    assert root_hash(leaves) == tree(leaves)
