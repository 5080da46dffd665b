"""What the refusals of this part say, and their HTTP status where it is not 409."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NO_HISTORY = _(
    "IKD tidak diproyeksikan: yang diketahui hanya jumlah aktivasi, bukan siapa yang masih dapat "
    "mengaktifkan. Jumlahnya tiap pekan ada di halaman IKD yang aktif."
)
SENTENCES: dict[str, str | Promise] = {
    "projection_target_range": _("Target adalah persen di atas 0 sampai 100."),
    "projection_date_range": _("Pilih tanggal sesudah hari ini, paling jauh sepuluh tahun lagi."),
    "projection_no_history": NO_HISTORY,
    "projection_nobody": _("Belum ada wajib KTP di wilayah ini, jadi tidak ada yang dapat diproyeksikan."),
    "scenario_out_of_range": _("Ada angka skenario di luar batas. Periksa isiannya."),
}
STATUS: dict[str, int] = dict.fromkeys(SENTENCES, 400)
