"""The blank ledger: each site's balance adds up at any time, and a blank is used once.

More: `pytest -s tests/cards/blanks/test_ledger.py -k adds_up --runs 200 --seed 7`.
"""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from rekam.audit.models import Entry
from rekam.cards import queries, services
from rekam.cards.blanks import custody, moving
from rekam.cards.blanks.losses import watch
from rekam.cards.blanks.losses.rules import LossKind
from rekam.cards.blanks.models import Blank, BlankMove
from rekam.cards.blanks.rules import BlankState
from rekam.cards.blanks.shipments.models import Shipment
from rekam.cards.orders.models import Attempt
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from tests.cards.city import (
    DINAS,
    KASEMEN,
    NOON,
    OFFICE,
    SERANG,
    approved,
    blanks,
    holder,
    moved,
    printed,
    record,
    serials,
)
from tests.conftest import raw
from tests.machines import drive

SITES = [DINAS, KASEMEN, SERANG]
OWN_RUNS, STEPS = 5, 12
COUNTED: Counter[str] = Counter()
DAMAGED = "cip tidak terbaca di meja"


def held(site: str, state: BlankState) -> int:
    (balance,) = queries.balances([queries.Site(site, "")], at=NOON + timedelta(days=9))
    return balance.held[state]


@pytest.mark.usefixtures("office")
def test_a_delivery_is_received_as_a_whole_and_told_to_the_audit() -> None:
    delivery = services.receive_delivery(site=DINAS, letter="SJ-7", serials=serials(5), actor="rina", at=NOON)
    assert held(DINAS, BlankState.RECEIVED) == delivery.count == 5
    assert Entry.objects.get(action="cards.blanks.received").subjects == [str(delivery.uuid)]


@pytest.mark.usefixtures("office")
def test_one_known_blank_undoes_the_whole_delivery() -> None:
    blanks(2)
    with pytest.raises(RuleBroken, match="blank_already_received"):
        services.receive_delivery(
            site=DINAS, letter="SJ-2", serials=serials(3, start=1), actor="rina", at=NOON
        )
    assert Blank.objects.count() == 2


@pytest.mark.usefixtures("office")
def test_a_delivery_note_is_received_once() -> None:
    blanks(1)
    with pytest.raises(RuleBroken, match="delivery_known"):
        blanks(1, start=50)


@pytest.mark.usefixtures("office")
def test_nobody_receives_for_another_city() -> None:
    with pytest.raises(RuleBroken, match="site_not_yours"):
        blanks(1, site="36.72")


@pytest.mark.usefixtures("office")
def test_a_transfer_leaves_one_safe_and_reaches_the_other() -> None:
    made = blanks(5)
    moved(made[:2], to_site=KASEMEN)
    assert (held(DINAS, BlankState.RECEIVED), held(KASEMEN, BlankState.RECEIVED)) == (3, 2)
    (dinas,) = queries.balances([queries.Site(DINAS, "")], at=NOON)
    assert (dinas.received, dinas.sent, dinas.adds_up) == (5, 2, True)


@pytest.mark.usefixtures("office")
def test_a_balance_can_be_asked_for_an_earlier_hour() -> None:
    made = blanks(3)
    services.spoil_blank(serial=made[0], reason=DAMAGED, actor="rina", at=NOON + timedelta(hours=2))
    before, after = (
        queries.balances([queries.Site(DINAS, "")], at=NOON + timedelta(hours=hours))[0].usable
        for hours in (1, 3)
    )
    assert (before, after) == (3, 2)


@pytest.mark.usefixtures("office")
def test_a_spoiled_blank_needs_a_reason_and_is_spoiled_once() -> None:
    (serial,) = blanks(1)
    with pytest.raises(RuleBroken, match="reason_missing"):
        services.spoil_blank(serial=serial, reason="rusak", actor="rina", at=NOON)
    services.spoil_blank(serial=serial, reason=DAMAGED, actor="rina", at=NOON)
    with pytest.raises(RuleBroken, match="blank_step_not_allowed"):
        services.spoil_blank(serial=serial, reason=DAMAGED, actor="rina", at=NOON)


