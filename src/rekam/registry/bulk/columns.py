"""Which column of a list is which field of the register; a mapping file says it for other lists (pure)."""

import csv
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rekam.kernel.errors import RuleBroken
from rekam.registry.bulk.rules import Kind

# field -> names of its column in lists, SIAK's own first
RESIDENTS: Mapping[str, tuple[str, ...]] = {
    "nik": ("NIK",),
    "kk": ("NO_KK", "KK"),
    "full_name": ("NAMA_LGKP", "NAMA_LENGKAP", "NAMA"),
    "birth_place": ("TMPT_LHR", "TEMPAT_LAHIR"),
    "birth_date": ("TGL_LHR", "TANGGAL_LAHIR", "TGL_LAHIR"),
    "sex": ("JENIS_KLMIN", "JENIS_KELAMIN"),
    "blood_group": ("GOL_DRH", "GOL_DARAH"),
    "religion": ("AGAMA",),
    "marital_status": ("STAT_KWN", "STATUS_KAWIN"),
    "head_relation": ("STAT_HBKEL", "SHDK"),
    "disability": ("PNYDNG_CCT",),
    "occupation": ("JENIS_PKRJN", "PEKERJAAN"),
    "nationality": ("WARGANEGARA", "KEWARGANEGARAAN"),
    "permit_until": ("TGL_AKH_ITAP",),
    "mother_name": ("NAMA_LGKP_IBU", "NAMA_IBU"),
    "father_name": ("NAMA_LGKP_AYAH", "NAMA_AYAH"),
    "address": ("ALAMAT",),
    "rt": ("NO_RT", "RT"),
    "rw": ("NO_RW", "RW"),
    "province": ("NO_PROP",),
    "regency": ("NO_KAB",),
    "district": ("NO_KEC",),
    "village": ("NO_KEL",),
    "area": ("KODE_WILAYAH", "KODE_KEL"),
    "status": ("STAT_HIDUP",),
    "ektp_status": ("EKTP_STATUS", "STAT_KTP"),
}
STATUSES: Mapping[str, tuple[str, ...]] = {
    "nik": ("NIK",),
    "ektp_status": ("EKTP_STATUS", "STAT_KTP"),
    "on": ("TGL_STATUS", "TANGGAL", "TGL"),
    "place": ("TEMPAT", "LOKASI"),
}
FIELDS: Mapping[Kind, Mapping[str, tuple[str, ...]]] = {Kind.RESIDENTS: RESIDENTS, Kind.STATUSES: STATUSES}
REQUIRED: Mapping[Kind, tuple[str, ...]] = {
    Kind.RESIDENTS: ("nik", "kk", "full_name", "birth_date", "sex"),
    Kind.STATUSES: ("nik", "ektp_status"),
}
# The register's longest texts; a longer one is rejected, never cut.
LONGEST: Mapping[str, int] = {
    "full_name": 200,
    "mother_name": 200,
    "father_name": 200,
    "birth_place": 60,
    "occupation": 60,
    "address": 120,
    "religion": 20,
    "marital_status": 20,
    "head_relation": 20,
    "disability": 30,
    "blood_group": 3,
    "rt": 3,
    "rw": 3,
}
AREA = (("area",), ("district", "village"))  # one of these has to be there


@dataclass(frozen=True, kw_only=True)
class Layout:
    """What a mapping file says: SIAK's column name -> the list's, and words of a column -> SIAK's words."""

    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """As it is kept with an import."""
        return {"columns": dict(self.columns), "values": {name: dict(v) for name, v in self.values.items()}}


NO_LAYOUT = Layout()


def read_mapping(path: Path) -> Layout:
    """A mapping from TOML ([columns], [values.COLUMN]) or CSV (two columns: SIAK's name, the list's name).

    Raises RuleBroken("mapping_malformed").
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        if path.suffix.lower() == ".csv":
            return Layout(
                columns={a.strip().upper(): b.strip() for a, b in csv.reader(text.splitlines()) if a}
            )
        told = tomllib.loads(text)
        return Layout(
            columns={str(k).upper(): str(v) for k, v in told.get("columns", {}).items()},
            values={
                str(c).upper(): {str(k).upper(): str(v).upper() for k, v in words.items()}
                for c, words in told.get("values", {}).items()
            },
        )
    except (ValueError, AttributeError, OSError, csv.Error, RecursionError) as error:
        raise RuleBroken("mapping_malformed") from error


def place_columns(*, kind: Kind, header: Sequence[str], mapping: Layout) -> dict[str, int]:
    """Where each field stands in a list: field -> place from 0, by SIAK's names or the mapping's.

    Raises RuleBroken("import_no_header") when no name is known, RuleBroken("import_column_missing") with
    SIAK's name, RuleBroken("import_column_twice") with the name in the list.
    """
    known = FIELDS[kind]
    named = [_plain(name) for name in header]
    found = {}
    for one, names in known.items():
        wanted = next((mapping.columns[n] for n in names if n in mapping.columns), None)
        places = _places(named, [wanted] if wanted else names)
        if len(places) > 1:
            raise RuleBroken("import_column_twice", column=header[places[1]][:40])
        if places:
            found[one] = places[0]
    if not found:
        raise RuleBroken("import_no_header")
    for one in REQUIRED[kind]:
        if one not in found:
            raise RuleBroken("import_column_missing", column=known[one][0])
    if kind is Kind.RESIDENTS and not any(set(parts) <= set(found) for parts in AREA):
        raise RuleBroken("import_column_missing", column="NO_KEC, NO_KEL")
    return found


def _places(named: Sequence[str], names: Sequence[str]) -> list[int]:
    for name in names:
        places = [at for at, one in enumerate(named) if one == _plain(name)]
        if places:
            return places
    return []


def _plain(name: str) -> str:
    return "_".join(name.strip().strip('"').upper().replace("_", " ").split())
