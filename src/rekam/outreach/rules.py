"""How long a work list may be read, and how often a station may ask (pure)."""

from datetime import date, datetime, time, timedelta

from rekam.kernel.dates import OfficeZone

READ_DAYS = 3
TRIES = 10
TRIES_WITHIN = timedelta(minutes=10)

NOTICE_VERSION = "2026-1"
NOTICE = (
    "Perekaman KTP-el adalah kewajiban penduduk yang berumur 17 tahun, atau sudah atau pernah kawin "
    "(UU 24/2013 Pasal 63). Karena itu kami tidak meminta persetujuan, tetapi Anda berhak tahu.\n\n"
    "Yang diambil: foto wajah, sepuluh sidik jari, dua iris mata, dan tanda tangan. Gunanya: memastikan satu "
    "orang satu NIK, dan mencetak KTP-el Anda.\n\n"
    "Datanya disegel di laptop ini; petugas tidak dapat membukanya lagi. Disimpan selama Anda menjadi "
    "penduduk menurut undang-undang administrasi kependudukan, dan dilindungi UU 27/2022.\n\n"
    "Anda berhak melihat siapa yang membuka data Anda, meminta pembetulan, dan mengajukan keberatan. Semua "
    "pelayanan ini gratis."
)


def expires_at(on: date, *, zone: OfficeZone) -> datetime:
    """Until when a visit's list may be read: the end of the third day after it; capture never stops."""
    return datetime.combine(on + timedelta(days=READ_DAYS + 1), time(), zone.zone)
