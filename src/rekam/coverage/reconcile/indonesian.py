"""What numbers count in Indonesian articles."""

from rekam.coverage.reconcile.wording import MEN, NOT, OTHER, WOMEN, Wording

_CARD = r"(?:e-?\s?ktp|ktp(?:\s?-?\s?(?:e\b|el\b|elektronik))?|kartu)"
_RECORD = r"(?:me)?(?:rekam|perekam|terekam|direkam)\w*"
_HAS = r"memiliki|me?mpunyai|punya|memegang|mendapat\w*|mengantongi|menerima"
_NOT_RECORDED = r"belum(?:\s+(?:juga|sempat|pernah|mela\w+|di|ter))*\s+(?:perekaman|" + _RECORD + ")"

INDONESIAN = Wording(
    measures=(
        (OTHER, r"\bakta\b|akte\b|kartu keluarga|\bkk\b|\bkia\b|kartu identitas anak|\bsuket\b"),
        (OTHER, r"pemilih tetap|\bdpt\b|jumlah pemilih\b(?! pemula)"),
        ("blanks_per_month", r"bla[nk]+[gk]?o\w*"),
        ("not_held", r"belum\s+(?:me?mpunyai|memiliki|punya|memegang|mendapat\w*|mengantongi|menerima)\w*"),
        ("not_printed", r"belum\s+(?:di|ter)?cetak\w*"),
        ("not_recorded_under_17", r"belum\s+(?:berusia\s+)?17 tahun"),
        ("not_recorded", _NOT_RECORDED),
        ("not_recorded", r"belum\s+melakukan\b|menyisakan|tersisa|\bsisanya\b|tanggungan"),
        (NOT, r"\bbelum\b(?=\W*(?:$|[.,;]))"),
        ("first_time", r"pemilih pemula|wajib ktp pemula"),
        (
            "wajib",
            rf"wajib(?:\s+(?:{_HAS}|perekaman|rekam|ber))*[\s-]*{_CARD}|wajib\s+(?:memiliki|perekaman)|wktp",
        ),
        ("held", rf"memegang kartu|kepemilikan|(?:baru|sudah|telah|yang)\s+(?:{_HAS})|ber-?ktp"),
        ("print_ready", r"siap cetak|\bprr\b|print ready"),
        ("printed", r"(?:sudah|telah)\s+(?:di|ter)?cetak|tercetak"),
        ("ikd", r"\bikd\b|identitas kependudukan digital"),
        ("recorded", rf"(?:{_RECORD})|perekaman|pembuatan\s+{_CARD}"),
        (MEN, r"laki-laki|\bpria\b"),
        (WOMEN, r"\bperempuan\b|\bwanita\b"),
        ("population", r"jumlah penduduk|penduduk\b[^.]{0,60}\bberjumlah|penduduk(?:nya)?\b|berpenduduk"),
    ),
    leads=(
        r"(?:ber|se)jumlah|(?:sebanyak|capai|sebesar|tinggal|adalah|yaitu|yakni|ialah|hingga|sampai)|"
        r"(?:total|ktp|jiwa|orang|:)"
    ),
    breaks=r"[,;]|\b(?:dan|sedangkan|sementara|namun|tetapi|tapi)\b",
    target=r"target|menargetkan|harus|optimis|ditarget",
    target_behind=r"target\b",
    target_missed=r"dari target|mengejar target\W+\w+\W+(?:sudah|telah|baru)",
    denied=r"(?:tidak mungkin|mustahil|bukan|tidak akan)\W+(?:\w+\W+){0,2}",
    not_yet=r"belum\W+(?:men?capai\W+|sampai\W+)?",
    nation=r"nasional|indonesia|seluruh tanah air",
    of_recorded=(
        r"dari\s+(?:yang|mereka yang|(?:jumlah )?(?:warga|penduduk) yang|jumlah)?\s*(?:sudah\s+|telah\s+)?"
        r"(?:direkam|terekam|merekam|rekam)"
    ),
    promise=(
        r"(?:target\w*|harus|bisa|akan|optimis\w*|semua)\b[^.]*?\b(?:rampung|tuntas|selesai|sudah ber-?ktp)|"
        r"perekaman ditargetkan (?:selesai|tuntas|rampung)|(?:rampung|tuntas)\b[^.]*\b(?:tahun|desember)"
    ),
    people=r"orang|jiwa|warga|penduduk|keping|wajib",
    rate=(
        r"(?:(?:orang|jiwa|warga|keping)\s+)?(?:(?:per|se|tiap|setiap)[\s-]*(?:hari|minggu|pekan)|"
        r"dalam\s+(?:se|\w+\s+)(?:hari|pekan|minggu))\b|rupiah|mili[ay]r|triliun"
    ),
    joins=r"(?:orang|jiwa|warga|keping)?\s*(?:\(|atau|,|:|setara(?: dengan)?)?",
)
