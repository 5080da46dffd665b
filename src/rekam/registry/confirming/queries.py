"""One row in each case: reading it takes the same work whether the register knows the NIK or not."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rekam.kernel.database import Rows, Statement
from rekam.registry.rules import Status

_COLUMNS = (
    *("kk", "area_code", "full_name", "sex", "birth_place", "birth_date", "blood_group", "religion"),
    *("marital_status", "occupation", "head_relation", "mother_name", "father_name", "address", "rt", "rw"),
    *("disability", "status", "blocked_for", "ektp_status"),
)
_SQL = "SELECT * FROM registry_compared(%s, %s, %s)"  # migrations/frozen/0014_compared.sql


@dataclass(frozen=True, kw_only=True)
class Person:
    """A resident as compared, or the decoy; `uuid` is then what `compared_with` was given."""

    is_known: bool
    uuid: UUID
    kk: str
    area_code: str
    full_name: str
    sex: str
    birth_place: str
    birth_date: date
    blood_group: str
    religion: str
    marital_status: str
    occupation: str
    head_relation: str
    mother_name: str
    father_name: str
    address: str
    rt: str
    rw: str
    disability: str
    status: Status
    blocked_for: str
    ektp_status: str


def compared_with(*, nik: str, area_code: str, otherwise: UUID) -> Statement:
    """The statement that reads whom a NIK belongs to in an area's tree, or the decoy.

    otherwise   the decoy's id
    Run it in a scope; the area is asked for besides row security, so that each alone keeps others out.
    """
    return _SQL, [nik, area_code, otherwise]


def person_in(rows: Rows) -> Person:
    """What that statement read."""
    known, uuid, *values = rows[0]
    told = dict(zip(_COLUMNS, values, strict=True))
    told["birth_date"] = date.fromisoformat(told["birth_date"])
    told["status"] = Status(told["status"])
    return Person(is_known=known, uuid=uuid, **told)
