"""Indonesian number words as digits: "dua persen" -> "2 persen", "tujuh belas ribu" -> "17 ribu" (pure)."""

import re

UNITS = {
    word: number
    for number, word in enumerate(
        [
            "nol",
            "satu",
            "dua",
            "tiga",
            "empat",
            "lima",
            "enam",
            "tujuh",
            "delapan",
            "sembilan",
            "sepuluh",
            "sebelas",
        ]
    )
}
_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
_WORD = rf"(?:{_UNIT}|belas|puluh|seratus|ratus)"
# Only before what makes it a figure: "dua pekan" and "empat hari" are left alone.
_FIGURE = re.compile(
    rf"\b({_WORD}(?:\s+{_WORD})*(?:\s+koma(?:\s+(?:{_UNIT}))+)?)(?=\s+(?:persen|ribu|juta)\b)", re.IGNORECASE
)


def in_digits(text: str) -> str:
    """The text with number words before "persen", "ribu" or "juta" written in digits."""
    return _FIGURE.sub(lambda found: value(found[1]), text)


def value(words: str) -> str:
    """The digits of number words up to 999, with decimals after "koma".

    Raises ValueError for other words.
    """
    whole, _, decimals = words.lower().partition("koma")
    digits = "".join(str(_unit(word)) for word in decimals.split())
    return f"{_whole(whole.split())},{digits}" if digits else str(_whole(whole.split()))


def _whole(words: list[str]) -> int:
    total, current = 0, 0
    for word in words:
        if word in {"ratus", "seratus"}:
            total, current = total + 100 * (current or 1), 0
        elif word == "puluh":
            total, current = total + 10 * current, 0
        elif word == "belas":
            total, current = total + 10 + current, 0
        else:
            current += _unit(word)
    return total + current


def _unit(word: str) -> int:
    if word not in UNITS:
        raise ValueError(f"{word!r} is no number word")
    return UNITS[word]
