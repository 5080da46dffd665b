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
    Template.BREACH: lazy("Kebocoran data pribadi"),
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
