"""Cards handed over away from the counter: what stations tell is written down, refused or kept as a case."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from rekam.accounts.models import Account
from rekam.audit.models import Entry
from rekam.cards import queries, services
from rekam.cards.blanks import custody
from rekam.cards.blanks.losses.queries import losses
from rekam.cards.blanks.models import Blank
from rekam.cards.blanks.rules import BlankState
from rekam.cards.counter.issuing import issue
from rekam.cards.models import FieldAct, Pack, PackCard, Waiver
from rekam.cards.orders.models import PrintJob
from rekam.cards.orders.rules import JobState
from rekam.cards.packs.handed import Given, Unmatched
from rekam.cards.packs.parcel import open_parcel
from rekam.cards.packs.rules import MOST_CARDS, Answer, Count, Proof, check_size, days_overdue
from rekam.kernel.errors import RuleBroken
from rekam.registry.models import Resident
from rekam.vault.queries import server_keys
from tests.cards.packs.field import (
    EVENING,
    GIVEN_AT,
    KID,
    OFFICER,
    STATION,
    Laptop,
    arrive,
    fetch,
    furnish,
    packed,
    ready,
)
from tests.faults import cards as station_cards
from tests.faults import clerk

pytestmark = pytest.mark.usefixtures("office", "own_vault")
PLEA = Unmatched(code="worn", reason="jari aus semua", witnesses=("Hasan Basri", "Siti Aminah"))
WHY = "tertinggal di kantor kelurahan"


@pytest.fixture
def jobs() -> list[PrintJob]:
    furnish()
    return ready(3)


@pytest.fixture
def pack(jobs: list[PrintJob]) -> Pack:
    return packed(jobs)


def count(pack: Pack) -> Count:
    return queries.counts_of([pack])[pack.pk]


def serial(job: PrintJob) -> str:
    return queries.serial_of(job)


def test_a_given_card_is_issued_with_the_hour_of_the_hand_over(pack: Pack, jobs: list[PrintJob]) -> None:
    row = Laptop(pack.uuid).gives(jobs[0], serial=serial(jobs[0]))
    assert (row.state, row.code) == ("accepted", "")
    job = PrintJob.objects.get(pk=jobs[0].pk)
    assert (job.state, job.issued_at, job.issued_by) == (JobState.ISSUED, GIVEN_AT, "yayan")
    assert Blank.objects.get(serial=serial(job)).state == BlankState.HANDED_OVER
    assert count(pack) == Count(given=1, out=2)


def test_the_same_packet_again_changes_nothing(pack: Pack, jobs: list[PrintJob]) -> None:
    laptop = Laptop(pack.uuid)
    first = laptop.gives(jobs[0], serial=serial(jobs[0]))
    again = arrive(first.uuid, laptop.sent[0])
    assert (again.pk, again.state) == (first.pk, "accepted")
    assert FieldAct.objects.count() == 1


@pytest.mark.usefixtures("cheap_passphrases")
def test_from_the_safe_to_the_laptop_and_back_into_the_register(
    pack: Pack, jobs: list[PrintJob], quick_folder: Path
) -> None:
    """The parcel that the server makes, opened and worked with by the station's own code."""
    sealed = services.give_parcel(
        pack=pack.uuid,
        station=KID,
        officer_key=clerk.officer().verifier.public,
        until=clerk.NOON + timedelta(days=3),
        at=EVENING,
    )
    assert sealed is not None
    keys = server_keys()
    listed = replace(clerk.work_list(), cards=(sealed,), seal_kid=keys.seal_kid, seal_keys=keys.seal)
    folder = clerk.furnish(quick_folder / "station", listed=listed)
    (folder / "station.key").write_bytes(STATION)
    Account.objects.filter(username="yayan").update(signing_key=clerk.officer().verifier.public)
    laptop = clerk.open_desk(folder, now=lambda: EVENING)
    laptop.unlock(username="yayan", passphrase=clerk.PASSPHRASE)
    made = station_cards.hand_over(laptop, order=jobs[0].uuid.int, seal=keys.seal[keys.seal_kid])
    row = arrive(made, laptop.outbox.content(made))
    assert (row.state, row.code) == ("accepted", "")
    assert PrintJob.objects.get(pk=jobs[0].pk).state == JobState.ISSUED


def other_station(laptop: Laptop, pack: Pack) -> None:
    Pack.objects.update(station="0" * 16)


def other_officer(laptop: Laptop, pack: Pack) -> None:
    laptop.username = "asih"


def unknown_pack(laptop: Laptop, pack: Pack) -> None:
    laptop.pack = KNOWN_TO_NOBODY


KNOWN_TO_NOBODY = Pack._meta.get_field("uuid").get_default()


