"""Whoever changes the log is found: each attack, with what it takes to find it."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.audit import fsck
from rekam.audit.checkpoints import public_key
from tests.audit.logs import ORIGIN, SEED, checkpoint, entries, entry, export

KEY = public_key(origin=ORIGIN, seed=SEED)
ROWS = entries(8)
KNOWN = [checkpoint(ROWS[:3], hour=1), checkpoint(ROWS[:6], hour=2)]


def problems(lines: list[str], *, known: list[fsck.Checkpoint] | None = None) -> list[str]:
    return fsck.check(lines, known=[known or []], keys=[KEY]).problems


def changed(lines: list[str], number: int, **values: object) -> list[str]:
    line = json.loads(lines[number])
    return [*lines[:number], fsck.as_line(line | values), *lines[number + 1 :]]


def test_an_untouched_log_is_sound() -> None:
    report = fsck.check(export(ROWS), known=[KNOWN], keys=[KEY])
    assert (report.problems, report.size, report.compared) == ([], 8, 2)


# Changes that leave hashes or root as they were: found in the file alone.


def test_an_edit_shows() -> None:
    edited = changed(export(ROWS), 1, entry=entry(1, actor="budi"))
    assert "leaf 1 does not match its hash" in problems(edited)


def test_an_edit_with_its_hash_made_anew_shows_at_the_root() -> None:
    lines, forged = export(ROWS), export([ROWS[0], entry(1, actor="budi"), *ROWS[2:]])
    assert problems([lines[0], forged[1], *lines[2:]]) == ["the root does not match the entries"]


def test_a_deletion_shows() -> None:
    lines = export(ROWS)
    found = problems([*lines[:1], *lines[2:]])
    assert "leaf 1 is not here: the file goes on with 2" in found
    assert "the head speaks of 8 entries, the file holds 7" in found


def test_an_insertion_shows() -> None:
    lines = export(ROWS)
    assert "leaf 2 is not here: the file goes on with 1" in problems([*lines[:2], lines[1], *lines[2:]])


def test_a_swap_shows_even_with_numbers_set_right() -> None:
    lines = export(ROWS)
    swapped = [lines[0], *changed(lines, 2, leaf=1)[2:3], *changed(lines, 1, leaf=2)[1:2], *lines[3:]]
    assert problems(swapped) == ["the root does not match the entries"]


def test_a_file_that_was_cut_shows() -> None:
    assert problems(export(ROWS)[:5]) == ["there is no head: the file was cut"]
    assert "the head speaks of 8 entries, the file holds 6" in problems([*export(ROWS)[:6], export(ROWS)[8]])


def test_something_beside_the_hashed_entry_shows() -> None:
    assert "leaf 0 holds something that its hash does not cover" in problems(changed(export(ROWS), 0, more=1))


def test_a_second_key_of_one_name_shows() -> None:
    lines = export(ROWS)
    lines[0] = lines[0].replace('"actor": "ani"', '"actor": "budi", "actor": "ani"')
    assert problems(lines) == ["line 1 is not written as an export writes it"]


def test_lines_behind_the_head_show() -> None:
    lines = export(ROWS)
    assert "line 10 stands after the head" in problems([*lines, lines[0]])


@given(st.data())
def test_any_one_changed_letter_shows(drawn: st.DataObject) -> None:
    lines = export(ROWS)
    line = drawn.draw(st.integers(0, len(lines) - 1))
    place = drawn.draw(st.integers(0, len(lines[line]) - 1))
    letter = drawn.draw(st.sampled_from('0a9z "{,').filter(lambda one: one != lines[line][place]))
    lines[line] = lines[line][:place] + letter + lines[line][place + 1 :]
    try:
        found = problems(lines)
    except fsck.NO_EXPORT:
        return
    assert found


# Logs written anew as a whole, every hash and the root right: only a checkpoint finds these.

REWRITTEN = {
    "truncation": (ROWS[:5], "was cut or set back"),
    "rollback to before the first checkpoint": (ROWS[:2], "was cut or set back"),
    "full rewrite": ([entry(0, actor="budi"), *ROWS[1:]], "written anew"),
    "deletion and numbers made anew": (ROWS[1:], "written anew"),
    "insertion": ([ROWS[0], entry(99), *ROWS[1:]], "written anew"),
    "swap": ([ROWS[1], ROWS[0], *ROWS[2:]], "written anew"),
    "rollback and other entries since": ([*ROWS[:4], *entries(20)[10:]], "written anew"),
}


@pytest.mark.parametrize("attack", REWRITTEN)
def test_a_consistent_forgery_is_found_by_the_checkpoints_only(attack: str) -> None:
    rows, told = REWRITTEN[attack]
    assert problems(export(rows)) == []
    found = problems(export(rows), known=KNOWN)
    assert found
    assert all(told in sentence for sentence in found)


def test_what_came_after_the_last_checkpoint_is_said() -> None:
    report = fsck.check(export(ROWS), known=[KNOWN], keys=[KEY])
    assert "2 checkpoints agree; 2 entries came after the last one" in [
        *fsck.told(report, known=[KNOWN], keys=[KEY])
    ]


def test_without_checkpoints_the_answer_says_what_it_cannot_know() -> None:
    told = [*fsck.told(fsck.check(export(ROWS)), known=(), keys=())]
    assert told[0].endswith("sound in itself")
    assert "would look the same" in told[-1]


# The checkpoints may be forged as well.


def test_a_checkpoint_of_another_key_shows() -> None:
    forged = [checkpoint(ROWS[:3], seed=bytes(32))]
    assert "is not signed by this key" in problems(export(ROWS), known=forged)[0]


def test_checkpoints_that_go_back_show() -> None:
    assert "go back" in problems(export(ROWS), known=KNOWN[::-1])[0]


def test_checkpoints_of_an_older_key_and_of_two_keepers_are_one_comparison() -> None:
    older = public_key(origin=ORIGIN, seed=bytes(32))
    kept = [[checkpoint(ROWS[:3], seed=bytes(32)), KNOWN[1]], KNOWN]
    report = fsck.check(export(ROWS), known=kept, keys=[older, KEY])
    assert (report.problems, report.compared) == ([], 4)


def test_unchecked_signatures_are_said() -> None:
    report = fsck.check(export(ROWS), known=[KNOWN])
    assert "signatures were not checked" in [*fsck.told(report, known=[KNOWN], keys=())][-1]


# The tail that has no number yet.


def test_what_waits_for_its_number_is_reported() -> None:
    report = fsck.check(export(ROWS, waiting=[entry(8)]))
    assert (report.problems, report.waiting) == ([], 1)
    assert "1 entries wait for their number: nothing proves these yet" in [
        *fsck.told(report, known=(), keys=())
    ]


def test_a_waiting_entry_taken_away_shows() -> None:
    lines = export(ROWS, waiting=[entry(8), entry(9)])
    assert problems([*lines[:8], *lines[9:]]) == ["the head speaks of 2 waiting entries, here are 1"]


# The command.


def written(folder: Path, lines: list[str]) -> list[str]:
    """The command's words for a log, its checkpoints and its key."""
    (folder / "log.jsonl").write_text("\n".join(lines) + "\n")
    (folder / "log.jsonl.gz").write_bytes(gzip.compress((folder / "log.jsonl").read_bytes()))
    (folder / "checkpoints.txt").write_text("".join(one.text for one in KNOWN))
    return ["--checkpoints", str(folder / "checkpoints.txt"), "--key", KEY.text]


