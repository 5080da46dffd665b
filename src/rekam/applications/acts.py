"""What the actions on applications mean to the person they touch, and what they show (audit.rules.Act)."""

from django.utils.translation import gettext_lazy as lazy

from rekam.applications.complaints import acts as complaints
from rekam.applications.notices import acts as notices
from rekam.audit.rules import Act, Field

SCANS = (
    *(Field.NIK, Field.KK, Field.NAME, Field.BIRTH, Field.SEX, Field.ADDRESS, Field.FAMILY),
    *(Field.MARITAL_STATUS, Field.OCCUPATION, Field.RELIGION, Field.PORTRAIT),
)
FILLED = (Field.NAME, Field.BIRTH, Field.ADDRESS, Field.OCCUPATION, Field.FAMILY)
FACE = (
    *(Field.NIK, Field.KK, Field.NAME, Field.BIRTH, Field.SEX, Field.ADDRESS),
    *(Field.RELIGION, Field.PORTRAIT),
)

ACTS = {
    "applications.booking_made": Act(
        words=lazy("Janji di loket dipesan atas nama Anda"), fields=(Field.NAME,)
    ),
    "applications.booking_moved": Act(words=lazy("Janji Anda di loket dipindahkan"), fields=(Field.NAME,)),
    "applications.booking_cancelled": Act(words=lazy("Janji Anda di loket dibatalkan"), fields=(Field.NAME,)),
    "applications.booking_looked_up": Act(
        words=lazy("Janji Anda di loket dibuka dengan nomor dan kodenya"), fields=(Field.NAME,)
    ),
    "applications.bookings_seen": Act(
        words=lazy("Petugas membuka daftar janji sehari, nama Anda ada di dalamnya"), fields=(Field.NAME,)
    ),
    "applications.ticket_taken": Act(words=lazy("Anda mendapat nomor antrean"), fields=(Field.NAME,)),
    "applications.ticket_called": Act(words=lazy("Nomor antrean Anda dipanggil"), fields=(Field.NAME,)),
    "applications.ticket_closed": Act(words=lazy("Nomor antrean Anda selesai"), fields=(Field.NAME,)),
    "applications.counter_opened": Act(words=lazy("Sebuah loket dibuka")),
    "applications.counter_changed": Act(words=lazy("Jam atau alat sebuah loket diubah")),
    "applications.counter_ended": Act(words=lazy("Sebuah loket ditutup")),
    "applications.counter_staffed": Act(words=lazy("Jumlah petugas sebuah loket pada satu hari diubah")),
    "applications.outage_told": Act(words=lazy("Gangguan sebuah tempat diumumkan")),
    "applications.outage_ended": Act(words=lazy("Gangguan sebuah tempat diumumkan selesai")),
    "applications.kept_in_account": Act(words=lazy("Permohonan dimasukkan ke akun warga")),
    "applications.opened_in_account": Act(words=lazy("Permohonan dibuka dari akun warga"), fields=FILLED),
    "applications.begun": Act(words=lazy("Permohonan dimulai")),
    "applications.who_said": Act(
        words=lazy("Permohonan dibuat atas nama Anda; NIK, KK dan tanggal lahir dicocokkan"),
        fields=(Field.NIK, Field.KK, Field.BIRTH),
    ),
    "applications.filled_in": Act(words=lazy("Formulir permohonan Anda diisi"), fields=FILLED),
    "applications.scan_sent": Act(words=lazy("Foto syarat permohonan Anda dikirim"), fields=SCANS),
    "applications.scan_taken_back": Act(words=lazy("Foto syarat permohonan Anda dihapus"), fields=SCANS),
    "applications.scan_judged": Act(words=lazy("Petugas menilai foto syarat permohonan Anda"), fields=SCANS),
    "applications.scan_seen": Act(words=lazy("Petugas membuka foto syarat permohonan Anda"), fields=SCANS),
    "applications.paper_issued": Act(words=lazy("Dokumen yang Anda ajukan diterbitkan"), fields=FILLED),
    "applications.paper_drawn": Act(words=lazy("Dokumen yang Anda ajukan dibuka atau dicetak"), fields=SCANS),
    "applications.paper_checked": Act(
        words=lazy("Seseorang yang memegang dokumen Anda memeriksa keabsahannya"),
        fields=(Field.NAME, Field.BIRTH),
    ),
    "applications.looked_up": Act(
        words=lazy("Permohonan Anda dibuka dengan nomor dan kodenya"), fields=FILLED
    ),
    "applications.queue_seen": Act(
        words=lazy("Petugas membuka daftar permohonan, nama Anda ada di dalamnya"), fields=(Field.NAME,)
    ),
    "applications.application_seen": Act(words=lazy("Petugas membuka permohonan Anda"), fields=FILLED),
    "applications.sent": Act(words=lazy("Permohonan Anda dikirim"), fields=FILLED),
    "applications.asked": Act(words=lazy("Petugas meminta Anda melengkapi permohonan"), fields=FILLED),
    "applications.checked": Act(words=lazy("Syarat permohonan Anda selesai diperiksa"), fields=FILLED),
    "applications.sent_back": Act(words=lazy("Permohonan Anda diperiksa sekali lagi"), fields=FILLED),
    "applications.approved": Act(words=lazy("Permohonan Anda disetujui"), fields=FILLED),
    "applications.rejected": Act(words=lazy("Permohonan Anda ditolak"), fields=FILLED),
    "applications.originals": Act(words=lazy("Berkas asli permohonan Anda dilihat"), fields=SCANS),
    "applications.ready": Act(words=lazy("Yang Anda ajukan siap diambil"), fields=FILLED),
    "applications.reopened": Act(
        words=lazy("Yang Anda ajukan ternyata belum siap; dikerjakan lagi"), fields=FILLED
    ),
    "applications.door_opened": Act(
        words=lazy("Petugas membuka pintu luar domisili untuk permohonan Anda"),
        fields=(Field.NIK, Field.NAME, Field.BIRTH),
    ),
    "applications.child_card_printed": Act(words=lazy("KIA Anda dicetak"), fields=FILLED),
    "applications.child_card_spoiled": Act(words=lazy("Cetakan KIA Anda gagal")),
    "applications.child_card_drawn": Act(words=lazy("Petugas membuka atau mencetak KIA Anda"), fields=FACE),
    "applications.child_blanks": Act(words=lazy("Jumlah blanko KIA berubah")),
    "applications.assisted_seen": Act(words=lazy("Petugas membuka daftar permohonan yang ia isikan")),
    "applications.collected": Act(words=lazy("Yang Anda ajukan sudah diambil"), fields=FILLED),
    "applications.withdrawn": Act(words=lazy("Permohonan Anda ditarik"), fields=FILLED),
    "applications.lapsed": Act(words=lazy("Permohonan Anda berakhir, tidak dilanjutkan"), fields=FILLED),
    "applications.paused": Act(words=lazy("Jam permohonan Anda berhenti"), fields=FILLED),
    "applications.resumed": Act(words=lazy("Jam permohonan Anda berjalan lagi"), fields=FILLED),
    **complaints.ACTS,
    **notices.ACTS,
}
