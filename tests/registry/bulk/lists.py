"""Lists from SIAK for the tests: a few people, and what a clerk does to them."""

import io
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from rekam.kernel.database import Scope, scope
from rekam.registry.bulk import running, services
from rekam.registry.bulk.columns import NO_LAYOUT, Layout
from rekam.registry.bulk.models import Import
from rekam.registry.bulk.rules import Kind
from rekam.registry.entries.writing import Written, state_of_row, write_events
from rekam.registry.models import Resident
from rekam.simulation.city import generate
from rekam.simulation.extract import write_extract, write_statuses

DAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
OFFICE = "36.73"
HEADER = (
    "NIK,NO_KK,NAMA_LGKP,TMPT_LHR,TGL_LHR,JENIS_KLMIN,AGAMA,STAT_KWN,STAT_HBKEL,"
    "ALAMAT,NO_RT,NO_RW,NO_PROP,NO_KAB,NO_KEC,NO_KEL"
)
SITI = "3673024101900001,3673020101200001,SITI AMINAH,SERANG,01-01-1990,2,ISLAM,1,4,KP. BARU,1,1,36,73,2,1001"
BUDI = "3673020202850002,3673020101200002,BUDI,SERANG,02-02-1985,1,1,KAWIN,1,KP. BARU,1,1,36,73,2,1001"
ANI = (
    "3673014303700003,3673010101200003,ANI N,LEBAK,03/03/1970,P,ISLAM,CERAI MATI,1,JL. RAYA,2,3,36,73,1,1001"
)


def people(*lines: str, header: str = HEADER) -> bytes:
    """A list of these lines."""
    return "\n".join([header, *lines, ""]).encode()


def extract(*, residents: int = 300, broken: float = 0.0, seed: int = 7) -> tuple[bytes, dict[str, int]]:
    """A list of a synthetic city, and how many of its lines are damaged, by code."""
    file = io.StringIO()
    damaged = write_extract(generate(seed, on=DAY, residents=residents), file, broken=broken)
    return file.getvalue().encode(), dict(damaged)


def statuses(*, residents: int = 300, seed: int = 7) -> bytes:
    """The statuses of the same city."""
    file = io.StringIO()
    write_statuses(generate(seed, on=DAY, residents=residents), file)
    return file.getvalue().encode()


@contextmanager
def office() -> Iterator[None]:
    with scope(Scope.of(OFFICE)):
        yield


def checked(
    content: bytes,
    *,
    folder: Path,
    kind: Kind = Kind.RESIDENTS,
    as_of: date = DAY,
    layout: Layout = NO_LAYOUT,
    by_command: bool = True,
    mark_gone: bool = False,
) -> Import:
    """A file after its check, before anything changes; rejects lie beside it."""
    path = folder / f"{uuid.uuid4().hex}.csv"
    path.write_bytes(content)
    with office():
        one = services.receive(
            kind=kind,
            file_name="daftar.csv",
            as_of=as_of,
            layout=layout,
            actor="adi",
            at=NOON,
            by_command=by_command,
            mark_gone=mark_gone,
        )
    return running.check(one.uuid, path=path, rejects=folder / "rejects.csv")


def taken_over(content: bytes, *, folder: Path, **named: object) -> Import:
    """The same, applied as by an administrator."""
    return running.take_over_by_command(checked(content, folder=folder, **named).uuid, at=NOON)  # type: ignore[arg-type]


def rejected(folder: Path) -> Sequence[tuple[str, str, str]]:
    """Line, column and code of the rejects beside a checked file."""
    import csv

    path = folder / "rejects.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8") as file:
        return [(row["line"], row["column"], row["code"]) for row in csv.DictReader(file, delimiter=";")]


def happened(line: str, *, on: date, **columns: str) -> None:
    """An event of that day gives the person of this line other columns, as an approved entry does."""
    with office():
        row = Resident.objects.get(nik=line.split(",")[0])
        before = state_of_row(row)
        for name, value in columns.items():
            setattr(row, name, value)
        row.save()
        write_events(
            [Written(row=row, kind="address.corrected", before=before)], on=on, actor="wati", at=NOON
        )
