"""The pages of a shortage: each shown, each refused once."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from rekam.accounts.rules import Role
from rekam.cards.allocation.models import BlankLoan, BlankRequest, BlankShare, PriorityOrder
from rekam.cards.allocation.requesting import request_blanks
from rekam.cards.blanks.shipments.models import Shipment
from rekam.cards.orders.rules import Priority
from rekam.kernel.database import Scope, scope
from rekam.kernel.installation import office_day
from tests.cards.allocation.scenes import safe, waiting
from tests.cards.city import DINAS, KASEMEN
from tests.cards.conftest import signed_in

DRY = "/kartu/kekurangan/"


@pytest.fixture
def head(pages: None) -> Client:
    return signed_in("euis", Role.HEAD)


@pytest.fixture
def nina(pages: None) -> Client:
    """The province, which sees both cities."""
    return signed_in("nina", Role.PROVINCE, areas=["36"])


def today() -> date:
    return office_day(timezone.now())


def three(name: str, day: date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_shortage_tells_the_day_the_stock_ends_and_what_to_do(rina: Client) -> None:
    for week in range(6):
        waiting(30, Priority.LOST, at=timezone.now() - timedelta(weeks=week))
    safe(40)
    page = text(rina, DRY)
    assert "40 keping siap pakai" in page
    assert "Tanpa kiriman, blanko habis sekitar" in page
    assert "Minta blanko ke pusat" in page
    soon = today() + timedelta(days=3)
    asked = f"?blanks=5000&on_day={soon.day}&on_month={soon.month}&on_year={soon.year}"
    assert "Dengan 5.000 keping" in text(rina, DRY + asked)
    assert rina.get(DRY + "?blanks=x").status_code == 400


def test_a_young_ledger_makes_no_forecast(rina: Client) -> None:
    waiting(3, Priority.LOST)
    assert "sesudah empat minggu" in text(rina, DRY)


def proposal(**changed: str) -> dict[str, str]:
    ranks = {f"group_{group.value}": "1" for group in Priority}
    return {**ranks, **three("since", today()), "climb_days": "30", "source": "SK 7/2026", **changed}


def test_two_people_make_an_order_of_the_office(rina: Client, budi: Client) -> None:
    assert rina.post("/kartu/urutan/", proposal()).status_code == 302
    row = PriorityOrder.objects.get()
    assert "menunggu petugas lain" in text(rina, "/kartu/urutan/")
    assert rina.post(f"/kartu/urutan/{row.uuid}/putus/", {"holds": "yes"}).status_code == 403
    assert budi.post(f"/kartu/urutan/{row.uuid}/putus/", {"holds": "yes"}).status_code == 302
    assert "Urutan: SK 7/2026" in text(rina, "/kartu/antrean/")


@pytest.mark.parametrize(
    ("changed", "status"), [({"source": ""}, 400), ({"group_1": "3"}, 400), ({"climb_days": "0"}, 400)]
)
def test_an_order_that_says_too_little_comes_back(rina: Client, changed: dict[str, str], status: int) -> None:
    assert rina.post("/kartu/urutan/", proposal(**changed)).status_code == status
    assert not PriorityOrder.objects.exists()


def test_an_operator_looks_and_proposes_nothing(siti: Client) -> None:
    assert "Usulkan" not in text(siti, "/kartu/urutan/")
    assert siti.post("/kartu/urutan/", proposal()).status_code == 403
    assert siti.get("/kartu/pembagian/").status_code == 403


def test_blanks_are_shared_and_the_list_names_the_serials(rina: Client) -> None:
    waiting(9, Priority.LOST, area=KASEMEN)
    first = safe(4)[0]
    assert 'value="4"' in text(rina, "/kartu/pembagian/")
    refused = rina.post("/kartu/pembagian/", {"keping": "4", "site_36_73_02": "3"})
    assert refused.status_code == 400  # another number, and no reason
    answer = rina.post("/kartu/pembagian/", {"keping": "4", "site_36_73_02": "4"})
    assert answer.status_code == 302
    assert first in text(rina, answer["Location"])
    assert "4 keping masih harus dikirim" in text(rina, f"/kartu/pembagian/{BlankShare.objects.get().uuid}/")


def test_what_is_not_needed_is_said_at_the_form_and_not_in_its_place(rina: Client) -> None:
    safe(50)
    waiting(1, Priority.LOST)
    answer = rina.post("/kartu/permintaan/", {"letter": "470/1", "months": "1"})

    assert answer.status_code == 400
    assert "sudah cukup" in answer.content.decode()
    assert 'value="470/1"' in answer.content.decode()


def test_a_request_goes_its_way_on_its_page(rina: Client) -> None:
    waiting(40, Priority.LOST)
    assert "42" in text(rina, "/kartu/permintaan/")
    assert rina.post("/kartu/permintaan/", {"letter": "", "months": "1"}).status_code == 400
    assert rina.post("/kartu/permintaan/", {"letter": "470/1", "months": "1"}).status_code == 302
    page = f"/kartu/permintaan/{BlankRequest.objects.get().uuid}/"
    letter = rina.get(f"{page}surat.pdf")
    assert (letter.status_code, letter["Content-Type"]) == (200, "application/pdf")
    steps: list[dict[str, Any]] = [
        {"blanks": "10", "letter": "471/9", **three("on", today())},
        three("on", today()),
    ]
    for step in steps:
        assert rina.post(page, step).status_code == 302
    assert rina.post(page, {"letter": "SJ-7"}).status_code == 400
    safe(10, letter="SJ-7")
    assert rina.post(page, {"letter": "SJ-7"}).status_code == 302
    assert "Selesai" in text(rina, page)


def test_an_operator_reads_a_request_and_notes_nothing(siti: Client) -> None:
    waiting(40, Priority.LOST)
    row = request_blanks(office=DINAS, letter="470/1", months=1, actor="rina", at=timezone.now())
    page = f"/kartu/permintaan/{row.uuid}/"
    assert "Nomor surat pusat" not in text(siti, page)
    assert siti.post(page, {"blanks": "10", "letter": "", **three("on", today())}).status_code == 403


def test_a_province_proposes_and_both_heads_answer(nina: Client, head: Client, rina: Client) -> None:
    waiting(60, Priority.LOST)
    safe(10)
    other = signed_in("ratu", Role.HEAD, areas=["36.72"])
    keeper = signed_in("gugun", Role.STOCK_KEEPER, areas=["36.72"])
    with scope(Scope.of("36.72")):
        lent = safe(900, site="36.72", start=10_000)[:2]
    page = text(nina, "/kartu/pinjaman/")
    assert "Dinas Kota Cilegon" in page
    asked = {"lender": "36.72", "borrower": "36.73", "blanks": "100", "reason": "Kota Serang hampir habis"}
    assert nina.post("/kartu/pinjaman/", {**asked, "reason": "x"}).status_code == 400
    assert nina.post("/kartu/pinjaman/", asked).status_code == 302
    loan = f"/kartu/pinjaman/{BlankLoan.everywhere.get().uuid}/"
    assert "Setujui pinjaman" not in text(nina, loan)
    assert "menunggu jawaban Anda" in text(head, DRY)
    assert rina.post(f"{loan}jawab/", {"accepts": "yes"}).status_code == 403
    for client in (head, other):
        assert "Setujui pinjaman" in text(client, loan)
        assert client.post(f"{loan}jawab/", {"accepts": "yes"}).status_code == 302
    assert head.post(f"{loan}jawab/", {"accepts": "nonsense"}).status_code == 409
    assert "Tidak ada utang" in text(head, loan)
    assert "Kirim pinjaman" not in text(other, loan)
    assert keeper.post(f"{loan}kirim/", {"serials": "\n".join(lent)}).status_code == 400  # no day
    sent = keeper.post(f"{loan}kirim/", {"serials": "\n".join(lent), **three("due_on", today())})
    assert sent.status_code == 302
    page, shipment = text(rina, loan), Shipment.everywhere.get()
    assert "Hitung dan terima" in page
    assert "2 keping" not in page  # the receiver counts without being told
    assert rina.post(f"/kartu/kiriman/{shipment.uuid}/tiba/", {"counted": "2"}).status_code == 302
    for client in (nina, head, keeper):
        assert "berutang <strong>2 keping</strong>" in text(client, loan)
    assert "Kembalikan pinjaman" in text(rina, loan)


def test_one_offices_database_says_that_it_knows_no_other(nina: Client) -> None:
    safe(10)
    page = text(nina, "/kartu/pinjaman/")
    assert "satu kantor saja" in page
    assert "Dinas Kota Cilegon" in page  # among those that are not in this database


def test_a_database_of_counts_says_that_it_has_no_ledger(nina: Client) -> None:
    assert "hitungan saja" in text(nina, "/kartu/pinjaman/")
