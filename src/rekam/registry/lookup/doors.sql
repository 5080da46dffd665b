-- Who may be meant by some words of a name: the one way past row security that a search has.
--
--   spelled  the name as it was typed, for choosing among names that sound the same
--   asked    words as kernel.names levels them, and other ways to read them
--   terms    which word of the name each of them stands for, from 1, the most telling first; from 101 on
--            two neighbours written as one
--   weights  how much each word tells, 0 to 1; words of weight 1 are no everyday words
--   born     the birth date where it is known
--   year     the birth year looked at, NULL for all
--   within   area codes looked at, NULL for the whole scope
--   returns  at most 50 ids, the most alike first; likeness 0 (nothing in common) to 1 (each word sounds
--            the same), 0.2 above for the same spelling, 0.3 for the right birth date
--
-- The scope is applied three times: to the words that are looked at, to the lists that are read, and to
-- each row. Nothing is counted or cut before that, so another area's people change no answer.
CREATE OR REPLACE FUNCTION doors.find_residents(
  spelled text, asked text[], terms int[], weights real[], born date, year int, within text[]
) RETURNS TABLE (resident uuid, likeness real)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 50
SET search_path = public, pg_temp SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
SET max_parallel_workers_per_gather = 0
AS $door$
DECLARE
  joined CONSTANT int := 100;
  count int := cardinality(weights);
  telling real := (SELECT max(weight) FROM unnest(weights) AS weight);
  places text[];    -- area codes inside both the scope and `within`; '*' is everything
  near_term int[];  -- for each word of the register that is like one asked for: which one, what, how much
  near_word text[];
  near_much real[];
  -- Lists to read: of the most telling word and of the second one, as they sound, within a slip, and all.
  first_same text[]; second_same text[]; first_close text[]; second_close text[]; first text[]; second text[];
  either text[]; whole text[]; beside text[];
  halves text[]; numbers int[]; cut int; unknown record;
  page CONSTANT int := 50;
  few CONSTANT int := 20;
  enough int; all_weights real;
