"""The queue of pairs: filled by a search, judged by people; nothing is merged."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from rekam.accounts.rules import Role
from rekam.audit.models import Entry
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.registry.duplicates import command, linking_spark, queries, searching, services
from rekam.registry.duplicates.likeness import Alike
from rekam.registry.duplicates.models import Opinion, Pair
from rekam.registry.duplicates.rules import NEXT, State, common_area
from rekam.registry.duplicates.sealed_rows import SealedRows, opened
from rekam.registry.models import Resident
from tests.personas import KASEMEN, SERANG, officer, resident

NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
EVIDENCE = {"name": "near", "birth": "same", "mother": "unknown", "home": "different"}


@pytest.fixture
def two(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Resident, Resident]]:
    monkeypatch.setenv("REKAM_DATA", str(tmp_path))
    with scope(Scope.of("36.73")):
        first = resident(serial=1, area_code=KASEMEN, name="Siti Maryam")
        second = resident(serial=2, area_code=SERANG, name="St. Maryam")
        first.save()
        second.save()
        yield first, second


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch, two: tuple[Resident, Resident]) -> list[Alike]:
    """What the search answers; by itself the two are alike. tests of the search: test_linking.py."""
    answer = [Alike(first=two[0].pk, second=two[1].pk, weight=9.5, evidence=EVIDENCE)]

    def found(batches: Iterator[Any], **_: object) -> Sequence[Alike]:
        list(batches)
        return answer

    monkeypatch.setattr(searching, "find_alike", found)
    return answer


def search() -> services.Outcome:
    return searching.find(area_code="36.73", memory=256, actor="cron", at=NOON)


def test_spark_gets_the_same_rows_sealed_and_fills_the_same_queue(
    machine: list[Alike], two: tuple[Resident, Resident], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def found(rows: SealedRows, *, master: str, memory: int) -> Sequence[Alike]:
        assert (master, memory) == ("local[2]", 256)
        for path in rows.paths:
            read.extend(opened(path, key=rows.key)["nik"].to_pylist())
        return machine

    monkeypatch.setattr(linking_spark, "check_spark", lambda: None)
    monkeypatch.setattr(linking_spark, "find_alike", found)
    spark = searching.Spark(master="local[2]", folder=tmp_path / "linkage")

    outcome = searching.find(area_code="36.73", memory=256, actor="cron", at=NOON, spark=spark)

    assert (outcome.read, outcome.new) == (2, 1)
    assert sorted(read) == sorted(one.nik for one in two)
    assert list(spark.folder.iterdir()) == []


def judge(answer: State, *, actor: str = "vera", reason: str = "sudah ditanya keluarganya") -> Pair:
    return services.answer(pair=Pair.objects.get().uuid, answer=answer, reason=reason, actor=actor, at=NOON)


def test_a_search_fills_the_queue_and_changes_nobody(
    machine: list[Alike], two: tuple[Resident, Resident]
) -> None:
    outcome = search()

    pair = Pair.objects.get()
    assert (outcome.alike, outcome.new) == (1, 1)
    assert (pair.state, pair.area_code, pair.evidence) == ("open", "36.73", EVIDENCE)
    assert [Resident.objects.get(pk=one.pk).status for one in two] == ["active", "active"]


def test_a_search_is_one_entry_of_the_audit_without_names(machine: list[Alike]) -> None:
    search()

    entry = Entry.objects.get(action="registry.duplicates_searched")
    assert entry.facts["area"] == "36.73"
    assert entry.facts["new"] == 1
    assert "Maryam" not in str(entry.facts)


def test_a_second_search_finds_nothing_new(machine: list[Alike]) -> None:
    search()

    assert search().new == 0
    assert Pair.objects.count() == 1


def test_a_pair_judged_different_stays_away_until_its_data_change(
    machine: list[Alike], two: tuple[Resident, Resident]
) -> None:
    search()
    judge(State.DIFFERENT)

    assert search().judged == 1
    assert not queries.waiting_pairs()
    Resident.objects.filter(pk=two[1].pk).update(mother_name="Maemunah")
    assert search().again == 1
    assert queries.waiting_pairs().get().state == State.OPEN


def test_a_pair_that_no_longer_looks_alike_leaves_the_queue(machine: list[Alike]) -> None:
    search()
    machine.clear()

    assert search().gone == 1
    assert not queries.waiting_pairs()


def test_one_person_is_handed_to_the_entries_which_resolve_the_double_nik(
    machine: list[Alike], two: tuple[Resident, Resident]
) -> None:
    search()
    judge(State.SAME)

    assert [pair.first_id for pair in queries.pairs_to_resolve()] == [two[0].pk]
    Resident.objects.filter(pk=two[1].pk).update(status="inactive")
    assert queries.pairs_to_resolve() == []
    assert Resident.objects.get(pk=two[0].pk).status == "active"


def test_who_is_unsure_leaves_the_pair_to_somebody_else(machine: list[Alike]) -> None:
    search()
    judge(State.UNSURE)
    with pytest.raises(RuleBroken, match="pair_needs_another"):
        judge(State.SAME)
    judge(State.SAME, actor="budi")

    assert Opinion.objects.count() == 2
    assert Pair.objects.get().state == State.SAME


def test_a_decided_pair_takes_no_other_answer(machine: list[Alike]) -> None:
    search()
    judge(State.SAME)

    with pytest.raises(RuleBroken, match="pair_decided"):
        judge(State.DIFFERENT, actor="budi")


def test_an_answer_needs_its_reason(machine: list[Alike]) -> None:
    search()

    with pytest.raises(RuleBroken, match="pair_reason_short"):
        judge(State.SAME, reason="ya")


def test_an_office_that_sees_only_one_of_the_two_does_not_see_the_pair(machine: list[Alike]) -> None:
    search()
    pair = Pair.objects.get()

    with scope(Scope.of("36.73.02")), pytest.raises(RuleBroken, match="not_found"):
        queries.get_pair(pair.uuid)


@pytest.fixture
def vera(two: tuple[Resident, Resident]) -> Client:
    client = Client()
    client.force_login(officer(Role.VERIFIKATOR, username="vera"))
    return client


def test_the_pages_show_the_two_beside_each_other_and_log_it(
    vera: Client, machine: list[Alike], two: tuple[Resident, Resident]
) -> None:
    search()
    listed = vera.get(reverse("registry:pairs"))
    pair = vera.get(reverse("registry:pair", args=[Pair.objects.get().uuid]))

    assert "1 pasangan" in listed.content.decode()
    text = pair.content.decode()
    assert "Siti Maryam" in text
    assert "ejaan lain" in text
    seen = Entry.objects.get(action="registry.pair_seen")
    assert set(seen.subjects) == {str(one.uuid) for one in two}
    assert (seen.purpose, seen.case) == ("adjudication", str(Pair.objects.get().uuid))


def test_an_answer_on_the_page_is_kept(vera: Client, machine: list[Alike]) -> None:
    search()
    address = reverse("registry:pair", args=[Pair.objects.get().uuid])

    assert vera.post(address, {"answer": "different", "reason": "?"}).status_code == 400
    assert vera.post(address, {"answer": "different", "reason": "kakak dan adik sepupu"}).status_code == 302
    assert Pair.objects.get().state == State.DIFFERENT
    assert "Sudah diputus" in vera.get(address).content.decode()


def test_who_enters_events_is_led_from_one_person_to_the_entry(
    vera: Client, machine: list[Alike], two: tuple[Resident, Resident]
) -> None:
    search()
    judge(State.SAME)
    form = reverse("registry:enter", args=[two[0].uuid, "double_nik"])
    bakri = Client()
    bakri.force_login(officer(Role.BACK_OFFICE, username="bakri"))

    assert form in bakri.get(reverse("registry:pairs")).content.decode()
    assert bakri.get(form).status_code == 200
    assert form not in vera.get(reverse("registry:pairs")).content.decode()


def test_an_operator_judges_no_pairs(two: tuple[Resident, Resident]) -> None:
    client = Client()
    client.force_login(officer(Role.OPERATOR))

    assert client.get(reverse("registry:pairs")).status_code == 403


def test_the_command_searches_for_real_and_prints_json(
    own_database: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("REKAM_DATA", str(tmp_path))
    with scope(Scope.of("36.73")):
        resident(serial=1, name="Siti Maryam").save()

    assert command.main(["find", "--area", "36.73", "--memory", "256", "--json"]) == 0
    assert '"read": 1, "alike": 0' in capsys.readouterr().out


codes = st.lists(st.sampled_from(["36", "73", "01", "02", "1001"]), min_size=1, max_size=4).map(".".join)


@given(first=codes, second=codes)
def test_the_common_area_holds_both(first: str, second: str) -> None:
    shared = common_area(first, second)

    assert common_area(second, first) == shared
    assert not shared or (Scope.of(shared).contains(first) and Scope.of(shared).contains(second))


def test_a_pair_never_leaves_same() -> None:
    assert NEXT[State.SAME] == frozenset()
