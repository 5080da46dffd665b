"""What a resident reads of the fields of a question."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from rekam.verification.asking.rules import Field

FIELDS: Mapping[Field, Promise | str] = {
    Field.NAMA_LGKP: lazy("Nama lengkap"),
    Field.TMPT_LHR: lazy("Tempat lahir"),
    Field.TGL_LHR: lazy("Tanggal lahir"),
    Field.JENIS_KLMIN: lazy("Jenis kelamin"),
    Field.NO_KK: lazy("Nomor KK"),
    Field.ALAMAT: lazy("Alamat"),
    Field.NO_RT: lazy("RT"),
    Field.NO_RW: lazy("RW"),
    Field.NO_PROP: lazy("Provinsi"),
    Field.NO_KAB: lazy("Kabupaten atau kota"),
    Field.NO_KEC: lazy("Kecamatan"),
    Field.NO_KEL: lazy("Kelurahan atau desa"),
    Field.NAMA_LGKP_IBU: lazy("Nama ibu"),
    Field.NAMA_LGKP_AYAH: lazy("Nama ayah"),
    Field.STAT_KWN: lazy("Status perkawinan"),
    Field.STAT_HBKEL: lazy("Hubungan dalam keluarga"),
    Field.AGAMA: lazy("Agama"),
    Field.GOL_DRH: lazy("Golongan darah"),
    Field.JENIS_PKRJN: lazy("Pekerjaan"),
    Field.EKTP_STATUS: lazy("Status KTP-el"),
    Field.PNYDNG_CCT: lazy("Disabilitas"),
    Field.SIDIK_JARI: lazy("Sidik jari"),
    Field.IRIS: lazy("Iris mata"),
    Field.TANDA_TANGAN: lazy("Tanda tangan"),
}