@pytest.mark.parametrize(
    ("bend", "code"),
    [
        (other_station, "pack_other_station"),
        (other_officer, "pack_other_officer"),
        (unknown_pack, "pack_unknown"),
    ],
)
def test_what_is_not_this_packs_own_list_is_refused(
    pack: Pack, jobs: list[PrintJob], bend: Callable[[Laptop, Pack], None], code: str
) -> None:
    laptop = Laptop(pack.uuid)
    bend(laptop, pack)
    row = laptop.gives(jobs[0], serial=serial(jobs[0]))
    assert (row.state, row.code) == ("refused", code)
    assert PrintJob.objects.get(pk=jobs[0].pk).state == JobState.PRINTED


def test_a_forged_station_and_an_altered_part_are_refused(pack: Pack, jobs: list[PrintJob]) -> None:
    forged = Laptop(pack.uuid, station=b"f" * 32).gives(jobs[0], serial=serial(jobs[0]))
    assert forged.code == "packet_station_unknown"
    laptop = Laptop(pack.uuid)
    given = Given(order=jobs[0].uuid, serial=serial(jobs[0]), proof=Proof.MATCH)
    made, data = laptop.made(laptop.act(given))
    place = len(data) - 200  # inside the sealed act
    altered = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
    assert arrive(made, altered).state == "refused"


def test_an_act_that_does_not_follow_the_one_before_is_refused(pack: Pack, jobs: list[PrintJob]) -> None:
    laptop = Laptop(pack.uuid)
    laptop.gives(jobs[0], serial=serial(jobs[0]))
    laptop.sent[0] = b"another history"
    assert laptop.gives(jobs[1], serial=serial(jobs[1])).code == "pack_chain_wrong"


def test_acts_may_come_in_any_order(pack: Pack, jobs: list[PrintJob]) -> None:
    laptop, held = Laptop(pack.uuid), []
    for job in jobs[:2]:
        given = Given(order=job.uuid, serial=serial(job), proof=Proof.MATCH)
        held.append(laptop.made(laptop.act(given)))
        laptop.sent.append(held[-1][1])
    assert [arrive(*one).state for one in reversed(held)] == ["accepted", "accepted"]
    assert queries.told_of(pack).on_the_way == 0


def kill(job: PrintJob) -> None:
    Resident.objects.filter(uuid=job.resident).update(status="dead")


def spoil(job: PrintJob) -> None:
    services.spoil_print(job=job.uuid, reason="tercoret di jalan", actor="rina", at=EVENING)


@pytest.mark.parametrize(("happens", "code"), [(kill, "holder_not_active"), (spoil, "card_withdrawn")])
def test_what_happened_meanwhile_makes_a_case_and_is_never_dropped(
    pack: Pack, jobs: list[PrintJob], happens: Callable[[PrintJob], None], code: str
) -> None:
    number = serial(jobs[0])
    happens(jobs[0])
    assert Laptop(pack.uuid).gives(jobs[0], serial=number).state == "accepted"
    (case,) = queries.open_cases()
    assert case.code == code
    services.answer_case(act=case.uuid, answer=Answer.NOTED, why=WHY, actor="rina", at=EVENING)
    assert not queries.open_cases()


def test_a_card_given_twice_is_a_case(pack: Pack, jobs: list[PrintJob]) -> None:
    laptop = Laptop(pack.uuid)
    for _ in range(2):
        laptop.gives(jobs[0], serial=serial(jobs[0]))
    (case,) = queries.open_cases()
    assert case.code == "card_given_twice"
    with pytest.raises(RuleBroken, match="card_given_twice"):
        services.answer_case(act=case.uuid, answer=Answer.ISSUE, why=WHY, actor="rina", at=EVENING)


def test_without_a_match_a_verifikator_confirms_what_was_given(pack: Pack, jobs: list[PrintJob]) -> None:
    Laptop(pack.uuid).gives(jobs[0], serial=serial(jobs[0]), plea=PLEA)
    assert count(pack) == Count(waiting=1, out=2)
    rest = [serial(job) for job in jobs[1:]]
    with pytest.raises(RuleBroken, match="pack_exceptions_wait"):
        services.close_pack(pack=pack.uuid, back=rest, why="", actor="rina", at=EVENING)
    done = services.confirm_exception(job=jobs[0].uuid, actor="budi", at=EVENING)
    assert (done.issued_at, done.issued_by, done.exception_by) == (GIVEN_AT, "budi", "yayan")
    assert Waiver.objects.get().photo


def test_an_exception_that_one_person_saw_is_refused(pack: Pack, jobs: list[PrintJob]) -> None:
    plea = Unmatched(code="worn", reason="jari aus semua", witnesses=("Hasan", "hasan"))
    assert Laptop(pack.uuid).gives(jobs[0], serial=serial(jobs[0]), plea=plea).code == "witness_twice"


