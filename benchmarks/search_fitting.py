"""The oracle of benchmarks.search: how many residents fit what was typed as well as who was meant.

It reads everybody of the year and area that were typed, and knows nothing of the search's words and lists: a
name fits by the letters between its key and the key of what was typed, in either order of the words.
"""

from benchmarks.search_queries import Query

from rekam.kernel.names import name_key

FITTING = """
WITH near AS MATERIALIZED (
  SELECT id, least(
    levenshtein(name_key, %(typed)s),
    levenshtein(
      (SELECT string_agg(word, ' ' ORDER BY word) FROM string_to_table(name_key, ' ') AS word), %(sorted)s
    )
  ) AS far
  FROM registry_resident
  WHERE (%(year)s::int IS NULL OR date_part('year', birth_date) = %(year)s)
    AND (%(born)s::date IS NULL OR birth_date = %(born)s)
    AND (area_code || '.') LIKE ANY (%(within)s)
)
SELECT count(*) FROM near WHERE far <= (SELECT far FROM near WHERE id = %(meant)s)
"""


def fitting(query: Query) -> int:
    """How many fit at least as well as who was meant, himself included; reads the current scope."""
    from django.db import connection

    from rekam.registry.lookup.queries import understand

    asked = understand(query.text)
    typed = name_key(asked.name)
    told = {
        "typed": typed,
        "sorted": " ".join(sorted(typed.split())),
        "year": asked.year,
        "born": asked.born,
        "within": [f"{area}.%" for area in asked.within] or ["%"],
        "meant": query.meant.id,
    }
    with connection.cursor() as cursor:
        cursor.execute(FITTING, told)
        return int(cursor.fetchone()[0])
