-- The public check of a paper: is this key a paper's, and does the register of today still say so?
-- Whoever holds the paper has the key; nobody can guess it. Number, day and initials stand on the paper too:
-- with them a key that was copied to another person's paper is found out. A later paper of the same kind about
-- the same person takes the place of this one.
CREATE OR REPLACE FUNCTION doors.paper_check(given_key text)
RETURNS TABLE (
  paper uuid, resident uuid, -- for the audit
  kind text, office text, year int, sequence int, issued_on date, initials text, birth_year int, replaced boolean
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.uuid, p.resident, p.kind::text, p.office::text, p.year::int, p.sequence::int, p.issued_on,
         (SELECT string_agg(left(word, 1), ' ' ORDER BY place)
          FROM regexp_split_to_table(trim(r.full_name), '\s+') WITH ORDINALITY AS split(word, place)),
         extract(year FROM r.birth_date)::int,
         EXISTS (SELECT FROM applications_paper later
                 WHERE later.resident = p.resident AND later.kind = p.kind AND later.issued_at > p.issued_at)
  FROM applications_paper p JOIN registry_resident r ON r.uuid = p.resident
  WHERE p.key = given_key
$$;

-- The last number of a kind of paper in a year: an officer of one kecamatan numbers for the whole office.
CREATE OR REPLACE FUNCTION doors.last_paper(given_office text, given_kind text, given_year int)
RETURNS int
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT COALESCE(max(sequence), 0)::int FROM applications_paper
  WHERE office = given_office AND kind = given_kind AND year = given_year
$$;
