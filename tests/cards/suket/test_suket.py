"""A letter from the day it is given to the day the card is handed over."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from rekam.audit.models import Entry
from rekam.cards import queries, services
from rekam.cards.orders.rules import Reason
from rekam.cards.suket import checking
from rekam.cards.suket.models import Suket
from rekam.cards.suket.rules import CHECKS, Choice, Standing, Withdrawal
from rekam.enrolment import services as enrolment
from rekam.enrolment.models import Record
from rekam.enrolment.rules import Mover, Status
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.registry.models import Resident
from tests.cards.city import DINAS, KASEMEN, NOON, SERANG, blanks, holder, plea, printed, record

LATER = NOON + timedelta(days=170)


def given(of: Record | None = None, *, site: str = DINAS) -> Suket:
    return services.issue_suket(record=(of or record()).uuid, site=site, actor="siti", at=NOON)


def test_letters_are_numbered_at_their_place(office: None) -> None:
    first, second = (given(record(holder(number=n))) for n in (1, 2))
    elsewhere = given(record(holder(number=3)), site=KASEMEN)
    assert [one.number for one in (first, second, elsewhere)] == [
        "0001/SUKET/36.73/2026",
        "0002/SUKET/36.73/2026",
        "0001/SUKET/36.73.02/2026",
    ]
    assert (first.code, first.valid_until) == ("PRR", date(2027, 5, 21))
    assert len({first.key, second.key, elsewhere.key}) == 3


def test_nobody_holds_two(office: None) -> None:
    of = record()
    given(of)
    with pytest.raises(RuleBroken, match="suket_open"):
        given(of)


def test_who_could_have_a_card_gets_none_while_there_are_blanks(office: None, settings: Any) -> None:
    blanks(1)
    of = record()
    with pytest.raises(RuleBroken, match="suket_print_instead"):
        given(of)
    settings.REKAM_SUKET = Choice.ALLOWED
    assert given(of).code == "PRR"


def test_who_lost_a_card_gets_one_while_the_reprint_waits(office: None) -> None:
    of = record(holder(ektp_status="CARD_ISSUED"), state=Status.CARD_ISSUED)
    with pytest.raises(RuleBroken, match="suket_not_recorded"):
        given(of)
    services.request_print(record=of.uuid, reason=Reason.LOST, actor="siti", at=NOON)
    assert given(of).code == "PRR"


def test_the_dead_get_none(office: None) -> None:
    with pytest.raises(RuleBroken, match="holder_not_active"):
        given(record(holder(status="dead")))


def test_the_card_ends_the_letter_by_itself(office: None) -> None:
    of = record()
    letter = given(of)
    job = printed(of, serial=blanks(1)[0])
    assert queries.with_open_suket([letter.resident]) == {letter.resident}
    services.ask_exception(job=job.uuid, plea=plea(), actor="siti", at=NOON)

    services.confirm_exception(job=job.uuid, actor="budi", at=NOON)

    letter.refresh_from_db()
    assert (letter.withdrawn_for, letter.withdrawn_by) == (Withdrawal.CARD, "budi")
    assert not queries.with_open_suket([letter.resident])


def test_a_recording_that_turns_out_double_ends_its_letter(office: None) -> None:
    of = record(state=Status.ADJUDICATE_RECORD)
    letter = given(of)
    two = Mover.ADJUDICATORS
    enrolment.move(record=of.uuid, to=Status.DUPLICATE_RECORD, by=two, actor="ahli", at=NOON)
    letter.refresh_from_db()
    assert letter.withdrawn_for == Withdrawal.DOUBLE


def test_a_lost_letter_is_replaced_and_not_made_longer(office: None) -> None:
    old = given()
    new = services.replace_suket(suket=old.uuid, why=Withdrawal.LOST, site=DINAS, actor="siti", at=LATER)
    old.refresh_from_db()
    assert old.withdrawn_for == Withdrawal.LOST
    assert (new.valid_until, new.since, new.follows) == (old.valid_until, old.since, old)
    assert new.key != old.key
    assert list(queries.sukets_of(old.record)) == [new, old]


def test_a_letter_is_extended_for_six_months_more(office: None, settings: Any) -> None:
    old = given()
    new = services.replace_suket(suket=old.uuid, why=Withdrawal.EXTENDED, site=DINAS, actor="siti", at=LATER)
    assert (new.valid_until, new.since) == (date(2027, 11, 10), old.since)
    settings.REKAM_SUKET_EXTENSION = Choice.FORBIDDEN
    with pytest.raises(RuleBroken, match="suket_extension_forbidden"):
        services.replace_suket(
            suket=new.uuid, why=Withdrawal.EXTENDED, site=DINAS, actor="siti", at=LATER + timedelta(180)
        )


def test_a_withdrawn_letter_is_not_touched_again(office: None) -> None:
    letter = given()
    services.withdraw_suket(suket=letter.uuid, reason="salah orang di loket", actor="budi", at=NOON)
    with pytest.raises(RuleBroken, match="suket_not_open"):
        services.withdraw_suket(suket=letter.uuid, reason="salah orang di loket", actor="budi", at=NOON)


def test_the_longest_waiting_stand_first(office: None) -> None:
    first, second = (given(record(holder(number=n))) for n in (1, 2))
    Suket.objects.filter(pk=second.pk).update(since=date(2026, 1, 5))
    assert list(queries.open_sukets()) == [second, first]
    assert queries.count_printable() == 2
    assert queries.with_open_suket([first.resident]) == {first.resident}


def test_a_letter_is_its_areas_alone(office: None) -> None:
    given()
    with scope(Scope.of(SERANG)):
        assert not queries.open_sukets().exists()


# The public page


def checked(key: str) -> Any:
    with scope(Scope()):
        return checking.check(key, address=uuid4().hex, at=NOON)


def test_anybody_learns_what_a_letter_is_worth_and_initials_only(office: None) -> None:
    letter = given()
    told = checked(letter.spaced_key.lower())
    assert (told.standing, told.number) == (Standing.VALID, letter.number)
    assert (told.initials, told.birth_year) == ("R M", 2009)
    assert Entry.objects.filter(action="cards.suket.checked", subjects__contains=str(letter.uuid)).exists()


def test_none_and_wrong_are_the_same_answer(office: None) -> None:
    letter = given()
    wrong = ("1" if letter.key[0] == "0" else "0") + letter.key[1:]
    assert checked(wrong) is checked("") is checked(letter.key + "0") is None


@pytest.mark.parametrize(
    "change", [{"status": "dead"}, {"ektp_status": "DUPLICATE_RECORD"}, {"handed_on": date(2026, 12, 1)}]
)
def test_the_register_ends_a_letter_also_where_nobody_withdrew_it(
    office: None, change: dict[str, Any]
) -> None:
    letter = given()
    Resident.objects.filter(uuid=letter.resident).update(**change)
    assert checked(letter.key).standing is Standing.WITHDRAWN


def test_a_card_of_before_does_not_end_it(office: None) -> None:
    letter = given()
    Resident.objects.filter(uuid=letter.resident).update(handed_on=date(2020, 1, 1))
    assert checked(letter.key).standing is Standing.VALID


def test_an_address_asks_so_often_and_then_waits(office: None) -> None:
    one, another = uuid4().hex, uuid4().hex
    for _ in range(CHECKS):
        checking.check("", address=one, at=NOON)
    with pytest.raises(RuleBroken, match="suket_checks_used_up"):
        checking.check("", address=one, at=NOON)
    checking.check("", address=another, at=NOON)
    checking.check("", address=one, at=NOON + timedelta(minutes=11))


# The pages


def test_a_letter_is_given_printed_and_checked_in_the_browser(siti: Client) -> None:
    of = record()
    listed = siti.post(reverse("cards:sukets"), {"nik": "3673025208090001"})
    assert listed["Location"] == reverse("cards:suket_of", args=[of.uuid])
    siti.post(reverse("cards:issue_suket", args=[of.uuid]))
    letter = Suket.objects.get()

    page = siti.get(reverse("cards:suket_of", args=[of.uuid])).content.decode()
    assert letter.number in page
    assert "PRR" in page
    assert "Ratu Maryamah" in siti.get(reverse("cards:sukets")).content.decode()
    drawn = siti.get(reverse("cards:suket_paper", args=[letter.uuid]))
    assert drawn.content.startswith(b"%PDF")

    public = Client().get(reverse("cards:check_suket"), {"kode": letter.key}).content.decode()
    assert letter.number in public
    assert "Maryamah" not in public
    assert "tidak dikenal" in Client().get(reverse("cards:check_suket"), {"kode": "salah"}).content.decode()


def test_who_may_not_give_one_is_refused(budi: Client) -> None:
    of = record()
    assert budi.post(reverse("cards:issue_suket", args=[of.uuid])).status_code == 403
    assert not Suket.objects.exists()
    assert budi.get(reverse("cards:suket_of", args=[of.uuid])).status_code == 200


def test_another_office_sees_no_letter(cilegon: Client, office: None) -> None:
    letter = given()
    with scope(Scope.of("36.72")):
        assert cilegon.get(reverse("cards:suket_of", args=[letter.record])).status_code == 404
