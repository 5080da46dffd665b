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
from rekam.registry.canaries.rules import POSSIBLE
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
    rejects: dict[str, int]
    warnings: Mapping[str, int]
    columns: Mapping[str, str]

    def possible_canaries(self) -> list[str]:
        """The NIKs of all lines, rejected ones too, that a canary may have; some of a hundred."""
        found = self.table.execute("SELECT DISTINCT nik FROM kept WHERE regexp_matches(nik, ?)", [POSSIBLE])
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
        field = read_lines(table, source, folder=folder, places=places)
        told("checking")
        _words(table, places=places, layout=layout, kind=kind)
        if kind is Kind.RESIDENTS:
            fields = _check_residents(table, field=field, places=places, office=office, as_of=as_of)
        else:
            fields = _check_statuses(table, field=field, places=places, as_of=as_of)
        yield Checked(
            kind=kind,
            source=source,
            table=table,
            folder=folder,
            fields=fields,
            rows=_one(table, "SELECT count(*) FROM line WHERE line > 1 AND t IS NOT NULL"),
            rejects=dict(
                table.execute("SELECT code, count(*) FROM rejected GROUP BY 1 ORDER BY 1").fetchall()
            ),
            warnings=_warnings(table) if kind is Kind.RESIDENTS else {},
            columns={name: source.header[at].strip() for name, at in places.items()},
        )


def _check_residents(
    table: Table, *, field: str, places: Mapping[str, int], office: str, as_of: date
) -> tuple[str, ...]:
    kept = residents.kept(places, office=office)
    columns = ", ".join(f"{text} AS {name}" for name, text in kept.items())
    odd = f"{residents.odd_words(places)} AS odd_words, {residents.odd_status(places)} AS odd_status"
    fault = residents.fault(places, office=office, as_of=as_of)
    table.execute(
        f"CREATE TABLE kept AS SELECT r.*, {fault} AS code FROM (SELECT field.line, {columns}, {odd} "
        f"FROM ({field}) AS field {residents.joins(places)}) r"
    )
    _split(table)
    _name_keys(table)
    fields = ("line", *kept, "name_key")
    table.execute(
        f"CREATE VIEW accepted AS SELECT {', '.join(fields)} FROM sound JOIN name_key ON of_name = full_name"
    )
    return fields


def _check_statuses(table: Table, *, field: str, places: Mapping[str, int], as_of: date) -> tuple[str, ...]:
    kept, fault = statuses.kept(places, field=field, as_of=as_of), statuses.fault(as_of=as_of)
    table.execute(f"CREATE TABLE kept AS SELECT r.*, {fault} AS code FROM ({kept}) r")
    _split(table)
    table.execute(f"CREATE VIEW accepted AS SELECT {', '.join(statuses.FIELDS)} FROM sound")
    return statuses.FIELDS


def _split(table: Table) -> None:
    """Into sound and rejected; of lines with one NIK the first without a fault is sound."""
    table.execute(
        "CREATE TABLE twice AS SELECT nik::BIGINT AS n, min(line) AS first FROM kept WHERE code IS NULL "
        "GROUP BY n HAVING count(*) > 1"
    )
    table.execute(
        "CREATE TABLE rejected AS SELECT line, code, nik FROM kept WHERE code IS NOT NULL "
        "UNION ALL SELECT line, 'nik_twice', nik FROM kept JOIN twice ON n = nik::BIGINT "
        "WHERE code IS NULL AND line <> first "
        f"UNION ALL SELECT line, {UNSPLIT}, NULL FROM line ANTI JOIN kept USING (line) "
        "WHERE line > 1 AND t IS NOT NULL"
    )
    table.execute("CREATE VIEW sound AS SELECT * FROM kept ANTI JOIN rejected USING (line)")


def _words(table: Table, *, places: Mapping[str, int], layout: Layout, kind: Kind) -> None:
    """A table of what each coded column may say, the layout's own words first."""
    for name, words in {**WORDS, "ektp_status": WRITTEN}.items():
        if name not in places:
            continue
        own = next((layout.values[n] for n in FIELDS[kind][name] if n in layout.values), {})
        known = dict(words) | {given: words[word] for given, word in own.items() if word in words}
        table.execute(
            f"CREATE TABLE words_{name} AS "
            "SELECT unnest(?::VARCHAR[]) AS given, unnest(?::VARCHAR[]) AS kept",
            [list(known), list(known.values())],
        )


def _name_keys(table: Table) -> None:
    """The key of each different name, made by the one function that also makes those of a search."""
    found = table.execute("SELECT DISTINCT full_name FROM sound").fetchall()
    names = [str(name) for (name,) in found]
    table.execute(
        "CREATE TABLE name_key AS SELECT unnest(?::VARCHAR[]) AS of_name, unnest(?::VARCHAR[]) AS name_key",
        [names, [name_key(name)[:200] for name in names]],
    )


def _warnings(table: Table) -> dict[str, int]:
    known = {prefix.replace(".", "") for prefix in known_prefixes()}
    _unknown(table, "prefix", "substr(nik, 1, 6)", kind="BIGINT", is_known=known.__contains__)
    _unknown(table, "area", "area_code", kind="VARCHAR", is_known=lambda code: find_area(code) is not None)
    counted = [f"count(*) FILTER ({rule})" for rule in residents.WARNINGS.values()]
    numbers = table.execute(
        f"SELECT {', '.join(counted)}, sum(odd_words) FROM ({residents.ENCODED})"
    ).fetchone()
    found = zip((*residents.WARNINGS, "word_unknown"), numbers or (), strict=False)
    return {code: int(count) for code, count in found if count}


def _unknown(table: Table, what: str, column: str, *, kind: str, is_known: Callable[[str], bool]) -> None:
    codes = [str(code) for (code,) in table.execute(f"SELECT DISTINCT {column} FROM sound").fetchall()]
    unknown = [code for code in codes if not is_known(code)]
    table.execute(f"CREATE TABLE unknown_{what} AS SELECT unnest(?::{kind}[]) AS code", [unknown])


def _one(table: Table, query: str) -> int:
    found = table.execute(query).fetchone()
    return int(found[0]) if found else 0
