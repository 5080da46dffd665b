"""What a recording must hold, and what is refused of it."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.devices.adapters.sbi import names
from rekam.enrolment import capture_rules
from rekam.enrolment.capture_rules import POSITIONS, SIGNATURE, CaptureParameters, Grade
from rekam.kernel.errors import RuleBroken

WHOLE = dict.fromkeys(POSITIONS, 70)


def code_of(
    *,
    qualities: dict[str, int] | None = None,
    exceptions: dict[str, str] | None = None,
    signed: bool = True,
    parameters: CaptureParameters = capture_rules.DEFAULTS,
) -> str:
    with pytest.raises(RuleBroken) as refused:
        capture_rules.check_complete(
            qualities=WHOLE if qualities is None else qualities,
            exceptions=exceptions or {},
            signed=signed,
            parameters=parameters,
        )
    return refused.value.code


def without(*positions: str) -> dict[str, int]:
    return {position: 70 for position in POSITIONS if position not in positions}


def test_a_whole_recording_is_complete() -> None:
    capture_rules.check_complete(qualities=WHOLE, exceptions={}, signed=True)


@pytest.mark.parametrize("position", POSITIONS)
def test_a_part_that_is_neither_captured_nor_excepted_is_missed(position: str) -> None:
    assert code_of(qualities=without(position)) == "capture_incomplete"


def test_a_missing_signature_is_missed() -> None:
    assert code_of(signed=False) == "capture_incomplete"


def test_a_person_without_fingers_eyes_and_signature_is_still_recorded() -> None:
    exceptions = dict.fromkeys(capture_rules.FINGERS, "F2") | dict.fromkeys(capture_rules.IRISES, "I1")

    capture_rules.check_complete(
        qualities={"face": 60}, exceptions=exceptions | {SIGNATURE: "T1"}, signed=False
    )


def test_a_part_cannot_be_there_and_not_there() -> None:
    assert code_of(exceptions={"left_index": "F2"}) == "exception_contradicts_sample"


def test_worn_ridges_keep_the_best_sample() -> None:
    capture_rules.check_complete(
        qualities=WHOLE | {"left_index": 3}, exceptions={"left_index": "F3"}, signed=True
    )
    told = code_of(qualities=without("left_index"), exceptions={"left_index": "F3"})
    assert told == "exception_without_sample"


def test_a_poor_sample_needs_a_reason() -> None:
    assert code_of(qualities=WHOLE | {"iris_left": 29}) == "quality_without_reason"


@pytest.mark.parametrize(
    ("position", "code", "reason", "refusal"),
    [
        ("left_index", "I1", "buta sejak lahir", "exception_code_unknown"),
        ("left_index", "", "tidak ada", "exception_code_unknown"),
        ("left_index", "F2", "    a   ", "exception_not_justified"),
        ("left_index", "F2", "x" * 501, "exception_not_justified"),
        ("left_toe", "F2", "tidak ada", "position_unknown"),
    ],
)
def test_exceptions_are_coded_and_justified(position: str, code: str, reason: str, refusal: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        capture_rules.check_exception(position=position, code=code, justification=reason)

    assert refused.value.code == refusal


@pytest.mark.parametrize("position", [*POSITIONS, SIGNATURE])
def test_every_part_has_a_code_for_being_absent(position: str) -> None:
    assert set(capture_rules.codes_for(position)) - capture_rules.WITH_SAMPLE


@given(quality=st.integers(0, 100))
def test_the_word_never_gets_worse_with_a_better_score(quality: int) -> None:
    order = [Grade.POOR, Grade.FAIR, Grade.GOOD]
    words = [order.index(capture_rules.grade(one)) for one in (quality, min(100, quality + 1))]

    assert words == sorted(words)


@pytest.mark.parametrize("wrong", [{"good": 20, "fair": 30}, {"good": 101}, {"fair": -1}, {"attempts": 0}])
def test_parameters_out_of_range_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"must|need"):
        CaptureParameters(**wrong)


def test_samples_of_another_session_are_refused() -> None:
    packet = uuid.uuid4()
    capture_rules.check_session(packet=packet, transactions={"face": f"{packet.hex}-1"})

    with pytest.raises(RuleBroken, match="sample_of_another_session"):
        capture_rules.check_session(packet=packet, transactions={"face": f"{uuid.uuid4().hex}-1"})


def test_bodies_that_match_are_refused() -> None:
    capture_rules.refuse_operators_body(position="face", officers=[])
    capture_rules.refuse_repeated_body(position="face", others=[])
    with pytest.raises(RuleBroken, match="operators_own_body"):
        capture_rules.refuse_operators_body(position="left_index", officers=["yayan"])
    with pytest.raises(RuleBroken, match="same_body_in_session"):
        capture_rules.refuse_repeated_body(position="left_index", others=["x"])


def test_the_device_adapter_knows_the_same_positions() -> None:
    known = {position for kind in names.POSITIONS.values() for position in kind.values()}

    assert known == set(POSITIONS)


def test_each_kind_has_its_bounds_and_irises_and_faces_follow_fingers_unless_told() -> None:
    parameters = capture_rules.read_parameters(finger="50/30/3", iris="70/60/5", face="")

    assert vars(parameters.of("left_thumb")) == {"good": 50, "fair": 30, "attempts": 3}
    assert vars(parameters.of("iris_left")) == {"good": 70, "fair": 60, "attempts": 5}
    assert parameters.of("face") == parameters.of("left_thumb")
    poor = WHOLE | {"iris_left": 55}
    assert code_of(qualities=poor, parameters=parameters) == "quality_without_reason"


@pytest.mark.parametrize("told", ["", "50/30", "good", "30/50/3"])
def test_bounds_that_make_no_sense_are_refused(told: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        capture_rules.read_bounds(told)


def test_the_server_takes_the_laxest_bounds_that_ever_stood() -> None:
    strict = capture_rules.read_parameters(finger="80/60/3", iris="", face="40/20/3")
    lax = capture_rules.laxest(capture_rules.DEFAULTS, strict)

    assert (lax.of("left_thumb").fair, lax.of("iris_left").fair, lax.of("face").fair) == (30, 30, 20)
