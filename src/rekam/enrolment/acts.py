"""What this room's actions mean to the person they touch, and what they show (audit.rules.Act)."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act, Field

STANDING = (Field.CARD_STATUS,)
SAID = (Field.NIK, Field.NAME, Field.BIRTH, Field.SEX, Field.ADDRESS)
RECORDED = (Field.NIK, Field.NAME, Field.PORTRAIT, Field.SIGNATURE, Field.BIOMETRICS)

ACTS = {
    "enrolment.packet_received": Act(words=lazy("Hasil perekaman tiba di server, masih tersegel")),
    "enrolment.packet_refused": Act(words=lazy("Hasil perekaman ditolak server")),
    "enrolment.stage_given_up": Act(words=lazy("Sistem berhenti mencoba satu tahap rekaman Anda")),
    "enrolment.stage_sent_again": Act(words=lazy("Satu tahap rekaman Anda diulang")),
    "enrolment.stuck_moved_on": Act(words=lazy("Rekaman Anda yang tertahan diteruskan")),
    "station.act": Act(words=lazy("Petugas merekam Anda di stasiun"), fields=RECORDED),
    "enrolment.moved": Act(words=lazy("Status perekaman KTP-el Anda berubah"), fields=STANDING),
    "enrolment.record_seen": Act(words=lazy("Petugas membuka status perekaman Anda"), fields=STANDING),
    "enrolment.exception_photo_seen": Act(
        words=lazy("Petugas membuka foto pengecualian Anda"), fields=(Field.PORTRAIT,)
    ),
    "enrolment.correction_opened": Act(words=lazy("Anda menyebut biodata yang keliru saat direkam")),
    "enrolment.correction_closed": Act(words=lazy("Koreksi biodata Anda diputus")),
    "enrolment.correction_seen": Act(
        words=lazy("Petugas membuka koreksi yang Anda sebut saat direkam"), fields=SAID
    ),
    "enrolment.walk_in_seen": Act(
        words=lazy("Petugas mencari Anda di register untuk rekaman tanpa NIK"), fields=SAID
    ),
    "enrolment.officer_body_taken": Act(words=lazy("Biometrik seorang petugas diambil di laptop")),
    "enrolment.officer_body_seen": Act(words=lazy("Saksi melihat foto seorang petugas dari laptop")),
    "enrolment.officer_body_confirmed": Act(words=lazy("Biometrik seorang petugas dikonfirmasi saksinya")),
    "enrolment.officer_body_withdrawn": Act(words=lazy("Biometrik seorang petugas dihapus")),
    "enrolment.overruling_lent": Act(
        words=lazy("Jawaban telepon diberikan agar kecocokan yang keliru tidak menghentikan perekaman")
    ),
    "enrolment.book_saved": Act(words=lazy("Buku kerja kantor disimpan sebagai tabel, tanpa nama dan NIK")),
    "enrolment.book_seen": Act(
        words=lazy("Petugas membuka buku kerja kantor yang memuat NIK Anda"),
        fields=(Field.NIK, Field.CARD_STATUS),
    ),
    "enrolment.book_page_saved": Act(
        words=lazy("Petugas menyimpan halaman buku kerja kantor yang memuat NIK Anda"),
        fields=(Field.NIK, Field.CARD_STATUS),
    ),
    "enrolment.submission_asked": Act(words=lazy("Petugas mengajukan langkah untuk rekaman Anda")),
    "enrolment.submission_agreed": Act(words=lazy("Langkah untuk rekaman Anda disetujui orang kedua")),
    "enrolment.submission_refused": Act(words=lazy("Langkah untuk rekaman Anda tidak disetujui")),
    "enrolment.siak_listed": Act(
        words=lazy("Petugas melihat Anda di daftar rekaman yang belum selesai menurut SIAK"),
        fields=(Field.NAME, Field.CARD_STATUS),
    ),
    "enrolment.standing_told": Act(words=lazy("Status rekaman Anda ditanyakan dengan tanda terima dan NIK")),
    "enrolment.own_standing_seen": Act(words=lazy("Anda melihat status rekaman Anda sendiri")),
    "enrolment.consent_withdrawn": Act(words=lazy("Persetujuan Anda dicabut di kantor")),
    "enrolment.people_revealed": Act(
        words=lazy("Petugas membuka nama kedua orang setelah pemeriksaan data ganda"),
        fields=(Field.NIK, Field.NAME, Field.CARD_STATUS),
    ),
    "enrolment.portrait_taken": Act(
        words=lazy("Foto baru Anda diambil di loket setelah jari Anda cocok"), fields=(Field.PORTRAIT,)
    ),
    "enrolment.portrait_agreed": Act(words=lazy("Anda menyetujui foto baru Anda")),
    "enrolment.portrait_in_force": Act(words=lazy("Foto baru Anda berlaku; foto lama disimpan")),
    "enrolment.portrait_undone": Act(
        words=lazy("Pesanan kartu dengan foto baru Anda ditolak; foto lama berlaku lagi")
    ),
    "enrolment.portrait_refused": Act(words=lazy("Foto baru Anda tidak disetujui; foto lama tetap berlaku")),
    "enrolment.holder_compared": Act(
        words=lazy("Sidik jari atau iris Anda dicocokkan di loket"), fields=(Field.BIOMETRICS,)
    ),
}
