"""Practice: a folder of its own, scanners as a child process, people who do not exist, lessons."""

import os
import subprocess
import sys
import uuid
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from rekam.config.practice import main, take_folder
from rekam.config.practice_list import furnish, invented_people
from rekam.enrolment.particulars import JournalEntry, Person
from rekam.enrolment.practice import SEAL
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import find_area
from rekam.station.practice.bodies import body_of
from rekam.station.practice.device import PracticeDevice
from rekam.station.practice.lessons import LESSONS, REFUSED, Evidence, done
from rekam.station.practice.room import PASSPHRASE, USERNAME
from rekam.station.store.visit_files import VisitFiles
from rekam.station.store.visits import Recorded, Visits

ROOT = Path(__file__).parents[2]
NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
WHOLE = ("started", "notice_read", "captured:right_index", "signed_by_officer")


def journal(*acts: str, at: str = "2026-11-24T12:00:00+07:00") -> tuple[JournalEntry, ...]:
    return tuple(JournalEntry(at=at, act=act.partition(":")[0], about=act.partition(":")[2]) for act in acts)


def ticked(*closed: str, begun: tuple[str, ...] = (), notes: tuple[JournalEntry, ...] = ()) -> frozenset[str]:
    return done(Evidence(closed=[journal(*closed)] if closed else [], begun=[journal(*begun)], notes=notes))


def test_the_pages_of_practice() -> None:
    pages, practice = Path(__file__).parent / "pages", Path(__file__).parent / "practice"
    command = [sys.executable, "-m", "pytest", "-q", "-c", str(pages / "pytest.ini")]
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "rekam.config.settings.practice"}
    told = subprocess.run(
        [*command, f"--confcutdir={practice}", str(practice)],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
    )

    assert told.returncode == 0, told.stdout[-8_000:] + told.stderr[-2_000:]


def test_scanners_die_when_told_and_come_back_at_the_same_port(tmp_path: Path) -> None:
    device = PracticeDevice(tmp_path, port=4580)
    try:
        device.start()
        port = device.port
        device.order("person", seed=1, missing=("left_little",))
        assert device.is_alive
        assert list((tmp_path / "device-anchors").glob("*.pem"))
        device.stop()
        assert not device.is_alive
        device.order("person", seed=2)  # nobody hears it
        device.start()
        assert (device.is_alive, device.port) == (True, port)
    finally:
        device.stop()


def test_a_folder_of_something_else_is_never_taken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    real = tmp_path / "station"
    real.mkdir()
    (real / "station.key").write_bytes(bytes(32))

    with pytest.raises(RuleBroken, match="folder_not_practice"):
        take_folder(real, reset=True)
    assert main(["--data", str(real)]) == 1
    assert "folder_not_practice" in capsys.readouterr().err
    assert [path.name for path in real.iterdir()] == ["station.key"]


def test_what_was_done_stays_until_it_is_reset(tmp_path: Path) -> None:
    folder = tmp_path / "practice"
    take_folder(folder, reset=False)
    furnish(folder, at=NOON)
    remember(folder)
    furnish(folder, at=NOON)
    assert len(opened(folder).recorded()) == 1

    take_folder(folder, reset=True)
    furnish(folder, at=NOON)
    assert opened(folder).recorded() == []


def test_its_parts_are_sealed_to_the_key_that_the_server_refuses(tmp_path: Path) -> None:
    furnish(tmp_path, at=NOON)

    worklist = opened(tmp_path).find_worklist()
    assert worklist is not None
    assert (worklist.seal_kid, worklist.seal_keys) == (SEAL.kid, {SEAL.kid: SEAL.public})


def test_its_people_are_nobody() -> None:
    people = invented_people(on=date(2026, 11, 24))

    assert len({person.nik for person in people}) == len(people) == 12
    assert find_area("99") is None
    assert {str(person.nik)[:2] for person in people} == {"99"}
    assert all(person.birth_date.year <= 2008 for person in people)


def test_a_body_is_its_persons_own_and_badly_laid_only_at_first() -> None:
    people = invented_people(on=date(2026, 11, 24))
    walk_in = Person(
        resident=None, nik=None, name="A", birth_date=date(1990, 1, 1), sex="L", address="", area=""
    )
    first, again = (body_of(people[2], draft=uuid.uuid4(), tries=tries) for tries in (0, 1))

    assert (first.seed, first.impression, again.impression) == (again.seed, 1, 0)
    assert body_of(people[1], draft=uuid.uuid4(), tries=0).missing == ("left_little",)
    assert body_of(walk_in, draft=uuid.uuid4(), tries=0).seed > 10**12
    assert body_of(walk_in, draft=uuid.uuid4(), tries=0).backdrop == "blue"


def test_each_lesson_is_ticked_by_what_was_done() -> None:
    own = journal(f"{REFUSED}:operators_own_body")
    died = journal(f"{REFUSED}:device_died", at="2026-11-24T12:10:00+07:00")

    assert ticked() == frozenset()
    assert ticked(*WHOLE) == {"whole"}
    assert ticked(*WHOLE, "excepted:left_little:F2") == {"exception"}
    assert ticked(*WHOLE, "excepted:right_index:F3") == {"poor"}
    assert ticked(*WHOLE, "captured:right_index") == {"whole", "poor"}
    assert ticked("started:walk_in", "captured:right_index") == {"whole", "walk_in"}
    assert ticked(notes=own) == {"own_finger"}
    assert ticked(begun=("captured:face",), notes=died) == frozenset()
    assert ticked(*WHOLE, notes=journal("practice_sent", "practice_day_read")) == {"whole", "outbox", "day"}
    assert len(LESSONS) == 8


def test_scanners_that_died_are_ticked_once_they_take_again() -> None:
    died = journal(f"{REFUSED}:device_died")
    later = journal("captured:face", at="2026-11-24T12:01:00+07:00")

    assert done(Evidence(closed=[], begun=[later], notes=died)) == {"died"}


def opened(folder: Path) -> Visits:
    return VisitFiles(folder).open(username=USERNAME, passphrase=PASSPHRASE)[1]


def remember(folder: Path) -> None:
    visits = opened(folder)
    visits.keep_recorded(Recorded(packet=uuid.uuid4(), resident=None, name="A", at=NOON.isoformat()))
    visits.close()
