"""Events, columns and warnings in the words of the office."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from django.utils.translation import gettext_lazy as lazy

from rekam.registry.entries.effects import EFFECTS, UNDOES, Kind, OnCard, Withdraws
from rekam.registry.entries.rules import Basis, Block, Risk, State
from rekam.registry.rules import Status

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Text: TypeAlias = "str | _StrPromise"

KINDS: Mapping[Kind, Text] = {
    Kind.BIRTH: lazy("Kelahiran"),
    Kind.LATE_BIODATA: lazy("Biodata terlambat"),
    Kind.DEATH: lazy("Kematian"),
    Kind.MOVE_WITHIN: lazy("Pindah dalam kota"),
    Kind.MOVE_OUT: lazy("Pindah keluar (SKPWNI)"),
    Kind.MOVE_IN: lazy("Kedatangan (SKPWNI)"),
    Kind.MARRIAGE: lazy("Perkawinan"),
    Kind.DIVORCE: lazy("Perceraian"),
    Kind.CHANGE: lazy("Perubahan elemen data"),
    Kind.SPLIT_CARD: lazy("Pecah KK"),
    Kind.JOIN_CARD: lazy("Numpang KK"),
    Kind.CORRECTION: lazy("Pembetulan"),
    Kind.DEACTIVATION: lazy("Penonaktifan NIK"),
    Kind.REACTIVATION: lazy("Pengaktifan kembali NIK"),
    Kind.DOUBLE_NIK: lazy("NIK ganda"),
    Kind.AREA_CHANGE: lazy("Perubahan kode wilayah"),
    Kind.DEATH_ANNULLED: lazy("Pembatalan kematian"),
    Kind.DOUBLE_UNDONE: lazy("Pembatalan NIK ganda"),
    Kind.CARD_REISSUED: lazy("KK diterbitkan ulang"),
    Kind.TURNED_17: lazy("Genap 17 tahun"),
    Kind.CARD_LOST: lazy("KTP-el hilang"),
    Kind.CARD_DAMAGED: lazy("KTP-el rusak"),
}

# In the order of the page from which an event is entered.
GROUPS: tuple[tuple[Text, tuple[Kind, ...]], ...] = (
    (lazy("Keluarga"), (Kind.MARRIAGE, Kind.DIVORCE, Kind.DEATH, Kind.SPLIT_CARD, Kind.JOIN_CARD)),
    (lazy("Pindah"), (Kind.MOVE_WITHIN, Kind.MOVE_OUT)),
    (lazy("Data"), (Kind.CHANGE, Kind.CORRECTION)),
    (lazy("NIK"), (Kind.DEACTIVATION, Kind.REACTIVATION, Kind.DOUBLE_NIK)),
    (lazy("Yang tercatat keliru"), (Kind.DEATH_ANNULLED, Kind.DOUBLE_UNDONE)),
)
ADDED_TO_FAMILY = (Kind.BIRTH, Kind.LATE_BIODATA, Kind.MOVE_IN)
ENTERED = frozenset(kind for kind, effect in EFFECTS.items() if effect.entered)
WITHOUT_FAMILY = (Kind.MOVE_IN, Kind.LATE_BIODATA, Kind.AREA_CHANGE)

DOCUMENTS: Mapping[Kind, Text] = {
    Kind.BIRTH: lazy("Nomor akta atau surat keterangan lahir"),
    Kind.DEATH: lazy("Nomor akta atau surat keterangan kematian"),
    Kind.MARRIAGE: lazy("Nomor akta atau buku nikah"),
    Kind.DIVORCE: lazy("Nomor akta cerai"),
    Kind.CHANGE: lazy("Nomor dokumen dasar perubahan"),
    Kind.CORRECTION: lazy("Nomor dokumen dasar pembetulan"),
    Kind.AREA_CHANGE: lazy("Nomor peraturan"),
    Kind.DEATH_ANNULLED: lazy("Nomor putusan pengadilan atau berita acara pembatalan akta"),
    Kind.DOUBLE_UNDONE: lazy("Nomor berita acara pemeriksaan"),
}
DAYS: Mapping[Kind, Text] = dict.fromkeys(UNDOES, lazy("Tanggal putusan atau berita acara"))
DAY = lazy("Tanggal peristiwa")
DOCUMENT = lazy("Nomor formulir atau surat")

COLUMNS: Mapping[str, Text] = {
    "nik": "NIK",
    "kk": lazy("Nomor KK"),
    "area_code": lazy("Kelurahan"),
    "full_name": lazy("Nama lengkap"),
    "sex": lazy("Jenis kelamin"),
    "birth_place": lazy("Tempat lahir"),
    "birth_date": lazy("Tanggal lahir"),
    "blood_group": lazy("Golongan darah"),
    "religion": lazy("Agama"),
    "marital_status": lazy("Status kawin"),
    "ever_married": lazy("Pernah kawin"),
    "occupation": lazy("Pekerjaan"),
    "nationality": lazy("Kewarganegaraan"),
    "permit_until": lazy("ITAP berlaku sampai"),
    "head_relation": lazy("Hubungan dalam keluarga"),
    "mother_name": lazy("Nama ibu"),
    "father_name": lazy("Nama ayah"),
    "address": lazy("Alamat"),
    "rt": "RT",
    "rw": "RW",
    "disability": lazy("Disabilitas"),
    "status": lazy("Status penduduk"),
    "status_on": lazy("Sejak"),
    "blocked_for": lazy("NIK nonaktif karena"),
    "ektp_status": lazy("Status KTP-el"),
    "recorded_on": lazy("Direkam"),
    "print_ready_on": lazy("Siap cetak"),
    "printed_on": lazy("Dicetak"),
    "handed_on": lazy("Diserahkan"),
    "lost_on": lazy("Dilaporkan hilang"),
}
SEXES: Mapping[str, Text] = {"L": lazy("laki-laki"), "P": lazy("perempuan")}
STATUSES: Mapping[str, Text] = {
    Status.ACTIVE: lazy("aktif"),
    Status.DEAD: lazy("meninggal"),
    Status.MOVED: lazy("pindah keluar"),
    Status.INACTIVE: lazy("nonaktif"),
}
BLOCKS: Mapping[str, Text] = {
    Block.NOT_RECORDED: lazy("belum direkam sampai usia 22 tahun"),
    Block.DOUBLE: lazy("NIK ganda"),
    Block.NOT_ADJUDICATED: lazy("belum diajudikasi"),
    Block.WRONG_RECORDING: lazy("salah rekam"),
    Block.INCOMPLETE: lazy("data tidak lengkap"),
    Block.ANOMALOUS: lazy("data anomali"),
}
BASES: Mapping[str, Text] = {
    Basis.BIOMETRIC: lazy("hasil ajudikasi biometrik"),
    Basis.PAPERS: lazy("dokumen kependudukan"),
    Basis.STATEMENT: lazy("surat pernyataan orangnya"),
}
LADDER: Mapping[str, Text] = {
    "ektp.unregistered": lazy("KTP-el: belum direkam"),
    "ektp.bio_captured": lazy("KTP-el: direkam"),
    "ektp.processing": lazy("KTP-el: diproses"),
    "ektp.sent_for_enrollment": lazy("KTP-el: dikirim untuk didaftarkan"),
    "ektp.received_at_central": lazy("KTP-el: diterima pusat"),
    "ektp.sent_for_dedup": lazy("KTP-el: penunggalan"),
    "ektp.adjudicate_record": lazy("KTP-el: ajudikasi"),
    "ektp.duplicate_record": lazy("KTP-el: rekaman ganda"),
    "ektp.print_ready_record": lazy("KTP-el: siap cetak"),
    "ektp.sent_for_card_printing": lazy("KTP-el: dikirim untuk dicetak"),
    "ektp.card_printed": lazy("KTP-el: dicetak"),
    "ektp.card_issued": lazy("KTP-el: diserahkan"),
    "ektp.card_lost": lazy("KTP-el: dilaporkan hilang"),
    "ektp.card_found": lazy("KTP-el: tidak jadi hilang"),
}
LADDER_ELSE = lazy("KTP-el: langkah lain")

STATES: Mapping[str, tuple[str, Text]] = {
    State.WAITING: ("wait", lazy("menunggu verifikator")),
    State.APPROVED: ("good", lazy("disetujui")),
    State.REFUSED: ("bad", lazy("ditolak")),
    State.WITHDRAWN: ("none", lazy("ditarik")),
}
RISKS: Mapping[str, Text] = {
    Risk.LOW: lazy("risiko rendah"),
    Risk.NORMAL: lazy("risiko biasa"),
    Risk.HIGH: lazy("risiko tinggi"),
}
WARNINGS: Mapping[str, Text] = {
    "nik_area_unknown": lazy("Kode kecamatan dalam NIK tidak dikenal (bisa kode lama)."),
    "nik_birth_date_impossible": lazy("Tanggal dalam NIK tidak ada di kalender."),
    "nik_birth_date_differs": lazy("Tanggal lahir dalam NIK berbeda dari data; NIK tetap berlaku."),
    "nik_sex_differs": lazy("Jenis kelamin dalam NIK berbeda dari data; NIK tetap berlaku."),
    "nik_serial_zero": lazy("Nomor urut dalam NIK adalah nol."),
    "birth_date_convention": lazy(
        "Tanggal lahir ini lazim ditulis bila harinya tidak diketahui; bukan bukti."
    ),
    "married_already": lazy("Orang ini sudah tercatat kawin."),
    "marriage_under_19": lazy("Usia di bawah 19 tahun: periksa dispensasi pengadilan."),
    "marriage_same_kk": lazy("{name} tercatat dalam KK yang sama: periksa hubungan keluarganya."),
    "marriage_near_relative": lazy(
        "{name} menurut nama orang tuanya kerabat dekat orang ini: "
        "periksa larangan kawin (UU 1/1974 Pasal 8)."
    ),
    "later_event": lazy(
        "{name} sudah mempunyai peristiwa sesudah tanggal ini: {event}, {day}. Periksa tanggal dan urutannya."
    ),
    "undone_in_part": lazy("Data {name} sudah berubah lagi sejak itu; yang itu tidak ikut dikembalikan."),
    "head_under_17": lazy("Kepala keluarga baru belum 17 tahun."),
    "another_waits": lazy("Entri lain tentang orang ini masih menunggu."),
}
CARDS: Mapping[str, Text] = {
    OnCard.KIA: lazy("KIA diterbitkan."),
    OnCard.FIRST: lazy("KTP-el: rekam, lalu cetak, bila sudah wajib KTP."),
    OnCard.REPRINT: lazy("KTP-el dicetak ulang; tidak perlu rekam ulang."),
    OnCard.STAYS: lazy("KTP-el tetap di tangan orangnya; tidak ditarik di sini."),
    OnCard.BACK: lazy("KTP-el diminta kembali."),
    OnCard.VALID_AGAIN: lazy("KTP-el berlaku lagi; yang sudah ditarik dicetak ulang tanpa rekam ulang."),
}
WITHDRAWN: Mapping[str, Text] = {
    Withdraws.HERE: lazy("Kartu lama ditarik dan dimusnahkan kantor ini."),
    Withdraws.DESTINATION: lazy("Kartu lama ditarik daerah tujuan."),
}
