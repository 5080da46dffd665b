"""How pages name measures and channels."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rekam.coverage.projection.lives import Channel
from rekam.coverage.projection.rules import Measure

MEASURES: Mapping[Measure, Promise] = {
    Measure.RECORDED: _("Sudah direkam"),
    Measure.HELD: _("Memegang kartu"),
    Measure.IKD: _("IKD aktif"),
}
CHANNELS: Mapping[Channel, Promise] = {
    Channel.UNKNOWN: _("tidak diketahui (hanya tanggalnya yang diimpor)"),
    Channel.COUNTER: _("loket"),
    Channel.OUTREACH: _("jemput bola"),
    Channel.ELSEWHERE: _("daerah lain"),
}
