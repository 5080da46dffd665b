from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.abis.engine.bodies import finger, person

from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.positions import Position
from rekam.abis.engine.samples import Sample
from rekam.abis.engine.template import FingerTemplate, PersonTemplate, version_of
from rekam.kernel import canonical
from rekam.kernel.errors import RuleBroken

BYTES = person(1).to_bytes()


def test_a_template_gives_the_same_bytes_back() -> None:
    again = PersonTemplate.from_bytes(BYTES)

    assert again.to_bytes() == BYTES
    assert again.positions == person(1).positions


def test_an_empty_template_is_a_template() -> None:
    assert PersonTemplate.from_bytes(PersonTemplate().to_bytes()).positions == ()


@settings(max_examples=200, deadline=None)
@given(at=st.integers(0, len(BYTES) - 1), value=st.integers(0, 255), cut=st.integers(0, len(BYTES)))
def test_damaged_bytes_give_a_template_or_a_code(at: int, value: int, cut: int) -> None:
    damaged = bytearray(BYTES)
    damaged[at] = value
    for data in (bytes(damaged), bytes(damaged[:cut])):
        try:
            PersonTemplate.from_bytes(data)
        except RuleBroken as refused:
            code = refused.code
            if code not in {"template_invalid", "template_version_unknown"}:
                raise


@pytest.mark.parametrize(("version", "more"), [(1, {"cylinders": bytes(56 * 40)}), (2, {})])
def test_older_templates_are_read_as_mindtcts_and_their_neighbourhoods_built_anew(
    version: int, more: dict[str, bytes]
) -> None:
    value = dict(canonical.decode(BYTES, max_bytes=100_000))
    old = {name: {**parts, **more} for name, parts in value["fingers"].items()}
    for parts in old.values():
        del parts["extractor"]
    data = canonical.encode({**value, "version": version, "fingers": old})
    read = PersonTemplate.from_bytes(data)

    assert version_of(data) == version
    assert {one.extractor for one in read.fingers.values()} == {Extractor.MINDTCT}
    again = {place: replace(one, extractor=Extractor.LEADER) for place, one in read.fingers.items()}
    assert replace(read, fingers=again).to_bytes() == BYTES
    for position, one in person(1).fingers.items():
        assert np.array_equal(read.fingers[position].cylinders, one.cylinders)


def test_arrays_of_a_template_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        finger(1).x[0] = 3


def test_a_finger_with_too_many_minutiae_is_a_mistake() -> None:
    one = finger(1)
    with pytest.raises(ValueError, match="at most"):
        FingerTemplate(
            x=np.zeros(99, np.int16),
            y=one.y,
            angle=one.angle,
            reliability=one.reliability,
            quality=1,
            extractor=Extractor.LEADER,
        )


@pytest.mark.parametrize(
    ("shape", "ppi", "code"),
    [
        ((20, 300), 500, "image_too_small"),
        ((300, 1001), 500, "image_too_large"),
        ((200, 201), 100, "image_too_large"),
        ((300, 300), 72, "image_resolution_unknown"),
    ],
)
def test_samples_of_impossible_size_are_refused(shape: tuple[int, int], ppi: int, code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        Sample(Position.LEFT_RING, np.zeros(shape, np.uint8), ppi)

    assert refused.value.code == code
