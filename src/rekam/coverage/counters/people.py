"""The one expression of what each resident adds to the counts on a day, as SQL over the register."""

# ruff: noqa: S608 - statements are put together from constants of this room only

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rekam.coverage.counters.rules import (
    CHANNEL_BIT,
    MEASURES,
    OLDEST,
    REACH_BIT,
    USUALLY_AWAY,
    Channel,
    Mark,
    Reach,
)
from rekam.coverage.rules import latest_birth

Value = str | int | date | list[str] | list[date] | None

PEOPLE = """
people AS (
  SELECT id, area_code, sex::text AS sex,
         CASE WHEN status = 'active' THEN least(greatest(age, 0), {oldest}) ELSE 0 END::smallint AS age,
         ({mark})::smallint AS mark,
         CASE WHEN status = 'active' THEN least({turns}) ELSE DATE '9999-12-31' END AS turns_on
  FROM (
    SELECT r.id, r.sex, r.birth_date, r.recorded_on, r.print_ready_on, r.printed_on, r.handed_on,
           r.disability <> '' AS disabled, {columns},
           date_part('year', age(%(day)s::timestamp, r.birth_date::timestamp))::int AS age,
           coalesce(found.reach, 0) AS reach, found.away_until, coalesce(by.channel, 0) AS channel
    FROM registry_resident r
    LEFT JOIN found ON found.resident_id = r.id
    LEFT JOIN by ON by.resident = r.uuid
    {undone}
    WHERE r.id {among} {here}
  ) AS state
)"""

# A person's evidence: a note, or a list in which he stood no more; the newest holds.
EVIDENCE = f"""
    SELECT r.id AS resident_id, n.reach, n.evidence_on, n.at, 1 AS rank, n.id, n.back_on
    FROM coverage_note n
    JOIN registry_resident r ON r.uuid = n.resident
    UNION ALL
    SELECT e.resident_id, CASE e.kind WHEN 'import.gone' THEN {Reach.PROBABLY_GONE} ELSE {Reach.UNKNOWN} END,
           e.valid_on, e.recorded_at, 0, e.id, NULL
    FROM registry_event e WHERE e.kind IN ('import.gone', 'import.back')"""
NEWEST = "evidence_on DESC, at DESC, rank DESC, id DESC"
# Who is away is so until the day that was told, and may be met from then on; where no day was told, after
# a year nobody knows.
FOUND = f"""
found AS (
  SELECT resident_id, away_until, CASE WHEN away_until > %(day)s OR away_until IS NULL THEN reach
         WHEN back_on IS NULL THEN {Reach.UNKNOWN} ELSE {Reach.REACHABLE} END AS reach
  FROM (
    SELECT DISTINCT ON (resident_id) resident_id, reach, back_on,
           CASE WHEN reach = {Reach.AWAY} THEN coalesce(back_on, evidence_on + {USUALLY_AWAY.days})
           END AS away_until
    FROM ({EVIDENCE}
    ) AS evidence
    WHERE resident_id {{among}} {{known}}
    ORDER BY resident_id, {NEWEST}
  ) AS newest
)"""
BY = f"""
by AS (
  SELECT DISTINCT ON (k.resident) k.resident,
    CASE WHEN substr(k.served_in, 1, 5) <> substr(k.area_code, 1, 5) THEN {Channel.OUTSIDE}
         WHEN p.visit IS NOT NULL THEN {Channel.MOBILE} ELSE {Channel.OFFICE} END AS channel
  FROM enrolment_record k LEFT JOIN enrolment_packet p ON p.id = k.packet_id
  WHERE k.leading AND k.resident {{among}}
  ORDER BY k.resident, k.captured_on DESC, k.id DESC
)"""

LAWFUL = "(nationality = 'WNI' OR (permit_until IS NOT NULL AND permit_until >= %(day)s))"
WAJIB = f"({LAWFUL} AND (birth_date <= %(born_17)s OR ever_married))"
MARK = f"""CASE
  WHEN status <> 'active' OR birth_date > %(day)s THEN 0
  WHEN NOT {WAJIB} THEN {Mark.POPULATION} + CASE WHEN recorded_on <= %(day)s THEN {Mark.AHEAD} ELSE 0 END
  ELSE {Mark.POPULATION + Mark.WAJIB} + CASE WHEN disabled THEN {Mark.DISABLED} ELSE 0 END
    + CASE WHEN nationality = 'WNA' THEN {Mark.FOREIGN} ELSE 0 END
    + CASE WHEN recorded_on <= %(day)s THEN {Mark.RECORDED} + (channel << {CHANNEL_BIT})
        + CASE WHEN print_ready_on <= %(day)s THEN {Mark.PRINT_READY} ELSE 0 END
        + CASE WHEN printed_on <= %(day)s THEN {Mark.PRINTED} ELSE 0 END
        + CASE WHEN handed_on <= %(day)s THEN {Mark.HANDED_OVER}
            + CASE WHEN lost_on <= %(day)s THEN {Mark.LOST} ELSE 0 END ELSE 0 END
      ELSE reach << {REACH_BIT} END
  END"""

# Somebody of 29 February is a year older on 1 March, where PostgreSQL's interval says 28 February.
BIRTHDAY = """(birth_date + make_interval(years => age + 1))::date
  + CASE WHEN to_char(birth_date, 'MMDD') = '0229'
    AND to_char(birth_date + make_interval(years => age + 1), 'MMDD') = '0228' THEN 1 ELSE 0 END"""
