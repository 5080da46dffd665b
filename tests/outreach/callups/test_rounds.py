"""Rounds: everybody is called, the week by lot, and the deadlines keep their distance."""

from datetime import date, datetime, timedelta

import pytest

from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.outreach.callups import making, queries, services
from rekam.outreach.callups.drawing import days_of
from rekam.outreach.callups.lists import make_list
from rekam.outreach.callups.models import Called, CallList, CallRound
from rekam.registry.models import Resident
from rekam.registry.voters.services import set_polling_day
from tests.outreach.sites import scenes
from tests.outreach.sites.scenes import BENDUNG, BY, MONDAY, NOON, OFFICE

pytestmark = pytest.mark.django_db


def crowd(rts: int = 12, each: int = 4) -> None:
    made = scenes.people(rts * each, born=date(1990, 5, 1))
    for number, row in enumerate(made):
        row.rt = f"{number // each + 1:03}"
    Resident.objects.bulk_update(made, ["rt"])


def drawn(*, weeks: int = 4, seed: int = 7, first: date = MONDAY) -> CallRound:
    return services.draw_round(area_code="36.73.02", first=first, weeks=weeks, seed=seed, **BY)


def made(row: CallRound, *, at: datetime = NOON) -> list[CallList]:
    """The lists that a worker makes, asked for on the round's page."""
    before = set(row.lists.values_list("pk", flat=True))
    services.ask_lists(call_round=row.uuid, actor="rina", at=at)
    services.make_due(row.uuid, within=OFFICE, at=at)
    row.refresh_from_db()
    assert (row.stage, row.made) == ("ready", row.to_make)
    return list(row.lists.exclude(pk__in=before).order_by("pk"))


def test_everybody_is_called_once_and_the_same_seed_draws_the_same_weeks() -> None:
    with scope(OFFICE):
        crowd()
        row = drawn()
        steps = dict(row.turns.values_list("rt", "step"))
        assert sorted(steps.values()) == [0] * 3 + [1] * 3 + [2] * 3 + [3] * 3
        listed = [one for turn in row.turns.all() for one in turn.people]
        assert len(listed) == len(set(listed)) == 48
        with pytest.raises(RuleBroken, match="call_round_runs"):
            drawn()
        later = drawn(first=MONDAY + timedelta(weeks=4))
        assert dict(later.turns.values_list("rt", "step")) == steps


def test_lists_are_made_when_their_week_comes_each_once_without_who_was_recorded() -> None:
    with scope(OFFICE):
        crowd()
        row = drawn()
        early = row.turns.filter(step=0).first()
        assert early is not None
        Resident.objects.filter(uuid=early.people[0]).update(recorded_on=NOON.date())
        first = made(row)
        assert len(first) == 3
        assert Called.objects.filter(call_list__in=first).count() == 11
        assert made(row) == []
        assert len(made(row, at=NOON + timedelta(weeks=3))) == 9
        assert Called.objects.count() == 47


def test_a_worker_that_died_leaves_its_lists_and_the_next_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks_down(**told: object) -> list[CallList]:
        if row.lists.count() == 2:
            raise OSError
        return list(make_list(**told))  # type: ignore[arg-type]

    with scope(OFFICE):
        crowd()
        row = drawn()
        services.ask_lists(call_round=row.uuid, **BY)
        with pytest.raises(RuleBroken, match="call_lists_at_work"):
            services.ask_lists(call_round=row.uuid, **BY)
        with monkeypatch.context() as patched:
            patched.setattr(making, "make_list", breaks_down)
            with pytest.raises(OSError):  # noqa: PT011
                services.make_due(row.uuid, within=OFFICE, at=NOON)
        row.refresh_from_db()
        assert (row.stage, row.made, row.to_make) == ("working", 2, 3)
        making.give_up(row.uuid)
        assert len(made(row)) == 1
        assert services.make_due(row.uuid, within=OFFICE, at=NOON) == 0  # nobody asked


def test_whose_nik_is_in_danger_is_called_first_and_by_no_lot() -> None:
    with scope(OFFICE):
        crowd(rts=2)
        scenes.people(1, born=date(2004, 12, 24), first=900)  # 22 on a day of the round
        row = drawn(weeks=2)
        assert len(row.urgent) == 1
        urgent = [one for one in made(row) if one.recipient == "lurah"]
        assert [str(one.resident) for one in queries.people_of(urgent[0])] == row.urgent
        assert all(row.urgent[0] not in turn.people for turn in row.turns.all())


