"""What is sent to people, in their language: each text a version of its own. Pure.

A message names neither a person nor a NIK: a telephone is read by others too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from rekam.messages.rules import Channel, Kind

SHORT_LETTERS = 160  # one SMS; with the line on stopping it may be two
FIRST_LANGUAGE = "id"


class Template(StrEnum):
    """The messages there are."""

    COLLECT_CARD = "collect_card"
    CALL_LIST = "call_list"
    COME_TOMORROW = "come_tomorrow"
    VISIT_TOMORROW = "visit_tomorrow"
    VISIT_MOVED = "visit_moved"
    VISIT_CALLED_OFF = "visit_called_off"
    BREACH = "breach"


@dataclass(frozen=True)
class Text:
    """A text in one language: short for telephones; subject and long for e-mail ("" = the short one)."""

    short: str
    subject: str = ""
    long: str = ""


@dataclass(frozen=True)
class Wording:
    """One version of a message in its languages.

    version  goes up with every change of words, so that the log tells what was read
    law      what obliges us to send it; "" where nothing does
    """

    version: int
    kind: Kind
    texts: Mapping[str, Text]
    law: str = ""


@dataclass(frozen=True)
class Letter:
    """A message as it leaves."""

    subject: str
    text: str


_STOP = {
    "id": (" Berhenti: {stop}", " Tidak mau pesan lagi? Sampaikan di kantor."),
    "en": (" Stop: {stop}", " No more messages? Tell the office."),
}

WORDINGS: Mapping[Template, Wording] = {
    Template.COLLECT_CARD: Wording(
        version=2,
        kind=Kind.REMINDER,
        texts={
            "id": Text(
                "{office}: KTP-el Anda siap diambil di {place}, nomor {number}. Gratis.",
                subject="KTP-el Anda siap diambil",
            ),
            "en": Text(
                "{office}: your KTP-el is ready at {place}, number {number}. Free of charge.",
                subject="Your KTP-el is ready",
            ),
        },
    ),
    Template.CALL_LIST: Wording(
        version=1,
        kind=Kind.ASKED,
        texts={
            "id": Text(
                "{office}: daftar panggilan perekaman KTP-el, {people} orang. Jawab sampai {until}: {link}",
                subject="Daftar panggilan perekaman KTP-el",
                long="{office} memohon bantuan Anda: {people} orang di {place} belum direkam untuk "
                "KTP-el.\n\n"
                "Buka {link} dan pilih satu jawaban untuk tiap orang, paling lambat {until}. "
                "Tidak perlu akun. Jawaban Anda tidak mengubah data siapa pun; petugas memeriksanya.\n\n"
                "Daftar ini hanya untuk Anda. Jangan diteruskan, dan jangan difoto.",
            ),
            "en": Text(
                "{office}: people to call for their KTP-el recording, {people}. Answer by {until}: {link}",
                subject="People to call for their KTP-el recording",
                long="{office} asks for your help: {people} people of {place} are not recorded for the "
                "KTP-el.\n\n"
                "Open {link} and choose one answer for each, by {until} at the latest. No account is needed. "
                "Your answer changes nobody's data; an officer looks into it.\n\n"
                "The list is for you alone. Do not pass it on, and take no photograph of it.",
            ),
        },
    ),
    Template.COME_TOMORROW: Wording(
        version=1,
        kind=Kind.REMINDER,
        texts={
            "id": Text(
                "{office}: besok {day} perekaman KTP-el di {place}. Bawa KK. Gratis.",
                subject="Besok: perekaman KTP-el",
            ),
            "en": Text(
                "{office}: KTP-el recording tomorrow {day} at {place}. Bring the family card. Free.",
                subject="Tomorrow: KTP-el recording",
            ),
        },
    ),
    Template.VISIT_TOMORROW: Wording(
        version=1,
        kind=Kind.ASKED,
        texts={
            "id": Text(
                "{office}: besok {day} perekaman KTP-el di {place}, {people} orang dipanggil. "
                "Mohon ingatkan, bawa KK.",
                subject="Besok: perekaman KTP-el",
            ),
            "en": Text(
                "{office}: KTP-el recording tomorrow {day} at {place}, {people} people are called. "
                "Please remind them: family card.",
                subject="Tomorrow: KTP-el recording",
            ),
        },
    ),
    Template.VISIT_MOVED: Wording(
        version=1,
        kind=Kind.ASKED,
        texts={
            "id": Text(
                "{office}: perekaman KTP-el di {place} dipindah ke {day}. Mohon umumkan.",
                subject="Perekaman KTP-el dipindah",
            ),
            "en": Text(
                "{office}: the KTP-el recording at {place} is moved to {day}. Please announce it.",
                subject="KTP-el recording moved",
            ),
        },
    ),
    Template.VISIT_CALLED_OFF: Wording(
        version=1,
        kind=Kind.ASKED,
        texts={
            "id": Text(
                "{office}: perekaman KTP-el {day} di {place} batal: {why}. Mohon umumkan.",
                subject="Perekaman KTP-el batal",
            ),
            "en": Text(
                "{office}: the KTP-el recording of {day} at {place} is off: {why}. Please announce it.",
                subject="KTP-el recording called off",
            ),
        },
    ),
    Template.BREACH: Wording(
        version=1,
        kind=Kind.OWED,
        law="UU 27/2022 Pasal 46 (recall): whose data leaked is told in writing within 3 x 24 hours",
        texts={
            "id": Text(
                "{office}: data Anda bocor pada {day}. Surat lengkap menyusul; tanyakan di {place}.",
                subject="Pemberitahuan kebocoran data pribadi",
                long="{office} memberitahukan, sesuai UU 27/2022 Pasal 46, bahwa data pribadi Anda bocor "
                "pada {day}.\n\nYang bocor: {what}.\nYang kami lakukan: {done}.\nTanyakan di {place}.",
            ),
            "en": Text(
                "{office}: your data leaked on {day}. A full letter follows; ask at {place}.",
                subject="Notice of a personal data breach",
                long="{office} tells you, by UU 27/2022 Article 46, that personal data of yours leaked on "
                "{day}.\n\nWhat leaked: {what}.\nWhat we do: {done}.\nAsk at {place}.",
            ),
        },
    ),
}


def write(
    template: Template, *, channel: Channel, language: str, facts: Mapping[str, str], stop: str = ""
) -> Letter:
    """A message for a channel in a language, or in Indonesian where there is none in it.

    facts  what the wording names; the short text has at most 160 letters with them
    stop   where to say no, "host/stop/code"; "" sends people to the office. Owed messages have no such line
    Raises ValueError where the facts make the short text longer, or one is missing.
    """
    wording = WORDINGS[template]
    spoken = language if language in wording.texts else FIRST_LANGUAGE
    text = wording.texts[spoken]
    is_long = channel is Channel.EMAIL and bool(text.long)
    try:
        told = (text.long if is_long else text.short).format(**facts)
    except KeyError as missing:
        raise ValueError(f"{template} needs {missing}") from missing
    if not is_long and len(told) > SHORT_LETTERS:
        raise ValueError(f"{len(told)} letters are more than one SMS holds")
    ending = "" if wording.kind is Kind.OWED else _STOP[spoken][0 if stop else 1].format(stop=stop)
    return Letter(text.subject, told + ("\n\n" + ending.strip() if is_long and ending else ending))
