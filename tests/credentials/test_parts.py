"""The small parts give back what they took, and no bytes make a reader fall over."""

import json
import random
from collections.abc import Callable
from contextlib import suppress

import cbor2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekam.credentials.formats import (
    base45,
    base64url,
    cbor,
    disclosures,
)
from rekam.kernel.errors import RuleBroken
from tests.credentials import hostile_qr, hostile_status, plain_mdoc, plain_sd_jwt, world


@given(st.binary(max_size=40))
@settings(max_examples=40, deadline=None)
def test_base45_and_base64url_give_back_what_they_took(data: bytes) -> None:
    assert base45.decode(base45.encode(data)) == data
    assert base64url.decode(base64url.encode(data)) == data


SCALARS = st.none() | st.booleans() | st.integers(0, 99) | st.text(max_size=3) | st.binary(max_size=3)


@given(st.lists(SCALARS | st.dictionaries(st.text(max_size=2), SCALARS, max_size=3), max_size=3))
@settings(max_examples=30, deadline=None)
def test_cbor_gives_back_what_it_took_and_embeds_as_the_library_does(value: object) -> None:
    data = cbor.write(value)

    assert cbor.read(data) == value
    assert cbor.wrapped(data) == cbor2.dumps(cbor2.CBORTag(24, data))


@pytest.mark.parametrize("size", [0, 23, 24, 255, 256, 65_535, 65_536])
def test_heads_are_the_shortest(size: int) -> None:
    assert cbor.head(2, size) + bytes(size) == cbor2.dumps(bytes(size))


@given(
    st.dictionaries(
        st.text("abc", min_size=1, max_size=3), SCALARS.filter(lambda v: not isinstance(v, bytes))
    )
)
@settings(max_examples=40, deadline=None)
def test_disclosures_unfold_to_the_claims_they_were_made_of(told: dict[str, object]) -> None:
    texts, digests = disclosures.make(told, entropy=world.entropy())

    assert disclosures.unfold({"_sd": digests}, texts=texts) == told


@given(
    st.dictionaries(
        st.text(min_size=1, max_size=5), st.text(max_size=9) | st.integers() | st.lists(st.text()), max_size=5
    )
)
@settings(max_examples=40, deadline=None)
def test_the_fast_maker_of_disclosures_makes_what_the_simple_one_does(told: dict[str, object]) -> None:
    texts, digests = disclosures.make(told, entropy=world.entropy())

    chance = world.entropy()(18 * len(told))
    for at, (name, value) in enumerate(told.items()):
        salt = plain_sd_jwt.b64(chance[18 * at : 18 * (at + 1)])
        plain = json.dumps([salt, name, value], ensure_ascii=False, separators=(",", ":"))
        assert texts[at] == plain_sd_jwt.b64(plain.encode())
        assert digests[at] == plain_sd_jwt.sha(texts[at])


READERS: list[tuple[str, Callable[[], bytes], Callable[[bytes], object]]] = [
    (
        "sd-jwt",
        lambda: plain_sd_jwt.shown().encode(),
        lambda data: plain_sd_jwt.read(data.decode("latin-1")),
    ),
    ("mdoc", plain_mdoc.response, plain_mdoc.read),
    (
        "qr",
        hostile_qr.live,
        lambda data: hostile_qr.read(hostile_qr.letters(data)),
    ),
    (
        "letters",
        lambda: hostile_qr.letters(hostile_qr.live()).encode(),
        lambda data: hostile_qr.read(data.decode("latin-1")),
    ),
    (
        "status-jwt",
        lambda: hostile_status.token().encode(),
        lambda data: hostile_status.read(data.decode("latin-1")),
    ),
    ("status-cwt", hostile_status.cwt, hostile_status.read_cwt),
]


@pytest.mark.parametrize(("name", "make", "read_it"), READERS, ids=[one[0] for one in READERS])
def test_bytes_changed_anywhere_are_refused_with_a_code(
    name: str, make: Callable[[], bytes], read_it: Callable[[bytes], object]
) -> None:
    """Three hundred times one byte set, cut out or put in: refused, or the same thing said in other bytes.

    An mdoc's holder signs no list of elements (ISO/IEC 18013-5 9.1.3.4), so they can be left out on the way.
    """
    honest, chance = make(), random.Random(name)
    wanted = said(read_it(honest))
    for _ in range(300):
        at, byte = chance.randrange(len(honest)), bytes([chance.randrange(256)])
        changed = honest[:at] + chance.choice([byte, b"", honest[at : at + 1] + byte]) + honest[at + 1 :]
        with suppress(RuleBroken):
            assert said(read_it(changed)) in (wanted, wanted.replace("{'age_over_17': True}", "{}"))


def said(told: object) -> str:
    """What was read, without the address of the key object."""
    return repr(told).split("holder=")[0]
