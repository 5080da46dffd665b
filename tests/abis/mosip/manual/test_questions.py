"""A question of MOSIP's is put before people, and what they said is the answer."""

from datetime import timedelta
from typing import Any

import pytest

from rekam.abis import gallery_store, judging
from rekam.abis import queries as abis
from rekam.abis.models import Case, Sample, Template, Verdict
from rekam.abis.mosip import queries, services
from rekam.abis.mosip.forgetting import forget_messages
from rekam.abis.mosip.manual import questions
from rekam.abis.mosip.models import Compared, Message
from rekam.abis.mosip.rules import Failed, Failure
from rekam.abis.rules import Answer
from rekam.audit.models import Entry
from rekam.kernel.database import EVERYWHERE, scope
from rekam.simulation import mosip_messages, mosip_papers
from rekam.simulation.mosip_messages import registration
from rekam.vault import services as vault
from tests.abis.mosip.test_door import DOOR, NOON, Mosip, mosip, papers_of, reason

__all__ = ["mosip"]

ANA, AGAIN, BEN = (registration(number) for number in (1, 2, 3))


def question(mosip: Mosip, *names: tuple[str, int, int]) -> dict[str, object]:
    """Is the first of these any of the others? Each by registration, seed of its body, and visit."""
    (probe, url), *others = (
        (name, mosip.share(mosip_papers.policy_document(papers_of(seed, visit), name="Siti")))
        for name, seed, visit in names
    )
    return mosip_messages.adjudicate(probe, url=url, gallery=dict(others))


def judge(case: Case, **said: Answer) -> None:
    with scope(EVERYWHERE):
        for actor, answer in said.items():
            judging.decide(
                case=case.uuid, answer=answer, reason=f"{actor} looked long", shown={}, actor=actor, at=NOON
            )


def cases() -> dict[str, Case]:
    with scope(EVERYWHERE):
        names = dict(Compared.objects.values_list("subject", "registration"))
        return {names[case.candidate]: case for case in abis.cases().select_related("probe", "run")}


def test_what_two_people_say_of_each_pair_is_the_answer(mosip: Mosip) -> None:
    asked = question(mosip, (AGAIN, 1, 1), (ANA, 1, 0), (BEN, 2, 0))
    assert mosip.post(asked) is None
    assert mosip.work() == 1
    assert mosip.post(asked) is None  # the same again: people look at it already
    opened = cases()
    state = mosip.http.get(f"{DOOR}/state").json()
    assert (set(opened), state["waiting"], state["beforePeople"]) == ({ANA, BEN}, 0, 1)

    # Nothing but bodies came in, none of them into the gallery, and other messages pass by.
    row = Message.objects.get()
    assert (row.asked, row.answer, Compared.objects.count()) == ({}, None, 3)
    assert set(Template.objects.values_list("number", flat=True)) == {None}
    assert mosip.insert("x", seed=1)["returnValue"] == "1"
    assert len(gallery_store.current_gallery()) == 1

    judge(opened[ANA], wati=Answer.SAME, yusuf=Answer.DIFFERENT, zaki=Answer.SAME)
    assert questions.answer_decided(clock=lambda: NOON) == 0
    judge(opened[BEN], wati=Answer.DIFFERENT, yusuf=Answer.DIFFERENT)
    assert questions.answer_decided(clock=lambda: NOON) == 1
    assert questions.answer_decided(clock=lambda: NOON) == 0

    answer = mosip.post(asked)
    assert (answer["returnValue"], answer["requestId"]) == ("1", asked["requestId"])
    assert answer["candidateList"]["count"] == "1"
    (same,) = answer["candidateList"]["candidates"]
    assert same.keys() == {"referenceId", "analytics"}
    assert same["referenceId"] == ANA
    told = same["analytics"]
    assert (told["primaryOperatorID"], told["secondaryOperatorID"]) == ("wati", "zaki")
    assert told["primaryOperatorComments"] == "wati looked long"
    assert (told["modalities"], int(told["confidence"]) > 90) == ("IIR", True)
    assert reason(mosip.post({**asked, "referenceId": BEN})) == "4"
    assert Entry.objects.filter(action="abis.mosip.told", facts__found=1).exists()


def test_no_duplicate_is_count_0_with_who_looked_and_the_bodies_go_later(
    mosip: Mosip, django_capture_on_commit_callbacks: Any
) -> None:
    asked = question(mosip, (ANA, 1, 0), (BEN, 2, 0))
    mosip.post(asked)
    mosip.work()
    judge(cases()[BEN], wati=Answer.DIFFERENT, yusuf=Answer.DIFFERENT)
    questions.answer_decided(clock=lambda: NOON)

    told = mosip.post(asked)["candidateList"]
    assert (told["count"], told["candidates"]) == ("0", [])
    later = NOON + timedelta(days=40)
    address = Sample.objects.values_list("address", flat=True)[0]
    services.take_answer(str(asked["requestId"]), at=NOON)
    with django_capture_on_commit_callbacks(
        execute=True
    ):  # the bodies go with the message, the verdicts stay
        assert len(forget_messages(before=later, at=later, dry_run=False)) == 1
    assert (vault.has(address), Compared.objects.count(), Verdict.objects.exists()) == (False, 0, False)
    with scope(EVERYWHERE):
        assert Verdict.objects.count() == 2
    assert len(gallery_store.current_gallery()) == 0
    assert told["analytics"][BEN]["secondaryOperatorID"] == "yusuf"
    assert told["analytics"][BEN]["modalities"] == ""


def test_a_body_that_cannot_be_had_opens_nothing(mosip: Mosip, monkeypatch: pytest.MonkeyPatch) -> None:
    unknown = mosip_messages.adjudicate(
        ANA, url=mosip.share(papers_of(1)), gallery={BEN: "https://share.example/no"}
    )
    without = question(mosip, (ANA, 1, 0), (BEN, 2, 0)) | {"requestId": "without"}
    empty = mosip.share(b'{"biometrics": null, "identity": {}}')
    without["gallery"] = {"referenceIds": [{"referenceId": BEN, "referenceURL": empty}]}
    expected = {str(unknown["requestId"]): "7", "without": "11", "late": "17"}
    for message in (unknown, without):
        mosip.post(message)
    mosip.work()
    late = question(mosip, (ANA, 1, 0), (BEN, 2, 0)) | {"requestId": "late"}
    mosip.post(late)

    def ran_out(_url: str) -> bytes:
        raise Failed(Failure.URL_EXPIRED)

    monkeypatch.setattr(mosip.papers, "fetch", ran_out)
    mosip.work()

    told: dict[str, Any] = {row.request_id: row.answer for row in Message.objects.all()}
    assert {name: answer["failureReason"] for name, answer in told.items()} == expected
    assert not Compared.objects.exists()
    assert cases() == {}


def test_a_record_that_is_deleted_meanwhile_takes_nothing_from_an_open_case(mosip: Mosip) -> None:
    mosip.insert("x", seed=1)
    mosip.post(question(mosip, (AGAIN, 1, 0), (ANA, 1, 0)))
    mosip.work()
    assert mosip.ask(mosip_messages.delete("x"))["returnValue"] == "1"

    case = cases()[ANA]
    for subject in (case.probe.uuid, case.candidate):
        assert abis.sample_record(subject=subject, position="iris_left")
    assert queries.count_before_people() == 1
