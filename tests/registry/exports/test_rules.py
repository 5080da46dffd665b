"""What may leave the register: for what, which columns, how large an area, decided and fetched by whom."""

from datetime import UTC, date, datetime, timedelta

import pytest

from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import AreaCode
from rekam.registry.exports import rules
from rekam.registry.exports.acts import ACTS
from rekam.registry.exports.rules import TERMS, Kind, State
from rekam.registry.rules import Nationality, Status

NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
VILLAGE, KECAMATAN, CITY = (AreaCode.parse(code) for code in ("36.73.02.1008", "36.73.02", "36.73"))


def ask(**told: object) -> None:
    known: dict[str, object] = {
        "kind": Kind.CALL_UP,
        "area": VILLAGE,
        "fields": ["full_name"],
        "addressee": "Lurah Sawah Luhur",
        "letter": "470/12 tanggal 20-11-2026",
    }
    rules.check_request(**(known | told))  # type: ignore[arg-type]


def refused(code: str, **told: object) -> None:
    with pytest.raises(RuleBroken, match=code):
        ask(**told)


def test_one_village_for_one_purpose_may_be_asked_for() -> None:
    ask()
    ask(kind=Kind.SCHOOL, area=KECAMATAN)


@pytest.mark.parametrize("kind", list(Kind))
def test_nobody_asks_for_a_whole_city(kind: Kind) -> None:
    refused("export_area_too_large", kind=kind, area=CITY)


@pytest.mark.parametrize("kind", [Kind.CALL_UP, Kind.SCHOOL])
@pytest.mark.parametrize("field", ["nik", "kk", "mother_name", "religion"])
def test_a_call_up_holds_no_number_and_no_more_than_the_door(kind: Kind, field: str) -> None:
    refused("export_field_not_allowed", kind=kind, fields=["full_name", field])


@pytest.mark.parametrize("kind", list(Kind))
def test_parents_religion_and_disability_never_leave(kind: Kind) -> None:
    assert not {"mother_name", "father_name", "religion", "disability", "uuid"} & set(TERMS[kind].fields)


def test_no_addressee_no_letter_no_column_no_export() -> None:
    refused("export_addressee_missing", addressee=" x ")
    refused("export_addressee_missing", letter="")
    refused("export_fields_missing", fields=[])


def test_a_purpose_has_its_largest_number_of_rows() -> None:
    rules.check_size(kind=Kind.CALL_UP, people=3_000)
    with pytest.raises(RuleBroken, match="export_too_large"):
        rules.check_size(kind=Kind.CALL_UP, people=3_001)
    with pytest.raises(RuleBroken, match="export_empty"):
        rules.check_size(kind=Kind.CALL_UP, people=0)


@pytest.mark.parametrize(
    ("state", "days", "code"),
    [
        (State.APPROVED, 0, "export_decided"),
        (State.REFUSED, 0, "export_decided"),
        (State.ASKED, 15, "export_expired"),
    ],
)
def test_nobody_decides_twice_or_too_late(state: State, days: int, code: str) -> None:
    with pytest.raises(RuleBroken, match=code):
        rules.check_decision(state=state, asked_at=NOON, at=NOON + timedelta(days=days))


@pytest.mark.parametrize(
    ("state", "actor", "downloads", "days", "code"),
    [
        (State.APPROVED, "vera", 0, 0, "not_found"),
        (State.ASKED, "bakri", 0, 0, "export_not_approved"),
        (State.APPROVED, "bakri", 2, 0, "export_fetched"),
        (State.APPROVED, "bakri", 0, 8, "export_expired"),
    ],
)
def test_only_who_asked_fetches_twice_within_seven_days(
    state: State, actor: str, downloads: int, days: int, code: str
) -> None:
    with pytest.raises(RuleBroken, match=code):
        rules.check_fetch(
            state=state,
            asked_by="bakri",
            expires_at=NOON + timedelta(days=7) if state is State.APPROVED else None,
            downloads=downloads,
            actor=actor,
            at=NOON + timedelta(days=days),
        )


@pytest.mark.parametrize(
    ("kind", "born", "recorded", "status", "belongs"),
    [
        (Kind.CALL_UP, date(1990, 1, 1), None, Status.ACTIVE, True),
        (Kind.CALL_UP, date(1990, 1, 1), date(2020, 1, 1), Status.ACTIVE, False),
        (Kind.CALL_UP, date(2010, 1, 1), None, Status.ACTIVE, False),
        (Kind.CALL_UP, date(1990, 1, 1), None, Status.DEAD, False),
        (Kind.SCHOOL, date(2010, 1, 1), None, Status.ACTIVE, True),
        (Kind.SCHOOL, date(2009, 1, 1), None, Status.ACTIVE, False),
        (Kind.SCHOOL, date(2012, 1, 1), None, Status.ACTIVE, False),
        (Kind.MATCHING, date(2020, 1, 1), date(2020, 1, 1), Status.ACTIVE, True),
        (Kind.MATCHING, date(1990, 1, 1), None, Status.MOVED, False),
    ],
)
def test_whom_a_purpose_is_about(
    kind: Kind, born: date, recorded: date | None, status: Status, belongs: bool
) -> None:
    assert belongs is rules.belongs(
        kind=kind,
        born=born,
        ever_married=False,
        nationality=Nationality.WNI,
        permit_until=None,
        status=status,
        recorded_on=recorded,
        on=NOON.date(),
    )


def test_each_column_that_may_leave_is_told_to_the_person() -> None:
    known = ACTS["registry.export.fetched"].columns
    assert {column for terms in TERMS.values() for column in terms.fields} == set(known)