@pytest.mark.usefixtures("office")
def test_a_card_already_handed_over_cannot_be_spoiled() -> None:
    (serial,) = blanks(1)
    Blank.objects.update(state=BlankState.HANDED_OVER)
    with pytest.raises(RuleBroken, match="blank_step_not_allowed"):
        services.spoil_blank(serial=serial, reason=DAMAGED, actor="rina", at=NOON)
    assert not Entry.objects.filter(action="cards.blank.spoiled").exists()


@pytest.mark.usefixtures("office")
def test_a_returned_card_waits_for_the_fire() -> None:
    (serial,) = blanks(1)
    printed(serial=serial)
    Blank.objects.update(state=BlankState.HANDED_OVER)
    services.take_back_card(serial=serial, reason="pemegang meninggal dunia", actor="siti", at=NOON)
    assert Blank.objects.get().state == BlankState.RETURNED


@pytest.mark.usefixtures("db")
def test_another_citys_blanks_do_not_exist() -> None:
    with scope(OFFICE):
        (serial,) = blanks(1)
    with scope(Scope.of("36.72")):
        assert queries.sites()[0].code == "36.72"
        with pytest.raises(RuleBroken, match="blank_unknown"):
            services.spoil_blank(serial=serial, reason=DAMAGED, actor="dewi", at=NOON)
        with pytest.raises(RuleBroken, match="blank_already_received"):
            services.receive_delivery(site="36.72", letter="SJ", serials=[serial], actor="dewi", at=NOON)


def test_moves_are_written_once_and_for_all(own_database: str) -> None:
    with scope(OFFICE):
        blanks(1)
    with raw(own_database, role="rekam_app") as connected:
        for statement in ("DELETE FROM cards_blankmove", "UPDATE cards_blankmove SET actor = 'x'"):
            with pytest.raises(Exception, match="permission denied"):
                connected.execute(statement)


def test_two_printers_cannot_take_one_blank(own_database: str) -> None:
    """Through the services: one order gets it, the other is refused, and the ledger still adds up."""
    with scope(OFFICE):
        (serial,) = blanks(1)
        jobs = [approved(record(holder(number=number))).uuid for number in (1, 2)]
    outcomes = at_once(lambda n: services.start_print(job=jobs[n], serial=serial, actor="rina", at=NOON))
    assert sorted(outcomes) == ["", "blank_step_not_allowed"]
    with scope(OFFICE):
        assert Attempt.objects.count() == 1
        assert held(DINAS, BlankState.PRINTING) == 1


def test_the_database_alone_refuses_a_blank_used_twice(own_database: str) -> None:
    """With the services' checks left out: two raw moves of one blank into a printer."""
    with scope(OFFICE):
        (serial,) = blanks(1)
        blank = Blank.objects.get(serial=serial)

    def take(number: int) -> None:
        BlankMove.objects.create(
            blank=blank,
            serial=serial,
            area_code=DINAS,
            source="received",
            target="printing",
            number=2 + number,
            at=NOON,
            actor="x",
            move=uuid4(),
        )

    assert sorted(at_once(take)) == ["", "IntegrityError"]


def at_once(act: object) -> list[str]:
    """Run an act twice in parallel, each in its own scope; "" or why it was refused."""
    start = threading.Barrier(2)

    def one(number: int) -> str:
        try:
            with scope(OFFICE):
                start.wait(10)
                act(number)  # type: ignore[operator]
        except RuleBroken as broken:
            return broken.code
        except IntegrityError as error:
            return type(error).__name__
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(2) as threads:
        return list(threads.map(one, (0, 1)))