LATER = ("away_until", "birth_date", "recorded_on", "print_ready_on", "printed_on", "handed_on")
TURNS = ", ".join(
    [BIRTHDAY, "CASE WHEN permit_until >= %(day)s THEN permit_until + 1 END"]
    + [f"CASE WHEN {column} > %(day)s THEN {column} END" for column in LATER]
)

# What somebody really was on a day may differ from the row of today: taken back event by event. A
# correction is better knowledge of the same past, so it stays.
CHANGING = ("area_code", "status", "ever_married", "nationality", "permit_until", "lost_on")
ARRIVALS = ("birth", "late_biodata", "move_in", "import.new")
UNDONE = """
undone AS (
  SELECT resident_id, jsonb_object_agg(name, before) AS before FROM (
    SELECT DISTINCT ON (e.resident_id, changed.key) e.resident_id, changed.key AS name,
           changed.value -> 0 AS before
    FROM registry_event e, jsonb_each(e.changes) AS changed
    WHERE {which} AND e.valid_on > %(day)s AND e.kind <> 'correction' AND changed.key = ANY(%(changing)s)
    ORDER BY e.resident_id, changed.key, e.id
  ) AS first GROUP BY resident_id
),
arrived AS (
  SELECT DISTINCT resident_id FROM registry_event
  WHERE {which} AND valid_on > %(day)s AND kind = ANY(%(arrivals)s) AND changes = '{{}}'
)"""
BEFORE = {
    "area_code": "coalesce(undone.before ->> 'area_code', r.area_code)",
    "status": "coalesce(undone.before ->> 'status', CASE WHEN r.status_on > %(day)s THEN 'active' "
    "ELSE r.status END)",
    "ever_married": "coalesce((undone.before ->> 'ever_married')::boolean, r.ever_married)",
    "nationality": "coalesce(undone.before ->> 'nationality', r.nationality)",
    "permit_until": "CASE WHEN undone.before ? 'permit_until' "
    "THEN (undone.before ->> 'permit_until')::date ELSE r.permit_until END",
    "lost_on": "CASE WHEN undone.before ? 'lost_on' "
    "THEN (undone.before ->> 'lost_on')::date ELSE r.lost_on END",
}
JOIN_UNDONE = """LEFT JOIN undone ON undone.resident_id = r.id
    LEFT JOIN arrived ON arrived.resident_id = r.id"""

DUE = """due AS MATERIALIZED (
  SELECT found.id, r.uuid FROM doors.coverage_due(%(day)s) AS found (id)
  LEFT JOIN registry_resident r USING (id)
)"""
NOT_FOLDED = "xid >= (SELECT folded_below FROM coverage_ledger)"
EVERYBODY, WHO_IS_DUE = "IS NOT NULL", "IN (SELECT {key} FROM due)"  # said of a resident's id or uuid


@dataclass(frozen=True)
class Query:
    """The start of a statement, `WITH ... people AS (...)`, and its parameters."""

    text: str
    values: Mapping[str, Value]

    def followed_by(self, tables: str) -> "Query":
        """The same with more tables after `people`."""
        return Query(f"{self.text}, {tables}", self.values)


def people_due(*, on: date) -> Query:
    """Whose contribution may be out of date on a day: tables `due` (id) and `people`."""
    return _query(on=on, due=True)


def people_now(*, on: date) -> Query:
    """Everybody of the scope by the register as it is: table `people`, for today or a day to come."""
    return _query(on=on)


def people_due_then(*, on: date) -> Query:
    """Who is due, as he was on a day gone by; only what is not folded yet is undone."""
    return _query(on=on, due=True, undone=True)


def people_then(*, on: date) -> Query:
    """Everybody of the scope as he was on a day gone by: who came, went, moved or married since is undone.

    Somebody who has left the scope since is not seen; an office asks for itself, or wider.
    """
    return _query(on=on, undone=True)


def quoted(name: str) -> str:
    """A column's name as SQL takes it; one of them is a word of SQL."""
    return f'"{name}"'


NAMES = ", ".join(map(quoted, MEASURES))


def sums(*, people: str = "people") -> str:
    """SQL of the sum of each measure, named after it."""
    return ", ".join(
        f"coalesce(sum({people}) FILTER (WHERE mark & {one.mask} = {one.value} "
        f"AND age BETWEEN {one.first} AND {one.last}), 0)::int AS {quoted(name)}"
        for name, one in MEASURES.items()
    )


def _query(*, on: date, due: bool = False, undone: bool = False) -> Query:
    among = WHO_IS_DUE if due else EVERYBODY
    by_id = among.format(key="id")
    columns = BEFORE if undone else {name: f"r.{name}" for name in CHANGING}
    people = PEOPLE.format(
        oldest=OLDEST,
        mark=MARK,
        turns=TURNS,
        columns=", ".join(f"{text} AS {name}" for name, text in columns.items()),
        undone=JOIN_UNDONE if undone else "",
        among=by_id,
        here="AND arrived.resident_id IS NULL" if undone else "",
    )
    tables = [
        *([DUE] if due else []),
        *([UNDONE.format(which=NOT_FOLDED if due else "true")] if undone else []),
        FOUND.format(among=by_id, known="AND evidence_on <= %(day)s" if undone else ""),
        BY.format(among=among.format(key="uuid")),
        people,
    ]
    return Query(
        text="WITH " + ",\n".join(tables),
        values={
            "day": on,
            "born_17": latest_birth(on=on),
            "changing": list(CHANGING),
            "arrivals": list(ARRIVALS),
        },
    )