def test_no_week_is_drawn_near_a_polling_day_or_a_day_of_taking_niks_out_of_use() -> None:
    with scope(OFFICE):
        crowd(rts=2)
        set_polling_day(on=date(2026, 12, 9), name="Pilkada", source="Keputusan KPU 1/2026", **BY)
        noted = services.note_deadline(on=date(2027, 4, 28), source="Surat Dirjen 400.8/1", **BY)
        with pytest.raises(RuleBroken, match="call_deadline_known"):
            services.note_deadline(on=date(2027, 4, 28), source="Surat Dirjen 400.8/1", **BY)

        def weeks() -> list[date]:
            with scope(Scope.of("36.73.02")):  # who draws for a part of the office keeps away as well
                row = services.draw_round(area_code=BENDUNG, first=MONDAY, weeks=3, seed=1, **BY)
                services.end_round(call_round=row.uuid, **BY)
            return list(days_of(row))

        assert weeks() == [date(2027, 2, 8), date(2027, 2, 15), date(2027, 6, 28)]
        services.withdraw_deadline(deadline=noted.uuid, **BY)
        assert weeks() == [date(2027, 2, 8), date(2027, 2, 15), date(2027, 2, 22)]


@pytest.mark.parametrize(
    ("on", "source", "code"),
    [
        (MONDAY - timedelta(days=1), "Surat 400.8/1", "call_deadline_past"),
        (MONDAY, "ya", "call_deadline_source"),
    ],
)
def test_a_day_that_says_nothing_is_not_noted(on: date, source: str, code: str) -> None:
    with scope(OFFICE), pytest.raises(RuleBroken, match=code):
        services.note_deadline(on=on, source=source, **BY)


def test_a_week_near_a_day_that_was_announced_later_calls_nobody() -> None:
    with scope(OFFICE):
        crowd()
        row = drawn()
        services.note_deadline(on=MONDAY + timedelta(weeks=2, days=63), source="Surat 400.8/1", **BY)
        avoided = [MONDAY + timedelta(weeks=week) for week in (2, 3)]
        assert queries.avoided_weeks(row, today=MONDAY) == avoided
        assert len(made(row, at=NOON + timedelta(weeks=3))) == 6
        services.end_round(call_round=row.uuid, **BY)
        with pytest.raises(RuleBroken, match="call_round_over"):
            services.ask_lists(call_round=row.uuid, **BY)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"first": MONDAY - timedelta(days=1)}, "call_round_past"),
        ({"weeks": 1}, "call_round_weeks"),
        ({"area_code": "36.04"}, "not_found"),
        ({"area_code": "36.73.01"}, "nobody_to_visit"),
    ],
)
def test_what_cannot_be_drawn_is_refused(changed: dict[str, object], code: str) -> None:
    told: dict[str, object] = {"area_code": BENDUNG, "first": MONDAY, "weeks": 2, "seed": 1}
    with scope(OFFICE):
        crowd(rts=2)
        with pytest.raises(RuleBroken, match=code):
            services.draw_round(**told | changed, **BY)  # type: ignore[arg-type]


def test_the_page_learns_from_the_register_what_the_calls_brought() -> None:
    with scope(OFFICE):
        crowd(rts=16, each=10)
        row = drawn(weeks=4)
        assert queries.effect_of(row, on=MONDAY + timedelta(days=6)) is None
        for turn in row.turns.all():  # from its week on, two of ten come each week; nobody before
            for week in range(turn.step, 4):
                came = turn.people[2 * (week - turn.step) : 2 * (week - turn.step) + 2]
                day = MONDAY + timedelta(weeks=week, days=2)
                Resident.objects.filter(uuid__in=came).update(recorded_on=day)
        found = queries.effect_of(row, on=MONDAY + timedelta(weeks=4))
        assert found is not None
        assert (round(found.gain, 6), found.waiting) == (20, 0)
        assert found.is_told
        weeks = queries.weeks_of(row)
        assert [week.people for week in weeks] == [40] * 4
        assert sum(week.recorded for week in weeks) == 40 * 0.2 * (4 + 3 + 2 + 1)


def test_who_was_called_is_let_go_and_the_weeks_stay() -> None:
    with scope(OFFICE):
        crowd(rts=2)
        row = drawn(weeks=2)
        later = NOON + timedelta(days=1)
        assert services.forget_rounds(before=later) == [str(row.uuid)]
        assert services.forget_rounds(before=later) == []
        assert {len(turn.people) for turn in row.turns.all()} == {0}
