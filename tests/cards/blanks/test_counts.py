"""The safe is counted blind, compared with the ledger, and taken over by somebody else; nothing is mended."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from rekam.audit.models import Entry
from rekam.cards import services
from rekam.cards.blanks.counts.models import SafeCount
from rekam.cards.blanks.counts.queries import counts_of, lines_of_count
from rekam.cards.blanks.counts.rules import Lying, Shift
from rekam.cards.blanks.models import Blank
from rekam.kernel.errors import RuleBroken
from tests.cards.city import DINAS, NOON, blanks, printed

pytestmark = pytest.mark.usefixtures("office")

SITE = {"site": DINAS, "shift": Shift.CLOSING, "actor": "rina", "at": NOON}


def scanned(*serials: str) -> SafeCount:
    return services.count_safe_by_serials(serials=serials, boxed=0, **SITE)  # type: ignore[arg-type]


def confirm(count: SafeCount, *, finding: str = "", actor: str = "budi") -> SafeCount:
    return services.confirm_count(count=count.uuid, finding=finding, actor=actor, at=NOON)


def refusal(act: object, *arguments: object, **named: object) -> str:
    with pytest.raises(RuleBroken) as refused:
        act(*arguments, **named)  # type: ignore[operator]
    return refused.value.code


def test_a_count_that_agrees_is_confirmed_without_words() -> None:
    made = blanks(3)
    printed(serial=made[0])
    count = scanned(*made)
    assert (count.blanks, count.cards, count.expected_blanks, count.expected_cards) == (2, 1, 2, 1)
    assert lines_of_count(count) == []
    assert confirm(count).confirmed_by == "budi"


def test_what_is_missing_and_what_is_not_expected_is_named_and_nothing_changes() -> None:
    made = blanks(3)
    services.spoil_blank(serial=made[2], reason="retak di sudut kartu", actor="rina", at=NOON)
    before = list(Blank.objects.order_by("serial").values_list("serial", "state"))
    count = scanned(made[0], made[2], "04FFFFFFFFFFFF")
    assert [(line.serial, line.verdict, line.state) for line in lines_of_count(count)] == [
        (made[1], "missing", "received"),
        (made[2], "unexpected", "spoiled"),
        ("04FFFFFFFFFFFF", "unexpected", ""),
    ]
    assert list(Blank.objects.order_by("serial").values_list("serial", "state")) == before


def test_what_did_not_agree_is_a_csv(rina: Client) -> None:
    made = blanks(2)
    count = scanned(made[0])
    told = rina.get(
        reverse("cards:count_sheet", args=[count.uuid], urlconf="tests.cards.urls")
    ).content.decode()
    assert "blanko: buku 2, hitungan 1, selisih -1" in told
    assert f'"{made[1]}";"tidak ada di penyimpanan";' in told
    assert Entry.objects.filter(action="cards.safe.downloaded", actor="rina").exists()


def test_a_difference_is_explained_by_the_second_officer() -> None:
    blanks(3)
    count = services.count_safe_by_number(found=Lying(blanks=2, cards=0, boxed=0), **SITE)  # type: ignore[arg-type]
    assert refusal(confirm, count) == "reason_missing"
    assert refusal(confirm, count, actor="rina", finding="salah hitung di tumpukan") == "four_eyes"
    confirm(count, finding="salah hitung di tumpukan")
    assert refusal(confirm, count, finding="salah hitung di tumpukan") == "count_confirmed"


def test_the_last_counts_come_first() -> None:
    made = blanks(1)
    scanned(*made)
    later = SITE | {"at": NOON + timedelta(hours=8)}
    last = services.count_safe_by_serials(serials=made, boxed=0, **later)  # type: ignore[arg-type]
    assert counts_of([DINAS])[0] == last
