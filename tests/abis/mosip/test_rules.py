"""What messages say: both spellings in, one code for each thing that is wrong, in the mock's order."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekam.abis.mosip.rules import Failed, Failure, Kind, echo, read
from rekam.abis.references import is_reference

REFERENCE = "7acce7b7d-b58a-4466-a006-c79297281456"  # as MOSIP's own example has it, one digit too long
INSERT = {
    "id": "mosip.abis.insert",
    "version": "1.1",
    "requestId": "01234567-89AB-CDEF-0123-456789ABCDEF",
    "requesttime": "2020-03-29T07:01:24.692Z",
    "referenceId": REFERENCE,
    "referenceURL": "https://share.example/1",
}
IDENTIFY = {**INSERT, "id": "mosip.abis.identify", "referenceURL": ""}


def failure(**changes: Any) -> Failure | None:
    """What is wrong with an insert that was changed; None takes a field away."""
    message = {name: value for name, value in {**INSERT, **changes}.items() if value is not None}
    try:
        read(message)
    except Failed as broken:
        return broken.failure
    return None


def test_an_insert_is_read() -> None:
    request = read(INSERT)

    assert (request.kind, request.reference, request.url) == (
        Kind.INSERT,
        REFERENCE,
        "https://share.example/1",
    )


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"id": None}, Failure.ID),
        ({"version": "1.2.x"}, Failure.VERSION),
        ({"version": None}, Failure.VERSION),
        ({"requesttime": "2020-02-31T07:01:24.692Z"}, Failure.REQUEST_TIME),
        ({"referenceURL": ""}, Failure.NO_REFERENCE_URL),
        ({"referenceId": 7}, Failure.STRUCTURE),
        ({"requestId": "a/../b"}, Failure.STRUCTURE),
        ({"gallery": {"referenceIds": []}}, Failure.STRUCTURE),
        ({"referenceUrl": "https://share.example/2"}, Failure.STRUCTURE),
    ],
)
def test_each_thing_that_is_wrong_has_its_code(changes: dict[str, Any], expected: Failure) -> None:
    assert failure(**changes) is expected


def test_of_several_things_the_first_is_told() -> None:
    order = [
        ("id", "x", Failure.ID),
        ("version", "x", Failure.VERSION),
        ("requestId", "", Failure.NO_REQUEST_ID),
        ("requesttime", "", Failure.NO_REQUEST_TIME),
        ("referenceId", "", Failure.NO_REFERENCE_ID),
        ("referenceURL", "", Failure.NO_REFERENCE_URL),
    ]
    broken = {name: value for name, value, _ in order}
    for name, _, expected in order:
        assert failure(**broken) is expected
        broken[name] = INSERT[name]
    assert failure(**broken) is None


def test_the_looser_spellings_are_read_too() -> None:
    other = {**INSERT, "referenceUrl": INSERT["referenceURL"]}
    del other["referenceURL"]
    assert read(other) == read(INSERT)
    bare = read(
        {**IDENTIFY, "gallery": None, "flags": {"maxResults": 3, "colour": "x"}, "referenceURL": None}
    )
    assert (bare.gallery, bare.most_results, bare.fpir) == ((), 3, None)
    assert read({**IDENTIFY, "gallery": {"referenceIds": [{"referenceId": ""}]}}).gallery == ()


def test_flags_and_gallery_are_read() -> None:
    listed = [{"referenceId": REFERENCE}, {"referenceId": "b"}, {"referenceId": "b"}]
    flags = {"maxResults": "10", "targetFPIR": "30", "flag1": "", "flag2": ""}
    request = read({**IDENTIFY, "flags": flags, "gallery": {"referenceIds": listed}})

    assert request.gallery == (REFERENCE, "b")
    assert (request.most_results, request.fpir) == (10, pytest.approx(0.001))


@pytest.mark.parametrize(
    "wrong",
    [
        {"flags": {"maxResults": "0"}},
        {"flags": {"targetFPIR": "-3"}},
        {"flags": {"targetFPIR": "91"}},
        {"flags": []},
        {"gallery": {"referenceIds": [{"referenceId": "b", "name": "x"}]}},
        {"gallery": {"referenceIds": ["b"]}},
        {"gallery": {"referenceIds": [{"referenceId": "b"}] * 1001}},
    ],
)
def test_flags_and_galleries_of_no_sense_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(Failed) as refused:
        read({**IDENTIFY, **wrong})
    assert refused.value.failure is Failure.STRUCTURE


def test_a_number_of_a_person_is_no_reference() -> None:
    assert not is_reference("3673014101900001")
    assert failure(referenceId="3673014101900001") is Failure.STRUCTURE


LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
NAMES = st.sampled_from([*IDENTIFY, "referenceUrl", "gallery", "flags", "referenceIds", "maxResults"])
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(NAMES | st.text(max_size=4), inner, max_size=6)
    ),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(
    message=ANYTHING
    | st.builds(
        lambda start, more: {**start, **more},
        st.sampled_from([INSERT, IDENTIFY]),
        st.dictionaries(NAMES, ANYTHING, max_size=2),
    )
)
def test_whatever_comes_is_read_or_failed(message: Any) -> None:
    """And what an answer repeats of it is short, printable text."""
    with suppress(Failed):
        assert read(message).request_id
    assert echo(message, "id").isprintable()
    assert len(echo(message, "requestId")) <= 100
