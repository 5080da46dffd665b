"""Bytes from outside end in a value or a refusal, and nothing else; more: `--runs 20000 --seed 7 -s`."""

import random
import re
import resource
import time
from collections import Counter
from collections.abc import Callable
from typing import Any, Final

import pytest
from tests.abis.engine.formats.given import valid

from rekam.abis.engine.formats import (
    cbeff,
    decode_minutiae,
    decode_record,
    face,
    finger,
    iris,
    minutiae_2005,
    minutiae_2011,
)
from rekam.kernel.errors import RuleBroken

OWN_RUNS: Final = 250
MOST_MEGABYTES: Final = 300
"""What all runs together may add to the process: records are small, so more is a field that was believed."""

CODECS: dict[str, tuple[Callable[[bytes], Any], Callable[[Any], bytes], Callable[[bytes], Any]]] = {
    "finger": (finger.read, finger.write, decode_record),
    "iris": (iris.read, iris.write, decode_record),
    "face": (face.read, face.write, decode_record),
    "minutiae 2005": (minutiae_2005.read, minutiae_2005.write, decode_minutiae),
    "minutiae 2011": (minutiae_2011.read, minutiae_2011.write, decode_minutiae),
    "cbeff": (cbeff.read, cbeff.write, cbeff.read),
}
EDGES: Final = tuple(edge for bits in (1, 7, 8, 14, 15, 16, 31, 32) for edge in (2**bits - 1, 2**bits))
FROM_OUTSIDE: Final = (
    *(b"<!DOCTYPE a>", b"<!-- -->", b"<![CDATA[Finger]]>", b"<?a b?>", b"&lt;", b"&a;", b"&#0;", b"&#65;"),
    *(b"<others/>", b'<entry key="A"/>', b"<entry/>", b'<a xmlns="b"/>', b"<x:BDB/>", b"<BIR/>", b"<BDB>"),
    *(b"-_", b"+/", b"A", b"A===", b"101", b"-1", b"Iris", b"\xff"),
    *(b"0000-00-00", b"9999-12-31T23:59:59-14:00"),
)


def hostile(record: bytes, other: bytes, dice: random.Random) -> bytes:
    """The record with some of what an attacker, a bad line or a bad program would do to it."""
    if record.startswith(b"<") and dice.random() < 0.8:
        return hostile_xml(record, dice)
    data = bytearray(record)
    for _ in range(dice.randint(1, 4)):
        # most fields stand before the image
        at = dice.randrange(min(len(data), 120) if dice.random() < 0.7 else len(data))
        alter(data, at=at, other=other, dice=dice)
        if not data:
            return b""
    if dice.random() < 0.5:
        mend(data)
    return bytes(data)


def hostile_xml(document: bytes, dice: random.Random) -> bytes:
    """The document with tags and texts in other places, twice, not at all, or from outside."""
    parts = re.findall(rb"<[^<>]*>|[^<>]+", document)
    for _ in range(dice.randint(1, 4)):
        at, other = dice.randrange(len(parts)), dice.randrange(len(parts))
        match dice.randrange(4):
            case 0:
                parts[at], parts[other] = parts[other], parts[at]
            case 1:
                parts[at:at] = parts[other : other + dice.randint(1, 30)]
            case 2:
                del parts[at]
            case 3:
                parts[at] = dice.choice(FROM_OUTSIDE)
    return b"".join(parts) or b"<"


def alter(data: bytearray, *, at: int, other: bytes, dice: random.Random) -> None:
    """One change: a byte, a bit, a number that lies, a gap, noise, a repetition, another record's end."""
    match dice.randrange(7):
        case 0:
            data[at] = dice.randrange(256)
        case 1:
            data[at] ^= 1 << dice.randrange(8)
        case 2:
            width = dice.choice((1, 2, 4))
            lie = dice.choice((*EDGES, len(data) + dice.randint(-9, 9), dice.randrange(1 << 32)))
            data[at : at + width] = (lie % (1 << 8 * width)).to_bytes(width, "big")
        case 3:
            del data[at : at + dice.randint(1, 40)]
        case 4:
            data[at:at] = dice.randbytes(dice.randint(1, 40))
        case 5:
            data[at:at] = data[at : at + dice.randint(1, 200)]
        case 6:
            data[at:] = other[dice.randrange(len(other)) :]


def mend(data: bytearray) -> None:
    """The lengths that a clever attacker would put right, so that the rest is read at all."""
    data[8:12] = len(data).to_bytes(4, "big")
    first = {b"FIR": 16, b"IIR": 16, b"FAC": 17}.get(bytes(data[:3]))
    if first and len(data) > first + 4:
        data[first : first + 4] = (len(data) - first).to_bytes(4, "big")


@pytest.mark.parametrize("name", valid())
def test_hostile_bytes_end_in_a_value_or_a_refusal(name: str, request: pytest.FixtureRequest) -> None:
    runs = int(request.config.getoption("--runs")) or OWN_RUNS
    dice = random.Random(f"{name} {request.config.getoption('--seed')}")
    read, write, decode = CODECS.get(name) or CODECS[name.split()[0]]
    records, outcomes, slowest = list(valid().values()), Counter[str](), 0.0
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(runs):
        data = hostile(valid()[name], dice.choice(records), dice)
        began = time.process_time()
        try:
            value = read(data)
            if name != "cbeff":  # which may be written in many ways
                assert write(value) == data
            outcomes["read"] += 1
        except RuleBroken as refused:
            outcomes[str(refused)[:60]] += 1
        try:
            decode(data)
            outcomes["decoded"] += 1
        except RuleBroken:
            pass
        slowest = max(slowest, time.process_time() - began)
    added = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"\n{name}: {runs} runs, slowest {slowest * 1000:.0f} ms, {added:.0f} MB more")
    print(outcomes.most_common(6))
    assert outcomes["read"]
    assert sum(outcomes.values()) - outcomes["decoded"] == runs
    assert added < MOST_MEGABYTES
