"""The ladder in plain words: what a status means, and what an office does next."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from rekam.enrolment import refusals
from rekam.enrolment.rules import Status
from rekam.registry.services import ladder_is_ours

Text = str | Promise


@dataclass(frozen=True, kw_only=True)
class Told:
    """A status for people: one word, one sentence, what to do next, and the sign of the state.

    state   good, wait, bad or none, as `ui.parts.State`
    """

    word: Text
    sentence: Text
    next: Text
    state: str = "wait"


NOTHING = lazy("Tidak ada yang perlu dikerjakan; berjalan sendiri.")

WORDS: Mapping[Status, Told] = {
    Status.UNREGISTERED: Told(
        word=lazy("belum direkam"),
        sentence=lazy("NIK ada di register, biometriknya belum direkam."),
        next=lazy("Undang untuk perekaman."),
        state="none",
    ),
    Status.BIO_CAPTURED: Told(
        word=lazy("terekam"),
        sentence=lazy("Sudah direkam dan sampai di server."),
        next=NOTHING,
    ),
    Status.PROCESSING: Told(
        word=lazy("diproses"), sentence=lazy("Data dan gambarnya sedang diperiksa."), next=NOTHING
    ),
    Status.SENT_FOR_ENROLLMENT: Told(
        word=lazy("dikirim"), sentence=lazy("Dikirim untuk didaftarkan."), next=NOTHING
    ),
    Status.RECEIVED_AT_CENTRAL: Told(
        word=lazy("diterima pusat"), sentence=lazy("Sudah diterima untuk penunggalan."), next=NOTHING
    ),
    Status.SENT_FOR_DEDUP: Told(
        word=lazy("penunggalan"),
        sentence=lazy("Sedang dibandingkan dengan semua rekaman lain."),
        next=NOTHING,
    ),
    Status.ENROLL_FAILURE_AT_CENTRAL: Told(
        word=lazy("gagal daftar"),
        sentence=lazy("Biometrik kurang atau tidak terbaca."),
        next=lazy("Kirim ulang sekali; bila gagal lagi, sisihkan dan rekam ulang bagian yang disebut."),
        state="bad",
    ),
    Status.ENROLL_FAILURE_AT_REGIONAL: Told(
        word=lazy("gagal daftar di daerah"),
        sentence=lazy("Biometrik kurang atau tidak terbaca, ditemukan di daerah."),
        next=lazy("Kirim ulang sekali; bila gagal lagi, sisihkan dan rekam ulang bagian yang disebut."),
        state="bad",
    ),
    Status.SEARCH_FAILURE_AT_CENTRAL: Told(
        word=lazy("pencarian gagal"),
        sentence=lazy("Pembandingan tidak dapat diselesaikan."),
        next=lazy("Buka rekamannya, tekan Cari lagi; laporkan bila gagal lagi."),
        state="bad",
    ),
    Status.ADJUDICATE_RECORD: Told(
        word=lazy("ajudikasi"),
        sentence=lazy("Mirip dengan rekaman lain; dua orang memutus terpisah."),
        next=lazy("Putuskan di halaman Ajudikasi."),
    ),
    Status.REQUEST_VALIDATION: Told(
        word=lazy("perlu diperiksa"),
        sentence=lazy("Data rekaman dan register bertentangan, atau NIK belum ada."),
        next=lazy("Periksa alasannya, betulkan, lalu proses lagi."),
        state="bad",
    ),
    Status.DUPLICATE_RECORD: Told(
        word=lazy("ganda"),
        sentence=lazy("Orang yang sama sudah direkam dengan NIK lain."),
        next=lazy(
            "Panggil orangnya untuk memilih satu NIK: pertahankan atau sisihkan rekaman ini; "
            "bila pindah, layani pindah datang."
        ),
        state="bad",
    ),
    Status.PRINT_READY_RECORD: Told(
        word=lazy("siap cetak"),
        sentence=lazy("Tunggal; kartunya boleh dicetak."),
        next=lazy("Cetak bila ada blanko."),
        state="good",
    ),
    Status.SENT_FOR_CARD_PRINTING: Told(
        word=lazy("antre cetak"), sentence=lazy("Dikirim ke pencetakan."), next=NOTHING
    ),
    Status.CARD_PRINTED: Told(
        word=lazy("tercetak"),
        sentence=lazy("Kartu sudah tercetak."),
        next=lazy("Serahkan setelah jari cocok satu lawan satu."),
        state="good",
    ),
    Status.CARD_SHIPPED: Told(
        word=lazy("dikirimkan"),
        sentence=lazy("Kartu dikirim ke tempat penyerahan."),
        next=lazy("Serahkan setelah jari cocok satu lawan satu."),
    ),
    Status.CARD_ISSUED: Told(
        word=lazy("diserahkan"),
        sentence=lazy("Kartu sudah di tangan pemiliknya."),
        next=NOTHING,
        state="good",
    ),
}

# Beside SIAK only SIAK says that a card may be printed.
UNIQUE_HERE = Told(
    word=lazy("tunggal menurut Rekam"),
    sentence=lazy("Tidak ada kembarannya di sini. Boleh dicetak hanya bila SIAK menyatakannya."),
    next=lazy("Tunggu status SIAK pada impor berikutnya."),
)


def told(status: Status) -> Told:
    """A status for people, in the words of this installation's mode."""
    beside = status is Status.PRINT_READY_RECORD and not ladder_is_ours()
    return UNIQUE_HERE if beside else WORDS[status]


OPTIONAL: Mapping[str, Text] = {
    "collection_reminder": lazy("Kabar lewat SMS atau WhatsApp bila kartu siap diambil"),
}

