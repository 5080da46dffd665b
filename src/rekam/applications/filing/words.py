"""States, channels, rights and steps in plain words."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from django.utils.translation import gettext_lazy as lazy

from rekam.applications.filing.rules import Authority, Channel, ForWhom
from rekam.applications.filing.steps import State, Step

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Text: TypeAlias = "str | _StrPromise"

# The sign, and the word, as officers and applicants read them.
STATES: Mapping[State, tuple[str, Text]] = {
    State.DRAFT: ("none", lazy("belum dikirim")),
    State.WAITING: ("wait", lazy("menunggu diperiksa")),
    State.INCOMPLETE: ("exception", lazy("menunggu pemohon melengkapi")),
    State.CHECKED: ("wait", lazy("menunggu disetujui")),
    State.APPROVED: ("good", lazy("disetujui, menunggu berkas asli")),
    State.IN_WORK: ("wait", lazy("sedang dikerjakan")),
    State.READY: ("good", lazy("siap diambil")),
    State.COLLECTED: ("good", lazy("sudah diambil")),
    State.REJECTED: ("bad", lazy("ditolak")),
    State.WITHDRAWN: ("none", lazy("ditarik pemohon")),
    State.LAPSED: ("none", lazy("berakhir karena tidak dilanjutkan")),
}
# What the applicant does next, in one sentence.
TODO: Mapping[State, Text] = {
    State.DRAFT: lazy("Kerjakan tiga langkah di bawah, lalu kirim. Isian Anda tersimpan di setiap langkah."),
    State.WAITING: lazy("Petugas memeriksa syarat Anda. Anda tidak perlu berbuat apa-apa sekarang."),
    State.INCOMPLETE: lazy("Lengkapi yang diminta di bawah, lalu kirim lagi. Jam berhenti menunggu Anda."),
    State.CHECKED: lazy("Syarat Anda lengkap; petugas kedua memutus. Anda tidak perlu berbuat apa-apa."),
    State.APPROVED: lazy("Bawa berkas asli ke loket. Gratis; jangan membayar siapa pun."),
    State.IN_WORK: lazy("Berkas asli sudah dilihat; yang Anda ajukan sedang dikerjakan."),
    State.READY: lazy("Sudah siap. Ambil di loket dengan nomor permohonan ini. Gratis."),
    State.COLLECTED: lazy("Selesai. Tidak ada yang perlu dilakukan lagi."),
    State.REJECTED: lazy("Baca alasannya di bawah. Anda boleh mengajukan lagi atau bertanya di loket."),
    State.WITHDRAWN: lazy("Anda menarik permohonan ini. Anda boleh mengajukan yang baru."),
    State.LAPSED: lazy("Permohonan ini berakhir karena lama tidak dilanjutkan. Ajukan lagi bila perlu."),
}
STEPS: Mapping[Step, Text] = {
    Step.SENT: lazy("Dikirim"),
    Step.ASKED: lazy("Diminta melengkapi"),
    Step.CHECKED: lazy("Syarat diperiksa"),
    Step.SENT_BACK: lazy("Dikembalikan ke pemeriksa"),
    Step.APPROVED: lazy("Disetujui"),
    Step.REJECTED: lazy("Ditolak"),
    Step.ORIGINALS: lazy("Berkas asli dilihat"),
    Step.READY: lazy("Siap diambil"),
    Step.REOPENED: lazy("Ternyata belum siap; dikerjakan lagi"),
    Step.COLLECTED: lazy("Diambil"),
    Step.WITHDRAWN: lazy("Ditarik pemohon"),
    Step.LAPSED: lazy("Berakhir"),
    Step.PAUSED: lazy("Jam berhenti"),
    Step.RESUMED: lazy("Jam berjalan lagi"),
}
CHANNELS: Mapping[Channel, Text] = {
    Channel.ONLINE: lazy("sendiri, lewat internet"),
    Channel.COUNTER: lazy("di loket"),
    Channel.VILLAGE: lazy("lewat petugas kelurahan"),
}
FOR_WHOM: Mapping[ForWhom, Text] = {
    ForWhom.SELF: lazy("saya sendiri"),
    ForWhom.FAMILY: lazy("anggota keluarga dalam satu KK"),
    ForWhom.OTHER: lazy("orang lain, dengan surat kuasa"),
}
AUTHORITIES: Mapping[Authority, Text] = {
    Authority.OWN: lazy("untuk diri sendiri"),
    Authority.HEAD: lazy("sebagai kepala keluarga"),
    Authority.PARENT: lazy("sebagai orang tua"),
    Authority.SPOUSE: lazy("sebagai suami atau istri"),
    Authority.FAMILY_CARD: lazy("sebagai anggota KK yang sama"),
    Authority.LETTER: lazy("dengan surat kuasa"),
}
FIELDS: Mapping[str, Text] = {
    "birth_act": lazy("Nomor akta kelahiran"),
    "note": lazy("Keterangan"),
    "police_number": lazy("Nomor surat kehilangan"),
    "police_on": lazy("Tanggal surat kehilangan"),
    "damage": lazy("Apa yang rusak"),
    "changed": lazy("Data yang berubah"),
    "reason": lazy("Mengapa KK diminta"),
    "destination": lazy("Kota atau kabupaten tujuan"),
    "destination_address": lazy("Alamat tujuan"),
    "members": lazy("Siapa yang pindah"),
    "skpwni": lazy("Nomor SKPWNI"),
    "origin": lazy("Daerah asal"),
    "element": lazy("Data yang diubah"),
    "value": lazy("Isi yang benar"),
    "on": lazy("Tanggal kejadian"),
    "place": lazy("Tempat"),
    "document": lazy("Nomor surat bukti"),
    "full_name": lazy("Nama lengkap"),
    "nik": "NIK",
    "sex": lazy("Jenis kelamin"),
    "birth_place": lazy("Tempat lahir"),
    "birth_date": lazy("Tanggal lahir"),
    "religion": lazy("Agama"),
    "marital_status": lazy("Status kawin"),
    "occupation": lazy("Pekerjaan"),
    "mother_name": lazy("Nama ibu"),
    "father_name": lazy("Nama ayah"),
    "area_code": lazy("Kelurahan tujuan"),
    "address": lazy("Alamat"),
    "rt": "RT",
    "rw": "RW",
    "wanted": lazy("Kartu yang diminta"),
    "home": lazy("Kota atau kabupaten pada KTP"),
}
KK_REASONS: Mapping[str, Text] = {
    "new": lazy("KK baru"),
    "changed": lazy("data berubah"),
    "lost": lazy("hilang"),
    "damaged": lazy("rusak"),
}
MOVERS: Mapping[str, Text] = {"self": lazy("hanya pemohon"), "whole": lazy("seluruh isi KK")}
WANTED: Mapping[str, Text] = {
    "new": lazy("kartu pertama"),
    "lost": lazy("kartu hilang"),
    "damaged": lazy("kartu rusak"),
}
SEXES: Mapping[str, Text] = {"L": lazy("laki-laki"), "P": lazy("perempuan")}
# Elements that life changes and a paper of today proves; the others are corrected at the counter.
ELEMENTS: Mapping[str, Text] = {
    "occupation": lazy("Pekerjaan"),
    "religion": lazy("Agama"),
    "marital_status": lazy("Status kawin"),
}
# Answers that are words of a list.
VALUES: Mapping[str, Mapping[str, Text]] = {
    "reason": KK_REASONS,
    "members": MOVERS,
    "wanted": WANTED,
    "sex": SEXES,
    "element": ELEMENTS,
}
