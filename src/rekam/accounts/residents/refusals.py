"""What the refusals of this room say, and their HTTP status where it is not 409."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "resident_tries_used_up": _("Terlalu banyak percobaan. Coba lagi {minutes} menit lagi."),
    "resident_sign_in_wrong": _(
        "Alamat dan kata sandi ini tidak cocok. Periksa keduanya, atau pakai cara lain."
    ),
    "resident_code_not_possible": _(
        "Kode akun hanya untuk orang dengan NIK aktif yang berumur 17 tahun atau sudah kawin."
    ),
    "resident_no_way": _(
        "Kantor ini belum dapat mengirim kode dengan cara itu. "
        "Pakai surel bila ada, atau minta kode di loket."
    ),
    "resident_step_over": _("Waktunya sudah habis. Mulai lagi dari awal."),
}
STATUS = {"resident_tries_used_up": 429, "resident_sign_in_wrong": 400, "resident_step_over": 403}
