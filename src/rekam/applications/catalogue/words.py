"""Services and their papers in plain words."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from django.utils.translation import gettext_lazy as lazy

from rekam.applications.catalogue.rules import Document, Product, Service

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Text: TypeAlias = "str | _StrPromise"

SERVICES: Mapping[Service, Text] = {
    Service.KTP_NEW: lazy("KTP-el pertama"),
    Service.KTP_LOST: lazy("KTP-el hilang"),
    Service.KTP_DAMAGED: lazy("KTP-el rusak"),
    Service.KTP_CHANGE: lazy("KTP-el karena data berubah"),
    Service.KK: lazy("Kartu keluarga (KK)"),
    Service.KIA: lazy("Kartu identitas anak (KIA)"),
    Service.MOVE_OUT: lazy("Pindah ke kota atau kabupaten lain"),
    Service.MOVE_IN: lazy("Datang dari kota atau kabupaten lain"),
    Service.BIODATA: lazy("Perubahan biodata"),
    Service.BIRTH: lazy("Akta kelahiran"),
    Service.DEATH: lazy("Akta kematian"),
    Service.OUTSIDE: lazy("KTP-el di luar domisili"),
}
FOR_WHOM: Mapping[Service, Text] = {
    Service.KTP_NEW: lazy("Untuk yang sudah 17 tahun atau sudah kawin. Mulai 16 tahun boleh direkam dahulu."),
    Service.KTP_LOST: lazy("Untuk yang pernah menerima KTP-el dan kehilangan kartunya."),
    Service.KTP_DAMAGED: lazy("Untuk yang kartunya rusak, tidak terbaca atau terkelupas."),
    Service.KTP_CHANGE: lazy("Untuk yang datanya sudah berubah; tidak perlu direkam lagi."),
    Service.KK: lazy("Untuk KK baru, KK yang datanya berubah, hilang atau rusak."),
    Service.KIA: lazy("Untuk anak di bawah 17 tahun yang belum kawin."),
    Service.MOVE_OUT: lazy("Untuk surat keterangan pindah (SKPWNI); KTP-el tetap Anda pegang."),
    Service.MOVE_IN: lazy("Untuk yang membawa surat pindah (SKPWNI) dari daerah asal."),
    Service.BIODATA: lazy("Untuk pekerjaan, agama, status kawin dan data lain yang berubah."),
    Service.BIRTH: lazy("Untuk anak yang baru lahir atau belum punya akta; NIK diberikan sekalian."),
    Service.DEATH: lazy("Dilaporkan keluarga; KK diperbarui sekalian."),
    Service.OUTSIDE: lazy(
        "Untuk warga daerah lain: kartu pertama, hilang atau rusak tanpa data yang berubah."
    ),
}
DOCUMENTS: Mapping[Document, Text] = {
    Document.KK: lazy("Kartu keluarga"),
    Document.OLD_KTP: lazy("KTP-el lama"),
    Document.APPLICANT_KTP: lazy("KTP-el pemohon"),
    Document.PARENTS_KTP: lazy("KTP-el kedua orang tua"),
    Document.POLICE_LETTER: lazy("Surat kehilangan dari kepolisian"),
    Document.PROOF_OF_CHANGE: lazy("Bukti perubahan data"),
    Document.MARRIAGE: lazy("Buku nikah atau akta perkawinan"),
    Document.BIRTH_LETTER: lazy("Surat keterangan lahir"),
    Document.BIRTH_ACT: lazy("Kutipan akta kelahiran"),
    Document.DEATH_LETTER: lazy("Surat keterangan kematian"),
    Document.SKPWNI: lazy("Surat pindah (SKPWNI)"),
    Document.CHILD_PHOTO: lazy("Foto anak"),
    Document.AUTHORITY: lazy("Surat kuasa"),
}
CONDITIONS: Mapping[str, Text] = {
    "has_card": lazy("bila KK-nya masih ada"),
    "after_wedding": lazy("bila KK baru karena kawin"),
    "data_changed": lazy("bila ada data yang berubah"),
    "card_lost": lazy("bila KK-nya hilang"),
    "from_five": lazy("bila anak sudah 5 tahun"),
    "has_ktp": lazy("bila sudah punya"),
    "parents_married": lazy("bila orang tuanya kawin tercatat"),
    "dead_had_ktp": lazy("bila kartunya masih ada"),
    "ktp_lost": lazy("bila kartunya hilang"),
    "ktp_damaged": lazy("bila kartunya rusak"),
}
PRODUCTS: Mapping[Product, Text] = {
    Product.CARD: lazy("KTP-el, diambil sendiri di loket"),
    Product.CHILD_CARD: lazy("KIA, diambil di loket"),
    Product.KK: lazy("KK dengan tanda tangan QR, dicetak di kertas A4"),
    Product.MOVE_LETTER: lazy("SKPWNI dengan tanda tangan QR, dicetak di kertas A4"),
    Product.BIODATA: lazy("Biodata penduduk dengan tanda tangan QR, dicetak di kertas A4"),
    Product.BIRTH_ACT: lazy("Kutipan akta kelahiran dengan tanda tangan QR, dicetak di kertas A4"),
    Product.DEATH_ACT: lazy("Kutipan akta kematian dengan tanda tangan QR, dicetak di kertas A4"),
}
# The papers by name.
PAPERS: Mapping[Product, Text] = {
    Product.KK: lazy("Kartu keluarga"),
    Product.MOVE_LETTER: lazy("Surat pindah (SKPWNI)"),
    Product.BIODATA: lazy("Biodata penduduk"),
    Product.BIRTH_ACT: lazy("Kutipan akta kelahiran"),
    Product.DEATH_ACT: lazy("Kutipan akta kematian"),
}
