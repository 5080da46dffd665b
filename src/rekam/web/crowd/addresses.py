"""Which pages are residents'."""

# Pages that everybody may open without an account of an officer.
RESIDENTS = (
    *("/permohonan/", "/panggilan/", "/janji/", "/pengaduan/", "/status/", "/saya/", "/masuk/warga/"),
    *("/stop/", "/kartu/suket/periksa/"),
)
# Inside them, what only officers and the screens of a waiting room open.
OFFICERS = ("/permohonan/kerja/", "/pengaduan/kerja/", "/janji/kerja/", "/janji/antrean/")


def is_residents(path: str) -> bool:
    """Whether an address is one of residents' pages."""
    return path.startswith(RESIDENTS) and not path.startswith(OFFICERS)
