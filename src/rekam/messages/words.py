"""Words of messages, for pages."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from rekam.messages.rules import Channel, State
from rekam.messages.wording import Template

TEMPLATES: Mapping[Template, str | Promise] = {
    Template.COLLECT_CARD: lazy("Kartu siap diambil"),
    Template.CALL_LIST: lazy("Daftar panggilan untuk dijawab"),
    Template.COME_TOMORROW: lazy("Besok perekaman"),
    Template.VISIT_TOMORROW: lazy("Besok kunjungan tim"),
    Template.VISIT_MOVED: lazy("Kunjungan tim dipindah"),
    Template.VISIT_CALLED_OFF: lazy("Kunjungan tim batal"),
    Template.BOOKING_TOMORROW: lazy("Besok janji di loket"),
    Template.BOOKING_TODAY: lazy("Hari ini janji di loket"),
    Template.BOOKING_OUTAGE: lazy("Tempat janji tidak melayani"),
    Template.BOOKING_AGAIN: lazy("Tempat janji melayani lagi"),
    Template.BREACH: lazy("Kebocoran data pribadi"),
    Template.CARD_ENDED: lazy("KTP digital dicabut"),
    Template.CARD_PAUSED: lazy("KTP digital ditangguhkan"),
    Template.ACCOUNT_CODE: lazy("Kode untuk akun warga"),
    Template.ACCOUNT_KNOWN: lazy("Alamat sudah punya akun"),
    Template.ACCOUNT_RECOVERED: lazy("Akun warga dibuka lagi"),
    Template.APPLICATION_RECEIVED: lazy("Permohonan diterima"),
    Template.APPLICATION_ASKED: lazy("Permohonan perlu dilengkapi"),
    Template.APPLICATION_APPROVED: lazy("Permohonan disetujui: bawa berkas asli"),
    Template.APPLICATION_REJECTED: lazy("Permohonan ditolak"),
    Template.APPLICATION_READY: lazy("Permohonan siap diambil"),
    Template.APPLICATION_NOT_READY: lazy("Permohonan ternyata belum siap"),
    Template.APPLICATION_WITHDRAWN: lazy("Permohonan ditarik"),
    Template.APPLICATION_LAPSED: lazy("Permohonan berakhir"),
    Template.APPLICATION_ENDING: lazy("Permohonan akan berakhir"),
    Template.APPLICATION_WAITS: lazy("Permohonan belum diambil"),
    Template.RECORDING_FOLLOWED: lazy("Kabar rekaman diminta"),
    Template.RECORDING_CHECKED: lazy("Rekaman selesai diperiksa"),
    Template.CARD_READY: lazy("KTP-el dicetak, siap diambil"),
    Template.COME_TO_OFFICE: lazy("Mohon datang ke kantor"),
    Template.COME_AGAIN: lazy("Mohon direkam sekali lagi"),
    Template.RECORDING_RESEMBLED: lazy("Rekaman lain mirip; boleh berkeberatan"),
    Template.CARD_AT_17: lazy("Umur 17: KTP-el boleh dicetak"),
}
CHANNELS: Mapping[Channel, str | Promise] = {
    Channel.SMS: lazy("SMS"),
    Channel.WHATSAPP: lazy("WhatsApp"),
    Channel.EMAIL: lazy("Surel"),
}
STATES: Mapping[State, tuple[str, str | Promise]] = {
    State.WAITING: ("wait", lazy("menunggu")),
    State.SENT: ("good", lazy("terkirim")),
    State.FAILED: ("bad", lazy("gagal")),
    State.STOPPED: ("none", lazy("penerima tidak mau")),
    State.TOO_MANY: ("none", lazy("sudah cukup sering")),
    State.NO_WAY: ("bad", lazy("jalur belum dipasang")),
}
