"""First-time voters: who they are, how many, and that only the centre lets their list out."""

import random
from datetime import UTC, date, datetime

import pytest

from rekam.accounts.rules import Role
from rekam.audit.models import Entry
from rekam.kernel.database import EVERYWHERE, Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.registry.exports import services
from rekam.registry.exports.forms import AskForm
from rekam.registry.exports.models import Export
from rekam.registry.exports.rules import Kind
from rekam.registry.rules import Nationality, Status
from rekam.registry.voters.queries import FirstTime, count_first_time
from rekam.registry.voters.rules import POLLING_DAYS, check_source, is_new, last_before, may_vote, serves
from tests.personas import KASEMEN, SERANG, officer, resident

POLLING = date(2029, 2, 14)
NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
CITY = Scope.of("36.73")


def votes(*, on: date = POLLING, **told: object) -> bool:
    known: dict[str, object] = {
        "born": date(2010, 1, 1),
        "ever_married": False,
        "nationality": Nationality.WNI,
        "occupation": "Pelajar/Mahasiswa",
        "status": Status.ACTIVE,
    }
    return may_vote(**(known | told), on=on)  # type: ignore[arg-type]


def test_who_is_seventeen_on_the_day_itself_votes() -> None:
    assert votes(born=date(2012, 2, 14))
    assert not votes(born=date(2012, 2, 15))


def test_a_wedding_makes_a_voter_of_somebody_younger() -> None:
    assert votes(born=date(2013, 1, 1), ever_married=True)


@pytest.mark.parametrize(
    "told",
    [
        {"nationality": Nationality.WNA},
        {"occupation": "TENTARA NASIONAL INDONESIA"},
        {"occupation": "KEPOLISIAN RI"},
        {"occupation": "Polisi/TNI"},
        {"status": Status.DEAD},
    ],
)
def test_foreigners_soldiers_policemen_and_the_dead_do_not(told: dict[str, object]) -> None:
    assert not votes(**told)


@pytest.mark.parametrize("occupation", ["Pensiunan TNI", "PURNAWIRAWAN POLRI", "Petani", "Karyawan Polindo"])
def test_who_has_retired_serves_no_more(occupation: str) -> None:
    assert not serves(occupation)


def test_new_is_who_was_not_seventeen_on_the_polling_day_before() -> None:
    last = last_before(POLLING, days=(poll.on for poll in POLLING_DAYS))
    assert last == date(2024, 11, 27)
    assert not is_new(born=date(2007, 11, 27), last=last)
    assert is_new(born=date(2007, 11, 28), last=last)


def test_a_day_before_all_known_ones_is_refused() -> None:
    with pytest.raises(RuleBroken, match="polling_day_too_early"):
        last_before(date(2019, 4, 17), days=(poll.on for poll in POLLING_DAYS))


@pytest.mark.parametrize(
    ("office", "areas"), [("36.73", {"36.73"}), ("36.73", {"*"}), ("*", {"36.73"}), ("36", {"36"})]
)
def test_no_office_but_the_centre_hands_the_list_over(office: str, areas: set[str]) -> None:
    with pytest.raises(RuleBroken, match="voters_list_centre_only"):
        check_source(office_area=office, areas=areas)
    check_source(office_area="*", areas={"*"})


@pytest.fixture
def town(db: None) -> None:
    """In Kasemen two, one of them recorded, a child, a grown woman and a policeman; in Serang one."""
    rows = [resident(serial=n, area_code=KASEMEN, name=f"Siti {n}") for n in range(1, 6)]
    rows.append(resident(serial=6, area_code=SERANG))
    for row in (*rows[:2], rows[4], rows[5]):
        row.birth_date = date(2010, 1, 1)
    rows[0].recorded_on = date(2026, 1, 1)
    rows[0].sex = "L"
    rows[2].birth_date = date(2014, 1, 1)
    rows[4].occupation = "KEPOLISIAN RI"
    with scope(EVERYWHERE):
        for row in rows:
            row.save()


@pytest.mark.usefixtures("town")
def test_they_are_counted_by_kelurahan() -> None:
    with scope(CITY):
        found = count_first_time(area_code="36.73", polling=POLLING)
    assert found == {KASEMEN: FirstTime(male=1, female=1, recorded=1), SERANG: FirstTime(0, 1, 0)}
    assert (found[KASEMEN].people, found[KASEMEN].not_recorded) == (2, 1)


def ask(*, within: Scope, polling: date | None = POLLING) -> Export:
    with scope(within):
        return services.ask_export(
            kind=Kind.VOTERS,
            area_code=KASEMEN,
            fields=("nik", "kk", "full_name", "birth_place", "marital_status"),
            addressee="Ketua KPU",
            letter="270/1 tanggal 20-11-2026",
            actor="asker",
            at=NOON,
            polling=polling,
        )


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("within", [CITY, EVERYWHERE])
def test_the_office_of_a_city_is_refused_its_list(within: Scope) -> None:
    with pytest.raises(RuleBroken, match="voters_list_centre_only"):
        ask(within=within)


@pytest.mark.usefixtures("town", "keys")
def test_the_centre_lets_it_out_by_two_people(settings: object) -> None:
    settings.REKAM_OFFICE_AREA = "*"  # type: ignore[attr-defined]
    asker = officer(Role.HEAD, areas=("*",), username="asker")
    row = ask(within=EVERYWHERE)
    with scope(EVERYWHERE), pytest.raises(RuleBroken, match="four_eyes"):
        services.approve_export(export=row.uuid, actor="asker", at=NOON, chance=random.Random(1))
    with scope(EVERYWHERE):
        services.approve_export(export=row.uuid, actor="other", at=NOON, chance=random.Random(1))
        _, content = services.fetch_export(export=row.uuid, account=asker, at=NOON)
    assert len(content.subjects) == 2
    assert len(content.rows) == 3  # with the row of nobody
    assert Entry.objects.filter(action="registry.export.fetched").count() == 1


@pytest.mark.usefixtures("town", "keys")
def test_a_regional_officer_on_the_centres_server_cannot_approve_it(settings: object) -> None:
    settings.REKAM_OFFICE_AREA = "*"  # type: ignore[attr-defined]
    row = ask(within=EVERYWHERE)
    with scope(CITY), pytest.raises(RuleBroken, match="voters_list_centre_only"):
        services.approve_export(export=row.uuid, actor="vera", at=NOON, chance=random.Random(1))


@pytest.mark.usefixtures("town")
def test_a_list_of_voters_needs_its_polling_day(settings: object) -> None:
    settings.REKAM_OFFICE_AREA = "*"  # type: ignore[attr-defined]
    with pytest.raises(RuleBroken, match="polling_day_missing"):
        ask(within=EVERYWHERE, polling=None)


@pytest.mark.django_db
def test_only_the_centres_form_offers_it(settings: object) -> None:
    assert "daftar pemilih" not in str(AskForm(within=CITY))
    settings.REKAM_OFFICE_AREA = "*"  # type: ignore[attr-defined]
    assert "daftar pemilih" in str(AskForm(within=EVERYWHERE))