# Why a recording waits for the region, failed, or a packet was refused.
REASONS: Mapping[str, Text] = {
    "nik_missing": lazy("Direkam tanpa NIK. Cari orangnya di register atau daftarkan biodatanya."),
    "nik_unknown": lazy("NIK tidak ada di register."),
    "nik_at_centre": lazy("NIK ini sudah ada di pusat dari rekaman lain. Pilih rekaman mana yang berlaku."),
    "samples_lost": lazy("Gambar rekaman ini tidak ada di penyimpanan. Rekam ulang."),
    "resident_nik_differs": lazy("NIK pada rekaman berbeda dari NIK orang ini di register."),
    "resident_not_active": lazy("Orang ini tercatat meninggal, pindah, atau NIK-nya tidak aktif."),
    "already_recorded": lazy(
        "NIK ini sudah direkam. Pindah tidak memerlukan rekam baru: layani pindah datang."
    ),
    "name_differs": lazy("Nama yang disebut berbeda dari nama pemilik NIK itu di register."),
    "sex_differs": lazy("Jenis kelamin pada rekaman berbeda dari register."),
    "nik_sex_differs": lazy(
        "Jenis kelamin menurut NIK berbeda dari register. Cocokkan dengan akta dan foto; NIK tetap, "
        "jenis kelamin yang salah dibetulkan."
    ),
    "birth_date_differs": lazy("Tanggal lahir pada rekaman berbeda dari register."),
    "too_young": lazy("Belum 16 tahun pada hari perekaman."),
    "operators_own_body": lazy("Biometrik petugas sendiri ada pada rekaman penduduk."),
    "search_not_finished": lazy("Pembandingan belum selesai setelah sehari."),
    "too_little_to_search": lazy("Kurang dari satu iris atau dua jari yang dapat dibandingkan."),
    "nothing_extracted": lazy("Tidak ada bagian yang terbaca."),
    "image_too_large": lazy("Gambar terlalu besar."),
    "image_record_invalid": lazy("Rekaman gambar rusak."),
    "position_contradicts_record": lazy("Gambar dari bagian tubuh lain."),
    "capture_incomplete": lazy("Ada bagian yang tidak direkam dan tidak dikecualikan."),
    "sample_of_another_session": lazy("Ada sampel dari sesi orang lain."),
    "packet_officer_unknown": lazy("Kunci petugas tidak dikenal server."),
    "packet_key_unknown": lazy("Disegel dengan kunci yang tidak dimiliki server."),
    "image_invalid": lazy("Gambar tanda tangan tidak terbaca."),
    "image_too_small": lazy("Gambar terlalu kecil."),
    "image_resolution_unknown": lazy("Resolusi gambar tidak disebut atau tidak didukung."),
    "compression_unknown": lazy("Gambar disimpan dengan cara yang tidak dikenal."),
    "compression_needs_wsq": lazy("Gambar jari dimampatkan dengan WSQ, yang belum dipasang di server."),
    "finger_position_unknown": lazy("Jari yang mana tidak disebut."),
    "iris_position_unknown": lazy("Mata yang mana tidak disebut."),
    "position_unknown": lazy("Bagian tubuh yang disebut tidak dikenal."),
    "quality_without_reason": lazy("Ada gambar kurang baik yang tidak diberi alasan."),
    "exception_code_unknown": lazy("Kode pengecualian tidak dikenal."),
    "exception_not_justified": lazy("Pengecualian tanpa alasan."),
    "exception_without_sample": lazy("Kode pengecualian itu meminta gambar, tetapi gambarnya tidak ada."),
    "exception_contradicts_sample": lazy("Bagian yang dikecualikan ternyata direkam."),
    "packet_version_unknown": lazy("Versi paket tidak dikenal server. Perbarui stasiun atau server."),
    "packet_not_canonical": lazy("Susunan paket tidak baku."),
    "packet_position_doubled": lazy("Satu bagian tubuh ada dua kali."),
    "packet_part_missing": lazy("Ada bagian paket yang hilang."),
    "packet_part_extra": lazy("Ada bagian paket yang tidak disebut di kepalanya."),
    "packet_part_too_large": lazy("Ada bagian paket yang terlalu besar."),
    "packet_part_altered": lazy("Ada bagian paket yang berubah setelah ditandatangani."),
    "packet_content_altered": lazy("Isi paket berubah setelah disegel."),
    "packet_chain_wrong": lazy("Rantai hash alat di dalam paket tidak sambung."),
    "packet_officer_signature_wrong": lazy("Tanda tangan petugas tidak cocok."),
    "correction_needs_event": lazy("Alamat berubah lewat peristiwa pindah: entrikan dari berkasnya."),
    "record_without_resident": lazy("Orangnya belum ditemukan di register."),
    "siak_owns_this": lazy("Register diurus SIAK: betulkan di sana."),
    "entry_waits_already": lazy("Entri yang sama sudah menunggu."),
    "correction_malformed": lazy("Koreksi biodata dari stasiun tidak terbaca."),
    "paper_type_unknown": lazy("Berkas koreksi bukan gambar JPEG atau PNG."),
    "paper_unreadable": lazy("Gambar berkas koreksi rusak."),
    "packet_unsealing_failed": lazy("Segel tidak dapat dibuka: kunci lain, atau isinya berubah."),
}


ONE_TO_ONE = lazy("satu lawan satu: orang yang sama pada satu rekaman lain")
ONE_TO_MANY = lazy("satu lawan banyak: orang yang sama pada beberapa rekaman lain")


def double_word(count: int) -> Text:
    """How many other recordings a double is the same body as, in words; "" of no double."""
    if count == 0:
        return ""
    return ONE_TO_ONE if count == 1 else ONE_TO_MANY


def reason(code: str) -> str:
    """The sentence of a code, or the code itself."""
    return str(REASONS.get(code) or refusals.SENTENCES.get(code, code))
