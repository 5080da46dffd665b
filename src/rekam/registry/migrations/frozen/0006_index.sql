-- What searching by name stands on. All of it follows from name_key, area_code and birth_date, so
-- whoever writes these (page, import, COPY) keeps it right without knowing of it.

-- What a resident is found by: each word of the key, and each with the birth year, under the register as
-- a whole, the kab/kota, the kecamatan and the kelurahan (there without the year). A list belongs to one
-- area, so that a search reads nothing of another: '36.73 siti', '36.73.02 siti 1990', ' siti'.
CREATE FUNCTION registry_listed(name_key text, place text, year text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  place || ' ' || replace(name_key, ' ', year || '|' || place || ' ') || year || '|';

CREATE FUNCTION registry_found_by(name_key text, area_code text, birth_date date) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  string_to_array(
    registry_listed(name_key, '', '')
    || registry_listed(name_key, '', ' ' || date_part('year', birth_date))
    || registry_listed(name_key, left(area_code, 5), '')
    || registry_listed(name_key, left(area_code, 5), ' ' || date_part('year', birth_date))
    || registry_listed(name_key, left(area_code, 8), '')
    || registry_listed(name_key, left(area_code, 8), ' ' || date_part('year', birth_date))
    || rtrim(registry_listed(name_key, area_code, ''), '|'), '|');

-- Two words of at most one slip (a letter more, less, other, or two swapped) share one of these: the
-- word, and the word without any one of its letters. What is heard wrongly in more than one place shares
-- the first or the last four letters, or the consonants.
CREATE FUNCTION registry_slips(word text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  ARRAY(
    SELECT DISTINCT left(word, at - 1) || substr(word, at + 1) FROM generate_series(1, length(word)) AS at
    UNION SELECT word
    UNION SELECT '<' || left(word, 4) WHERE length(word) > 5
    UNION SELECT '>' || right(word, 4) WHERE length(word) > 5
    UNION SELECT '~' || translate(word, 'aeiou', '') WHERE length(translate(word, 'aeiou', '')) > 2
  );

-- The words of all names, and where each occurs (kelurahan). Rows are only added, without a unique
-- key, so that a long import never makes anybody wait; a word twice is a word.
CREATE TABLE registry_word (word text COLLATE "C" NOT NULL, slips text[] NOT NULL);
CREATE TABLE registry_word_place (word text COLLATE "C" NOT NULL, place text COLLATE "C" NOT NULL);

CREATE INDEX registry_word_word ON registry_word (word);
CREATE INDEX registry_word_slips ON registry_word USING gin (slips) WITH (fastupdate = off);
CREATE INDEX registry_word_place_both ON registry_word_place (word, place);

-- No list of words is for anybody but the search: row security without a policy shows no row.
ALTER TABLE registry_word ENABLE ROW LEVEL SECURITY;
ALTER TABLE registry_word_place ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON registry_word, registry_word_place TO rekam_search;

-- The words of some areas' residents that are like words asked for, and how much (1 = the same). For the
-- doors only: whoever may not read the lists above gets an error from it.
CREATE FUNCTION registry_near(asked text[], terms int[], places text[])
RETURNS TABLE (term int, word text, much real)
LANGUAGE sql STABLE PARALLEL SAFE BEGIN ATOMIC
  SELECT typed.term, w.word, max(1 - compared.far::real / greatest(length(w.word), length(typed.word)))::real
  FROM unnest(asked, terms) AS typed(word, term)
  JOIN registry_word w ON w.slips && registry_slips(typed.word),
  LATERAL (SELECT levenshtein_less_equal(w.word, typed.word, 2) AS far) AS compared
  WHERE compared.far <= CASE WHEN length(typed.word) < 3 THEN 0 WHEN length(typed.word) < 4 THEN 1 ELSE 2 END
    AND EXISTS (
      SELECT FROM registry_word_place p, unnest(places) AS area
      WHERE p.word = w.word AND (area = '*' OR p.place >= area AND p.place < area || '/')
    )
  GROUP BY typed.term, w.word;
END;

-- The words of some areas' residents that begin so, at most 100 of them; for the doors only, too.
CREATE FUNCTION registry_begun(beginning text, places text[]) RETURNS SETOF text
LANGUAGE sql STABLE PARALLEL SAFE BEGIN ATOMIC
  SELECT DISTINCT w.word FROM registry_word w
  WHERE w.word >= beginning AND w.word < beginning || '~'
    AND EXISTS (
      SELECT FROM registry_word_place p, unnest(places) AS area
      WHERE p.word = w.word AND (area = '*' OR p.place >= area AND p.place < area || '/')
    )
  ORDER BY w.word LIMIT 100;
END;

-- A resident is found through the words from the moment the statement ends that wrote him.
CREATE FUNCTION registry_learn_words() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO registry_word_place
    SELECT DISTINCT word, area_code FROM written, string_to_table(name_key, ' ') AS word
    WHERE word <> '' AND NOT EXISTS
      (SELECT FROM registry_word_place k WHERE k.word = word.word AND k.place = area_code);
  INSERT INTO registry_word
    SELECT word, registry_slips(word)
    FROM (SELECT DISTINCT word FROM written, string_to_table(name_key, ' ') AS word) AS named
    WHERE word <> '' AND NOT EXISTS (SELECT FROM registry_word k WHERE k.word = named.word);
  RETURN NULL;
END
$$;

CREATE TRIGGER registry_words_added AFTER INSERT ON registry_resident
REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION registry_learn_words();
CREATE TRIGGER registry_words_changed AFTER UPDATE ON registry_resident
REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION registry_learn_words();

INSERT INTO registry_word_place
  SELECT DISTINCT word, area_code FROM registry_resident, string_to_table(name_key, ' ') AS word WHERE word <> '';
INSERT INTO registry_word SELECT DISTINCT word, registry_slips(word) FROM registry_word_place;

-- Without the list of late entries: reading it through would cost each search more than it saves a write.
CREATE INDEX registry_resident_found_by ON registry_resident
USING gin (registry_found_by(name_key, area_code, birth_date)) WITH (fastupdate = off);
ANALYZE registry_resident;
