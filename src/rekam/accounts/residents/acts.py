"""What this room's actions mean to the person they touch, and what they show (audit.rules.Act)."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act, Field

ACTS = {
    "accounts.resident.opened": Act(words=lazy("Akun warga dibuka")),
    "accounts.resident.identified": Act(words=lazy("Akun dihubungkan dengan data Anda, dengan kode kantor")),
    "accounts.resident.recovered": Act(
        words=lazy("Akun Anda dibuka lagi dengan kode kantor; semua cara masuk lama dicabut")
    ),
    "accounts.resident.closed": Act(words=lazy("Akun warga ditutup")),
    "accounts.resident.login_set": Act(words=lazy("Alamat dan kata sandi akun warga ditetapkan")),
    "accounts.resident.code_seen": Act(
        words=lazy("Petugas membuka halaman kode akun atas permintaan Anda di loket"),
        fields=(Field.NAME, Field.NIK),
    ),
    "accounts.resident.code_made": Act(
        words=lazy("Petugas memberi kode untuk akun Anda di loket"), fields=(Field.NAME,)
    ),
    "accounts.resident.code_refused": Act(
        words=lazy("Kode akun Anda dicoba dengan tanggal lahir yang salah")
    ),
}
