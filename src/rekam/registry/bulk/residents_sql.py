"""SQL by which lines of an extract become rows of the register: what is kept, and what is wrong.

The rules of a NIK are those of kernel.nik, said columnar; tests/registry/bulk compares the two line by line.
"""

from collections.abc import Collection
from datetime import date

from rekam.registry.bulk.columns import LONGEST
from rekam.registry.bulk.words import EVER_MARRIED, WORDS

DATE_FORMATS = "['%d-%m-%Y', '%Y-%m-%d', '%d/%m/%Y']"
FIRST_BIRTH = "DATE '1850-01-01'"


def kept(places: Collection[str], *, office: str) -> dict[str, str]:
    """SQL for each field of the register that these columns fill; words of a code are joined as `w_FIELD`.

    office   Kemendagri code of the office, for lists that leave province and kabupaten/kota out
    """
    found = {"nik": digits("nik"), "kk": digits("kk"), "area_code": area(places, office=office)}
    found["full_name"] = spaced("full_name")
    found["sex"] = "w_sex.kept"
    for name in ("birth_place", "mother_name", "father_name", "address"):
        found[name] = f"coalesce({spaced(name)}, '')"
    for name in ("birth_date", "permit_until"):
        found[name] = day(name)
    for name in ("blood_group", "religion", "marital_status", "head_relation", "disability", "occupation"):
        found[name] = f"coalesce(w_{name}.kept, {name}, '')"
    found["ever_married"] = f"coalesce(w_marital_status.kept, '') IN {EVER_MARRIED}"
    found["nationality"] = "coalesce(w_nationality.kept, 'WNI')"
    found["status"] = "coalesce(w_status.kept, 'active')"
    found["ektp_status"] = "w_ektp_status.kept"
    for name in ("rt", "rw"):
        found[name] = f"coalesce(CASE WHEN length({name}) < 3 THEN lpad({name}, 3, '0') ELSE {name} END, '')"
    derived = {"area_code": "nik", "ever_married": "marital_status"}
    return {name: text for name, text in found.items() if derived.get(name, name) in places}


def digits(column: str) -> str:
    """A number without what people and spreadsheets put between its digits."""
    tidied = f"translate({column}, ' .-''' || chr(9) || chr(160), '')"
    return f"CASE WHEN length({column}) = 16 THEN {column} ELSE {tidied} END"


def spaced(column: str) -> str:
    """A text with single spaces and in Unicode NFC; the costly steps only where they change something."""
    single = rf"regexp_replace({column}, '\s+', ' ', 'g')"
    odd = f"contains({column}, '  ') OR contains({column}, chr(9)) OR strlen({column}) <> length({column})"
    return f"CASE WHEN {odd} THEN nfc_normalize({single}) ELSE {column} END"


def day(column: str) -> str:
    """A date of one of the three forms, a time after it left out; NULL where it is none."""
    first = f"CASE WHEN contains({column}, ' ') THEN split_part({column}, ' ', 1) ELSE {column} END"
    return f"try_strptime({first}, {DATE_FORMATS})::DATE"


def area(places: Collection[str], *, office: str) -> str:
    """The kelurahan's code with dots, from one column or from the four numbers."""
    if "area" in places:
        whole = "replace(area, '.', '')"
        parts = [f"substr({whole}, {start}, {size})" for start, size in ((1, 2), (3, 2), (5, 2), (7, 4))]
        return f"CASE WHEN length({whole}) = 10 THEN concat_ws('.', {', '.join(parts)}) ELSE area END"
    own = [*office.split("."), "", ""]
    parts = []
    for at, (name, size) in enumerate((("province", 2), ("regency", 2), ("district", 2), ("village", 4))):
        given = name if name in places else f"'{own[at]}'"
        parts.append(
            f"CASE WHEN length({given}) < {size} THEN lpad({given}, {size}, '0') "
            f"ELSE coalesce({given}, '') END"
        )
    return f"concat_ws('.', {', '.join(parts)})"


