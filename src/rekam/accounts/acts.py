"""What this room's actions mean to the person they touch, and what they show (audit.rules.Act).

They are about accounts of officers, not about residents: none shows a resident's data.
"""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act

ACTS = {
    "accounts.limit_raised": Act(words=lazy("Batas harian seorang petugas dinaikkan")),
    "accounts.limit_reached": Act(words=lazy("Batas harian seorang petugas tercapai")),
    "accounts.reading_stopped": Act(
        words=lazy("Pembacaan register oleh seorang petugas dihentikan otomatis")
    ),
    "accounts.reading_opened": Act(words=lazy("Pembacaan register oleh seorang petugas dibuka lagi")),
    "accounts.reading_kept_stopped": Act(
        words=lazy("Pembacaan register oleh seorang petugas tetap dihentikan")
    ),
    "accounts.opened": Act(words=lazy("Akun petugas dibuka atau diubah")),
    "accounts.posted": Act(words=lazy("Peran, kantor atau wilayah seorang petugas ditetapkan")),
    "accounts.switched_on": Act(words=lazy("Akun petugas dinyalakan lagi")),
    "accounts.switched_off": Act(words=lazy("Akun petugas dimatikan")),
    "accounts.unlocked": Act(words=lazy("Akun petugas yang terkunci dibuka lagi")),
    "accounts.office_opened": Act(words=lazy("Kantor dicatat di aplikasi")),
    "accounts.deputy_given": Act(words=lazy("Seorang petugas ditunjuk sebagai pengganti")),
    "accounts.deputy_ended": Act(words=lazy("Penunjukan petugas pengganti diakhiri")),
    "accounts.password_changed": Act(words=lazy("Kata sandi akun diganti")),
    "accounts.codes_began": Act(words=lazy("Kode dari aplikasi ponsel dipasang pada akun")),
    "accounts.codes_ended": Act(words=lazy("Kode dari aplikasi ponsel dilepas dari akun")),
    "accounts.passkey_made": Act(words=lazy("Kunci sandi dipasang pada akun")),
    "accounts.passkey_ended": Act(words=lazy("Kunci sandi dilepas dari akun")),
    "accounts.recovery_codes_made": Act(words=lazy("Kode cadangan untuk masuk dibuat")),
    "accounts.recovery_code_used": Act(words=lazy("Satu kode cadangan dipakai untuk masuk")),
    "accounts.reset_asked": Act(words=lazy("Penghapusan langkah kedua seorang petugas diminta")),
    "accounts.reset_granted": Act(words=lazy("Langkah kedua seorang petugas dihapus atas persetujuan")),
    "accounts.session_ended": Act(words=lazy("Satu sesi masuk diakhiri")),
    "accounts.sign_in_refused": Act(words=lazy("Percobaan masuk ditolak")),
    "accounts.station_login": Act(words=lazy("Petugas masuk di stasiun perekaman")),
    "accounts.station_key_revoked": Act(words=lazy("Kunci stasiun seorang petugas dicabut")),
    "accounts.station_key_made": Act(words=lazy("Petugas membuat kunci baru untuk stasiun perekaman")),
}
