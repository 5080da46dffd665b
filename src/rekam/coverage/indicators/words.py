"""The indicators as the Ditjen's list names them."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from rekam.coverage.indicators.rules import Indicator

NAMES: Mapping[Indicator, str | Promise] = {
    Indicator.RECORDING: lazy("Perekaman KTP-el"),
    Indicator.CHILD_CARD: lazy("Kartu Identitas Anak (KIA)"),
    Indicator.CERTIFICATES: lazy("Akta kelahiran"),
    Indicator.WHITE_PAPER: lazy("Dokumen di kertas putih"),
    Indicator.SIGNATURE: lazy("Tanda tangan elektronik (TTE)"),
    Indicator.ONLINE: lazy("Layanan daring"),
    Indicator.INTEGRATED: lazy("Layanan terintegrasi"),
    Indicator.DATA_ACCESS: lazy("Akses data (perjanjian kerja sama)"),
    Indicator.BPP: lazy("BPP"),
    Indicator.TENTH: lazy("Indikator kesepuluh"),
}
