"""Spoiled and returned cards are burned under minutes that name each of them, by two officers."""

import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from rekam.accounts.rules import Role
from rekam.audit.models import Entry
from rekam.cards import services
from rekam.cards.blanks.destruction import paper
from rekam.cards.blanks.destruction.forgetting import forget_dropped
from rekam.cards.blanks.destruction.models import Destruction
from rekam.cards.blanks.destruction.queries import doomed, get_minutes, waiting_for_the_fire
from rekam.cards.blanks.models import Blank
from rekam.cards.blanks.rules import BlankState
from rekam.kernel.errors import RuleBroken
from rekam.vault import services as vault
from rekam.vault.keys import make_keys
from tests.cards.city import DINAS, NOON, blanks, holder, printed, record
from tests.personas import officer

DAMAGED = "cip tidak terbaca di meja"


@pytest.fixture(autouse=True)
def burners(office: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rina who burns, Budi who watches, and a vault for the paper."""
    monkeypatch.setenv("REKAM_DATA", str(tmp_path))
    make_keys()
    officer(Role.BACK_OFFICE, username="rina", areas=(DINAS,))
    officer(Role.STOCK_KEEPER, username="budi", areas=(DINAS,))


def spoiled(number: int = 2) -> list[str]:
    made = blanks(number)
    for serial in made:
        services.spoil_blank(serial=serial, reason=DAMAGED, actor="rina", at=NOON)
    return made


def prepare(*serials: str, number: str = "470/12/BA", witness: str = "budi") -> Destruction:
    return services.prepare_minutes(
        serials=serials, number=number, place="Halaman Dinas", on=NOON.date(), witness=witness,
        actor="rina", at=NOON,
    )  # fmt: skip


def confirm(minutes: Destruction, *ticked: str, actor: str = "budi") -> Destruction:
    return services.confirm_destruction(minutes=minutes.uuid, ticked=ticked, actor=actor, at=NOON)


def refusal(act: object, *arguments: object, **named: object) -> str:
    with pytest.raises(RuleBroken) as refused:
        act(*arguments, **named)  # type: ignore[operator]
    return refused.value.code


def test_the_paper_is_made_before_the_fire_and_confirmed_after_it() -> None:
    made = spoiled()
    minutes = prepare(*made)
    assert waiting_for_the_fire(DINAS) == []
    assert {blank.state for blank in Blank.objects.all()} == {BlankState.SPOILED}
    confirm(minutes, *made)
    assert {blank.state for blank in Blank.objects.all()} == {BlankState.DESTROYED}


def test_the_paper_keeps_its_bytes() -> None:
    made = spoiled()
    minutes = prepare(*made)
    first = vault.read(minutes.paper)
    confirm(minutes, *made)
    again = paper.Minutes(
        number=minutes.number, place=minutes.place, on=minutes.on, site=minutes.area_code,
        cards=doomed(_as_they_were(made), at=NOON),
        signatories=(paper.signatory("rina"), paper.signatory("budi")), made_at=NOON,
    )  # fmt: skip
    assert first.startswith(b"%PDF")
    assert vault.read(minutes.paper) == paper.draw(again) == first


def _as_they_were(made: list[str]) -> list[Blank]:
    rows = list(Blank.objects.filter(serial__in=made).order_by("serial"))
    for row in rows:
        row.state = BlankState.SPOILED
    return rows


def test_a_card_printed_for_somebody_is_named_with_its_holder_and_the_audit_says_so() -> None:
    (serial,) = blanks(1)
    resident = holder()
    job = printed(record(resident), serial=serial)
    services.spoil_print(job=job.uuid, reason="tinta luntur di foto", actor="rina", at=NOON)
    minutes = prepare(serial)
    (card,) = doomed([Blank.objects.get()], at=NOON)
    assert (card.holder, card.name) == (resident.uuid, "Ratu Maryamah")
    assert "Sawah Luhur" in card.address
    confirm(minutes, serial)
    burned = Entry.objects.get(action="cards.blanks.destroyed")
    assert str(resident.uuid) in burned.subjects


def test_the_list_is_a_csv_that_runs_nothing_and_stands_in_the_audit(siti: Client, cilegon: Client) -> None:
    (serial,) = blanks(1)
    job = printed(record(holder(name="=cmd Maryamah")), serial=serial)
    services.spoil_print(job=job.uuid, reason="tinta luntur di foto", actor="rina", at=NOON)
    page = reverse("cards:minutes_sheet", args=[prepare(serial).uuid], urlconf="tests.cards.urls")
    told = siti.get(page).content.decode()
    assert f'"{serial}";"\'=cmd Maryamah";' in told
    assert Entry.objects.filter(action="cards.minutes.downloaded").exists()
    assert cilegon.get(page).status_code == 404


def test_two_officers_sign_and_only_the_witness_confirms() -> None:
    made = spoiled()
    assert refusal(prepare, *made, witness="rina") == "four_eyes"
    assert refusal(prepare, *made, witness="bukan-siapa") == "witness_unknown"
    assert refusal(confirm, prepare(*made), *made, actor="rina") == "not_the_witness"


def test_every_card_is_ticked_or_nothing_is_burned() -> None:
    made = spoiled()
    assert refusal(confirm, prepare(*made), made[0]) == "destruction_unticked"
    assert not Blank.objects.filter(state=BlankState.DESTROYED).exists()


def test_a_card_stands_in_one_paper_until_that_is_dropped() -> None:
    made = spoiled()
    minutes = prepare(*made)
    assert refusal(prepare, *made, number="470/13/BA") == "blank_in_other_minutes"
    services.drop_minutes(minutes=minutes.uuid, actor="rina", at=NOON)
    assert prepare(*made).count == 2
    assert refusal(confirm, minutes, *made) == "minutes_closed"


def test_the_paper_that_was_dropped_goes_and_the_one_that_holds_stays(
    django_capture_on_commit_callbacks: Any,
) -> None:
    made, later = spoiled(), NOON + timedelta(days=1)
    dropped = prepare(*made)
    services.drop_minutes(minutes=dropped.uuid, actor="rina", at=NOON)
    holds = prepare(*made, number="470/13/BA")
    assert forget_dropped(before=NOON) == []
    assert forget_dropped(before=later, dry_run=True) == [str(dropped.uuid)]
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_dropped(before=later) == [str(dropped.uuid)]
    assert (vault.has(dropped.paper), vault.has(holds.paper)) == (False, True)
    assert forget_dropped(before=later) == []
    assert get_minutes(dropped.uuid).paper == ""


def test_what_is_not_spoiled_or_returned_is_not_burned() -> None:
    made = blanks(1)
    assert refusal(prepare, *made) == "blank_step_not_allowed"
    assert refusal(prepare, *spoiled_more(), number=" ") == "minutes_missing"


def spoiled_more() -> list[str]:
    (serial,) = blanks(1, start=70, letter="SJ-70")
    services.spoil_blank(serial=serial, reason=DAMAGED, actor="rina", at=NOON)
    return [serial]


def test_minutes_of_nobody_are_not_found() -> None:
    with pytest.raises(RuleBroken, match="not_found"):
        services.drop_minutes(minutes=uuid.uuid4(), actor="rina", at=NOON)
