"""How the names of residents are misspelt at a counter: made at random from a seed, by stated weights.

The weights are our own estimate, no published count of Indonesian slips was found; change them and run
`python -m benchmarks.search` to see what they do. Nothing here knows how the search levels spellings.
"""

import random
import re
from collections.abc import Callable
from enum import StrEnum

Random = random.Random


class Kind(StrEnum):
    """What went wrong with a name."""

    SPELLING = "spelling variant"
    SHORT = "short or long form"
    TITLE = "title added or dropped"
    LEFT_OUT = "letter left out"
    TOO_MUCH = "letter too much"
    NEIGHBOUR = "neighbouring key"
    SWAPPED_LETTERS = "letters swapped"
    OCR = "read wrongly by a machine"
    NO_SPACE = "space left out"
    EXTRA_SPACE = "space too much"
    SWAPPED_WORDS = "words swapped"
    WORD_LEFT_OUT = "word left out"
    TWO_SLIPS = "two slips in one name"


# Of a hundred misspelt names. Sound-alike spellings lead: the clerk writes what he hears.
WEIGHTS = {
    Kind.SPELLING: 30,
    Kind.SHORT: 8,
    Kind.TITLE: 6,
    Kind.LEFT_OUT: 9,
    Kind.TOO_MUCH: 7,
    Kind.NEIGHBOUR: 9,
    Kind.SWAPPED_LETTERS: 5,
    Kind.OCR: 4,
    Kind.NO_SPACE: 4,
    Kind.EXTRA_SPACE: 2,
    Kind.SWAPPED_WORDS: 4,
    Kind.WORD_LEFT_OUT: 6,
    Kind.TWO_SLIPS: 6,
}

_SOUNDS = (
    *(("oe", "u"), ("u", "oe"), ("dj", "j"), ("j", "dj"), ("tj", "c"), ("c", "tj"), ("y", "i"), ("i", "y")),
    *(("f", "p"), ("p", "f"), ("f", "v"), ("v", "f"), ("p", "v"), ("sy", "s"), ("s", "sy"), ("kh", "h")),
    *(("h", "kh"), ("ch", "h"), ("h", "ch"), ("z", "j"), ("z", "s"), ("q", "k"), ("k", "q"), ("dh", "d")),
    *(("d", "dh"), ("th", "t"), ("t", "th"), ("ae", "ai"), ("ai", "ae"), ("ah", "oh"), ("oh", "ah")),
    *(("ah$", "a"), ("a$", "ah"), ("o", "u"), ("u", "o"), ("e", "i"), ("i", "e"), ("ll", "l"), ("l", "ll")),
    *(("mm", "m"), ("m", "mm"), ("nn", "n"), ("n", "nn"), ("dd", "d"), ("rr", "r"), ("r", "rr"), ("iy", "i")),
)
_FORMS = (
    *(("Muhammad", "Muhamad", "Mohammad", "Mohamad", "Mochamad", "Moh.", "Muh.", "Moch.", "M.", "Mohd."),),
    *(("Siti", "St."), ("Abdul", "Abd."), ("Ahmad", "Achmad", "Akhmad", "Ach.")),
)
_TITLES = ("H. ", "Hj. ", "Tb. ", "Tubagus ", "Ratu ", "Drs. ", "Ust. ", "KH. ")
_DEGREES = (", S.Pd.", ", S.E.", " S.Ag", ", M.Si.", ", A.Md.")
_READ = (("rn", "m"), ("m", "rn"), ("l", "1"), ("l", "i"), ("i", "l"), ("o", "0"), ("d", "cl"), ("u", "v"))
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def misspell(name: str, *, chance: Random) -> tuple[str, Kind]:
    """The name with something wrong in it, and what; raises ValueError for a name without letters.

    What cannot happen to this name (swapped words of a single one) is drawn again.
    """
    if not re.search("[A-Za-z]", name):
        raise ValueError("a name without letters cannot be misspelt")
    while True:
        kind = chance.choices(list(WEIGHTS), weights=list(WEIGHTS.values()))[0]
        wrong = _WAYS[kind](name, chance)
        if wrong and wrong.casefold() != name.casefold():
            return wrong, kind


def respell(name: str, *, chance: Random) -> str:
    """The name as a register may hold it since somebody typed it so: one sound or letter otherwise."""
    kinds = (Kind.SPELLING, Kind.LEFT_OUT, Kind.TOO_MUCH, Kind.NEIGHBOUR, Kind.SWAPPED_LETTERS)
    kind = chance.choices(kinds, weights=[60, 10, 10, 10, 10])[0]
    return _WAYS[kind](name, chance) or name


def _spelling(name: str, chance: Random) -> str | None:
    at, word = _some_word(name, chance)
    fitting = [(old, new) for old, new in _SOUNDS if re.search(old, word.lower())]
    if not fitting:
        return None
    old, new = chance.choice(fitting)
    places = list(re.finditer(old, word.lower()))
    found = chance.choice(places)
    return _with_word(name, at=at, word=word[: found.start()] + new + word[found.end() :])


