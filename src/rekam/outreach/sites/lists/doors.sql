-- Which names of a site's list are of people whom nobody has recorded yet, wherever they live: a pupil of
-- another kelurahan is beyond the row security of the school's head, who has the name already. Only for a site
-- inside the caller's scope, and only ids of the list's own rows; of a name that is nobody's here it says nothing.
CREATE OR REPLACE FUNCTION doors.listed_not_recorded(given_site uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT n.uuid
  FROM outreach_listedname n
  JOIN outreach_namelist l ON l.id = n.name_list_id AND l.state = 'taken'
  JOIN outreach_site s ON s.id = l.site_id
  JOIN registry_resident r ON r.uuid = n.resident
  WHERE s.uuid = given_site AND (s.area_code || '.') LIKE ANY ((SELECT rekam_patterns())::text[])
    AND r.recorded_on IS NULL AND r.status = 'active'
$$;
