"""Rounds: everybody is called, the week by lot, and the deadlines keep their distance."""

from datetime import date, timedelta

import pytest

from rekam.kernel.database import scope
from rekam.kernel.errors import RuleBroken
from rekam.outreach.callups import queries, services
from rekam.outreach.callups.drawing import days_of
from rekam.outreach.callups.models import Called, CallRound
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
        made = services.make_lists(call_round=row.uuid, **BY)
        assert len(made) == 3
        assert Called.objects.filter(call_list__in=made).count() == 11
        assert services.make_lists(call_round=row.uuid, **BY) == []
        then = BY | {"at": NOON + timedelta(weeks=3)}
        assert len(services.make_lists(call_round=row.uuid, **then)) == 9
        assert Called.objects.count() == 47


def test_whose_nik_is_in_danger_is_called_first_and_by_no_lot() -> None:
    with scope(OFFICE):
        crowd(rts=2)
        scenes.people(1, born=date(2004, 12, 24), first=900)  # 22 on a day of the round
        row = drawn(weeks=2)
        assert len(row.urgent) == 1
        made = services.make_lists(call_round=row.uuid, **BY)
        urgent = [one for one in made if one.recipient == "lurah"]
        assert [str(one.resident) for one in queries.people_of(urgent[0])] == row.urgent
        assert all(row.urgent[0] not in turn.people for turn in row.turns.all())


def test_no_week_is_drawn_near_a_polling_day_or_a_day_of_taking_niks_out_of_use() -> None:
    with scope(OFFICE):
        crowd(rts=2)
        set_polling_day(on=date(2026, 12, 9), name="Pilkada", source="Keputusan KPU 1/2026", **BY)
        row = services.draw_round(
            area_code=BENDUNG, first=MONDAY, weeks=2, seed=1, taken_out_on=date(2027, 4, 30), **BY
        )
        assert days_of(row) == [date(2027, 2, 8), date(2027, 2, 15)]


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
