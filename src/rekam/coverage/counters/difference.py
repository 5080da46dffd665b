"""What the register says of who is due, against what the counters hold of them: SQL for fold and tail."""

# ruff: noqa: S608 - statements are put together from constants of this room only

from rekam.coverage.counters.rules import GAP, Cause, Mark
from rekam.registry.rules import CARD_AGE

# Between two states of the same persons, `was` and `people`: who changed.
CHANGED = """changed AS MATERIALIZED (
  SELECT coalesce(people.id, was.resident_id) AS resident_id, people.area_code, people.sex, people.age,
         people.mark, people.turns_on, was.area_code AS was_area, was.sex AS was_sex, was.age AS was_age,
         was.mark AS was_mark
  FROM people FULL JOIN was ON was.resident_id = people.id
  WHERE (people.area_code, people.sex, people.age, people.mark, people.turns_on)
    IS DISTINCT FROM (was.area_code, was.sex, was.age, was.mark, was.turns_on)
)"""
# After people.people_due: what the counters hold of them, who changed, and by how many persons each cell.
DIFFERENCE = f"""was AS (SELECT * FROM coverage_contribution WHERE resident_id IN (SELECT id FROM due)),
{CHANGED},
delta AS (
  SELECT area_code, sex, age, mark, 1 AS people FROM changed WHERE area_code IS NOT NULL
  UNION ALL
  SELECT was_area, was_sex, was_age, was_mark, -1 FROM changed WHERE was_area IS NOT NULL
)"""

_GAP = f"(coalesce({{}}, 0) & {GAP:d} = {Mark.WAJIB:d})"
IS_GAP, WAS_GAP = _GAP.format("mark"), _GAP.format("was_mark")
# Who left the gap of an area, and who came into it, each with its cause.
FLOWS = f"""flows AS (
  SELECT was_area AS area_code, -1 AS people, CASE
      WHEN {IS_GAP} THEN '{Cause.MOVED}' WHEN mark & {Mark.RECORDED:d} > 0 THEN '{Cause.RECORDED}'
      WHEN mark & {Mark.POPULATION:d} > 0 THEN '{Cause.ENDED}' ELSE '{Cause.LEFT}' END AS cause
  FROM changed WHERE {WAS_GAP} AND NOT ({IS_GAP} AND area_code = was_area)
  UNION ALL
  SELECT area_code, 1, CASE
      WHEN {WAS_GAP} THEN '{Cause.MOVED}' WHEN was_mark & {Mark.RECORDED:d} > 0 THEN '{Cause.UNDONE}'
      WHEN coalesce(was_mark, 0) = 0 THEN '{Cause.CAME}'
      WHEN was_age < {CARD_AGE} AND age >= {CARD_AGE} THEN '{Cause.TURNED_17}'
      ELSE '{Cause.BECAME_WAJIB}' END
  FROM changed WHERE {IS_GAP} AND NOT ({WAS_GAP} AND area_code = was_area)
)"""