def _short(name: str, chance: Random) -> str | None:
    words = name.split()
    for at, word in enumerate(words):
        for forms in _FORMS:
            if word in forms and len(words) > 1:
                return _with_word(name, at=at, word=chance.choice([form for form in forms if form != word]))
    return None


def _title(name: str, chance: Random) -> str | None:
    for title in _TITLES:
        if name.startswith(title) and len(name) > len(title):
            return name.removeprefix(title)
    return name + chance.choice(_DEGREES) if chance.random() < 0.3 else chance.choice(_TITLES) + name


def _left_out(name: str, chance: Random) -> str | None:
    at, word = _some_word(name, chance)
    cut = chance.randrange(len(word))
    return _with_word(name, at=at, word=word[:cut] + word[cut + 1 :]) if len(word) > 3 else None


def _too_much(name: str, chance: Random) -> str:
    at, word = _some_word(name, chance)
    cut = chance.randrange(len(word))
    letter = word[cut] if chance.random() < 0.5 else _beside(word[cut], chance)
    return _with_word(name, at=at, word=word[: cut + 1] + letter + word[cut + 1 :])


def _neighbour(name: str, chance: Random) -> str | None:
    at, word = _some_word(name, chance)
    cut = chance.randrange(len(word))
    wrong = word[:cut] + _beside(word[cut], chance) + word[cut + 1 :]
    return _with_word(name, at=at, word=wrong) if len(word) > 2 else None


def _swapped_letters(name: str, chance: Random) -> str | None:
    at, word = _some_word(name, chance)
    if len(word) < 4:
        return None
    cut = chance.randrange(len(word) - 1)
    return _with_word(name, at=at, word=word[:cut] + word[cut + 1] + word[cut] + word[cut + 2 :])


def _ocr(name: str, chance: Random) -> str | None:
    fitting = [(old, new) for old, new in _READ if old in name]
    if not fitting:
        return None
    old, new = chance.choice(fitting)
    return name.replace(old, new, 1)


def _no_space(name: str, chance: Random) -> str | None:
    words = name.split()
    if len(words) < 2:
        return None
    at = chance.randrange(len(words) - 1)
    return " ".join([*words[:at], words[at] + words[at + 1].lower(), *words[at + 2 :]])


def _extra_space(name: str, chance: Random) -> str | None:
    at, word = _some_word(name, chance)
    if len(word) < 6:
        return None
    cut = chance.randrange(3, len(word) - 2)
    return _with_word(name, at=at, word=f"{word[:cut]} {word[cut:].title()}")


def _swapped_words(name: str, _chance: Random) -> str | None:
    words = name.split()
    return " ".join([*words[1:], words[0]]) if len(words) > 1 and "." not in words[0] else None


def _word_left_out(name: str, chance: Random) -> str | None:
    words = name.split()
    long = [at for at, word in enumerate(words) if len(word) > 3]
    if len(words) < 2 or len(long) < 2:
        return None
    gone = chance.choice([long[0], long[-1]])
    return " ".join(word for at, word in enumerate(words) if at != gone)


def _two_slips(name: str, chance: Random) -> str | None:
    slips = (_spelling, _left_out, _too_much, _neighbour, _swapped_letters)
    once = chance.choice(slips)(name, chance)
    return chance.choice(slips)(once, chance) if once else None


_WAYS: dict[Kind, Callable[[str, Random], str | None]] = {
    Kind.SPELLING: _spelling,
    Kind.SHORT: _short,
    Kind.TITLE: _title,
    Kind.LEFT_OUT: _left_out,
    Kind.TOO_MUCH: _too_much,
    Kind.NEIGHBOUR: _neighbour,
    Kind.SWAPPED_LETTERS: _swapped_letters,
    Kind.OCR: _ocr,
    Kind.NO_SPACE: _no_space,
    Kind.EXTRA_SPACE: _extra_space,
    Kind.SWAPPED_WORDS: _swapped_words,
    Kind.WORD_LEFT_OUT: _word_left_out,
    Kind.TWO_SLIPS: _two_slips,
}


def _some_word(name: str, chance: Random) -> tuple[int, str]:
    """A word to go wrong in, the longer ones more often, and where it stands."""
    words = name.split()
    weights = [len(word) if word.isalpha() else 1 for word in words]
    at = chance.choices(range(len(words)), weights=weights)[0]
    return at, words[at]


def _with_word(name: str, *, at: int, word: str) -> str:
    words = name.split()
    return " ".join([*words[:at], word, *words[at + 1 :]])


def _beside(letter: str, chance: Random) -> str:
    """A letter next to this one on the keyboard."""
    for row in _ROWS:
        if letter.lower() in row:
            at = row.index(letter.lower())
            return chance.choice(
                [row[at - 1]] if at == len(row) - 1 else row[max(0, at - 1) : at] + row[at + 1]
            )
    return letter
