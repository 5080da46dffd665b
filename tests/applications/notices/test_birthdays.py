"""Birthdays: each is told once, by letter to the family; missed nights are made up for; letters go by RT."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client

from rekam.accounts.rules import Role
from rekam.applications.notices import birthdays
from rekam.applications.notices.letters import batch_of, letters_of, print_letters
from rekam.applications.notices.models import Night, Notice, Wish
from rekam.applications.notices.rules import Birthday, State, Topic
from rekam.applications.notices.services import forget_notices, go_through, print_what_failed
from rekam.kernel.database import scope
from rekam.kernel.errors import RuleBroken
from rekam.messages.delivering import deliver_due
from rekam.messages.models import Message
from rekam.registry.models import Event, Resident
from tests.cards.city import OFFICE, SAWAH_LUHUR, holder, record
from tests.contracts.papers import text_of
from tests.personas import officer

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 11, 24, 17, 7, tzinfo=UTC)  # 00.07 of 25 November at the office
TODAY = date(2026, 11, 25)
NOT_YET = {"recorded_on": None}


def family() -> dict[str, Resident]:
    """A head, and children who turn 16 and 17; one of another RT."""
    head = holder(name="Hasan Basri", born=date(1980, 1, 1), number=1, head_relation="KEPALA KELUARGA")
    return {
        "head": head,
        "sixteen": holder(name="Aisyah Putri", born=date(2010, 11, 25), number=2, **NOT_YET),
        "recorded": holder(name="Budi Hasan", born=date(2009, 11, 25), number=3),
        "missing": holder(
            name="Citra Dewi", born=date(2009, 11, 25), number=4, rt="001", rw="001", **NOT_YET
        ),
    }


def told() -> dict[UUID | None, str]:
    return dict(Notice.objects.values_list("resident", "event"))


def test_who_grows_up_today_is_told_once_and_nobody_else() -> None:
    with scope(OFFICE):
        people = family()
        holder(name="Dini", born=date(2009, 11, 26), number=5)
        holder(name="Eka", born=date(2009, 11, 25), number=6, status="dead")
        holder(name="Fahmi", born=date(2009, 11, 25), number=7, handed_on=date(2026, 1, 1))
        holder(name="Gita", born=date(2009, 11, 25), number=8, nationality="WNA")
        assert [go_through(at=NIGHT) for _again in range(3)] == [3, 0, 0]
        assert told() == {
            people["sixteen"].uuid: Birthday.MAY_BE_RECORDED,
            people["recorded"].uuid: Birthday.CARD_NOW,
            people["missing"].uuid: Birthday.RECORD_NOW,
        }
        assert set(Notice.objects.values_list("state", flat=True)) == {State.TO_PRINT}


def test_a_night_that_was_killed_begins_again_and_missed_ones_are_made_up_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with scope(OFFICE):
        family()
        Night.objects.create(day=TODAY - timedelta(days=20), at=NIGHT, told=0)
        late = NIGHT + timedelta(days=3)
        with monkeypatch.context() as killed:
            killed.setattr(birthdays, "_told", _killed_at_the_second())
            with pytest.raises(KeyboardInterrupt):
                _in_one(go_through, at=late)
        assert not Notice.objects.exists()

        assert go_through(at=late) == 3
        assert set(Notice.objects.values_list("day", flat=True)) == {TODAY}
        nights = Night.objects.order_by("day")
        assert [nights[1].day, nights.count()] == [TODAY - timedelta(days=10), 15]
        assert nights[1].left_out == 9


@transaction.atomic
def _in_one(act: Callable[..., int], *, at: datetime) -> int:
    return act(at=at)


def _killed_at_the_second() -> object:
    done: list[object] = []
    first = birthdays._told

    def tell(one: birthdays.Grown, *, day: date, at: datetime) -> bool:
        if done:
            raise KeyboardInterrupt
        done.append(one)
        return first(one, day=day, at=at)

    return tell


def test_a_wedding_entered_yesterday_begins_the_duty() -> None:
    with scope(OFFICE):
        bride = holder(name="Nur", born=date(2010, 5, 1), number=9, ever_married=True, **NOT_YET)
        Event.objects.create(
            resident=bride,
            area_code=bride.area_code,
            kind="change",
            valid_on=date(2026, 11, 20),
            recorded_at=NIGHT - timedelta(hours=10),
            actor="vera",
            changes={"ever_married": [False, True]},
        )
        assert go_through(at=NIGHT) == 1
        assert told() == {bride.uuid: Birthday.RECORD_NOW}


def test_who_left_a_contact_with_the_slip_gets_a_message_and_a_letter_if_it_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REKAM_MESSAGES", str(tmp_path))
    with scope(OFFICE):
        of = record(family()["recorded"])
        Wish.objects.create(
            record=of.uuid, area_code=of.area_code, contact="081234567890", language="id", at=NIGHT
        )
        go_through(at=NIGHT)
        notice = Notice.objects.get(state=State.HANDED)
        message = Message.objects.get(key=notice.key)
        assert (notice.event, notice.day) == (Birthday.CARD_NOW, TODAY)
        assert print_what_failed(at=NIGHT) == 0
    deliver_due(at=NIGHT)
    with scope(OFFICE):
        message.refresh_from_db()
        assert message.state == "waiting"  # it is night
        Message.objects.update(state="failed", sealed=b"", ended_at=NIGHT)
        assert [print_what_failed(at=NIGHT) for _again in range(2)] == [1, 0]
        assert not Notice.objects.filter(state=State.HANDED).exists()


def test_letters_go_to_the_head_by_rt_and_leave_out_who_came_meanwhile() -> None:
    with scope(OFFICE):
        people = family()
        go_through(at=NIGHT)
        Resident.objects.filter(pk=people["sixteen"].pk).update(recorded_on=TODAY)
        batch = print_letters(area_code=SAWAH_LUHUR, topic=Topic.BIRTHDAY, actor="yayan", at=NIGHT)
        letters = letters_of(batch_of(batch), on=TODAY)
        assert [(one.about, one.to, one.event) for one in letters] == [
            ("Citra Dewi", "Hasan Basri", Birthday.RECORD_NOW),
            ("Budi Hasan", "Hasan Basri", Birthday.CARD_NOW),
        ]
        assert letters[0].since == "25 November 2026"
        states = Notice.objects.order_by("state").values_list("state", flat=True)
        assert list(states) == [State.NOT_NEEDED, State.PRINTED, State.PRINTED]
        with pytest.raises(RuleBroken, match="no_letters"):
            print_letters(area_code=SAWAH_LUHUR, topic=Topic.BIRTHDAY, actor="yayan", at=NIGHT)
        assert len(forget_notices(before=NIGHT + timedelta(days=1))) == 3


def test_the_page_draws_what_was_told_and_prints_the_letters() -> None:
    with scope(OFFICE):
        people = family()
        go_through(at=NIGHT)
    browser = Client()
    browser.force_login(officer(Role.BACK_OFFICE, username="yayan"))
    page = browser.get("/permohonan/pemberitahuan/").content.decode()
    assert "Surat yang menunggu dicetak" in page
    assert people["recorded"].full_name not in page

    made = browser.post(
        "/permohonan/pemberitahuan/cetak/", {"area": SAWAH_LUHUR, "topic": "birthday"}, follow=True
    )
    assert made["Content-Type"] == "application/pdf"
    letters = text_of(made)
    assert "Hasan Basri" in letters
    assert people["recorded"].nik not in letters

    reader = Client()
    reader.force_login(officer(Role.VERIFIKATOR, username="vera"))
    assert reader.get("/permohonan/pemberitahuan/").status_code == 200
    refused = reader.post("/permohonan/pemberitahuan/cetak/", {"area": SAWAH_LUHUR, "topic": "birthday"})
    assert refused.status_code == 403
