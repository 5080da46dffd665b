"""What somebody who types into the search box means (pure)."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TypeVar

from rekam.kernel.names import clean_name, name_key, name_words, sound_key

AT_MOST = 50
MOST_LETTERS = 200  # of a name in the register
MOST_WORDS = 6
JOINED = 100  # numbers above stand for two neighbours as one word
NUMBER_DIGITS = 16
FIRST_YEAR = 1880
# Words that half the register bears tell little, and are looked up only where nothing else was typed.
EVERYDAY = {"muhamad": 0.35, "siti": 0.4, "abdul": 0.5, "ahmad": 0.6, "nur": 0.6, "neng": 0.6, "sri": 0.6}
_AREA_MARKS = frozenset({"kel", "kelurahan", "desa", "ds", "kec", "kecamatan", "di"})
_DAY_FIRST = re.compile(r"\b(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})\b")
_YEAR_FIRST = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_TOGETHER = re.compile(r"\b(\d{2})(\d{2})(\d{4})\b")
_YEAR = re.compile(r"\b((?:18|19|20)\d\d)\b")
_MANY_DIGITS = re.compile(r"\d[\d .-]{3,}\d|\d{5,}")
_DIGIT_IN_WORD = re.compile(r"(?<=[a-z])[0158](?=[a-z]|\b)|\b[0158](?=[a-z]{2})", re.I)
# A Muhammad with a slip in it, which levelling no longer knows: Moahmad, Mohaed; but not Mahmud.
_MUHAMMAD_MEANT = re.compile("m[aeiou]*h[aeiou]*m*[aeo]+d")
_LETTER_MEANT = str.maketrans("0158", "olsb")

# How much less alike than the first one somebody may be and still be shown; benchmarks.search tells how many
# of those who were meant lie beyond.
SPREAD = 0.35

Areas = Mapping[str, Sequence[str]]
Found = TypeVar("Found")


@dataclass(frozen=True)
class Asked:
    """A search box, understood.

    number       16 digits: a NIK or a KK number
    digits       how many digits were typed where 16 were meant; None = no such slip
    name         what was typed of the name
    born, year   birth date and birth year, the year also where the date is known
    within       area codes named; () = wherever the officer may look
    """

    number: str = ""
    digits: int | None = None
    name: str = ""
    born: date | None = None
    year: int | None = None
    within: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the name by their sound, each once, the most telling first; at most 6."""
        words = dict.fromkeys(name_key(self.name).split())
        return tuple(sorted(words, key=lambda word: (-weight(word), -len(word)))[:MOST_WORDS])

    @property
    def readings(self) -> tuple[tuple[str, int], ...]:
        """What to look up: each of `words` with its number from 1, and the other ways to read it.

        These are the word before it was levelled (a slip may have made two letters that are levelled to
        one), Muhammad where a slip hides it, and two neighbours as one word, numbered from 101, for the
        space that does not belong there.
        """
        number = {word: at for at, word in enumerate(self.words, 1)}
        plain = name_words(self.name)
        keys = name_key(self.name).split()
        read = dict.fromkeys(number.items())
        for word, key in zip(plain, keys, strict=True):
            meant = [word, "muhamad"] if _MUHAMMAD_MEANT.fullmatch(word) else [word]
            read |= dict.fromkeys((other, number[key]) for other in meant if key in number)
        pairs = pairwise(plain)
        joined = [sound_key(one + other) for one, other in pairs][:MOST_WORDS]
        return (*read, *((word, at) for at, word in enumerate(joined, JOINED + 1)))

    @property
    def empty(self) -> bool:
        """Whether there is nothing to look for: a year or an area alone is nobody."""
        return not self.number and self.digits is None and not self.words


def weight(word: str) -> float:
    """How much a word of a name tells, 0 to 1: little where very many bear it, or it is one letter."""
    return 0.3 if len(word) == 1 else EVERYDAY.get(word, 1.0)


def read(text: str, *, areas: Areas) -> Asked:
    """What a search box says; nothing in it is refused.

    areas   codes of the areas that may be named, by `name_key` of their names

    Dates are read day first, as here. An area's name counts as one only beside a name of a person, as
    many areas bear such names; behind "kel.", "kec.", "desa" or "di" it always does.
    """
    left = clean_name(unicodedata.normalize("NFKC", text))[:MOST_LETTERS]
    left, born, year = _take_date(left)
    numbers = ["".join(re.findall(r"\d", found)) for found in _MANY_DIGITS.findall(left)]
    if numbers:
        longest = max(numbers, key=len)
        if len(longest) == NUMBER_DIGITS:
            return Asked(number=longest)
        if len(longest) > 4:
            return Asked(digits=len(longest))
    left = _DIGIT_IN_WORD.sub(lambda found: found[0].translate(_LETTER_MEANT), left)
    name, within = _take_areas(re.sub(r"\d", " ", left), areas=areas)
    return Asked(name=clean_name(name), born=born, year=year, within=within)


def alike_enough(told: Sequence[tuple[Found, float]]) -> list[Found]:
    """Who of those found is shown: whoever is about as much like what was typed as the first one is.

    told  somebody and how like the name is, 0 to 1, the same spelling 0.2 above, the birth date 0.3 above;
          the first one is the most alike
    """
    return [found for found, likeness in told if likeness >= told[0][1] - SPREAD]


def _take_date(text: str) -> tuple[str, date | None, int | None]:
    """The text without the birth date or the birth year in it; the year stays where that day never was."""
    for pattern, order in ((_YEAR_FIRST, (1, 2, 3)), (_DAY_FIRST, (3, 2, 1)), (_TOGETHER, (3, 2, 1))):
        for found in pattern.finditer(text):
            year, month, day = (int(found[at]) for at in order)
            if year >= FIRST_YEAR and 1 <= month <= 12 and 1 <= day <= 31:
                return text.replace(found[0], " ", 1), _day(year, month=month, day=day), year
    alone = None if len(re.findall(r"\d", text)) > 8 else _YEAR.search(text)
    return (text.replace(alone[0], " ", 1), None, int(alone[0])) if alone else (text, None, None)


def _day(year: int, *, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _take_areas(text: str, *, areas: Areas) -> tuple[str, tuple[str, ...]]:
    """The text without the names of areas, and their codes."""
    words = text.split()
    keys = [name_key(word) for word in words]
    marked = [word.lower().strip(".,") in _AREA_MARKS for word in words]
    for length in (4, 3, 2, 1):
        for at in reversed(range(len(words) - length + 1)):
            codes = areas.get(" ".join(keys[at : at + length]))
            if not codes:
                continue
            first = at - 1 if at and marked[at - 1] else at
            rest = [*words[:first], *words[at + length :]]
            if rest:
                return " ".join(rest), tuple(codes)
    return text, ()
