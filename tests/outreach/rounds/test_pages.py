"""The pages of home-visit days, as an operator walks through them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rekam.accounts.rules import Role
from rekam.audit.models import Entry
from rekam.kernel.database import scope
from rekam.outreach.rounds import queries
from rekam.outreach.rounds.models import HomeDay, HomeStop
from rekam.outreach.sites.homes.models import HomeVisit
from tests.outreach.rounds.scenes import ask, crew, done
from tests.outreach.sites.scenes import DINAS, OFFICE, people
from tests.personas import officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser() -> Client:
    made = Client()
    with scope(OFFICE):
        made.force_login(officer(Role.OPERATOR, areas=(DINAS,)))
    return made


def post(browser: Client, name: str, *arguments: object, **told: object) -> str:
    answer = browser.post(reverse(f"outreach:{name}", args=arguments), told, follow=True)
    return str(answer.content.decode())


def test_a_day_is_asked_for_checked_announced_printed_and_told(browser: Client) -> None:
    with scope(OFFICE):
        (person,) = people(1)
        ask(1, nik=person.nik)
        ask(2)
        team = crew(weekdays=range(7))
    on = timezone.localdate()
    boxes = {"on_day": on.day, "on_month": on.month, "on_year": on.year}
    assert "checked" in browser.get(reverse("outreach:propose_round")).content.decode()
    assert "memperbarui diri" in post(browser, "propose_round", **boxes, teams=[team.uuid])
    with scope(OFFICE):
        day = done(HomeDay.objects.get())
        first, second = queries.homes_of(day)
    shown = browser.get(reverse("outreach:round", args=[day.uuid])).content.decode()
    assert "2 rumah dikunjungi" in shown
    assert "<svg" in shown
    assert person.nik not in shown
    assert "terkunci" in post(browser, "say_home", first.uuid, word="locked")
    assert "kabari: pagi" in post(browser, "announce_round", day.uuid)
    paper = browser.get(reverse("outreach:round_paper", args=[day.uuid]))
    assert paper.content.startswith(b"%PDF")
    looks = Entry.objects.filter(action="outreach.home_day.printed", subjects__contains=[str(person.uuid)])
    assert looks.count() == 1
    assert "tidak di rumah" in post(browser, "tell_home", first.uuid, outcome="absent", note="ke pasar")
    wrong = post(browser, "tell_home", second.uuid, outcome="recorded")
    assert "Betulkan hasil" in wrong
    assert "meninggal" in post(browser, "tell_home", second.uuid, outcome="died", what="correct")
    assert "Untuk back office" in browser.get(reverse("outreach:rounds")).content.decode()
    post(browser, "follow_up_home", second.uuid)
    with scope(OFFICE):
        assert HomeStop.objects.get(pk=second.pk).followed_at is not None
        assert HomeVisit.objects.get(pk=first.request_id).note == "ke pasar"


def test_what_is_refused_stands_beside_its_field(browser: Client) -> None:
    with scope(OFFICE):
        team = crew()
    past = timezone.localdate() - timedelta(days=3)
    boxes = {"on_day": past.day, "on_month": past.month, "on_year": past.year}
    told = {**boxes, "teams": [team.uuid]}
    answer = browser.post(reverse("outreach:propose_round"), told)
    assert answer.status_code == 400
    assert "sudah lewat" in answer.content.decode()
    unknown = browser.post(reverse("outreach:tell_home", args=[team.uuid]), {"outcome": "vanished"})
    assert unknown.status_code == 404
