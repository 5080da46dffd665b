"""What may leave the register: for what, which fields, how many rows, for how long (pure)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from rekam.kernel.dates import age_on
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import AreaCode, Level
from rekam.registry.rules import CARD_AGE, Nationality, Status, is_wajib

DECIDE_WITHIN = timedelta(days=14)
FETCH_WITHIN = timedelta(days=7)
MOST_DOWNLOADS = 2
SHORTEST = 5  # letters of addressee and letter of request
YOUNGEST_PUPIL = CARD_AGE - 1


class State(StrEnum):
    """Where an export stands. What was approved and not fetched in time is closed by its date."""

    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"


class Kind(StrEnum):
    """The purposes for which rows may leave; there is no other, and none means "everything"."""

    CALL_UP = "call_up"
    SCHOOL = "school"
    MATCHING = "matching"
    VOTERS = "voters"  # first-time voters, by the centre only: registry.voters.rules.check_source


@dataclass(frozen=True)
class Terms:
    """What one purpose allows.

    fields    columns that may be chosen, in their order
    levels    how large the area may be
    most      rows at most
    """

    fields: tuple[str, ...]
    levels: tuple[Level, ...]
    most: int


# No NIK where people are called up: who knocks at a door needs the name and the door.
TERMS: Mapping[Kind, Terms] = MappingProxyType(
    {
        Kind.CALL_UP: Terms(
            ("full_name", "birth_date", "sex", "address", "rt", "rw"), (Level.KELURAHAN_DESA,), 3_000
        ),
        Kind.SCHOOL: Terms(
            ("full_name", "birth_date", "sex", "area_code", "rt", "rw"),
            (Level.KELURAHAN_DESA, Level.KECAMATAN),
            3_000,
        ),
        Kind.MATCHING: Terms(
            ("nik", "kk", "full_name", "birth_date", "sex", "address", "rt", "rw", "ektp_status"),
            (Level.KELURAHAN_DESA,),
            15_000,
        ),
        # After the columns of DP4, without disability, which leaves for no purpose.
        Kind.VOTERS: Terms(
            (
                *("nik", "kk", "full_name", "birth_place", "birth_date", "sex", "marital_status"),
                *("address", "rt", "rw", "area_code", "ektp_status"),
            ),
            (Level.KELURAHAN_DESA, Level.KECAMATAN),
            20_000,
        ),
    }
)


def check_request(*, kind: Kind, area: AreaCode, fields: Sequence[str], addressee: str, letter: str) -> None:
    """Whether rows may be asked for at all in this form.

    Raises RuleBroken("export_area_too_large" | "export_field_not_allowed" | "export_fields_missing" |
    "export_addressee_missing").
    Source: UU 27/2022 Pasal 16 (2), by recall of the article: processing is limited to its purpose.
    In force from 2022-10-17.
    """
    terms = TERMS[kind]
    if area.level not in terms.levels:
        raise RuleBroken("export_area_too_large", kind=kind.value)
    if not fields:
        raise RuleBroken("export_fields_missing")
    forbidden = [field for field in fields if field not in terms.fields]
    if forbidden:
        raise RuleBroken("export_field_not_allowed", kind=kind.value, fields=",".join(forbidden))
    if min(len(addressee.strip()), len(letter.strip())) < SHORTEST:
        raise RuleBroken("export_addressee_missing", least=SHORTEST)


def check_size(*, kind: Kind, people: int) -> None:
    """Raises RuleBroken("export_empty" | "export_too_large")."""
    if people == 0:
        raise RuleBroken("export_empty")
    if people > TERMS[kind].most:
        raise RuleBroken("export_too_large", people=people, most=TERMS[kind].most)


def check_decision(*, state: State, asked_at: datetime, at: datetime) -> None:
    """Whether a request may still be decided. Raises RuleBroken("export_decided" | "export_expired")."""
    if state is not State.ASKED:
        raise RuleBroken("export_decided", state=state.value)
    if at > asked_at + DECIDE_WITHIN:
        raise RuleBroken("export_expired")


def check_fetch(
    *, state: State, asked_by: str, expires_at: datetime | None, downloads: int, actor: str, at: datetime
) -> None:
    """Whether this officer may fetch the file now: only who asked, twice at most, within seven days.

    Raises RuleBroken("not_found" | "export_not_approved" | "export_expired" | "export_fetched").
    """
    if actor != asked_by:
        raise RuleBroken("not_found")
    if state is not State.APPROVED or expires_at is None:
        raise RuleBroken("export_not_approved")
    if at > expires_at:
        raise RuleBroken("export_expired")
    if downloads >= MOST_DOWNLOADS:
        raise RuleBroken("export_fetched", most=MOST_DOWNLOADS)


def belongs(
    *,
    kind: Kind,
    born: date,
    ever_married: bool,
    nationality: Nationality,
    permit_until: date | None,
    status: Status,
    recorded_on: date | None,
    on: date,
) -> bool:
    """Whether a resident of the area is one of those the purpose is about.

    A call-up holds the wajib who are not recorded; a school's list those of 16 who are not; matching
    everybody who counts in the population. Of VOTERS registry.voters.rules decides.
    Source: UU 24/2013 Pasal 63 (1) for wajib. In force from 2013-12-24.
    """
    if status is not Status.ACTIVE or born > on:
        return False
    if kind is Kind.MATCHING:
        return True
    if recorded_on is not None:
        return False
    if kind is Kind.SCHOOL:
        return age_on(born=born, on=on) == YOUNGEST_PUPIL
    return is_wajib(
        born=born,
        ever_married=ever_married,
        nationality=nationality,
        permit_until=permit_until,
        status=status,
        on=on,
    )