def fault(places: Collection[str], *, office: str, as_of: date) -> str:
    """SQL for the code of the first fault of a line, NULL where it may be taken over."""
    long = [
        f"length(r.{name}) > {most}" for name, most in LONGEST.items() if name in kept(places, office=office)
    ]
    return f"""CASE
    WHEN NOT coalesce(regexp_full_match(r.nik, '[0-9]{{16}}'), false) THEN 'nik_malformed'
    WHEN NOT coalesce(regexp_full_match(r.kk, '[0-9]{{16}}'), false) THEN 'kk_malformed'
    WHEN r.full_name IS NULL THEN 'name_missing'
    WHEN r.sex IS NULL THEN 'sex_unknown'
    WHEN r.birth_date IS NULL OR r.birth_date < {FIRST_BIRTH} THEN 'birth_date_impossible'
    WHEN r.birth_date > DATE '{as_of}' THEN 'birth_date_in_future'
    WHEN NOT regexp_full_match(r.area_code, '[0-9]{{2}}[.][0-9]{{2}}[.][0-9]{{2}}[.][0-9]{{4}}')
        THEN 'area_code_malformed'
    WHEN NOT starts_with(r.area_code || '.', '{office}.') THEN 'outside_office'
    WHEN {" OR ".join(long)} THEN 'text_too_long' END"""


# Which column a code speaks of, as a field of bulk.columns.
COLUMN_OF = {
    "nik_malformed": "nik",
    "kk_malformed": "kk",
    "name_missing": "full_name",
    "sex_unknown": "sex",
    "birth_date_impossible": "birth_date",
    "birth_date_in_future": "birth_date",
    "area_code_malformed": "village",
    "outside_office": "regency",
    "nik_twice": "nik",
    "nik_unknown": "nik",
    "ektp_status_unknown": "ektp_status",
    "date_impossible": "on",
    "date_in_future": "on",
}

# What a NIK's digits say, as numbers: `encoded` reads them from the accepted rows.
ENCODED = """SELECT *, n // 100000000 % 100 AS d, n // 1000000 % 100 AS month_, n // 10000 % 100 AS year_,
    n % 10000 AS serial FROM (SELECT *, nik::BIGINT AS n FROM sound)"""
_DAY = "(d - CASE WHEN d > 40 THEN 40 ELSE 0 END)"
_LAST = """CASE WHEN month_ = 2 THEN CASE WHEN year_ % 4 = 0 THEN 29 ELSE 28 END
    WHEN month_ IN (4, 6, 9, 11) THEN 30 ELSE 31 END"""
_REAL = f"(month_ BETWEEN 1 AND 12 AND {_DAY} BETWEEN 1 AND {_LAST})"
_SAME = f"({_DAY} = day(birth_date) AND month_ = month(birth_date) AND year_ = year(birth_date) % 100)"

# Over the accepted rows; unknown prefixes and areas stand in tables of that name.
WARNINGS = {
    "nik_area_unknown": "n // 10000000000 IN (FROM unknown_prefix)",
    "nik_birth_date_impossible": f"NOT {_REAL}",
    "nik_birth_date_differs": f"{_REAL} AND NOT {_SAME}",
    "nik_sex_differs": "sex <> CASE WHEN d > 40 THEN 'P' ELSE 'L' END",
    "nik_serial_zero": "serial = 0",
    "area_unknown": "area_code IN (FROM unknown_area)",
    "ektp_status_not_known": "odd_status",
}


def joins(places: Collection[str]) -> str:
    """The joins of the word tables, for the columns that are there."""
    told = [f"LEFT JOIN words_{n} AS w_{n} ON w_{n}.given = {spelt(n)}" for n in coded(places)]
    return "\n".join(told)


def coded(places: Collection[str]) -> list[str]:
    """The columns that are there and have words or numbers for their values."""
    return [name for name in (*WORDS, "ektp_status") if name in places]


def odd_words(places: Collection[str]) -> str:
    """SQL for how many words of a line are unknown; sex has a fault of its own, the ladder a warning."""
    unknown = [
        f"(w_{name}.given IS NULL AND field.{name} IS NOT NULL)::INTEGER"
        for name in coded(places)
        if name not in {"sex", "ektp_status"}
    ]
    return " + ".join(unknown) or "0"


def odd_status(places: Collection[str]) -> str:
    """SQL for whether a line's status of the KTP-el is unknown."""
    if "ektp_status" not in places:
        return "false"
    return "(w_ektp_status.given IS NULL AND field.ektp_status IS NOT NULL)"


def spelt(name: str) -> str:
    """A coded column as its words are looked up."""
    if name == "ektp_status":
        return "upper(replace(replace(field.ektp_status, ' ', '_'), '-', '_'))"
    return f"upper(coalesce(field.{name}, ''))"
