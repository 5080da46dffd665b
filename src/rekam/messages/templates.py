"""What is sent to people, in their language; short enough for one SMS. Pure.

A message names neither a person nor a NIK: a telephone is read by others too.
"""

from collections.abc import Mapping
from enum import StrEnum

SMS_LETTERS = 160
FIRST_LANGUAGE = "id"


class Template(StrEnum):
    """The messages there are."""

    COLLECT_CARD = "collect_card"
    VISIT_TOMORROW = "visit_tomorrow"
    VISIT_MOVED = "visit_moved"
    VISIT_CALLED_OFF = "visit_called_off"


_TEXTS: Mapping[Template, Mapping[str, str]] = {
    Template.COLLECT_CARD: {
        "id": "{office}: KTP-el Anda siap diambil di {place}, nomor {number}. Gratis. "
        "Tidak mau diingatkan? Sampaikan di kantor.",
        "en": "{office}: your KTP-el is ready at {place}, number {number}. Free of charge. "
        "No more reminders? Tell the office.",
    },
    Template.VISIT_TOMORROW: {
        "id": "{office}: besok {day} perekaman KTP-el di {place}, {people} orang dipanggil. "
        "Mohon ingatkan, bawa KK.",
    },
    Template.VISIT_MOVED: {
        "id": "{office}: perekaman KTP-el di {place} dipindah ke {day}. Mohon umumkan.",
    },
    Template.VISIT_CALLED_OFF: {
        "id": "{office}: perekaman KTP-el {day} di {place} batal: {why}. Mohon umumkan.",
    },
}


def text_of(template: Template, *, language: str, **words: str) -> str:
    """The text of a message in that language, or in Indonesian where there is none; at most 160 letters.

    Raises ValueError where the words make it longer, or one is missing.
    """
    texts = _TEXTS[template]
    try:
        text = texts.get(language, texts[FIRST_LANGUAGE]).format(**words)
    except KeyError as missing:
        raise ValueError(f"{template} needs {missing}") from missing
    if len(text) > SMS_LETTERS:
        raise ValueError(f"{len(text)} letters are more than one SMS holds")
    return text
