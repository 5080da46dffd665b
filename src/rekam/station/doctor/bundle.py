"""The bundle for whoever helps from afar: what the doctor says, and the outbox without anybody in it."""

import csv
import datetime
import io
import zipfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rekam.enrolment.refusals import SENTENCES as SERVER_CODES
from rekam.kernel.errors import RuleBroken
from rekam.kernel.sheet import defused
from rekam.station.doctor import report, store_checks
from rekam.station.doctor.findings import Finding
from rekam.station.store.outbox import Row
from rekam.station.wording import SENTENCES as STATION_CODES

COLUMNS = (
    *("number", "state", "stage", "code", "trouble", "bytes"),
    *("queued_at", "changed_at", "closed", "copied"),
)


def write_bundle(path: Path, *, findings: Sequence[Finding], folder: Path, at: datetime.datetime) -> None:
    """Write the zip file, in place of one that was there.

    Packets' ids are left out: the number on a *tanda terima* can be made from them.
    """
    try:
        rows = store_checks.outbox_rows(folder)
    except RuleBroken:  # the doctor's page says what is wrong with it
        rows = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("doctor.json", report.as_json(findings, at=at))
        bundle.writestr("outbox.csv", _table(COLUMNS, [_anonymous(row) for row in rows]))
        bundle.writestr("errors.csv", _table(("code", "count", "last"), _errors(rows)))


def _anonymous(row: Row) -> Sequence[object]:
    return (
        row.number,
        row.state.value,
        row.stage,
        _code(row.code),
        _code(row.trouble),
        row.size,
        _time(row.queued_at),
        _time(row.changed_at),
        int(row.closed),
        int(row.copied),
    )


def _errors(rows: Sequence[Row]) -> list[Sequence[object]]:
    met = [(_code(told), _time(row.changed_at)) for row in rows for told in (row.code, row.trouble) if told]
    counts = Counter(code for code, _ in met)
    return [(code, n, max(at for one, at in met if one == code)) for code, n in counts.most_common()]


def _code(told: str) -> str:
    """A code that we know; what a server or a device made up stays here."""
    return told if not told or told in STATION_CODES or told in SERVER_CODES else "other"


def _time(told: str) -> str:
    try:
        return datetime.datetime.fromisoformat(told).isoformat(timespec="seconds")
    except ValueError:
        return ""


def _table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([defused(one) if isinstance(one, str) else one for one in row] for row in rows)
    return out.getvalue()
