"""A stage that fails again and again ends as a dead letter with its reason, and is sent again by a person."""

import uuid
from collections.abc import Callable

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from rekam.abis import tally
from rekam.abis.models import SearchRun, Tally
from rekam.abis.pace import SPAN
from rekam.audit.models import Entry
from rekam.enrolment import pipeline
from rekam.enrolment.models import Record
from rekam.enrolment.operations import attempts, checking, queries, services
from rekam.enrolment.operations.models import Attempt
from rekam.enrolment.operations.rules import MOST_TRIES, Reason
from rekam.enrolment.operations.services import Became
from rekam.enrolment.rules import Status
from rekam.kernel.errors import RuleBroken
from tests.cards.city import NOON
from tests.enrolment.waiting.conftest import Stand

pytestmark = pytest.mark.usefixtures("office")
Broken = Callable[[BaseException | None], None]


@pytest.fixture
def search(monkeypatch: pytest.MonkeyPatch) -> Broken:
    """Let the stage of searching raise this, or do its work."""

    def set_to(broken: BaseException | None) -> None:
        def stage(_packet: uuid.UUID, *, at: object) -> bool:
            if broken is not None:
                raise broken
            return True

        monkeypatch.setattr(pipeline, "STAGES", {**pipeline.STAGES, "search": stage})

    return set_to


def try_it(of: Record) -> None:
    try:
        pipeline.run("search", of.packet.uuid, at=NOON)
    except (ValueError, RuleBroken):
        return


def test_after_its_tries_a_stage_is_given_up_with_a_reason_and_is_sent_again_once(
    stand: Stand, search: Broken
) -> None:
    of = stand(Status.SENT_FOR_DEDUP)
    search(ValueError("Siti Aminah 3673024101900001"))
    for _ in range(MOST_TRIES + 2):
        try_it(of)
    [letter] = queries.dead_of()
    assert (letter.reason, letter.kind, letter.tries) == (Reason.UNEXPECTED, "ValueError", MOST_TRIES)
    assert pipeline.waiting("search", limit=9) == []
    assert [one.count for one in queries.queues(at=NOON)] == [0, 0, 0, 0]
    assert not any("Siti" in str(vars(row)) for row in (*Entry.objects.all(), letter))
    assert Entry.objects.filter(action="enrolment.stage_given_up").count() == 1

    search(None)
    assert services.send_all_again(actor="vera", at=NOON, reason=Reason.UNEXPECTED) == 1
    assert services.send_all_again(actor="vera", at=NOON) == 0
    assert pipeline.waiting("search", limit=9) == [of.packet.uuid]
    assert ProcrastinateJob.objects.filter(lock=str(of.packet.uuid)).count() == 1
    assert pipeline.run("search", of.packet.uuid, at=NOON)
    assert not Attempt.objects.exists()
    assert tally.paces(tally.OFFICE, at=NOON)["search"].hour == 1


def test_a_fault_of_the_machine_takes_no_try_away(stand: Stand, search: Broken) -> None:
    of = stand(Status.SENT_FOR_DEDUP)
    search(RuleBroken("vault_medium_away", why="away"))
    for _ in range(MOST_TRIES + 2):
        try_it(of)
    assert [one.reason for one in queries.whys(given_up=False)] == [Reason.MEDIUM_AWAY]
    assert not queries.dead_of()
    assert pipeline.waiting("search", limit=9) == [of.packet.uuid]


def test_what_ends_the_process_each_time_is_given_up_too(stand: Stand) -> None:
    of = stand(Status.SENT_FOR_DEDUP)
    for _ in range(MOST_TRIES):
        assert attempts.begin("search", of.packet.uuid, at=NOON)  # and nothing after: the process is gone
    assert not attempts.begin("search", of.packet.uuid, at=NOON)
    assert [one.reason for one in queries.dead_of()] == [Reason.WORKER_KILLED]


def test_running_a_stage_again_tells_what_came_of_it(stand: Stand, search: Broken) -> None:
    of, other = stand(Status.SENT_FOR_DEDUP), stand(Status.PRINT_READY_RECORD)
    search(ValueError())
    for _ in range(MOST_TRIES):
        try_it(of)
    ran = services.run_again("search", of.packet.uuid, actor="ops", at=NOON)
    assert (ran.became, ran.why) == (Became.FAILED, "ValueError")
    search(None)
    assert services.dead_packets(stage="search") == []  # tried again from the start
    assert services.run_again("search", of.packet.uuid, actor="ops", at=NOON).became is Became.DONE
    extracted = services.run_again("extract", other.packet.uuid, actor="ops", at=NOON)
    assert extracted.became is Became.NOTHING_TO_DO
    assert services.find_packet(str(of.uuid)) == services.find_packet(str(of.packet.uuid)) == of.packet.uuid
    with pytest.raises(RuleBroken, match="not_found"):
        services.find_packet("3673024101900001")
    assert not SearchRun.objects.exists()


def test_queues_are_noted_and_seen_to_grow(stand: Stand) -> None:
    stand(Status.SENT_FOR_DEDUP)
    checking.note_queues(at=NOON)
    assert Tally.objects.get(step="search").waiting == 1
    for _ in range(3):
        stand(Status.SENT_FOR_DEDUP)
    tally.count(tally.OFFICE, "search", at=NOON, done=2)
    later = NOON + SPAN * 6
    found = {one.queue.stage: one.trend for one in queries.lines(at=later)}
    assert (found["search"].course, found["search"].per_hour) == ("grows", 6)
    assert sum(many for _, many in tally.hours(tally.OFFICE, "search", at=later)) == 2
    assert tally.forget(at=NOON + tally.KEPT * 2) == 4
