"""The ladder against a plain model: recordings moved by anybody, in any order, and what the office does.

More: `pytest -s tests/enrolment/waiting/test_ladder_machine.py --runs 300 --seed 7`.
"""

import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from rekam.audit.models import Entry
from rekam.enrolment import rules, services, validation
from rekam.enrolment.models import Record, RecordEvent
from rekam.enrolment.rules import MOVES, OF_THE_CARD, Mover, Status
from rekam.enrolment.waiting import services as office
from rekam.enrolment.waiting.rules import MAKES, MOST_SENDS, Reason, Remedy
from rekam.kernel.errors import RuleBroken
from rekam.registry.models import Resident
from tests.cards.city import NOON, holder, record
from tests.machines import drive

OWN_RUNS, STEPS = 4, 25
RECORDER, PEOPLE = "siti", ("siti", "bakri", "vera")
WHY = "Berkas dan register sudah dilihat."
# The office's buttons, each with where it stands.
OFFERED = {
    Remedy.RESEND: {Status.ENROLL_FAILURE_AT_CENTRAL, Status.ENROLL_FAILURE_AT_REGIONAL},
    Remedy.SEARCH_AGAIN: {Status.SEARCH_FAILURE_AT_CENTRAL},
    Remedy.KEEP: {Status.DUPLICATE_RECORD},
    Remedy.SET_ASIDE: {
        *(Status.REQUEST_VALIDATION, Status.DUPLICATE_RECORD, Status.ENROLL_FAILURE_AT_CENTRAL),
        *(Status.ENROLL_FAILURE_AT_REGIONAL, Status.SEARCH_FAILURE_AT_CENTRAL, Status.PRINT_READY_RECORD),
    },
}
TO_BE_RECORDED_AGAIN = {Reason.RECORD_AGAIN, Reason.WRONG_PERSON, Reason.OPERATORS_BODY}
WAY = (
    *(Status.BIO_CAPTURED, Status.PROCESSING, Status.SENT_FOR_ENROLLMENT, Status.RECEIVED_AT_CENTRAL),
    Status.SENT_FOR_DEDUP,
)
COUNTED: Counter[str] = Counter()


def seldom(values: Iterable[Any]) -> st.SearchStrategy[Any]:
    """One of the values now and then, mostly None."""
    some = list(values)
    return st.integers(0, 7 * len(some)).map(lambda at: some[at - 1] if 0 < at <= len(some) else None)


@dataclass
class Open:
    """What waits for a second person."""

    asked: uuid.UUID
    remedy: Remedy
    reason: str
    by: str


@dataclass
class Told:
    """What somebody with a pencil notes of one recording.

    unique   a search, two adjudicators or two officers found nobody else with this body
    follows  the register's copy is this recording's
    """

    row: Record
    stands: Status = Status.BIO_CAPTURED
    steps: int = 1
    sends: int = 0
    unique: bool = False
    aside: bool = False
    follows: bool = True
    waits: Open | None = None

    def step(self, to: Status) -> None:
        self.unique = to is Status.PRINT_READY_RECORD or (self.unique and to in OF_THE_CARD)
        self.stands, self.steps = to, self.steps + 1
        self.sends += to is Status.PROCESSING