BEGIN
  SELECT array_agg(DISTINCT met.place) INTO places
  FROM string_to_table(NULLIF(current_setting('rekam.area', true), ''), ',') AS inside,
       unnest(COALESCE(within, ARRAY['*'])) AS wanted,
       LATERAL (SELECT CASE
         WHEN inside = '*' OR (wanted || '.') LIKE (inside || '.%') THEN wanted
         WHEN wanted = '*' OR (inside || '.') LIKE (wanted || '.%') THEN inside
       END) AS met(place)
  WHERE met.place IS NOT NULL;
  IF places IS NULL OR count = 0 THEN RETURN; END IF;

  SELECT COALESCE(array_agg(near.term), '{}'), array_agg(near.word), array_agg(near.much)
  INTO near_term, near_word, near_much
  FROM registry_near(asked, terms, places) AS near;

  -- A word that is like none may be two without their space: cut where both halves are like one. Else it
  -- may be a beginning.
  FOR unknown IN
    SELECT DISTINCT ON (typed.term) typed.word, typed.term FROM unnest(asked, terms) AS typed(word, term)
    WHERE typed.term <= count AND length(typed.word) > 2 AND typed.term <> ALL (near_term)
  LOOP
    SELECT array_agg(part.word), array_agg(part.number) INTO halves, numbers
    FROM generate_series(3, length(unknown.word) - 3) AS at,
      LATERAL (VALUES (left(unknown.word, at), 2 * at), (substr(unknown.word, at + 1), 2 * at + 1)) AS part(word, number);
    SELECT side.at INTO cut FROM (
      SELECT near.term / 2 AS at, near.term, max(near.much) AS much
      FROM registry_near(halves, numbers, places) AS near GROUP BY near.term
    ) AS side GROUP BY side.at HAVING count(*) = 2 ORDER BY sum(side.much) DESC, side.at DESC LIMIT 1;
    IF cut IS NULL THEN
      SELECT near_term || array_agg(unknown.term), near_word || array_agg(begun), near_much || array_agg(0.6::real)
      INTO near_term, near_word, near_much FROM registry_begun(unknown.word, places) AS begun;
      CONTINUE;
    END IF;
    weights := weights || 1::real;
    count := count + 1;
    SELECT near_term || array_agg(near.term), near_word || array_agg(near.word), near_much || array_agg(near.much)
    INTO near_term, near_word, near_much
    FROM registry_near(
      ARRAY[left(unknown.word, cut), substr(unknown.word, cut + 1)], ARRAY[unknown.term, count], places) AS near;
  END LOOP;
  IF cardinality(near_term) = 0 THEN RETURN; END IF;

  -- A kelurahan's lists are short: years are told apart there by the rows themselves.
  SELECT array_agg(list) FILTER (WHERE term = 1 AND much = 1),
         array_agg(list) FILTER (WHERE term = 2 AND much = 1),
         array_agg(list) FILTER (WHERE term = 1 AND close),
         array_agg(list) FILTER (WHERE term = 2 AND close),
         array_agg(list) FILTER (WHERE term = 1 AND (much = 1 OR count > 1)),
         array_agg(list) FILTER (WHERE term = 2 OR term = 1 AND much = 1 AND count = 1),
         array_agg(list) FILTER (WHERE weights[term] = telling),
         array_agg(list) FILTER (WHERE term > joined AND much > 0.8),
         array_agg(list) FILTER (WHERE count > 2 AND term <= count OR count < 3 AND term > joined)
  INTO first_same, second_same, first_close, second_close, first, second, either, whole, beside
  FROM (
    SELECT near.*, near.much = 1 OR EXISTS (
      SELECT FROM unnest(asked, terms) AS typed(word, term)
      WHERE typed.term = near.term AND levenshtein_less_equal(typed.word, near.word, 1) < 2) AS close
    FROM unnest(near_term, near_word, near_much) AS near(term, word, much)
  ) AS near,
    (SELECT DISTINCT CASE WHEN length(place) < 5 THEN '' ELSE place END FROM unnest(places) AS place) AS lists(place),
    LATERAL (SELECT lists.place || ' ' || near.word
      || CASE WHEN year IS NULL OR length(lists.place) > 8 THEN '' ELSE ' ' || year END) AS named(list);
  -- A town's lists are long: whoever is farther off is looked for only behind a page, or a few, of people who
  -- bear both words. Of three words these are but two, and short lists are read in one go.
  IF count <> 2 OR year IS NOT NULL OR within IS NOT NULL THEN
    first_same := NULL; first_close := NULL;
  END IF;
  -- Who bears one word only is looked for where hardly anybody bears two; in a whole town only for want of
  -- anybody, since those lists are long.
  enough := CASE WHEN count > 1 THEN 1 ELSE page END;
  -- Who bears all the words leaves those who bear one of them far behind, unless the birth date is theirs.
  all_weights := (SELECT sum(weight) FROM unnest(weights) AS weight);
  FOR at IN 1 .. cardinality(places) LOOP
    places[at] := CASE places[at] WHEN '*' THEN '%' ELSE places[at] || '.%' END;
  END LOOP;

  RETURN QUERY
  WITH near AS MATERIALIZED (
    SELECT near.word, near.term, near.much * COALESCE(weights[near.term], 0.9) AS points
    FROM unnest(near_term, near_word, near_much) AS near(term, word, much)
  ), same AS MATERIALIZED (
    SELECT r.id, r.uuid, r.name_key, r.full_name, r.birth_date FROM registry_resident r
    WHERE registry_found_by(r.name_key, r.area_code, r.birth_date) && first_same
      AND registry_found_by(r.name_key, r.area_code, r.birth_date) && second_same
      AND (r.area_code || '.') LIKE ANY (places) AND (year IS NULL OR date_part('year', r.birth_date) = year)
    LIMIT 500
  ), close AS MATERIALIZED (
    TABLE same
    UNION
    (SELECT r.id, r.uuid, r.name_key, r.full_name, r.birth_date FROM registry_resident r
     WHERE (SELECT count(*) FROM same) < page
       AND registry_found_by(r.name_key, r.area_code, r.birth_date) && first_close
       AND registry_found_by(r.name_key, r.area_code, r.birth_date) && second_close
       AND (r.area_code || '.') LIKE ANY (places) AND (year IS NULL OR date_part('year', r.birth_date) = year)
     LIMIT 500)
  ), told AS MATERIALIZED (
    TABLE close
    UNION
    (SELECT r.id, r.uuid, r.name_key, r.full_name, r.birth_date FROM registry_resident r
     WHERE (SELECT count(*) FROM close) < few
       AND registry_found_by(r.name_key, r.area_code, r.birth_date) && first
       AND registry_found_by(r.name_key, r.area_code, r.birth_date) && second
       AND (r.area_code || '.') LIKE ANY (places) AND (year IS NULL OR date_part('year', r.birth_date) = year)
     LIMIT 500)
    UNION
    (SELECT r.id, r.uuid, r.name_key, r.full_name, r.birth_date FROM registry_resident r
     WHERE registry_found_by(r.name_key, r.area_code, r.birth_date) && whole
       AND registry_found_by(r.name_key, r.area_code, r.birth_date) && beside
       AND (r.area_code || '.') LIKE ANY (places) AND (year IS NULL OR date_part('year', r.birth_date) = year)
     LIMIT 200)
  ), looked_at AS MATERIALIZED (
    TABLE told
    UNION
    (SELECT r.id, r.uuid, r.name_key, r.full_name, r.birth_date FROM registry_resident r
     WHERE (SELECT count(*) FROM told) < enough
       AND registry_found_by(r.name_key, r.area_code, r.birth_date) && either
       AND (r.area_code || '.') LIKE ANY (places) AND (year IS NULL OR date_part('year', r.birth_date) = year)
     LIMIT 800)
    UNION
    (SELECT r.id, r.uuid, r.name_key, r.full_name, r.birth_date FROM registry_resident r
     WHERE r.birth_date = born AND string_to_array(r.name_key, ' ') && near_word
       AND (r.area_code || '.') LIKE ANY (places)
     LIMIT 800)
  ), best AS (
    SELECT l.id, near.term, max(near.points) AS points
    FROM looked_at l, string_to_table(l.name_key, ' ') AS named JOIN near ON near.word = named
    GROUP BY l.id, near.term
  ), summed AS (
    SELECT best.id, sum(best.points) AS points FROM best GROUP BY best.id
  ), alike AS (
    SELECT l.id, l.uuid, l.full_name,
      summed.points / all_weights - 0.04 * abs(cardinality(string_to_array(l.name_key, ' ')) - count)
      + CASE WHEN l.birth_date = born THEN 0.3 ELSE 0 END AS points
    FROM summed JOIN looked_at l ON l.id = summed.id
    ORDER BY points DESC, l.id LIMIT 300
  )
  SELECT alike.uuid, (alike.points + 0.2 * similarity(alike.full_name, spelled))::real
  FROM alike ORDER BY 2 DESC, alike.id LIMIT 50;
END
$door$;
