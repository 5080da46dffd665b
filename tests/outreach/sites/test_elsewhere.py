"""Who is recorded anywhere leaves every list at once; who is away or gone is not called meanwhile."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from rekam.coverage.counters.rules import USUALLY_AWAY, Reason
from rekam.coverage.counters.services import note_reason
from rekam.kernel.database import scope
from rekam.kernel.errors import RuleBroken
from rekam.outreach.queries import elsewhere_since
from rekam.outreach.rounds.queries import waiting_within
from rekam.outreach.services import call_up, plan_visit
from rekam.outreach.sites.homes import services as homes
from rekam.outreach.sites.homes.rules import Asker
from rekam.outreach.sites.homes.rules import Reason as Why
from rekam.outreach.sites.lists.queries import not_recorded
from rekam.outreach.sites.models import Site
from rekam.outreach.sites.people import stand
from rekam.outreach.sites.rules import Kind
from rekam.registry.models import Resident
from rekam.registry.services import set_ektp_status
from tests.outreach.sites import scenes
from tests.outreach.sites.scenes import BENDUNG, BY, MONDAY, NOON, OFFICE

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(days=30)


@pytest.fixture
def village() -> Iterator[Site]:
    with scope(OFFICE):
        scenes.office()
        yield Site.objects.get(code=BENDUNG)


def note(person: Resident, reason: Reason, **more: object) -> None:
    note_reason(resident=person.uuid, reason=reason, evidence_on=MONDAY, **BY, **more)


def called(*, on_day: int = 0) -> set[str]:
    return set(plan_visit(area_code=BENDUNG, on=MONDAY + timedelta(days=on_day), **BY).people)


def test_a_name_recorded_anywhere_leaves_every_list_at_once(village: Site) -> None:
    pupil, old, at_home, other = scenes.people(4)
    school = scenes.site()
    scenes.listed(school, people=[pupil])
    told = {"area_code": BENDUNG, "reason": Why.ELDERLY, "asker": Asker.FAMILY, "asked_on": MONDAY}
    homes.ask_home_visit(full_name=old.full_name, nik=old.nik, place="Kp. Baru RT 1/1", **told, **BY)  # type: ignore[arg-type]
    assert len(stand(on=MONDAY).split.at) == 4
    assert (not_recorded(school).count(), len(waiting_within(BENDUNG))) == (1, 1)
    assert called() == {str(one.uuid) for one in (pupil, old, at_home, other)}

    for one in (pupil, old, at_home):
        set_ektp_status(resident=one.uuid, status="PROCESSING", on=MONDAY, **BY)
    assert set(stand(on=MONDAY).split.at) == {str(other.uuid)}
    assert (not_recorded(school).count(), len(waiting_within(BENDUNG))) == (0, 0)
    assert called() == {str(other.uuid)}


def test_who_is_away_comes_back_on_the_day_that_was_told(village: Site) -> None:
    away, unknown_until, here = scenes.people(3)
    note(away, Reason.WORKS_ELSEWHERE, back_on=LATER)
    note(unknown_until, Reason.ABROAD)
    assert called() == {str(here.uuid)}
    assert stand(on=LATER - timedelta(days=1)).counts[str(village.uuid)] == 1
    assert stand(on=LATER).counts[str(village.uuid)] == 2
    assert stand(on=MONDAY + USUALLY_AWAY).counts[str(village.uuid)] == 3


def test_who_is_said_to_be_dead_stays_known_but_is_not_called_until_somebody_finds_otherwise(
    village: Site,
) -> None:
    (gone, _here) = scenes.people(2)
    note(gone, Reason.SAID_DEAD)
    standing, key = stand(on=MONDAY), str(village.uuid)
    assert (standing.counts[key], standing.known(key)) == (1, 2)
    assert plan_visit(area_code=BENDUNG, on=MONDAY, **BY).known == 2
    note(gone, Reason.WILLING)
    assert stand(on=MONDAY).counts[key] == 2


def test_a_boarder_stands_at_the_pesantren_that_lists_him_and_at_home_nowhere(village: Site) -> None:
    boarder, *_ = scenes.people(2)
    note(boarder, Reason.BOARDING)
    pesantren = scenes.site(Kind.PESANTREN, code="PONPES-1")
    assert str(boarder.uuid) not in stand(on=MONDAY).split.at
    scenes.listed(pesantren, people=[boarder])
    standing = stand(on=MONDAY)
    assert standing.split.at[str(boarder.uuid)] == str(pesantren.uuid)
    assert str(boarder.uuid) in standing.without({str(pesantren.uuid)}).split.unreachable


def test_a_stations_list_leaves_out_who_was_found_away_or_gone_after_the_call_up(village: Site) -> None:
    away, soon_back, gone, boarder, here = scenes.people(5)
    pesantren = scenes.site(Kind.PESANTREN, code="PONPES-1")
    scenes.listed(pesantren, people=[boarder, here])
    visit = plan_visit(area_code=BENDUNG, on=LATER, **BY)
    there = call_up(pesantren, on=LATER, people=[str(boarder.uuid), str(here.uuid)], known=2, **BY)
    told = {"evidence_on": MONDAY, "actor": "public", "at": NOON + timedelta(hours=1)}
    for person, reason in ((away, Reason.ABROAD), (gone, Reason.SAID_DEAD), (boarder, Reason.BOARDING)):
        note_reason(resident=person.uuid, reason=reason, **told)  # type: ignore[arg-type]
    note_reason(resident=soon_back.uuid, reason=Reason.WORKS_ELSEWHERE, back_on=LATER, **told)  # type: ignore[arg-type]
    assert elsewhere_since(visit) == {away.uuid, gone.uuid, boarder.uuid}
    assert elsewhere_since(there) == set()  # the pesantren's own list names him: that is where he is


def test_coming_back_before_being_found_away_is_refused(village: Site) -> None:
    (person,) = scenes.people(1)
    with pytest.raises(RuleBroken) as refused:
        note(person, Reason.BOARDING, back_on=MONDAY)
    assert refused.value.code == "back_before_found"
