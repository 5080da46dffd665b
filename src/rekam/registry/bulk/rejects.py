"""The list of rejected lines: line, column, code, sentence and the line as it came."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from rekam.kernel.sheet import Separator, defused
from rekam.registry.bulk.checking import Checked
from rekam.registry.bulk.refusals import REJECTED
from rekam.registry.bulk.residents_sql import COLUMN_OF

HEADER = ("line", "column", "code", "sentence", "original")


def write_rejects(checked: Checked, *, to: Path) -> int:
    """Write the rejected lines in their order, readable by the owner of the file only; how many there are.

    What a spreadsheet would run as a formula gets an apostrophe in front. Repeating replaces the file; a file
    without rejects keeps none.
    """
    found = checked.table.execute(
        "SELECT r.line, r.code, l.t FROM rejected r JOIN line l USING (line) ORDER BY r.line"
    )
    count = sum(checked.rejects.values())
    if not count:
        to.unlink(missing_ok=True)
        return 0
    to.touch(mode=0o600)
    to.chmod(0o600)
    with to.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, delimiter=Separator.SEMICOLON, quoting=csv.QUOTE_ALL)
        out.writerow(HEADER)
        while rows := found.fetchmany(20_000):
            out.writerows(_told(rows, columns=checked.columns))
    return count


def without_originals(path: Path) -> Iterator[str]:
    """The same file line by line without its last column: what is wrong where, and nothing of a person."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file, delimiter=Separator.SEMICOLON):
            yield ";".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row[:-1]) + "\r\n"


def _told(
    rows: Iterable[tuple[int, str, str]], *, columns: "dict[str, str] | object"
) -> Iterable[tuple[object, ...]]:
    known = columns if isinstance(columns, dict) else {}
    for line, code, text in rows:
        field = COLUMN_OF.get(code, "")
        yield line, defused(known.get(field, "")), code, str(REJECTED[code]), defused(text)
