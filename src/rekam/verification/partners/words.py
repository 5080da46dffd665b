"""The words of contracts, fields and codes on the office's pages."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from rekam.verification.asking.rules import Code, Field
from rekam.verification.asking.watching import Sign
from rekam.verification.partners.rules import Kind, State
from rekam.verification.partners.services import LATE

KINDS: Mapping[Kind, Promise] = {
    Kind.BPJS: lazy("BPJS"),
    Kind.BANK: lazy("bank atau lembaga keuangan"),
    Kind.POLICE: lazy("kepolisian"),
    Kind.TELECOM: lazy("telekomunikasi"),
    Kind.GOVERNMENT: lazy("instansi pemerintah"),
    Kind.OTHER: lazy("badan usaha lain"),
}
STATES: Mapping[State, Promise] = {
    State.DRAFT: lazy("menunggu persetujuan"),
    State.ACTIVE: lazy("boleh bertanya"),
    State.WARNED: lazy("diperingatkan, masih boleh bertanya"),
    State.STOPPED: lazy("dihentikan otomatis"),
    State.SUSPENDED: lazy("ditangguhkan"),
    State.ENDED: lazy("berakhir"),
}
SIGNS: Mapping[State, str] = {
    State.DRAFT: "wait",
    State.ACTIVE: "good",
    State.WARNED: "wait",
    State.STOPPED: "bad",
    State.SUSPENDED: "bad",
    State.ENDED: "none",
}
STEPS: Mapping[State, Promise] = {
    State.ACTIVE: lazy("Buka kembali"),
    State.WARNED: lazy("Beri peringatan"),
    State.SUSPENDED: lazy("Tangguhkan: tidak boleh bertanya"),
    State.ENDED: lazy("Akhiri perjanjian untuk seterusnya"),
}
FIELDS: Mapping[Field, Promise] = {
    Field.NAMA_LGKP: lazy("nama lengkap"),
    Field.TMPT_LHR: lazy("tempat lahir"),
    Field.TGL_LHR: lazy("tanggal lahir"),
    Field.JENIS_KLMIN: lazy("jenis kelamin"),
    Field.NO_KK: lazy("nomor KK"),
    Field.ALAMAT: lazy("alamat"),
    Field.NO_RT: lazy("RT"),
    Field.NO_RW: lazy("RW"),
    Field.NO_PROP: lazy("kode provinsi"),
    Field.NO_KAB: lazy("kode kabupaten/kota"),
    Field.NO_KEC: lazy("kode kecamatan"),
    Field.NO_KEL: lazy("kode kelurahan/desa"),
    Field.NAMA_LGKP_IBU: lazy("nama ibu"),
    Field.NAMA_LGKP_AYAH: lazy("nama ayah"),
    Field.STAT_KWN: lazy("status kawin"),
    Field.STAT_HBKEL: lazy("hubungan dalam keluarga"),
    Field.AGAMA: lazy("agama"),
    Field.GOL_DRH: lazy("golongan darah"),
    Field.JENIS_PKRJN: lazy("pekerjaan"),
    Field.EKTP_STATUS: lazy("status KTP-el"),
    Field.PNYDNG_CCT: lazy("disabilitas (persetujuan Menteri)"),
    Field.WAJAH: lazy("wajah"),
    Field.SIDIK_JARI: lazy("sidik jari (persetujuan Menteri)"),
    Field.IRIS: lazy("iris (persetujuan Menteri)"),
    Field.TANDA_TANGAN: lazy("tanda tangan (persetujuan Menteri)"),
}
CODES: Mapping[Code, Promise] = {
    Code.DEAD: lazy("11 ditemukan, sudah meninggal"),
    Code.DOUBLE: lazy("12 ditemukan, data ganda"),
    Code.UNKNOWN: lazy("13 tidak ditemukan"),
    Code.INACTIVE: lazy("14 ditemukan, nonaktif"),
    Code.MALFORMED: lazy("15 NIK tidak sesuai format"),
}
WHY: Mapping[str, Promise] = {
    Sign.RATE: lazy("pertanyaan tiba-tiba jauh lebih banyak dari biasa"),
    Sign.NOT_FOUND: lazy("terlalu banyak NIK yang tidak ditemukan"),
    Sign.SEQUENCE: lazy("NIK ditanyakan berurutan"),
    Sign.FAMILY: lazy("banyak NIK dari satu keluarga"),
    Sign.BIRTH_DAY: lazy("banyak NIK dari satu tanggal lahir"),
    Sign.CANARY: lazy("kunci pancingan ditanyakan"),
    LATE: lazy("laporan pemakaian belum dibenarkan"),
}