class Ladder(RuleBasedStateMachine):
    """Two recordings of one person, of which the register follows one, and one of a child of sixteen."""

    def __init__(self) -> None:
        super().__init__()
        self.before = transaction.savepoint()
        self.question = pytest.MonkeyPatch()
        self.code = ""
        self.question.setattr(validation, "question_of", lambda _row: (None, None, self.code))
        first, child = holder(number=1), holder(number=2, name="Anak", born=date(2010, 8, 12))
        self.told = [begun(first, 1), begun(first, 5, Status.DUPLICATE_RECORD), begun(child, 3)]
        self.told[1].follows = False
        Record.objects.filter(pk=self.told[1].row.pk).update(leading=False)
        Record.objects.filter(pk=self.told[2].row.pk).update(print_from=NOON.date() + timedelta(days=1))
        self.copies = {}
        for one in (self.told[0], self.told[2]):
            self.copies[person(one)] = one.stands
            Resident.objects.filter(uuid=one.row.resident).update(ektp_status=one.stands)
        self.moves = Entry.objects.filter(action="enrolment.moved").count()
        self.moves -= sum(one.steps for one in self.told)

    def teardown(self) -> None:
        self.question.undo()
        transaction.savepoint_rollback(self.before)

    @rule(
        what=st.sampled_from(["move"] * 4 + ["ask"] * 2 + ["decide"] * 2),
        which=st.integers(0, 5),
        pick=st.integers(0, 99),
        stray=seldom(Status),
        by=seldom([mover for mover in Mover if mover is not Mover.OFFICE]),  # it has its buttons
        expected=seldom(Status),
        press=st.tuples(st.booleans(), st.sampled_from([*OFFERED, Remedy.CHECK_AGAIN])),
        somebody=st.sampled_from(PEOPLE),
        reason=st.sampled_from(Reason),
        yes=st.booleans(),
    )
    def somebody_acts(self, what: str, which: int, **drawn: Any) -> None:
        """One rule for all acts: of several, Hypothesis leaves some out in each run."""
        if what == "move":
            self.move(which % 3, **{name: drawn[name] for name in ("pick", "stray", "by", "expected")})
        elif what == "ask":
            fitting, remedy = drawn["press"]
            self.ask(
                which,
                remedy,
                fitting=fitting,
                by=drawn["somebody"],
                reason=drawn["reason"],
                contradicts=drawn["yes"],
            )
        else:
            self.decide(which, agreed=drawn["yes"], by=drawn["somebody"])

    def move(
        self, which: int, pick: int, stray: Status | None, by: Mover | None, expected: Status | None
    ) -> None:
        """Anybody takes a recording anywhere; mostly whom the table lets, where it lets."""
        one = self.told[which]
        to = stray or list(MOVES[one.stands])[pick % len(MOVES[one.stands])]
        mover = by or MOVES[one.stands].get(to, Mover.STATION)
        if mover is Mover.OFFICE:
            return
        fits = not one.aside and expected in (None, one.stands) and MOVES[one.stands].get(to) is mover
        fits &= which != 2 or to is not Status.SENT_FOR_CARD_PRINTING
        self.agree(
            fits,
            lambda: services.move(
                record=one.row.uuid, to=to, by=mover, actor="x", at=NOON, expected=expected
            ),
        )
        if fits:
            self.stepped(one, to)

    def ask(
        self, which: int, remedy: Remedy, *, fitting: bool, by: str, reason: Reason, contradicts: bool
    ) -> None:
        """Somebody presses a button of the office, mostly one that is there."""
        shown = [one for one in self.told if fitting and buttons(one)] or self.told
        one = shown[which % len(shown)]
        button = buttons(one)[-1 if contradicts else 0] if fitting and buttons(one) else remedy
        self.code = "resident_not_active" if contradicts else ""
        fits = not one.waits and self.helps(one, button)
        why = reason if button is Remedy.SET_ASIDE else ""
        asked = self.agree(
            fits,
            lambda: office.ask(record=one.row.uuid, remedy=button, why=WHY, actor=by, at=NOON, reason=why),
        )
        if fits and button in (Remedy.KEEP, Remedy.SET_ASIDE):
            one.waits = Open(asked.uuid, button, why, by)
        elif fits:
            self.done(one, button)

    def decide(self, which: int, *, agreed: bool, by: str) -> None:
        """Somebody answers what waits: not who asked, nor who recorded."""
        waiting = [(one, one.waits) for one in self.told if one.waits]
        if not waiting:
            return
        one, waits = waiting[which % len(waiting)]
        fits = by not in (waits.by, RECORDER) and (not agreed or self.helps(one, waits.remedy))
        self.agree(fits, lambda: office.decide(submission=waits.asked, agreed=agreed, actor=by, at=NOON))
        if fits:
            one.waits = None
            if agreed:
                self.done(one, waits.remedy, reason=waits.reason)

    def helps(self, one: Told, remedy: Remedy) -> bool:
        in_vain = remedy is Remedy.RESEND and one.sends >= MOST_SENDS
        return not one.aside and not in_vain and one.stands in OFFERED.get(remedy, set())

    def done(self, one: Told, remedy: Remedy, *, reason: str = "") -> None:
        if remedy is Remedy.SET_ASIDE:
            if one.follows and reason in TO_BE_RECORDED_AGAIN:
                self.copies[person(one)] = Status.UNREGISTERED
            one.aside, one.follows = True, False
            return
        self.stepped(one, MAKES[remedy])
        if remedy is Remedy.RESEND:
            self.stepped(one, Status.REQUEST_VALIDATION if self.code else Status.PROCESSING)

    def stepped(self, one: Told, to: Status) -> None:
        one.step(to)
        if one.follows:
            self.copies[person(one)] = to

    def agree(self, fits: bool, act: Callable[[], Any]) -> Any:
        """Do it: it succeeds or is refused as the model says."""
        COUNTED["attempted"] += 1
        answer, refusal = None, ""
        try:
            answer = act()
        except RuleBroken as refused:
            refusal = refused.code
        assert fits is (refusal == ""), refusal or "was not refused"
        COUNTED["landed" if fits else "refused"] += 1
        return answer

    @invariant()
    def every_recording_stands_where_its_history_says(self) -> None:
        rows = {row.pk: row for row in Record.objects.filter(pk__in=[one.row.pk for one in self.told])}
        all_events = list(RecordEvent.objects.filter(record__in=rows).order_by("number"))
        for one in self.told:
            row = rows[one.row.pk]
            events = [event for event in all_events if event.record_id == row.pk]
            COUNTED["lost"] += len(events) < one.steps
            COUNTED["doubled"] += len(events) > one.steps
            assert len(events) == one.steps
            assert [event.number for event in events] == list(range(1, one.steps + 1))
            assert row.state == one.stands == rules.fold(Status(event.status) for event in events)
            assert (row.set_aside, row.leading) == (one.aside, one.follows)

    @invariant()
    def the_register_follows_and_the_log_tells_each_step(self) -> None:
        rows = Resident.objects.filter(uuid__in=self.copies)
        assert {row.uuid: row.ektp_status for row in rows} == self.copies
        told = Entry.objects.filter(action="enrolment.moved").count() - self.moves
        assert told == sum(one.steps for one in self.told)

    @invariant()
    def no_card_of_somebody_who_may_be_two_and_none_stands_for_ever(self) -> None:
        assert all(one.unique for one in self.told if one.stands in OF_THE_CARD)
        COUNTED["stuck"] += sum(not MOVES[one.stands] for one in self.told)


