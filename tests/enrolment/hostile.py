"""Ways to alter a packet without its keys: its bytes, or a field of it anywhere; seeded."""

import random
from collections.abc import Callable, Iterator
from typing import Any

from rekam.kernel import canonical

LARGEST = 10**7
Path = tuple[str | int, ...]


def bytes_altered(data: bytes, *, chance: random.Random) -> bytes:
    """The packet with some bytes flipped, lost, added, doubled, zeroed or exchanged; never the same."""
    altered = data
    while altered == data:
        altered = chance.choice(_BYTE_WAYS)(bytearray(data), chance)
    return altered


def field_altered(data: bytes, *, chance: random.Random) -> bytes:
    """The packet, still canonical CBOR, with one value anywhere changed, removed or added; never the same."""
    altered = data
    while altered == data:
        packet = canonical.decode(data, max_bytes=LARGEST)
        inside = chance.random() < 0.7
        tree = canonical.decode(packet["header"], max_bytes=LARGEST) if inside else packet
        place = chance.choice(list(_places(tree)))
        _change(tree, place=place, chance=chance)
        if inside:
            packet["header"] = canonical.encode(tree)
        altered = canonical.encode(packet)
    return altered


def _flip(data: bytearray, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 1, 1, 8))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def _lose(data: bytearray, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    del data[start : start + chance.choice((1, 7, len(data)))]
    return bytes(data)


def _add(data: bytearray, chance: random.Random) -> bytes:
    at = chance.choice((0, len(data), chance.randrange(len(data))))
    return bytes(data[:at] + chance.randbytes(chance.choice((1, 9))) + data[at:])


def _double(data: bytearray, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return bytes(data[: start + 40] + data[start:])


def _zero(data: bytearray, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    piece = data[start : start + 32]
    return bytes(data[:start] + bytes(len(piece)) + data[start + len(piece) :])


def _exchange(data: bytearray, chance: random.Random) -> bytes:
    one, two = sorted(chance.sample(range(len(data) - 16), 2))
    data[one : one + 16], data[two : two + 16] = data[two : two + 16], data[one : one + 16]
    return bytes(data)


_BYTE_WAYS: tuple[Callable[[bytearray, random.Random], bytes], ...] = (
    *(_flip, _lose, _add),
    *(_double, _zero, _exchange),
)


def _places(tree: Any, *, above: Path = ()) -> Iterator[Path]:
    """Every value in a tree of maps and lists, by its path."""
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in pairs:
        yield (*above, key)
        yield from _places(value, above=(*above, key))


def _change(tree: Any, *, place: Path, chance: random.Random) -> None:
    *above, last = place
    for key in above:
        tree = tree[key]
    way = chance.random()
    if way < 0.1:
        del tree[last]
    elif way < 0.2 and isinstance(tree, dict):
        tree[f"{last}x"] = tree[last]
    else:
        tree[last] = _other(tree[last], chance)


def _other(value: Any, chance: random.Random) -> Any:
    if chance.random() < 0.2:
        return chance.choice((None, True, -1, 2**60, "", "x", b"", [], {}))
    if isinstance(value, bool) or value is None:
        return chance.randbytes(16)
    if isinstance(value, int):
        return value + chance.choice((-1, 1, 1000))
    if isinstance(value, bytes):
        return chance.randbytes(len(value))
    if isinstance(value, str):
        return value[:-1] + chance.choice("0123456789abcdef")
    return list(value)[:-1]