class Ledger(RuleBasedStateMachine):
    """Whatever is done, in any order: every site adds up, and nothing appears or is lost."""

    def __init__(self) -> None:
        super().__init__()
        self.before = transaction.savepoint()
        self.known: list[str] = []
        self.deliveries = 0

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.before)

    @initialize()
    def first(self) -> None:
        self.receive(number=3, site=DINAS)

    @rule(number=st.integers(1, 4), site=st.sampled_from(SITES))
    def receive(self, number: int, site: str) -> None:
        self.deliveries += 1
        self.known += blanks(number, site=site, start=len(self.known), letter=f"SJ-{self.deliveries}")

    @rule(pick=st.integers(0, 99), site=st.sampled_from(SITES))
    @precondition(lambda self: self.known)
    def transfer(self, pick: int, site: str) -> None:
        self.try_to(services.send_blanks, pick, "serials", to_site=site, due_on=NOON.date(), actor="rina")

    @rule(pick=st.integers(0, 99))
    def arrive(self, pick: int) -> None:
        waiting = list(Shipment.objects.order_by("pk"))
        if waiting:
            self.receive_again(waiting[pick % len(waiting)])

    def receive_again(self, shipment: Shipment) -> None:
        serials = list(Blank.objects.filter(shipment=shipment.uuid).values_list("serial", flat=True))
        if serials:
            COUNTED["attempted"] += 1
            services.receive_shipment(shipment=shipment.uuid, serials=serials, actor="gudang", at=NOON)
            COUNTED["landed"] += 1

    @rule(pick=st.integers(0, 99))
    @precondition(lambda self: self.known)
    def lose(self, pick: int) -> None:
        told = {"police_number": "LP/1", "police_on": NOON.date(), "told": DAMAGED, "actor": "rina"}
        self.try_to(services.report_loss, pick, "serials", kind=LossKind.LOST, **told)

    @rule(pick=st.integers(0, 99))
    @precondition(lambda self: self.known)
    def spoil(self, pick: int) -> None:
        self.try_to(services.spoil_blank, pick, "serial", reason=DAMAGED, actor="rina")

    @rule(pick=st.integers(0, 99))
    @precondition(lambda self: self.known)
    def carry(self, pick: int) -> None:
        self.try_to(custody.check_out, pick, "serials", carrier="tim", taken_by="siti", actor="rina")

    def try_to(self, act: object, pick: int, name: str, **told: object) -> None:
        serial = self.known[pick % len(self.known)]
        COUNTED["attempted"] += 1
        try:
            act(**{name: serial if name == "serial" else [serial]}, at=NOON, **told)  # type: ignore[operator]
        except RuleBroken as refused:
            if refused.code not in {"blank_step_not_allowed", "site_is_the_same", "blank_known_as_stolen"}:
                raise
            COUNTED["refused"] += 1
            return
        COUNTED["landed"] += 1

    @invariant()
    def every_site_adds_up(self) -> None:
        balances = queries.balances([queries.Site(code, "") for code in SITES], at=NOON)
        assert all(balance.adds_up for balance in balances)
        assert all(queries.states_agree(balance.site) for balance in balances)
        on_the_road = Blank.objects.filter(state=BlankState.ROAD).count()
        more = sum(balance.whole for balance in balances) + on_the_road - len(self.known)
        COUNTED["lost"] += max(0, -more)
        COUNTED["doubled"] += max(0, more)
        assert more == 0
        assert sum(b.sent for b in balances) == sum(b.arrived for b in balances) + on_the_road

    @invariant()
    def what_is_on_the_road_can_arrive(self) -> None:
        sent = Blank.objects.filter(state=BlankState.ROAD).values_list("shipment", flat=True)
        stuck = set(sent) - set(Shipment.objects.values_list("uuid", flat=True))
        COUNTED["stuck"] += len(stuck)
        assert not stuck


def run(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "_alarm", lambda *_a, **_n: None)  # it would outlive the test
    drive(Ledger, name="blanks", request=request, counted=COUNTED, steps=STEPS, usual=OWN_RUNS)


@pytest.mark.usefixtures("office")
def test_the_ledger_adds_up_whatever_happens(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(request, monkeypatch)


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    ("where", "name", "mutant"),
    [
        (moving, "_keep", lambda _blanks: None),
        (BlankMove.objects, "bulk_create", lambda *_a, **_n: None),
    ],
    ids=["blanks that stay where they were", "moves that nobody writes down"],
)
def test_a_ledger_that_leaves_something_out_does_not_add_up(
    where: object,
    name: str,
    mutant: Callable[..., None],
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(where, name, mutant)
    with pytest.raises(AssertionError):
        run(request, monkeypatch)
