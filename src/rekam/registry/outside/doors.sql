-- Service outside the domicile (Perpres 96/2018 Pasal 22). Two questions, and no others, to another office's rows.

-- Who is it? NIK and name and birth date together, of somebody active who lives outside the asker's areas.
-- Nobody, a wrong name, a wrong date, the dead, the moved and the inactive: one answer, no row.
-- The NIK's unique index finds the row or none; the rest is compared in it: the same time either way.
CREATE OR REPLACE FUNCTION doors.outside_who(given_nik text, given_key text, given_birth date)
RETURNS TABLE (
  resident uuid,        -- what the visit points to
  home_area text,       -- which office is told; coverage stays there
  ever_married boolean, -- with the birth date: may be recorded
  is_recorded boolean,  -- a second recording is refused
  has_card boolean      -- a reprint needs a card that was there, and a NIK in use
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT r.uuid, r.area_code::text, r.ever_married, r.recorded_on IS NOT NULL,
         r.handed_on IS NOT NULL AND r.blocked_for = ''
  FROM registry_resident r
  WHERE r.nik = given_nik AND given_key <> '' AND r.name_key = given_key AND r.birth_date = given_birth
    AND r.status = 'active'
    AND NOT (r.area_code || '.') LIKE ANY (rekam_patterns())
$$;

-- What does this service need? Only of people for whom the asker's office has a visit, for 30 days: a reprint
-- is ordered, approved, printed and handed over by several people. Not the KK, no parents, no family.
-- Recording: who it is, so that the station and the register speak of one person.
-- Reprint: what is printed on the card, no more, since nothing of it may change.
CREATE OR REPLACE FUNCTION doors.outside_served(given_visits uuid[])
RETURNS TABLE (
  visit uuid, resident uuid, service text, nik text, full_name text, birth_date date, sex text, home_area text,
  status text, ever_married boolean, nationality text, permit_until date, -- may a card be made today
  birth_place text, blood_group text, address text, rt text, rw text,
  religion text, marital_status text, occupation text
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT v.uuid, r.uuid, v.service::text, r.nik::text, r.full_name::text, r.birth_date, r.sex::text,
         r.area_code::text, r.status::text, r.ever_married, r.nationality::text, r.permit_until,
         CASE WHEN w.reprint THEN r.birth_place END, CASE WHEN w.reprint THEN r.blood_group END,
         CASE WHEN w.reprint THEN r.address END, CASE WHEN w.reprint THEN r.rt END,
         CASE WHEN w.reprint THEN r.rw END, CASE WHEN w.reprint THEN r.religion END,
         CASE WHEN w.reprint THEN r.marital_status END, CASE WHEN w.reprint THEN r.occupation END
  FROM registry_outsideservice v
  JOIN registry_resident r ON r.uuid = v.resident
  CROSS JOIN LATERAL (SELECT v.service IN ('lost', 'damaged') AS reprint) w
  WHERE v.uuid = ANY (given_visits) AND (v.area_code || '.') LIKE ANY (rekam_patterns())
    AND v.at > now() - interval '30 days'
$$;
