"""Check a file: every line is accepted, perhaps with warnings, or rejected with a code."""

# ruff: noqa: S608 - parts of statements are names of our own; what a file says goes in as values

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from rekam.kernel.names import name_key
from rekam.kernel.region import find_area, known_prefixes
from rekam.registry.bulk import residents_sql as residents
from rekam.registry.bulk import statuses_sql as statuses
from rekam.registry.bulk.columns import FIELDS, Layout, place_columns
from rekam.registry.bulk.reading import Source, take_in
from rekam.registry.bulk.rules import Kind
from rekam.registry.bulk.table import UNSPLIT, read_lines, workshop
from rekam.registry.bulk.words import WORDS
from rekam.registry.ladder import WRITTEN

Told = Callable[[str], None]
Table = duckdb.DuckDBPyConnection


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A file after its check; `table` holds `accepted` (fields) and `rejected` (line, code, nik).

    fields     of `accepted`, in order, beginning with line and nik
    rejects, warnings   counts by code
    """

    kind: Kind
    source: Source
    table: Table
    folder: Path
    fields: tuple[str, ...]
    rows: int
    accepted: int
    rejects: dict[str, int]
    warnings: Mapping[str, int]
    columns: Mapping[str, str]

    def unknown_niks(self) -> list[str]:
        """The NIKs of lines that the register does not know: a canary would be among them."""
        found = self.table.execute("SELECT nik FROM rejected WHERE code = 'nik_unknown'")
        return [str(nik) for (nik,) in found.fetchall()]

    def add_rejects(self, lines: Sequence[tuple[int, str]], *, code: str) -> None:
        """Reject lines (number, NIK) that only the register could tell."""
        if lines:
            self.rejects[code] = len(lines)
            self.table.executemany(
                "INSERT INTO rejected VALUES (?, ?, ?)", [(line, code, nik) for line, nik in lines]
            )


@contextmanager
def checked(
    path: Path,
    *,
    kind: Kind,
    layout: Layout,
    office: str,
    as_of: date,
    folder: Path,
    told: Told = lambda _: None,
) -> Iterator[Checked]:
    """A file, checked; its tables are there inside the `with`.

    office   Kemendagri code: lines of other areas are rejected
    folder   a private one for what has to be written on the way
    told     hears the name of each step
    Raises RuleBroken of reading.take_in and columns.place_columns, "import_file_unreadable".
    """
    told("reading")
    source = take_in(path, work=folder)
    places = place_columns(kind=kind, header=source.header, mapping=layout)
    with workshop(folder) as table:
        read_lines(table, source, folder=folder, places=places)
        told("checking")
        _words(table, places=places, layout=layout, kind=kind)
        if kind is Kind.RESIDENTS:
            fields = _check_residents(table, places=places, office=office, as_of=as_of)
        else:
            fields = _check_statuses(table, places=places, as_of=as_of)
        _split(table, fields=fields)
        yield Checked(
            kind=kind,
            source=source,
            table=table,
            folder=folder,
            fields=fields,
            rows=_one(table, "SELECT count(*) FROM line WHERE line > 1 AND t IS NOT NULL"),
            accepted=_one(table, "SELECT count(*) FROM accepted"),
            rejects=dict(
                table.execute("SELECT code, count(*) FROM rejected GROUP BY 1 ORDER BY 1").fetchall()
            ),
            warnings=_warnings(table, places=places) if kind is Kind.RESIDENTS else {},
            columns={name: source.header[at].strip() for name, at in places.items()},
        )


def _check_residents(table: Table, *, places: Mapping[str, int], office: str, as_of: date) -> tuple[str, ...]:
    kept = residents.kept(places, office=office)
    _name_keys(table, names=kept["full_name"])
    columns = ", ".join(f"{text} AS {name}" for name, text in kept.items())
    table.execute(f"CREATE TABLE kept AS SELECT field.line, {columns} FROM field {residents.joins(places)}")
    fault = residents.fault(places, office=office, as_of=as_of)
    table.execute(
        "CREATE TABLE faulty AS SELECT * FROM "
        f"(SELECT line, nik, {fault} AS code FROM kept r) WHERE code IS NOT NULL"
    )
    return ("line", *kept)


def _check_statuses(table: Table, *, places: Mapping[str, int], as_of: date) -> tuple[str, ...]:
    table.execute(statuses.kept(places, as_of=as_of))
    table.execute(statuses.fault(places, as_of=as_of))
    return statuses.FIELDS


def _split(table: Table, *, fields: tuple[str, ...]) -> None:
    """Into accepted and rejected; of lines with one NIK the first that is sound is accepted."""
    table.execute(
        "CREATE TABLE again AS SELECT k.line, k.nik FROM kept k "
        "JOIN (SELECT nik, min(line) AS first FROM kept WHERE line NOT IN (SELECT line FROM faulty) "
        "GROUP BY nik HAVING count(*) > 1) d USING (nik) "
        "WHERE k.line <> d.first AND k.line NOT IN (SELECT line FROM faulty)"
    )
    table.execute(
        "CREATE TABLE rejected AS SELECT line, code, nik FROM faulty "
        "UNION ALL SELECT line, 'nik_twice', nik FROM again "
        f"UNION ALL SELECT line, {UNSPLIT}, NULL FROM line WHERE line > 1 AND t IS NOT NULL "
        "AND line NOT IN (SELECT line FROM field)"
    )
    table.execute(
        f"CREATE VIEW accepted AS SELECT {', '.join(fields)} FROM kept ANTI JOIN rejected USING (line)"
    )


def _words(table: Table, *, places: Mapping[str, int], layout: Layout, kind: Kind) -> None:
    """A table of what each coded column may say, the layout's own words first."""
    for name, words in {**WORDS, "ektp_status": WRITTEN}.items():
        if name not in places:
            continue
        own = next((layout.values[n] for n in FIELDS[kind][name] if n in layout.values), {})
        known = dict(words) | {given: words[word] for given, word in own.items() if word in words}
        table.execute(f"CREATE TABLE words_{name} (given VARCHAR, kept VARCHAR)")
        table.executemany(f"INSERT INTO words_{name} VALUES (?, ?)", list(known.items()))


