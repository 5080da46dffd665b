"""One human enters with one account and would decide with another: no kind of case lets that happen."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from rekam.accounts.models import Account
from rekam.accounts.permissions import Account as Officer
from rekam.accounts.rules import Role
from rekam.cards import services as cards
from rekam.enrolment import services as enrolment
from rekam.kernel.errors import RuleBroken
from rekam.registry.bulk import services as bulk
from rekam.registry.duplicates import services as duplicates
from rekam.registry.duplicates.models import Pair
from rekam.registry.duplicates.rules import State
from rekam.registry.entries import services as entries
from rekam.registry.exports import services as exports
from rekam.registry.models import Resident
from rekam.web.desk.cases import Asker
from rekam.web.desk.queue import queue_of
from tests.personas import officer
from tests.registry.entries.families import ANAK, NENEK
from tests.web.desk.conftest import NOW

WHY = "sudah diperiksa dengan berkasnya"


@pytest.fixture
def one_person(everything: dict[str, Any], vera: Officer) -> None:
    """Vera is also siti, bakri and whoever recorded, by accounts that were closed since."""
    for username in {"siti", "bakri", everything["periksa"].officer}:
        officer(Role.OPERATOR, username=username)
    Account.objects.exclude(username="vera").update(is_active=False, employee_number="THL07")
    Account.objects.filter(username="vera").update(employee_number="THL07")


DECIDE: dict[str, Callable[[Any], object]] = {
    "entri": lambda row: entries.approve(entry=row.uuid, actor="vera", at=NOW, why=WHY),
    "cetak": lambda row: cards.approve_print(job=row.uuid, actor="vera", at=NOW),
    "serah": lambda row: cards.confirm_exception(job=row.uuid, actor="vera", at=NOW),
    "ekspor": lambda row: exports.refuse_export(export=row.uuid, reason=WHY, actor="vera", at=NOW),
    "impor": lambda row: bulk.approve(row.uuid, mark_gone=False, actor="vera", at=NOW),
    "koreksi": lambda row: enrolment.close_correction(
        case=row.uuid, corrected=True, why=WHY, actor="vera", at=NOW
    ),
    "periksa": lambda row: enrolment.check_again(record=row.uuid, nik=None, actor="vera", at=NOW),
}


@pytest.mark.usefixtures("one_person")
@pytest.mark.parametrize("kind", DECIDE)
def test_the_service_refuses(everything: dict[str, Any], kind: str) -> None:
    with pytest.raises(RuleBroken, match="four_eyes"):
        DECIDE[kind](everything[kind])


@pytest.mark.usefixtures("one_person")
def test_the_desk_offers_none_of_them(vera: Officer, desk: Client, everything: dict[str, Any]) -> None:
    assert queue_of(Asker(vera, NOW)).cases == []
    page = desk.get(f"/register/entri/{everything['entri'].uuid}/").content.decode()
    assert "empat mata" in page
    assert "Tarik entri" not in page, "only the account that entered takes it back"


@pytest.mark.usefixtures("one_person")
def test_blanks_are_destroyed_before_another_persons_eyes() -> None:
    with pytest.raises(RuleBroken, match="four_eyes"):
        cards.prepare_minutes(
            serials=["04000000000001"],
            number="BA-1",
            place="Dinas",
            on=NOW.date(),
            witness="vera",
            actor="siti",
            at=NOW,
        )


@pytest.mark.usefixtures("one_person")
def test_who_was_unsure_about_a_pair_does_not_look_again() -> None:
    first, second = Resident.objects.filter(uuid__in=[ANAK, NENEK]).order_by("pk")
    pair = Pair.objects.create(
        first=first,
        second=second,
        area_code=first.area_code,
        weight=9.0,
        evidence={},
        data_hash="0" * 64,
        found_at=NOW,
    )
    duplicates.answer(pair=pair.uuid, answer=State.UNSURE, reason=WHY, actor="siti", at=NOW)
    with pytest.raises(RuleBroken, match="pair_needs_another"):
        duplicates.answer(pair=pair.uuid, answer=State.SAME, reason=WHY, actor="vera", at=NOW)
