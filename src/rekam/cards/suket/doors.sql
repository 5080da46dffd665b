-- The public check of a suket: is this key a letter's, and what is it worth by the register of today?
-- Whoever holds the paper has the key; nobody can guess it. Number, days and initials stand on the paper too:
-- with them a key copied to another person's paper is found out. A card that was handed over after the
-- letter, a person who is not active and a double end the letter, also where its office has not seen it.
CREATE OR REPLACE FUNCTION doors.suket_check(given_key text)
RETURNS TABLE (
  suket uuid, resident uuid, -- for the audit
  site text, year int, sequence int, issued_on date, valid_until date,
  initials text, birth_year int,
  withdrawn boolean
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.uuid, s.resident, s.site::text, s.year::int, s.sequence::int, s.issued_on, s.valid_until,
         (SELECT string_agg(left(word, 1), ' ' ORDER BY place)
          FROM regexp_split_to_table(trim(r.full_name), '\s+') WITH ORDINALITY AS split(word, place)),
         extract(year FROM r.birth_date)::int,
         s.withdrawn_at IS NOT NULL OR r.handed_on > s.issued_on IS TRUE OR r.status <> 'active'
           OR r.ektp_status = 'DUPLICATE_RECORD'
  FROM cards_suket s JOIN registry_resident r ON r.uuid = s.resident
  WHERE s.key = given_key
$$;