def _name_keys(table: Table, *, names: str) -> None:
    """The key of each different name, made by the one function that also makes those of a search."""
    found = table.execute(f"SELECT DISTINCT {names} FROM field WHERE full_name IS NOT NULL").fetchall()
    table.execute("CREATE TABLE name_key (of_name VARCHAR, name_key VARCHAR)")
    if found:
        keys = [name_key(name)[:200] for (name,) in found]
        table.execute(
            "INSERT INTO name_key SELECT unnest(?::VARCHAR[]), unnest(?::VARCHAR[])",
            [[name for (name,) in found], keys],
        )


def _warnings(table: Table, *, places: Mapping[str, int]) -> dict[str, int]:
    _unknown(
        table,
        "prefix",
        "substr(nik, 1, 6)",
        is_known=lambda c: f"{c[:2]}.{c[2:4]}.{c[4:]}" in known_prefixes(),
    )
    _unknown(table, "area", "area_code", is_known=lambda code: find_area(code) is not None)
    counted = [f"count(*) FILTER ({rule})" for rule in residents.WARNINGS.values()]
    numbers = table.execute(f"SELECT {', '.join(counted)} FROM accepted").fetchone() or ()
    found = dict(zip(residents.WARNINGS, map(int, numbers), strict=True))
    for name in (*WORDS, "ektp_status"):
        if name in places and name != "sex":
            code = "ektp_status_not_known" if name == "ektp_status" else "word_unknown"
            found[code] = found.get(code, 0) + _one(
                table,
                f"SELECT count(*) FROM field WHERE {name} IS NOT NULL AND "
                f"{residents.spelt(name)} NOT IN (SELECT given FROM words_{name})",
            )
    return {code: count for code, count in found.items() if count}


def _unknown(table: Table, what: str, column: str, *, is_known: Callable[[str], bool]) -> None:
    codes = [str(code) for (code,) in table.execute(f"SELECT DISTINCT {column} FROM accepted").fetchall()]
    table.execute(f"CREATE TABLE unknown_{what} (code VARCHAR)")
    unknown = [[code] for code in codes if not is_known(code)]
    if unknown:
        table.executemany(f"INSERT INTO unknown_{what} VALUES (?)", unknown)


def _one(table: Table, query: str) -> int:
    found = table.execute(query).fetchone()
    return int(found[0]) if found else 0
