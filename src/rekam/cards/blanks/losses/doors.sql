-- Which of these serials some office has reported as stolen or lost. It tells no more than that: not where,
-- when, of whom, nor whether a serial is known at all otherwise; a serial is 32 to 80 bits that nobody guesses.
CREATE OR REPLACE FUNCTION doors.blanks_known_as_stolen(serials text[]) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT serial FROM cards_blank WHERE serial = ANY (serials) AND state = 'lost'
$$;
