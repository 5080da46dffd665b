"""The province writes, the office answers and closes; both see it, others do not; the audit has all."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from rekam.accounts.rules import Role
from rekam.audit.models import Entry
from rekam.coverage.followups import services
from rekam.coverage.followups.models import FollowUp
from rekam.coverage.followups.queries import follow_ups
from rekam.coverage.followups.rules import About, Standing
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from tests.personas import officer

NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
TODAY = date(2026, 11, 24)
PROVINCE, SERANG, LEBAK = Scope.of("36"), Scope.of("36.73"), Scope.of("36.02")


@pytest.fixture
def asked(db: None) -> Iterator[FollowUp]:
    with scope(PROVINCE):
        yield ask()


def ask(*, due_on: date | None = date(2026, 12, 1), area: str = "36.73") -> FollowUp:
    return services.write_follow_up(
        area_code=area,
        about=About.REMOTE,
        text="Berapa kunjungan ke Kasemen bulan ini?",
        due_on=due_on,
        actor="nina",
        at=NOON,
    )


def test_it_is_seen_by_the_province_and_by_that_office_alone(asked: FollowUp) -> None:
    seen = {}
    for name, who in (("province", PROVINCE), ("office", SERANG), ("another", LEBAK)):
        with scope(who):
            seen[name] = [one.row.uuid for one in follow_ups(today=TODAY)]
    assert seen == {"province": [asked.uuid], "office": [asked.uuid], "another": []}


def test_a_request_is_answered_before_it_is_closed(asked: FollowUp) -> None:
    with scope(SERANG):
        with pytest.raises(RuleBroken, match="follow_up_unanswered"):
            services.close(follow_up=asked.uuid, actor="euis", at=NOON)
        services.answer(follow_up=asked.uuid, text="Empat.", actor="euis", at=NOON)
        services.close(follow_up=asked.uuid, actor="euis", at=NOON)
        with pytest.raises(RuleBroken, match="follow_up_closed"):
            services.answer(follow_up=asked.uuid, text="Lima.", actor="euis", at=NOON)
        assert [one.standing for one in follow_ups(today=TODAY)] == [Standing.CLOSED]
    told = Entry.objects.filter(case=str(asked.uuid)).order_by("pk").values_list("action", flat=True)
    assert list(told) == [
        "coverage.follow_up_written",
        "coverage.follow_up_answered",
        "coverage.follow_up_closed",
    ]


def test_another_office_cannot_answer(asked: FollowUp) -> None:
    with scope(LEBAK), pytest.raises(RuleBroken, match="not_found"):
        services.answer(follow_up=asked.uuid, text="Empat.", actor="other", at=NOON)


def test_nobody_writes_to_an_office_outside_the_scope(db: None) -> None:
    with scope(LEBAK), pytest.raises(RuleBroken, match="not_found"):
        ask()


def test_a_note_is_closed_without_an_answer(db: None) -> None:
    with scope(PROVINCE):
        note = ask(due_on=None)
    with scope(SERANG):
        assert services.close(follow_up=note.uuid, actor="euis", at=NOON).closed_by == "euis"


def test_overdue_ones_stand_first(db: None) -> None:
    with scope(PROVINCE):
        ask(due_on=None)
        ask(due_on=date(2026, 12, 1))
        ask(due_on=date(2026, 11, 25), area="36.02")
        found = follow_ups(today=date(2026, 11, 26))
    assert [one.standing for one in found] == [Standing.OVERDUE, Standing.WAITING, Standing.NOTE]


def test_the_two_offices_do_it_on_pages(db: None) -> None:
    province, head, operator = Client(), Client(), Client()
    province.force_login(officer(Role.PROVINCE, areas=("36",)))
    head.force_login(officer(Role.HEAD))
    operator.force_login(officer(Role.OPERATOR))
    due = datetime.now(UTC).date() + timedelta(days=9)
    typed = {
        "area_code": "36.73",
        "about": "remote",
        "text": "Berapa kunjungan?",
        "due_on_day": due.day,
        "due_on_month": due.month,
        "due_on_year": due.year,
    }
    refused = province.post(reverse("coverage:write_follow_up"), typed | {"text": "NIK 3673024101900001"})
    assert (refused.status_code, "16 angka" in refused.content.decode()) == (400, True)

    sent = province.post(reverse("coverage:write_follow_up"), typed)
    page = sent.headers["Location"]
    assert "Menunggu jawaban" in head.get(page).content.decode()
    assert head.post(f"{page}jawab/", {"text": "Empat."}).status_code == 302
    assert "Empat." in province.get(page).content.decode()
    assert head.post(f"{page}tutup/").status_code == 302
    assert "Ditutup" in province.get(reverse("coverage:follow_ups")).content.decode()
    assert province.post(f"{page}jawab/", {"text": "x"}).status_code == 403
    assert operator.get(page).status_code == 403
