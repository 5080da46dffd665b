"""Names of people: how they are shown, and the key by which two spellings of one name meet.

By law a new name has two words, Latin letters, no abbreviation and at most 60 characters; what was
recorded before stays valid, so one word and even one letter are names. No rule here joins two people.
Source: Permendagri 73/2022 Pasal 4 and 5. In force from 2022-04-21.
"""

import re
import unicodedata

from rekam.kernel.errors import RuleBroken

MAX_CHARACTERS = 60
_TITLES = frozenset({"h", "hj", "haji", "hajjah", "tb", "tubagus", "rt", "ratu", "ki", "kh", "kyai", "ust"})
_MUHAMMAD = frozenset(
    {
        *("muhammad", "muhamad", "muhamed", "mohammad", "mohamad", "mohamed", "mochamad", "mochammad"),
        *("moh", "moch", "muh", "much", "mohd", "muhd", "mhd"),
    }
)
_WORDS = {"st": "siti", "siti": "siti", "abd": "abdul", "abdul": "abdul", "ach": "ahmad", "ahm": "ahmad"}
_OLD_SPELLING = (("oe", "u"), ("dj", "j"), ("tj", "c"), ("ch", "h"), ("y", "i"))
_NOT_A_WORD = re.compile(r"[^a-z ]+")
_TWICE = re.compile(r"(.)\1+")


def clean_name(text: str) -> str:
    """A name as it is kept: Unicode NFC, single spaces, none at the ends; letters and case untouched."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def shown_name(text: str) -> str:
    """A name as a page shows it: one all in capitals, as old systems send it, gets small letters."""
    name = clean_name(text)
    if not name.isupper() or len(name) == 1:
        return name
    return " ".join(word[:1] + word[1:].lower() for word in name.split(" "))


def name_key(text: str) -> str:
    """The key under which spellings of one name meet, for searching; never proof that two are one.

    Small letters; titles (H., Hj., Tb., Ratu ...) dropped unless nothing else is left; Muhammad and its
    short forms, Siti/St., Abdul/Abd. made one; oe/u, dj/j, tj/c, ch/h, y/i and doubled letters levelled.
    """
    words = _plain_words(text)
    named = [word for word in words if word not in _TITLES] or words
    return " ".join(_word_key(word, first_of_many=at == 0 < len(named) - 1) for at, word in enumerate(named))


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
    joined = ascii_only.replace("'", "").replace("`", "")
    return _NOT_A_WORD.sub(" ", joined).split()


def _word_key(word: str, *, first_of_many: bool) -> str:
    # A lone "M" is somebody's whole legacy name; only before another word does it stand for Muhammad.
    if word in _MUHAMMAD or (word == "m" and first_of_many):
        return "muhamad"
    key = _WORDS.get(word, word)
    for old, new in _OLD_SPELLING:
        key = key.replace(old, new)
    return _TWICE.sub(r"\1", key)


def _is_latin(letter: str) -> bool:
    return letter.isalpha() and "LATIN" in unicodedata.name(letter, "")