@pytest.mark.parametrize("name", ["log.jsonl", "log.jsonl.gz"])
def test_the_command_says_sound(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = written(tmp_path, export(ROWS))
    assert fsck.main([str(tmp_path / name), *words]) == 0
    assert "sound in itself" in capsys.readouterr().out


def test_the_command_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = written(tmp_path, export(ROWS[:5]))
    assert fsck.main([str(tmp_path / "log.jsonl"), *words]) == 1
    assert "NOT SOUND" in capsys.readouterr().out


@pytest.mark.parametrize(
    "content", [b"", b"not a log", b"[1]\n", b"{}\n", b'{"leaf": 0}\n', b"\xff\n", b"[" * 100000]
)
def test_what_is_no_log_is_no_sound_log(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "log").write_bytes(content)
    assert fsck.main([str(tmp_path / "log")]) in {1, 2}


def test_a_damaged_archive_is_no_sound_log(tmp_path: Path) -> None:
    written(tmp_path, export(ROWS))
    whole = (tmp_path / "log.jsonl.gz").read_bytes()
    (tmp_path / "log.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    assert fsck.main([str(tmp_path / "log.jsonl.gz")]) == 2


def test_it_runs_without_django_numpy_or_a_database(tmp_path: Path) -> None:
    words = written(tmp_path, export(ROWS))
    program = (
        "import sys; sys.modules.update(dict.fromkeys(['django', 'numpy', 'psycopg'])); "
        "from rekam.__main__ import main; sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "fsck", str(tmp_path / "log.jsonl"), *words],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={"PYTHONPATH": str(Path(fsck.__file__).parents[2])},
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
