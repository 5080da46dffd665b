"""Topics, events and standings of notices in plain words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from rekam.applications.notices.queries import Standing
from rekam.applications.notices.rules import Birthday, State, Topic
from rekam.messages.rules import Channel
from rekam.messages.rules import State as Sent
from rekam.messages.texts import Template
from rekam.messages.words import CHANNELS, TEMPLATES

TOPICS: Mapping[Topic, str | Promise] = {
    Topic.APPLICATION: lazy("Permohonan"),
    Topic.RECORDING: lazy("Rekaman dan kartu"),
    Topic.BIRTHDAY: lazy("Ulang tahun ke-16 dan ke-17"),
    Topic.BREACH: lazy("Kebocoran data"),
}
BIRTHDAYS: Mapping[Birthday, str | Promise] = {
    Birthday.MAY_BE_RECORDED: lazy("Umur 16: boleh direkam"),
    Birthday.CARD_NOW: lazy("Kartu boleh dicetak"),
    Birthday.RECORD_NOW: lazy("Waktunya direkam"),
}
# The sign, and the word. STOPPED is no failure: somebody asked for it.
STANDINGS: Mapping[Standing, tuple[str, str | Promise]] = {
    Sent.SENT: ("good", lazy("terkirim")),
    State.HANDED: ("good", lazy("terkirim; catatannya sudah dihapus")),
    Sent.WAITING: ("wait", lazy("menunggu dikirim")),
    State.TO_PRINT: ("wait", lazy("menunggu dicetak sebagai surat")),
    State.PRINTED: ("good", lazy("surat dicetak")),
    Sent.FAILED: ("bad", lazy("tidak sampai")),
    Sent.NO_WAY: ("bad", lazy("jalur belum dipasang")),
    State.BAD_CONTACT: ("bad", lazy("alamatnya tidak lengkap")),
    State.NO_CONTACT: ("none", lazy("tidak ada alamat")),
    Sent.STOPPED: ("none", lazy("penerima tidak mau")),
    Sent.TOO_MANY: ("none", lazy("sudah cukup sering")),
    State.NOT_NEEDED: ("none", lazy("tidak perlu lagi")),
}


def event_word(event: str) -> str | Promise:
    """What was told, in words."""
    if event in set(Birthday):
        return BIRTHDAYS[Birthday(event)]
    return TEMPLATES[Template(event)]


def way_word(channel: str) -> str | Promise:
    """By which way, or nothing."""
    return CHANNELS[Channel(channel)] if channel else ""
