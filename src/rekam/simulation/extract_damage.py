"""What goes wrong in lists of residents: each kind of damage with the code by which an import rejects it."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np

Row = Sequence[str]


def _with(row: Row, *, at: int, text: str) -> list[str]:
    changed = list(row)
    changed[at] = text
    return changed


# Places of extract.COLUMNS: 0 NIK, 1 NO_KK, 2 NAMA_LGKP, 4 TGL_LHR, 5 JENIS_KLMIN, 17 NO_PROP, 20 NO_KEL.
DAMAGES: Mapping[str, Callable[[Row], Row]] = {
    "nik_malformed": lambda row: _with(row, at=0, text=row[0][:15]),
    "kk_malformed": lambda row: _with(row, at=1, text="3,67302E+15"),
    "name_missing": lambda row: _with(row, at=2, text="  "),
    "birth_date_impossible": lambda row: _with(row, at=4, text="31-02-1990"),
    "sex_unknown": lambda row: _with(row, at=5, text="X"),
    "outside_office": lambda row: _with(row, at=17, text="32"),
    "area_code_malformed": lambda row: _with(row, at=20, text="KASEMEN"),
    "columns_differ": lambda row: row[:-3],
    "nik_twice": lambda row: row,
}


def damaged(
    rows: Sequence[Row], *, share: float, delimiter: str, rng: np.random.Generator, done: Counter[str]
) -> str:
    """The lines of these rows, some of them damaged; for `nik_twice` a line comes a second time.

    share   of the rows (0 to 1)
    done    is counted up, by code
    """
    file = io.StringIO()
    out = csv.writer(file, delimiter=delimiter, lineterminator="\n")
    kinds = list(DAMAGES)
    chosen = np.where(rng.random(len(rows)) < share, rng.integers(0, len(kinds), len(rows)), -1)
    for row, kind in zip(rows, chosen.tolist(), strict=True):
        if kind < 0:
            out.writerow(row)
            continue
        code = kinds[kind]
        done[code] += 1
        if code == "nik_twice":
            out.writerow(row)
        out.writerow(DAMAGES[code](row))
    return file.getvalue()
