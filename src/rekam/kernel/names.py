"""Names of people: how they are shown, and the key by which two spellings of one name meet.

By law a new name has two words, Latin letters, no abbreviation and at most 60 characters; what was
recorded before stays valid, so one word and even one letter are names. No rule here joins two people.
Source: Permendagri 73/2022 Pasal 4 and 5. In force from 2022-04-21.
"""

import re
import unicodedata
from functools import lru_cache

from rekam.kernel.errors import RuleBroken

MAX_CHARACTERS = 60
_TITLES = frozenset(
    {
        *(
            "h",
            "hj",
            "haji",
            "hajjah",
            "tb",
            "tubagus",
            "rt",
            "ratu",
            "ki",
            "kh",
            "kyai",
            "kiai",
            "nyi",
            "nyai",
        ),
        *("ust", "ustad", "ustadz", "ustadzah", "rd", "raden", "drs", "dra", "dr", "drg", "ir", "prof"),
    }
)
# Academic titles behind a name: S.Pd., M.Si, A.Md.Keb; only with their dot, as "SH" may be a word.
_DEGREES = re.compile(
    r"[,\s]+(?:[sma]\.\s?(?:pdi?|ag|si|sos|kom|e|h|t|hum|kes|kep|farm|ip|ap|md|m|p|th|psi|ikom|keb)\b[.,\s]*)+$"
)
# Muhammad, Mohamad, Mochamed, Moch., Muh., Mohd., Mhd. and the like.
_MUHAMMAD = re.compile(r"m(?:u|o|oe)(?:ch|kh|h|k)(?:am+[aeo]d+|d)?|mhd")
_WORDS = {"st": "siti", "siti": "siti", "abd": "abdul", "abdul": "abdul", "ach": "ahmad", "ahm": "ahmad"}
# In this order: the old spelling, letters that only Arabic and Dutch need, then what sounds alike.
_LEVELLED = (
    *(("oe", "u"), ("dj", "j"), ("tj", "c"), ("sj", "sy"), ("sh", "s"), ("kh", "h"), ("ch", "h")),
    *(("dh", "d"), ("dz", "d"), ("dl", "d"), ("th", "t"), ("ts", "s"), ("ph", "p"), ("gh", "g"), ("bh", "b")),
    *(("y", "i"), ("f", "p"), ("v", "p"), ("q", "k"), ("x", "ks"), ("ae", "ai"), ("ei", "ai")),
)
_SOFT_S = re.compile("si(?=[aou])")  # Syarif, Sarif; Aisyah, Aisiah
_NOT_A_WORD = re.compile(r"[^a-z ]+")
_TWICE = re.compile(r"(.)\1+")


def clean_name(text: str) -> str:
    """A name as it is kept: Unicode NFC, single spaces, none at the ends; letters and case untouched."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def name_words(text: str) -> list[str]:
    """The words of a name in small plain letters, without titles unless nothing else is left."""
    words = _plain_words(text)
    return [word for word in words if word not in _TITLES] or words


def name_key(text: str) -> str:
    """The key under which spellings of one name meet, for searching; never proof that two are one.

    Small letters; titles (H., Hj., Tb., Ratu, S.Pd. ...) dropped unless nothing else is left; Muhammad and
    its short forms, Siti/St., Abdul/Abd. made one; each word as `sound_key` levels it.
    """
    named = name_words(text)
    return " ".join(_word_key(word, first_of_many=at == 0 < len(named) - 1) for at, word in enumerate(named))


@lru_cache(maxsize=100_000)  # words repeat, and an import keys a whole register
def sound_key(word: str) -> str:
    """How one word of a name (a to z) sounds, so that its usual spellings are one.

    Old spelling (oe/u, dj/j, tj/c), Arabic letters (sy/s, kh/h, dh/d, th/t ...), y/i, p/f/v, q/k, ae/ai,
    z (j at the beginning, else s), doubled letters and an h at the end are levelled. The key of a key is
    itself.
    """
    key, before = word, ""
    while key != before:
        before = key
        for old, new in _LEVELLED:
            key = key.replace(old, new)
        key = re.sub("^z", "j", key).replace("z", "s")
        key = _SOFT_S.sub("s", key)
        key = _TWICE.sub(r"\1", key)
        key = key.removesuffix("h") or key
    return key


def new_name_problems(text: str) -> tuple[str, ...]:
    """Why a name may not be given to a newborn or taken in a change of name; () when it may.

    returns  any of name_empty, name_too_long, name_single_word, name_not_latin, name_abbreviated

    Names recorded earlier stay valid and are never held to this.
    Source: Permendagri 73/2022 Pasal 4 (2) and 5 (3). In force from 2022-04-21.
    """
    name = clean_name(text)
    if not name:
        return ("name_empty",)
    words = name.split(" ")
    found = {
        "name_too_long": len(name) > MAX_CHARACTERS,
        "name_single_word": len(words) < 2,
        "name_not_latin": not all(letter == " " or _is_latin(letter) for letter in name.replace(".", "")),
        "name_abbreviated": "." in name or any(len(word) == 1 for word in words),
    }
    return tuple(code for code, broken in found.items() if broken)


def check_new_name(text: str) -> str:
    """The cleaned name when it may be given to somebody now.

    Raises RuleBroken with the first code of `new_name_problems`.
    Source: Permendagri 73/2022 Pasal 4 (2) and 5 (3). In force from 2022-04-21.
    """
    problems = new_name_problems(text)
    if problems:
        raise RuleBroken(problems[0], length=len(clean_name(text)), limit=MAX_CHARACTERS)
    return clean_name(text)


def _plain_words(text: str) -> list[str]:
    ascii_only = unicodedata.normalize("NFKD", clean_name(text)).encode("ascii", "ignore").decode().lower()
    joined = _DEGREES.sub("", ascii_only.replace("'", "").replace("`", ""))
    return _NOT_A_WORD.sub(" ", joined).split()


def _word_key(word: str, *, first_of_many: bool) -> str:
    # A lone "M" is somebody's whole legacy name; only before another word does it stand for Muhammad.
    if _MUHAMMAD.fullmatch(word) or (word == "m" and first_of_many):
        return "muhamad"
    return sound_key(_WORDS.get(word, word))


def _is_latin(letter: str) -> bool:
    return letter.isalpha() and "LATIN" in unicodedata.name(letter, "")
