"""Base45: bytes in the alphanumeric mode of a QR code (pure). Source: RFC 9285."""

import struct

from rekam.kernel.errors import RuleBroken

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUES = {letter: value for value, letter in enumerate(ALPHABET)}
_PAIRS = [a + b for b in ALPHABET for a in ALPHABET]  # the two low letters of every value below 2,025


def encode(data: bytes) -> str:
    """Two bytes in three letters, a last one in two."""
    even = len(data) & ~1
    out = [
        _PAIRS[number % 2025] + ALPHABET[number // 2025]
        for (number,) in struct.iter_unpack(">H", data[:even])
    ]
    return "".join([*out, *(_PAIRS[byte] for byte in data[even:])])


def decode(text: str) -> bytes:
    """The bytes of Base45 text. Raises RuleBroken("credential_malformed")."""
    try:
        values = [_VALUES[letter] for letter in text]
    except KeyError as error:
        raise RuleBroken("credential_malformed", where="base45") from error
    whole = len(values) // 3 * 3
    numbers = [
        a + 45 * b + 2025 * c for a, b, c in zip(*(values[at:whole:3] for at in range(3)), strict=True)
    ]
    last = values[whole:]
    rest = [a + 45 * b for a, b in zip(last[::2], last[1::2], strict=False)]
    if len(last) == 1 or max(numbers, default=0) > 0xFFFF or max(rest, default=0) > 0xFF:
        raise RuleBroken("credential_malformed", where="base45")
    return struct.pack(f">{len(numbers)}H", *numbers) + bytes(rest)
