"""What the refusals of this part say, and their HTTP status where it is not 409."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "voters_list_centre_only": _(
        "Daftar pemilih diserahkan Kemendagri kepada KPU; dinas di daerah tidak boleh menyerahkannya. "
        "Yang tersedia di sini hanya jumlahnya."
    ),
    "polling_day_too_early": _("Hari pemungutan suara ini terlalu lama lalu untuk dihitung di sini."),
    "polling_day_missing": _("Isi hari pemungutan suaranya."),
    "polling_day_known": _("Hari pemungutan suara ini sudah ada di daftar."),
    "polling_day_source_missing": _("Tulis namanya, dan keputusan yang menetapkan harinya."),
}
STATUS: dict[str, int] = {
    "voters_list_centre_only": 403,
    "polling_day_too_early": 400,
    "polling_day_missing": 400,
    "polling_day_source_missing": 400,
}
