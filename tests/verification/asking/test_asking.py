"""What is answered, what is counted, what is kept, and that every no is one and the same."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rekam.audit.models import Entry
from rekam.audit.rules import Purpose
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.errors import RuleBroken
from rekam.registry.models import Resident
from rekam.verification.asking import rules
from rekam.verification.asking.models import Asked, MonthUse
from rekam.verification.asking.rules import Code, Field
from rekam.verification.asking.services import ask
from rekam.verification.partners.models import Partner
from rekam.web.history import history_of
from tests.verification.conftest import NOON, OFFICE, active, keep, question

UNKNOWN = "3673024101900099"


def test_what_is_as_recorded_is_confirmed_and_nothing_else_is_said(bank: Partner, siti: Resident) -> None:
    told = ask(bank, question(siti.nik), now=NOON)

    assert told.confirmed
    assert set(told.matches.values()) == {True}
    assert told.code is None


def test_each_field_is_answered_for_itself(bank: Partner, siti: Resident) -> None:
    values = {Field.NAMA_LGKP: "Sitti", Field.TGL_LHR: "1991-01-01", Field.JENIS_KLMIN: "P"}

    told = ask(bank, question(siti.nik, values=values), now=NOON)

    assert not told.confirmed
    assert told.matches == {Field.NAMA_LGKP: True, Field.TGL_LHR: False, Field.JENIS_KLMIN: True}


def nobodys(_siti: Resident) -> str:
    return UNKNOWN


def malformed(_siti: Resident) -> str:
    return "3673-x"


def dead(_siti: Resident) -> str:
    return keep(2, status="dead").nik


def double(_siti: Resident) -> str:
    return keep(3, status="inactive", blocked_for="double").nik


def inactive(_siti: Resident) -> str:
    return keep(4, status="inactive").nik


def not_recorded(_siti: Resident) -> str:
    return keep(5, blocked_for="not_recorded").nik


def moved(_siti: Resident) -> str:
    return keep(6, status="moved").nik


def of_another_city(_siti: Resident) -> str:
    return keep(7, area_code="36.72.01.1001").nik


def of_somebody_else(_siti: Resident) -> str:
    return keep(8, full_name="Rahmawati").nik


NOES = (
    *(nobodys, malformed, dead, double, inactive, not_recorded, moved, of_another_city, of_somebody_else),
)


@pytest.mark.parametrize("case", NOES)
def test_every_no_is_the_same_and_costs_the_same(
    case: Callable[[Resident], str], siti: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    with scope(OFFICE):
        partner = active(codes=())
    compared: list[Field] = []
    real = rules.levelled
    monkeypatch.setattr(rules, "levelled", lambda field, value: compared.append(field) or real(field, value))
    with CaptureQueriesContext(connection) as yes:
        ask(partner, question(siti.nik), now=NOON)
    asked, compared[:] = list(compared), []
    nik = case(siti)
    with CaptureQueriesContext(connection) as no:
        told = ask(partner, question(nik), now=NOON)

    assert (told.confirmed, told.code) == (False, None)
    assert set(told.matches.values()) == {False}
    assert compared == asked
    assert len(no) == len(yes)
    entries = list(Entry.objects.filter(action="verification.asked").order_by("pk"))
    assert len({(len(str(one.subjects)), one.purpose, str(one.facts)) for one in entries}) == 1


@pytest.mark.parametrize(
    ("case", "code"),
    [
        *((dead, Code.DEAD), (double, Code.DOUBLE), (nobodys, Code.UNKNOWN)),
        *((not_recorded, Code.INACTIVE), (malformed, Code.MALFORMED)),
    ],
)
def test_a_code_is_told_only_where_it_is_granted(
    case: Callable[[Resident], str], code: Code, siti: Resident
) -> None:
    nik = case(siti)
    with scope(OFFICE):
        granted, not_granted = active(codes=(code,)), active(codes=tuple(set(Code) - {code}))

    assert ask(granted, question(nik), now=NOON).code == code
    assert ask(not_granted, question(nik), now=NOON).code is None


def test_without_a_right_name_no_other_field_is_confirmed(bank: Partner, siti: Resident) -> None:
    values = {Field.NAMA_LGKP: "Rahmawati", Field.JENIS_KLMIN: "P"}

    assert set(ask(bank, question(siti.nik, values=values), now=NOON).matches.values()) == {False}


def test_the_month_and_the_nik_are_counted(siti: Resident) -> None:
    with scope(OFFICE):
        partner = active(monthly_quota=3, nik_quota=2)
    for _ in range(2):
        ask(partner, question(siti.nik), now=NOON)
    with pytest.raises(RuleBroken, match="nik_asked_too_often"):
        ask(partner, question(siti.nik), now=NOON)
    ask(partner, question(UNKNOWN), now=NOON)
    with pytest.raises(RuleBroken, match="quota_used_up"):
        ask(partner, question("x"), now=NOON)

    assert MonthUse.objects.get().used == 3
    ask(partner, question(siti.nik), now=NOON + timedelta(days=7))  # another month


def test_what_is_kept_holds_no_nik_and_no_value(bank: Partner, siti: Resident) -> None:
    told = ask(bank, question(siti.nik), now=NOON)

    with scope(OFFICE):
        row = Asked.objects.get()
    assert (row.uuid, row.reference, row.rupiah, row.confirmed) == (told.number, "REK-1", 1_000, True)
    kept = " ".join(str(value) for value in vars(row).values())
    assert [word for word in (siti.nik, "SITI", "1990") if word in kept] == []


def test_the_resident_sees_who_asked_what_and_why_without_the_values(bank: Partner, siti: Resident) -> None:
    ask(bank, question(siti.nik), now=NOON)

    with scope(OFFICE):
        (line,) = history_of(siti.uuid)
    assert line.who == "Bank Contoh Serang"
    assert line.why == "pertanyaan sebuah lembaga: membuka rekening"
    assert line.seen == "nama, tanggal lahir, jenis kelamin"
    entry = Entry.objects.get(action="verification.asked")
    assert entry.purpose == Purpose.INSTITUTION
    assert "SITI" not in str(entry.facts)


def test_who_may_not_ask_learns_nothing_and_leaves_nothing(bank: Partner, siti: Resident) -> None:
    bank.state = "stopped"
    with pytest.raises(RuleBroken, match="partner_not_active"):
        ask(bank, question(siti.nik), now=NOON)
    late = NOON + timedelta(days=500)
    bank.state, bank.contract_until = "active", late.date()
    with pytest.raises(RuleBroken, match="grant_ended"):
        ask(bank, question(siti.nik), now=late)

    assert not MonthUse.objects.exists()


def test_a_sandbox_never_reads_the_register(siti: Resident) -> None:
    with scope(OFFICE):
        partner = active(sandbox=True, codes=tuple(Code))
    values = {Field.NAMA_LGKP: "contoh pertama"}

    assert ask(partner, question("9900000101900001", values=values), now=NOON).confirmed
    assert ask(partner, question("9900000101900002", values=values), now=NOON).code == Code.DEAD
    assert ask(partner, question(siti.nik), now=NOON).code == Code.UNKNOWN
    with scope(EVERYWHERE):
        assert not Entry.objects.filter(subjects__contains=[str(siti.uuid)]).exists()
