"""A loan between two offices: the province proposes, both accept, both ledgers move, the debt is seen."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from rekam.cards import queries, services
from rekam.cards.allocation.loan_reading import LoanNow, get_loan, loans, loans_to_answer
from rekam.cards.allocation.loan_rules import Carried, LoanKind, LoanStanding, Side, check_loan_step
from rekam.cards.allocation.models import BlankLoan, LoanStep
from rekam.cards.allocation.queries import stock_of
from rekam.cards.blanks.models import Blank
from rekam.cards.blanks.rules import BoxPaper
from rekam.cards.blanks.shipments.models import Shipment
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from tests.cards.city import NOON, blanks

LENDER, BORROWER = "36.72", "36.73"
WHY = "Kota Serang kosong sejak Senin"


@pytest.fixture
def province(db: None) -> Iterator[None]:
    with scope(Scope.of("36")):
        yield


@contextmanager
def at(office: str) -> Iterator[None]:
    with scope(Scope.of(office)):
        yield


def proposed() -> BlankLoan:
    return services.propose_loan(
        lender=LENDER, borrower=BORROWER, blanks=5, reason=WHY, actor="nina", at=NOON
    )


def answer(loan: UUID, office: str, *, accepts: bool = True, note: str = "") -> None:
    with at(office):
        services.answer_loan(loan=loan, office=office, accepts=accepts, note=note, actor="eu", at=NOON)


def agreed() -> UUID:
    loan = proposed().uuid
    for office in (LENDER, BORROWER):
        answer(loan, office)
    return loan


def send(loan: UUID, office: str, made: Sequence[str], *, boxes: Sequence[str] = ()) -> Shipment:
    what = {"due_on": NOON.date(), "serials": made, "boxes": boxes, "actor": f"gudang {office}", "at": NOON}
    with at(office):
        step = services.send_for_loan(loan=loan, office=office, **what)
        assert step.shipment
        return step.shipment


def receive(shipment: Shipment, made: Sequence[str], *, boxes: Sequence[str] = ()) -> None:
    with at(shipment.to_site):
        services.receive_shipment(shipment=shipment.uuid, serials=made, boxes=boxes, actor="loket", at=NOON)


def stocks() -> tuple[int, int, int]:
    """Usable blanks of the lender, of the borrower, and of all safes that the province sees; all add up."""
    found = queries.balances(queries.sites(), at=NOON)
    assert all(one.adds_up and queries.states_agree(one.site) for one in found)
    return stock_of(LENDER, at=NOON), stock_of(BORROWER, at=NOON), sum(one.usable for one in found)


@pytest.mark.usefixtures("province")
def test_serials_go_from_ledger_to_ledger_and_back_and_every_balance_adds_up() -> None:
    with at(LENDER):
        made = blanks(6, site=LENDER)
    loan = agreed()
    seen = [stocks()]
    lent = send(loan, LENDER, made[:5])
    seen.append(stocks())
    receive(lent, made[:4])
    seen.append(stocks())
    back = send(loan, BORROWER, made[:3])
    seen.append(stocks())
    receive(back, made[:3])
    seen.append(stocks())
    assert seen == [(6, 0, 6), (1, 0, 1), (1, 4, 5), (1, 1, 2), (4, 1, 5)]
    standing = get_loan(loan).standing
    assert (standing.debt, standing.on_road(Side.LENDER), standing.is_settled) == (1, 1, False)
    assert Blank.objects.get(serial=made[0]).area_code == LENDER
    assert Blank.objects.get(serial=made[3]).area_code == BORROWER


@pytest.mark.usefixtures("province")
def test_boxes_are_lent_and_other_blanks_may_be_given_back() -> None:
    paper = BoxPaper(number="BX-1", count=5)
    with at(LENDER):
        services.receive_delivery(site=LENDER, letter="SJ-B", boxes=[paper], actor="gudang", at=NOON)
    with at(BORROWER):
        own = blanks(5, site=BORROWER, start=100)
    loan = agreed()
    receive(send(loan, LENDER, [], boxes=["BX-1"]), [], boxes=["BX-1"])
    assert (stocks(), get_loan(loan).standing.debt) == ((0, 10, 10), 5)
    receive(send(loan, BORROWER, own), own)
    assert (stocks(), get_loan(loan).standing.is_settled) == ((5, 5, 10), True)


@pytest.mark.usefixtures("province")
def test_what_is_taken_back_from_the_road_can_be_sent_again_and_is_never_owed() -> None:
    with at(LENDER):
        made = blanks(5, site=LENDER)
    loan = agreed()
    sent = send(loan, LENDER, made)
    assert get_loan(loan).standing.most(Side.LENDER) == 0
    why = "mobilnya mogok di Ciracas"
    with at(LENDER):
        services.take_back_shipment(shipment=sent.uuid, reason=why, actor="gudang", at=NOON)
    standing = get_loan(loan).standing
    assert (standing.most(Side.LENDER), standing.debt) == (5, 0)


def refused(loan: UUID, office: str, made: Sequence[str]) -> str:
    with pytest.raises(RuleBroken) as refusal, transaction.atomic():
        send(loan, office, made)
    return refusal.value.code


@pytest.mark.usefixtures("province")
def test_nothing_leaves_before_both_accepted_nor_more_than_agreed_nor_used_blanks() -> None:
    with at(LENDER):
        made = blanks(7, site=LENDER)
        services.spoil_blank(serial=made[6], reason="tergores waktu dihitung", actor="gudang", at=NOON)
    loan = proposed().uuid
    answer(loan, LENDER)
    assert refused(loan, LENDER, made[:5]) == "loan_step_not_allowed"
    answer(loan, BORROWER)
    assert refused(loan, LENDER, made[:6]) == "loan_too_many"
    assert refused(loan, LENDER, made[5:]) == "loan_unused_only"
    assert refused(loan, BORROWER, made[:1]) == "blank_unknown"
    assert not Shipment.objects.exists()


@pytest.mark.usefixtures("province")
def test_one_refusal_with_its_reason_ends_it() -> None:
    loan = proposed().uuid
    with pytest.raises(RuleBroken, match="reason_missing"):
        answer(loan, LENDER, accepts=False)
    answer(loan, LENDER, accepts=False, note="stok kami hanya sepuluh hari")
    with pytest.raises(RuleBroken, match="loan_step_not_allowed"):
        answer(loan, BORROWER)


def uuids(found: Sequence[LoanNow]) -> list[UUID]:
    return [one.row.uuid for one in found]


@pytest.mark.usefixtures("province")
def test_both_offices_see_the_loan_and_its_shipment_and_a_third_sees_neither() -> None:
    with at(LENDER):
        made = blanks(5, site=LENDER)
    loan = agreed()
    send(loan, LENDER, made)
    for office in (LENDER, BORROWER):
        with at(office):
            assert uuids(loans()) == [loan]
            assert get_loan(loan).standing.on_road(Side.LENDER) == 5
    with at("36.04"):
        assert loans() == []
        with pytest.raises(RuleBroken, match="not_found"):
            get_loan(loan)


@pytest.mark.usefixtures("province")
def test_an_office_answers_for_itself_only_and_is_told_what_waits_for_it() -> None:
    loan = proposed().uuid
    with at(BORROWER), pytest.raises(RuleBroken, match="not_found"):
        services.answer_loan(loan=loan, office=LENDER, accepts=True, note="", actor="eu", at=NOON)
    answer(loan, LENDER)
    for office, waiting in ((LENDER, []), (BORROWER, [loan])):
        with at(office):
            assert uuids(loans_to_answer(office)) == waiting


@pytest.mark.usefixtures("province")
@pytest.mark.parametrize(
    ("lender", "borrower", "number", "code"),
    [
        (LENDER, LENDER, 5, "loan_between_offices"),
        ("36.72.01", BORROWER, 5, "loan_between_offices"),
        ("32.75", BORROWER, 5, "not_found"),
        (LENDER, BORROWER, 0, "loan_too_many"),
    ],
)
def test_a_loan_is_of_some_blanks_between_two_offices_of_the_province(
    lender: str, borrower: str, number: int, code: str
) -> None:
    with pytest.raises(RuleBroken, match=code):
        services.propose_loan(
            lender=lender, borrower=borrower, blanks=number, reason=WHY, actor="nina", at=NOON
        )


@pytest.mark.usefixtures("province")
def test_the_database_refuses_a_lending_without_a_shipment() -> None:
    step = LoanStep(loan=proposed(), number=1, area_code=LENDER, other=BORROWER, kind=LoanKind.SENT)
    step.blanks, step.actor, step.at = 5, "gudang", NOON
    with pytest.raises(IntegrityError), transaction.atomic():
        step.save()


tries = st.tuples(st.sampled_from(Side), st.integers(1, 60), st.integers(0, 60), st.booleans())


@given(st.lists(tries, max_size=20))
def test_whatever_is_tried_the_debt_is_never_below_nothing_nor_above_the_loan(
    tried: Sequence[tuple[Side, int, int, bool]],
) -> None:
    carried: list[Carried] = []
    answers = dict.fromkeys(Side, LoanKind.ACCEPTED)
    for side, number, arrived, taken_back in tried:
        kind = LoanKind.SENT if side is Side.LENDER else LoanKind.RETURNED
        try:
            check_loan_step(LoanStanding(50, answers, carried), side=side, kind=kind, blanks=number)
        except RuleBroken:
            continue
        came = min(arrived, number)
        carried.append(Carried(side, came, 0 if taken_back else number - came))
    standing = LoanStanding(50, answers, carried)
    assert 0 <= standing.debt <= 50
    assert all(standing.most(side) >= 0 for side in Side)
    assert not (standing.is_settled and standing.debt)