def test_given_back_and_missing_add_up_to_what_was_taken(pack: Pack, jobs: list[PrintJob]) -> None:
    laptop = Laptop(pack.uuid)
    laptop.gives(jobs[0], serial=serial(jobs[0]))
    laptop.counts(back=[serial(jobs[1])], missing=[serial(jobs[2])])
    with pytest.raises(RuleBroken, match="police_number_missing"):
        services.close_pack(pack=pack.uuid, back=[serial(jobs[1])], why=WHY, actor="rina", at=EVENING)
    serials = [serial(job) for job in jobs]
    services.close_pack(
        pack=pack.uuid, back=[serials[1]], why=WHY, police_number="LP/7", actor="rina", at=EVENING
    )
    assert count(pack) == Count(given=1, back=1, missing=1)
    assert count(pack).taken == 3
    states = [Blank.objects.get(serial=one).state for one in serials]
    assert states == [BlankState.HANDED_OVER, BlankState.PRINTED, BlankState.LOST]
    assert Entry.objects.filter(action="cards.pack.missing").exists()
    assert queries.told_of(pack).counted is not None


def test_a_card_that_did_not_come_back_is_a_loss_and_its_order_is_printed_anew(
    pack: Pack, jobs: list[PrintJob]
) -> None:
    gone, *rest = [serial(job) for job in jobs]
    services.close_pack(pack=pack.uuid, back=rest, why=WHY, police_number="LP/7", actor="rina", at=EVENING)
    (loss,) = losses()
    assert (loss.count, loss.police_number) == (1, "LP/7")
    assert PrintJob.objects.get(pk=jobs[0].pk).state == JobState.APPROVED
    with pytest.raises(RuleBroken, match="blank_known_as_stolen"):
        custody.check_out(serials=[gone], carrier="posko", taken_by="yayan", actor="rina", at=EVENING)
    services.report_blank_found(serial=gone, told="di laci mobil dinas", actor="rina", at=EVENING)
    assert services.confirm_blank_found(serial=gone, actor="dewi", at=EVENING).state == BlankState.SPOILED


def test_cards_come_back_bit_by_bit_counted_by_another_officer(pack: Pack, jobs: list[PrintJob]) -> None:
    today = EVENING.date() + timedelta(days=2)
    assert list(queries.overdue_packs(today=today)) == [pack]
    assert days_overdue(visit=pack.on, today=today) == 2
    first, *rest = [serial(job) for job in jobs]
    with pytest.raises(RuleBroken, match="four_eyes"):
        services.take_back_pack_cards(pack=pack.uuid, back=[first], actor="yayan", at=EVENING)
    services.take_back_pack_cards(pack=pack.uuid, back=[first], actor="rina", at=EVENING)
    assert count(pack) == Count(back=1, out=2)
    with pytest.raises(RuleBroken, match="pack_card_unknown"):
        services.take_back_pack_cards(pack=pack.uuid, back=[first], actor="rina", at=EVENING)
    services.close_pack(pack=pack.uuid, back=rest, actor="rina", at=EVENING)
    assert count(pack) == Count(back=3)
    assert not queries.overdue_packs(today=today)


def test_a_list_that_comes_after_the_count_makes_a_case(pack: Pack, jobs: list[PrintJob]) -> None:
    gone, *rest = [serial(job) for job in jobs]
    services.close_pack(pack=pack.uuid, back=rest, why=WHY, police_number="LP/7", actor="rina", at=EVENING)
    Laptop(pack.uuid).gives(jobs[0], serial=gone)
    assert [case.code for case in queries.open_cases()] == ["card_was_missing"]


def test_a_card_that_came_back_may_go_along_again(pack: Pack, jobs: list[PrintJob]) -> None:
    everything = [serial(job) for job in jobs]
    services.close_pack(pack=pack.uuid, back=everything, why="", actor="rina", at=EVENING)
    assert packed(jobs[:1]).pk != pack.pk
    assert PackCard.objects.count() == 4


def test_the_parcel_is_sealed_to_the_officer_and_stays_with_one_station(
    jobs: list[PrintJob],
) -> None:
    pack = packed(jobs)
    sealed = fetch(pack)
    assert sealed is not None
    parcel = open_parcel(sealed, seed=OFFICER)
    assert [card.name for card in parcel.cards] == ["Warga 1", "Warga 2", "Warga 3"]
    assert all("••••" in card.nik for card in parcel.cards)
    assert fetch(pack, station="1" * 16) is None
    assert Pack.objects.get().station == KID
    with pytest.raises(RuleBroken, match="unsealing_failed"):
        open_parcel(sealed, seed=b"x" * 32)


def test_what_may_not_go_along_is_refused(jobs: list[PrintJob]) -> None:
    with pytest.raises(RuleBroken, match="officer_unknown"):
        packed(jobs, by="nobody")
    with pytest.raises(RuleBroken, match="pack_empty"):
        packed([])
    with pytest.raises(RuleBroken, match="pack_too_large"):
        check_size(MOST_CARDS + 1)
    packed(jobs[:1])
    with pytest.raises(RuleBroken, match="blank_step_not_allowed"):
        packed(jobs[:2])


def test_the_counter_gives_out_no_card_that_an_officer_took_along(pack: Pack, jobs: list[PrintJob]) -> None:
    job = PrintJob.objects.get(pk=jobs[0].pk)
    with pytest.raises(RuleBroken, match="blank_carried"):
        issue(job, matched=True, actor="siti", at=EVENING)
