"""What adjudicators read of a finger's score: by the model of whose minutiae it is."""

from types import SimpleNamespace
from typing import Any
from uuid import UUID

from rekam.abis import adjudication

BODY = UUID(int=1)
SCORE = 0.21  # no measured stranger reaches it


def case(**kept: object) -> Any:
    found = {"subject": str(BODY), "scores": {"right_index": SCORE, "iris_left": 0.2}, **kept}
    return SimpleNamespace(candidate=BODY, run=SimpleNamespace(candidates=[found]))


def word(of: Any, position: str = "right_index") -> str:
    whose, score = adjudication.extractors(of).get(position), adjudication.scores(of)[position]
    return str(adjudication._told(position, score=score, extractor=whose)[1])


def test_a_search_of_before_knew_mindtct_alone() -> None:
    old, by_mindtct = case(), case(extractors={"right_index": "mindtct"})
    by_leader = case(extractors={"right_index": "leader"})

    assert word(old) == word(by_mindtct) == "kuat"
    assert word(by_leader) == "sangat kuat"
    assert {word(one, "iris_left") for one in (old, by_mindtct, by_leader)} == {word(old, "iris_left")}


def test_a_case_without_its_candidate_has_nothing_to_tell() -> None:
    lost = SimpleNamespace(candidate=UUID(int=2), run=case().run)

    assert (adjudication.scores(lost), adjudication.extractors(lost)) == ({}, {})  # type: ignore[arg-type]
