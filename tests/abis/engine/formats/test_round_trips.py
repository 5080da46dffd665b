"""What is written is read again as it was, whatever stands in it."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.abis.engine.formats import given as some

from rekam.abis.engine.formats import cbeff, face, finger, iris, minutiae_2005, minutiae_2011

CODECS: dict[str, tuple[Callable[[bytes], Any], Callable[[Any], bytes], st.SearchStrategy[Any]]] = {
    "finger": (
        finger.read,
        finger.write,
        st.booleans().flatmap(
            lambda certified: some.records(
                some.finger_images(certified=certified), told=0xFF, certified=certified
            )
        ),
    ),
    "iris": (iris.read, iris.write, some.records(some.IRIS_IMAGES, told=0xFF, certified=False)),
    "face": (face.read, face.write, some.records(some.FACE_IMAGES, told=0xFFFF, certified=False)),
    "minutiae 2005": (minutiae_2005.read, minutiae_2005.write, some.RECORDS_2005),
    "minutiae 2011": (
        minutiae_2011.read,
        minutiae_2011.write,
        st.tuples(st.booleans(), st.sampled_from([5, 6])).flatmap(
            lambda drawn: some.records(
                some.views_2011(certified=drawn[0], sized=drawn[1]), told=0, certified=drawn[0]
            )
        ),
    ),
    "cbeff": (cbeff.read, cbeff.write, some.some(some.birs())),
}


@pytest.mark.parametrize("name", CODECS)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_what_is_written_is_read_again(name: str, data: st.DataObject) -> None:
    read, write, values = CODECS[name]
    value = data.draw(values)

    assert read(write(value)) == value


@pytest.mark.parametrize("name", some.valid())
def test_what_is_read_is_written_byte_by_byte(name: str) -> None:
    read, write, _ = CODECS.get(name) or CODECS[name.split()[0]]
    document = some.valid()[name]

    assert write(read(document)) == document


@pytest.mark.parametrize(
    ("write", "value"),
    [
        (finger.write, {"position": 256}),
        (finger.write, {"image_across": 70_000}),
        (finger.write, {"width": -1}),
    ],
)
def test_numbers_that_do_not_fit_are_a_mistake(write: Callable[[Any], bytes], value: dict[str, int]) -> None:
    record = finger.read(some.valid()["finger raw"])
    wrong = finger.FingerImage(**vars(record.only) | value)

    with pytest.raises(ValueError, match="FingerImage"):
        write(type(record)(representations=(wrong,), certified=True))
