"""The work list of practice: invented people, one officer, and the key that the server refuses."""

import uuid
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np

from rekam.enrolment.capture_rules import CaptureParameters
from rekam.enrolment.particulars import Person
from rekam.enrolment.practice import SEAL
from rekam.enrolment.worklist import Officer, WorkList, first_notice
from rekam.kernel.nik import WOMAN_DAY_OFFSET
from rekam.simulation.words import compose_names
from rekam.station.practice.room import PASSPHRASE, USERNAME
from rekam.station.store.visit_files import VisitFiles
from rekam.vault import officer_keys

PEOPLE = 12
SEED = 17
STAYS = timedelta(days=30)
VISIT = uuid.UUID("00000000-0000-4000-8000-00000000001a")
# A drawn finger of the third person lies below "fair", all others above: there is something to learn from.
PARAMETERS = CaptureParameters(good=50, fair=38)
NO_PROVINCE = "99"  # so that no NIK of practice can be anybody's


def furnish(folder: Path, *, at: datetime) -> None:
    """Put the list into a folder, and keep what was recorded there before."""
    officer = Officer(
        username=USERNAME,
        name="Petugas Latihan",
        verifier=officer_keys.verifier(PASSPHRASE, salt=bytes(officer_keys.SALT_BYTES)),
    )
    VisitFiles(folder).take_along(
        practice_list(officer, at=at), username=USERNAME, passphrase=PASSPHRASE, unfinished=True
    )


def practice_list(officer: Officer, *, at: datetime) -> WorkList:
    """The list that is read until thirty days after `at`."""
    return WorkList(
        nonce=bytes(16),
        visit=VISIT,
        site="Balai Latihan",
        expires_at=at + STAYS,
        people=invented_people(on=at.date()),
        officers=(officer,),
        notice=first_notice(),
        parameters=PARAMETERS,
        seal_kid=SEAL.kid,
        seal_keys={SEAL.kid: SEAL.public},
        receipt_keys={SEAL.kid: SEAL.public},  # a list needs one; with this nobody can sign
    )


def invented_people(*, on: date) -> tuple[Person, ...]:
    """People who do not exist; `bodies` knows their bodies by their number, from 1."""
    rng = np.random.default_rng(SEED)
    female = np.arange(PEOPLE) % 2 == 0
    ages = rng.integers(18, 70, PEOPLE)
    no = np.zeros(PEOPLE, dtype=bool)
    names = compose_names(female=female, age=ages.astype(float), noble=no, foreign=no, twin=no, rng=rng).full
    return tuple(
        _person(number, name=str(name).upper(), woman=bool(woman), born=date(on.year - int(age), 1, number))
        for number, (name, woman, age) in enumerate(zip(names, female, ages, strict=True), start=1)
    )


def _person(number: int, *, name: str, woman: bool, born: date) -> Person:
    day = born.day + (WOMAN_DAY_OFFSET if woman else 0)
    return Person(
        resident=uuid.UUID(int=number),
        nik=f"{NO_PROVINCE}0101{day:02}{born:%m%y}{number:04}",
        name=name,
        birth_date=born,
        sex="P" if woman else "L",
        address=f"Jalan Latihan {number} RT 001 RW 001",
        area="",
    )
