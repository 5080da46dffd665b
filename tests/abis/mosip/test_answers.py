"""Answers are of the strict form, whatever they tell."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from rekam.abis.mosip import answers
from rekam.abis.mosip.answers import Match
from rekam.abis.mosip.rules import Failure, Kind, Request
from tests.abis.mosip.strict import check

NOON = datetime(2026, 1, 5, 2, 11, 3, 120_000, UTC)


def asked(kind: Kind) -> Request:
    return Request(kind=kind, request_id="r-1", reference="a")


MATCHES = st.lists(
    st.builds(
        Match,
        reference=st.sampled_from(["b", "c"]),
        score=st.floats(-10, 60),
        chance=st.floats(0, 1e9),
        parts=st.dictionaries(st.sampled_from(list(answers.MODALITIES)), st.floats(-10, 60)),
    ),
    max_size=3,
)


@settings(max_examples=20, deadline=None)
@given(matches=MATCHES, failure=st.sampled_from(Failure))
def test_every_answer_is_of_the_strict_form(matches: list[Match], failure: Failure) -> None:
    check(answers.identified(asked(Kind.IDENTIFY), matches, at=NOON))
    check(answers.failed(failure, kind="", request_id="", at=NOON))
    check(answers.done(asked(Kind.PING), at=NOON))


def test_the_two_counts_have_their_own_names() -> None:
    assert answers.counted(asked(Kind.PENDING_JOBS), 3, at=NOON)["jobscount"] == "3"
    assert answers.counted(asked(Kind.REFERENCE_COUNT), 4, at=NOON)["count"] == "4"


def test_a_candidate_tells_what_each_part_says() -> None:
    found = Match(reference="b", score=17.0, chance=1e-9, parts={"finger": 5.5, "iris": 11.5, "face": 0.3})
    told = answers.identified(asked(Kind.IDENTIFY), [found], at=NOON)

    assert told["responsetime"] == "2026-01-05T02:11:03.120Z"
    assert told["analytics"] == {"confidence": "99", "internalScore": "17.00"}
    assert told["candidateList"] == {
        "count": "1",
        "candidates": [
            {
                "referenceId": "b",
                "analytics": {"confidence": "99", "internalScore": "17.00"},
                "modalities": [
                    {"biometricType": "FIR", "analytics": {"confidence": "99", "internalScore": "5.50"}},
                    {"biometricType": "IIR", "analytics": {"confidence": "99", "internalScore": "11.50"}},
                    {"biometricType": "FID", "analytics": {"confidence": "49", "internalScore": "0.30"}},
                ],
            }
        ],
    }
