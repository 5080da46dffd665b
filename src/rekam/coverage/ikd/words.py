"""Words of the channels, and of what may be wrong in a line of a file."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from rekam.coverage.ikd.rules import Channel

CHANNELS: Mapping[Channel, str | Promise] = {
    Channel.OFFICE: lazy("Kantor dinas"),
    Channel.KECAMATAN: lazy("Kantor kecamatan"),
    Channel.KELURAHAN: lazy("Kantor kelurahan"),
    Channel.SCHOOL: lazy("Sekolah"),
    Channel.CAMPUS: lazy("Kampus"),
    Channel.MPP: lazy("Mal Pelayanan Publik"),
    Channel.MOBILE: lazy("Layanan keliling"),
    Channel.OTHER: lazy("Tempat lain"),
}
FAULTS: Mapping[str, str | Promise] = {
    "date_malformed": lazy("Tanggal ditulis tahun-bulan-hari, misalnya 2026-11-24."),
    "date_in_future": lazy("Tanggal tidak boleh sesudah hari ini."),
    "area_unknown": lazy("Bukan kode kelurahan atau desa dalam daftar Kemendagri."),
    "area_not_yours": lazy("Kelurahan ini di luar wilayah kantor."),
    "channel_unknown": lazy("Saluran tidak dikenal; pakai salah satu dari daftar."),
    "count_malformed": lazy("Jumlah ditulis dengan angka tanpa titik atau koma, 0 sampai 9999999."),
    "source_missing": lazy("Sumber belum diisi, atau lebih dari 120 huruf."),
    "line_twice": lazy("Tanggal, kelurahan dan saluran yang sama sudah ada di baris sebelumnya."),
}