def begun(of: Resident, steps: int, *more: Status) -> Told:
    """A recording that has come so far already."""
    way = [*WAY[:steps], *more]
    row = record(of, state=way[0])
    RecordEvent.objects.bulk_create(
        RecordEvent(record=row, number=number, area_code=row.area_code, status=status, at=NOON, actor="x")
        for number, status in enumerate(way[1:], 2)
    )
    Record.objects.filter(pk=row.pk).update(state=way[-1])
    return Told(row, stands=way[-1], steps=len(way), sends=way.count(Status.PROCESSING))


def buttons(one: Told) -> list[Remedy]:
    """What a page would offer there."""
    return [remedy for remedy, at in OFFERED.items() if one.stands in at and not one.aside and not one.waits]


def person(one: Told) -> uuid.UUID:
    assert one.row.resident is not None
    return one.row.resident


def run(request: pytest.FixtureRequest, *, usual: int = OWN_RUNS) -> None:
    drive(Ladder, name="ladder", request=request, counted=COUNTED, steps=STEPS, usual=usual)


@pytest.mark.usefixtures("office")
def test_no_order_of_steps_leaves_the_ladder(request: pytest.FixtureRequest) -> None:
    run(request)
    assert not COUNTED["stuck"]
    assert COUNTED["landed"]


def not_checked(*_given: object, **_named: object) -> None:
    """In place of a check."""


def only_the_table(row: Record, *, to: Status, by: Mover, **_more: object) -> None:
    """In place of `services._check`: nothing is known of what was set aside, expected, or too young."""
    rules.check_move(state=Status(row.state), to=to, by=by)


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    ("where", "name", "mutant"),
    [
        (rules, "check_move", not_checked),
        (services, "_check", only_the_table),
        (office, "check_four_eyes", not_checked),
        (services.registry, "set_ektp_status", not_checked),
    ],
    ids=["any step", "only the table", "one person decides", "the register does not follow"],
)
def test_a_ladder_without_one_of_its_defences_is_left(
    where: object,
    name: str,
    mutant: Callable[..., None],
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(where, name, mutant)
    with pytest.raises(AssertionError):
        run(request, usual=40)
