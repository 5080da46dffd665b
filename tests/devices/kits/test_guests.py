"""A part that another office lent counts in the borrower's kits, and both sides are reminded of its day."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from rekam.accounts.rules import Role
from rekam.devices.kits import parts, queries, services
from rekam.devices.kits.guests import fit_part
from rekam.devices.kits.models import Kit, Part
from rekam.devices.kits.parts import Said
from rekam.devices.kits.rules import PartKind
from rekam.devices.kits.standing import standings
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from tests.devices.kits.scene import CITY, LONG_AGO, NOW, OFFICE, TODAY, kit, said, spare
from tests.personas import officer

NEIGHBOUR = "36.04"
LENDER = Scope.of(NEIGHBOUR)
DUE = TODAY + timedelta(days=10)
BY = {"actor": "bakri", "at": NOW}


@pytest.fixture
def lent(db: None) -> Part:
    """An iris scanner that the neighbouring regency lent to Kota Serang."""
    with scope(LENDER):
        part = spare(PartKind.IRIS, serial="PINJAMAN", area_code=NEIGHBOUR)
        return parts.borrow_part(part=part.uuid, kit=None, office=CITY, due_on=DUE, said=said())


@pytest.fixture
def blind(db: None) -> Kit:
    """A kit of Kota Serang that has no iris scanner."""
    with scope(OFFICE):
        return kit("Buta", without=(PartKind.IRIS,))


def ready_on(day: date) -> bool:
    return bool(queries.available_kits(office=CITY, days=[day], today=TODAY)[day])


def test_it_makes_the_borrowers_kit_whole_until_its_day(lent: Part, blind: Kit) -> None:
    with scope(OFFICE):
        assert [part.uuid for part in queries.shelf()] == [lent.uuid]
        assert not ready_on(TODAY)

        fit_part(part=lent.uuid, kit=blind.uuid, **BY)

        (standing,) = standings([blind], today=TODAY)
        here = standing.here(PartKind.IRIS)
        assert standing.is_usable
        assert here is not None
        assert here.uuid == lent.uuid
        assert ready_on(TODAY)
        assert ready_on(DUE)
        assert not ready_on(DUE + timedelta(days=1))
        assert queries.shelf() == []


def test_the_exchange_counts_it_and_does_not_move_it_out_of_a_kit_that_needs_it(
    lent: Part, blind: Kit
) -> None:
    with scope(OFFICE):
        before = queries.proposal(standings([blind], today=TODAY), office=CITY)
        assert [move.part for move in before.exchanges] == [lent.uuid]
        fit_part(part=lent.uuid, kit=blind.uuid, **BY)
        assert queries.proposal(standings([blind], today=TODAY), office=CITY).exchanges == ()


def test_given_back_it_counts_no_more_and_a_new_loan_begins_on_the_shelf(lent: Part, blind: Kit) -> None:
    with scope(OFFICE):
        fit_part(part=lent.uuid, kit=blind.uuid, **BY)
        with pytest.raises(RuleBroken, match="kit_not_empty"):
            services.retire_kit(kit=blind.uuid, on=TODAY, **BY)
    with scope(LENDER):
        parts.return_part(part=lent.uuid, said=said())
    with scope(OFFICE):
        assert not ready_on(TODAY)
    with scope(LENDER):
        again = DUE + timedelta(days=1)
        parts.borrow_part(part=lent.uuid, kit=None, office=CITY, due_on=again, said=said())
    with scope(OFFICE):
        assert not ready_on(TODAY)
        assert [part.uuid for part in queries.shelf()] == [lent.uuid]


def test_only_the_borrower_fits_it_and_into_a_kit_of_its_own(lent: Part, blind: Kit) -> None:
    with scope(LENDER):
        own = services.register_kit(
            name="Mereka", area_code=NEIGHBOUR, team="", holder="", station="", on=LONG_AGO, **BY
        )
        with pytest.raises(RuleBroken, match="part_not_borrowed"):
            fit_part(part=lent.uuid, kit=own.uuid, **BY)
    with scope(OFFICE):
        with pytest.raises(RuleBroken, match="not_found"):
            fit_part(part=lent.uuid, kit=own.uuid, **BY)
        with pytest.raises(RuleBroken, match="part_not_borrowed"):
            fit_part(part=Part.objects.filter(kit=blind)[0].uuid, kit=None, **BY)
    with scope(Scope.of("36.71")), pytest.raises(RuleBroken, match="not_found"):
        fit_part(part=lent.uuid, kit=None, **BY)


def signed_in(area: str, *, role: Role = Role.BACK_OFFICE) -> Client:
    client = Client()
    client.force_login(officer(role, username=f"{role}-{area}", areas=(area,)))
    return client


def test_both_sides_are_reminded_on_every_page_and_the_borrower_fits_it_by_form(blind: Kit) -> None:
    today = timezone.localdate()
    old = Said(on=today - timedelta(days=9), today=today, actor="bakri", at=timezone.now())
    with scope(LENDER):
        part = spare(PartKind.IRIS, serial="TERLAMBAT", area_code=NEIGHBOUR)
        late = today - timedelta(days=2)
        parts.borrow_part(part=part.uuid, kit=None, office=CITY, due_on=late, said=old)
    borrower, lender = signed_in(CITY), signed_in(NEIGHBOUR)
    reminder = "1 bagian pinjaman alat rekam lewat harinya"

    assert reminder in borrower.get("/akun/").content.decode()
    assert "kembalikan ke pemiliknya" in borrower.get("/alat/pinjaman/").content.decode()
    assert "Kembalikan; pemiliknya mencatat" in borrower.get(f"/alat/bagian/{part.uuid}/").content.decode()
    assert reminder in lender.get("/alat/pinjaman/").content.decode()
    head = signed_in(CITY, role=Role.HEAD).get("/alat/").content.decode()
    assert reminder not in head
    assert "1 bagian pinjaman belum kembali" in head

    address = f"/alat/bagian/{part.uuid}/pasang/"
    assert borrower.get(address).status_code == 200
    assert borrower.post(address, {"goal": str(blind.uuid)}).status_code == 302
    assert "siap, pinjaman" in borrower.get("/alat/").content.decode()
    assert "telepon kantor pemiliknya" in borrower.get(f"/alat/{blind.uuid}/rusak/").content.decode()
    assert "Pasang di kit" not in lender.get(f"/alat/bagian/{part.uuid}/").content.decode()
