-- The same lists as before, quicker made: a year that becomes text by `text || number` is worked out row
-- by row through the function's own call, since that operator depends on settings; a cast does not, so
-- PostgreSQL writes both functions into the index's expression. Nothing of the index changes.
CREATE OR REPLACE FUNCTION registry_found_by(name_key text, area_code text, birth_date date) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  string_to_array(
    registry_listed(name_key, '', '')
    || registry_listed(name_key, '', ' ' || date_part('year', birth_date)::int::text)
    || registry_listed(name_key, left(area_code, 5), '')
    || registry_listed(name_key, left(area_code, 5), ' ' || date_part('year', birth_date)::int::text)
    || registry_listed(name_key, left(area_code, 8), '')
    || registry_listed(name_key, left(area_code, 8), ' ' || date_part('year', birth_date)::int::text)
    || rtrim(registry_listed(name_key, area_code, ''), '|'), '|');
