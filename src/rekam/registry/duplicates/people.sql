-- What settings.json compares, from the columns of `source`. Only functions that DuckDB and Spark share.
SELECT
  unique_id,
  name_key,
  left(name_key, 3) AS name_first,
  right(name_key, 3) AS name_last,
  nullif(mother_key, '') AS mother_key,
  nullif(father_key, '') AS father_key,
  sex,
  upper(birth_place) AS birth_place,
  birth_date,
  year(birth_date) AS birth_year,
  month(birth_date) AS birth_month,
  day(birth_date) AS birth_day,
  month(birth_date) * 100 + day(birth_date) AS birth_monthday,
  -- Days that registrars write when nobody knows: 1 July, before SIAK 31 December, the 15th of a known month.
  NOT (month(birth_date) = 7 AND day(birth_date) = 1
    OR month(birth_date) = 12 AND day(birth_date) = 31
    OR day(birth_date) = 15) AS birth_known,
  substr(nik, 1, 12) AS nik_stem,
  cast(substr(nik, 13, 4) AS int) AS nik_serial,
  kk,
  address,
  area_code
FROM source
