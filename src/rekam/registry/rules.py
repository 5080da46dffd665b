"""Who is a resident that counts, who must hold a card, who may be recorded: the law, without a database."""

from datetime import date, timedelta
from enum import StrEnum

from rekam.kernel.dates import age_on, birthday
from rekam.kernel.errors import RuleBroken

CARD_AGE = 17
RECORDING_AGE = 16
HEAD = "Kepala Keluarga"  # a relation on a family card; old rows write it in capitals


class Status(StrEnum):
    """Where a row of the register stands; only ACTIVE is counted.

    INACTIVE is a NIK taken out of use (double, anomalous, wrong data). A NIK that services refuse only
    because its holder was never recorded stays ACTIVE here: leaving these people out would hide the gap.
    """

    ACTIVE = "active"
    DEAD = "dead"
    MOVED = "moved"
    INACTIVE = "inactive"


class Mode(StrEnum):
    """Whose register this is (setting REKAM_MODE).

    BESIDE: one office beside SIAK. SIAK owns residents, the ladder and uniqueness; Rekam has a copy, which
    only an import changes. FULL: the centre, where Rekam itself is the register.
    """

    BESIDE = "beside"
    FULL = "full"


def check_owned_here(mode: Mode) -> None:
    """Beside SIAK only an import changes what SIAK owns. Raises RuleBroken("siak_owns_this").

    Source: Permendagri 95/2019 (SIAK is the register's system). In force from 2019-12-03.
    """
    if mode is Mode.BESIDE:
        raise RuleBroken("siak_owns_this")


class Nationality(StrEnum):
    """Warga negara Indonesia or asing."""

    WNI = "WNI"
    WNA = "WNA"


def counts_in_population(*, status: Status) -> bool:
    """Whether the row is one of the population: residents who died, moved out or are inactive are not.

    Source: UU 24/2013 Pasal 1 angka 2 and Pasal 58; Permendagri 95/2019 Pasal 96 (inactive).
    In force from 2013-12-24.
    """
    return status is Status.ACTIVE


def holds_permanent_stay(*, nationality: Nationality, permit_until: date | None, on: date) -> bool:
    """Whether the card law reaches this person: every citizen, and a foreigner whose ITAP runs that day.

    permit_until  last day of the ITAP; None for a foreigner = no ITAP
    Source: UU 24/2013 Pasal 63 (1) and (4). In force from 2013-12-24.
    """
    if nationality is Nationality.WNI:
        return True
    return permit_until is not None and on <= permit_until


def must_hold_card(*, born: date, ever_married: bool, on: date) -> bool:
    """Whether a citizen, or a foreigner with a permanent stay permit, is wajib KTP on that day.

    Someone born on 29 February turns 17 on 1 March. A divorced or widowed 16-year-old must hold one too.
    Raises ValueError if `on` is before `born`.
    Source: UU 24/2013 Pasal 63 (1). In force from 2013-12-24.
    """
    return age_on(born=born, on=on) >= CARD_AGE or ever_married


def turns_wajib_on(*, born: date) -> date:
    """The 17th birthday: the day from which an unmarried resident must hold a card.

    Source: UU 24/2013 Pasal 63 (1). In force from 2013-12-24.
    """
    return birthday(born=born, age=CARD_AGE)


def is_wajib(
    *,
    born: date,
    ever_married: bool,
    nationality: Nationality,
    permit_until: date | None,
    status: Status,
    on: date,
) -> bool:
    """Whether this row of the register is counted as wajib KTP on that day.

    A row not yet born on that day is not counted.
    Source: UU 24/2013 Pasal 63 (1). In force from 2013-12-24.
    """
    return (
        born <= on
        and counts_in_population(status=status)
        and holds_permanent_stay(nationality=nationality, permit_until=permit_until, on=on)
        and must_hold_card(born=born, ever_married=ever_married, on=on)
    )


def may_be_recorded(*, born: date, ever_married: bool, on: date) -> bool:
    """Whether biometrics may be taken: from 16, or as soon as the person is wajib by marriage.

    The card of a 16-year-old is printed at 17; until then the person is recorded but not wajib.
    Raises ValueError if `on` is before `born`.
    Source: UU 24/2013 Pasal 63 (1) for wajib; that recording opens at 16 is the practice published by
    the offices ("at most a year before"), no article of it was found. In force from 2013-12-24.
    """
    return ever_married or age_on(born=born, on=on) >= RECORDING_AGE


def may_be_printed(*, born: date, ever_married: bool, on: date) -> bool:
    """Whether a card may be made of a print-ready record that day: only for who is wajib.

    Raises ValueError if `on` is before `born`.
    Source: UU 24/2013 Pasal 63 (1). In force from 2013-12-24.
    """
    return must_hold_card(born=born, ever_married=ever_married, on=on)


def card_valid_until(*, nationality: Nationality, permit_until: date | None) -> date | None:
    """Last day of a card; None = for life, as every citizen's.

    Raises ValueError for a foreigner without an ITAP, who gets no card.
    Source: UU 24/2013 Pasal 64 (7). In force from 2013-12-24.
    """
    if nationality is Nationality.WNI:
        return None
    if permit_until is None:
        raise ValueError("a foreigner without a permanent stay permit gets no card")
    return permit_until


CHILD_PHOTO_AGE = 5


def child_card_valid_until(*, born: date, on: date) -> date:
    """The last day of a KIA that is made on a day: the one before the fifth birthday, or the seventeenth.

    Source: Permendagri 2/2016 (until five; from five to seventeen less a day). In force from 2016-01-19.
    """
    age = CARD_AGE if age_on(born=born, on=on) >= CHILD_PHOTO_AGE else CHILD_PHOTO_AGE
    return birthday(born=born, age=age) - timedelta(days=1)
