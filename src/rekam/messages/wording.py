"""What is sent to people, in their language: each text a version of its own. Pure.

A message names neither a person nor a NIK: a telephone is read by others too.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from rekam.messages.rules import AT_ONCE, Channel, Kind
from rekam.messages.texts import Template, Text, Wording
from rekam.messages.wording_accounts import ACCOUNTS
from rekam.messages.wording_notices import NOTICES

__all__ = ["FIRST_LANGUAGE", "SHORT_LETTERS", "WORDINGS", "Letter", "Template", "Text", "Wording", "write"]

SHORT_LETTERS = 160  # one SMS; with the line on stopping it may be two
FIRST_LANGUAGE = "id"


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
        calls=True,
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
    Template.BOOKING_TOMORROW: Wording(
        version=1,
        kind=Kind.REMINDER,
        texts={
            "id": Text(
                "Dukcapil: janji Anda besok {day} pukul {hour} di {place}. Bawa KK. Gratis. "
                "Pindah atau batal: {link}",
                subject="Besok: janji Anda di Dukcapil",
            ),
            "en": Text(
                "Dukcapil: your booking is tomorrow {day} {hour} at {place}. Bring the family card. "
                "Change: {link}",
                subject="Tomorrow: your booking at Dukcapil",
            ),
        },
    ),
    Template.BOOKING_TODAY: Wording(
        version=1,
        kind=Kind.REMINDER,
        texts={
            "id": Text(
                "Dukcapil: janji Anda hari ini {day} pukul {hour} di {place}. Bawa KK. Gratis. "
                "Pindah atau batal: {link}",
                subject="Hari ini: janji Anda di Dukcapil",
            ),
            "en": Text(
                "Dukcapil: your booking is today {day} {hour} at {place}. Bring the family card. "
                "Change: {link}",
                subject="Today: your booking at Dukcapil",
            ),
        },
    ),
    Template.BOOKING_OUTAGE: Wording(
        version=1,
        kind=Kind.ASKED,
        texts={
            "id": Text(
                "Dukcapil: {place} tutup: {cause}. Janji {day} {hour} batal. Ganti, didahulukan: {link}",
                subject="Janji Anda tidak dapat dilayani",
                long="{place} tidak melayani: {whole_cause}.\n\nJanji Anda {day} pukul {hour} tidak dapat "
                "dilayani. Maaf. Pilih waktu lain di {link} dengan nomor dan kode Anda: selama tujuh hari "
                "Anda didahulukan. Perkembangannya kami kabarkan.",
            ),
            "en": Text(
                "Dukcapil: {place} closed: {cause}. {day} {hour} is off. Rebook, you are first: {link}",
                subject="Your booking cannot be served",
                long="{place} is out of service: {whole_cause}.\n\nYour booking of {day} {hour} cannot be "
                "served. We are sorry. Choose another time at {link} with your number and code: for seven "
                "days you come first. We will tell you when it works again.",
            ),
        },
    ),
    Template.BOOKING_AGAIN: Wording(
        version=1,
        kind=Kind.ASKED,
        texts={
            "id": Text(
                "Dukcapil: {place} melayani lagi. Janji Anda: {day} pukul {hour}. Bila terlewat, pilih "
                "lagi: {link}",
                subject="Layanan berjalan lagi",
            ),
            "en": Text(
                "Dukcapil: {place} works again. Your booking: {day} {hour}. If that is past, choose "
                "again: {link}",
                subject="The service works again",
            ),
        },
    ),
    Template.COMPLAINT_MOVED: Wording(
        version=1,
        kind=Kind.ASKED,
        texts={
            "id": Text(
                "{office}: ada kabar tentang pengaduan nomor {number}. Buka dengan nomor dan kode Anda.",
                subject="Kabar tentang pengaduan Anda",
            ),
            "en": Text(
                "{office}: there is news of complaint number {number}. Open it with your number and code.",
                subject="News of your complaint",
            ),
        },
    ),
    **NOTICES,
    **ACCOUNTS,
}


def write(
    template: Template, *, channel: Channel, language: str, facts: Mapping[str, str], stop: str = ""
) -> Letter:
    """A message for a channel in a language, or in Indonesian where there is none in it.

    facts  what the wording names; the short text has at most 160 letters with them
    stop   where to say no, "host/stop/code"; "" sends people to the office; none where they leave AT_ONCE
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
    ending = "" if wording.kind in AT_ONCE else _STOP[spoken][0 if stop else 1].format(stop=stop)
    return Letter(text.subject, told + ("\n\n" + ending.strip() if is_long and ending else ending))
