-- The highest running number under the first twelve digits of a NIK or KK number, 0 where there is none.
-- People and families who moved on keep the numbers that were issued here, so the whole register is asked;
-- only for kecamatan inside the caller's scope, and it tells a number between 0 and 9999 and nothing else.
CREATE OR REPLACE FUNCTION doors.highest_serial(digits text, of_families boolean) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT CASE
    WHEN digits !~ '^\d{12}$' THEN NULL
    WHEN NOT ((substr(digits, 1, 2) || '.' || substr(digits, 3, 2) || '.' || substr(digits, 5, 2) || '.')
              LIKE ANY (rekam_patterns())) THEN NULL
    WHEN of_families THEN coalesce(greatest(
      (SELECT max(right(kk, 4))::int FROM registry_resident
        WHERE kk >= digits || '0000' AND kk <= digits || '9999'),
      (SELECT max(right(number, 4))::int FROM registry_familycard
        WHERE number >= digits || '0000' AND number <= digits || '9999')), 0)
    ELSE coalesce((SELECT max(right(nik, 4))::int FROM registry_resident
        WHERE nik >= digits || '0000' AND nik <= digits || '9999'), 0)
  END
$$;
