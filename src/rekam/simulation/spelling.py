"""How one name comes to be written twice: realistic slips and variants, drawn at random."""

import re

import numpy as np

_VARIANTS = (
    *(
        ("muhammad", "mohamad"),
        ("muhamad", "moh."),
        ("mohamad", "muhammad"),
        ("siti", "st."),
        ("abdul", "abd."),
    ),
    *(("dj", "j"), ("oe", "u"), ("y", "i"), ("i", "y"), ("f", "p"), ("v", "p"), ("z", "j"), ("kh", "h")),
    *(("u", "oe"), ("sy", "s"), ("ae", "e"), ("ll", "l"), ("s", "z"), ("th", "t"), ("q", "k")),
)


def written_again(name: str, *, rng: np.random.Generator) -> str:
    """The name as a second clerk heard it: another spelling, a slip of a letter, a word less or a title.

    Never empty; the same name may come back where nothing fits.
    """
    ways = (_respelt, _respelt, _slipped, _slipped, shortened, _titled)
    return ways[int(rng.integers(len(ways)))](name, rng=rng)


def shortened(name: str, *, rng: np.random.Generator) -> str:
    """The name without one of its words; a name of one word stays."""
    words = name.split(" ")
    if len(words) < 2:
        return name
    gone = int(rng.integers(len(words)))
    return " ".join(word for at, word in enumerate(words) if at != gone)


def _respelt(name: str, *, rng: np.random.Generator) -> str:
    lower = name.lower()
    fits = [(old, new) for old, new in _VARIANTS if re.search(old, lower)]
    if not fits:
        return _slipped(name, rng=rng)
    old, new = fits[int(rng.integers(len(fits)))]
    return lower.replace(old, new, 1).title()


def _slipped(name: str, *, rng: np.random.Generator) -> str:
    """One letter inside the name dropped, doubled, swapped with the next or taken for another."""
    places = [at for at in range(1, len(name) - 1) if name[at].isalpha() and name[at + 1].isalpha()]
    if not places:
        return name
    at = places[int(rng.integers(len(places)))]
    letter, after = name[at], name[at + 1]
    written = ("", letter * 2, after + letter, "aiueonrst"[int(rng.integers(9))])[int(rng.integers(4))]
    return name[:at] + written + name[at + (2 if len(written) == 2 and written != letter * 2 else 1) :]


def _titled(name: str, *, rng: np.random.Generator) -> str:
    first, _, rest = name.partition(" ")
    if first in {"H.", "Hj.", "Tb.", "Tubagus", "Ratu"} and rest:
        return rest
    return f"{'H.' if rng.random() < 0.5 else 'Tb.'} {name}"
