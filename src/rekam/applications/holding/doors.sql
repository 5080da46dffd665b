-- A resident's own applications: those that lie in the account, and those filed by or for the person with
-- whom an officer linked it. Nothing typed in them comes out; a draft of somebody else is nobody's yet.
CREATE OR REPLACE FUNCTION doors.applications_held(given_account uuid, given_resident uuid)
RETURNS TABLE (
  application uuid, number text, service text, state text, state_at timestamptz, may_open boolean
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT a.uuid, a.number::text, a.service::text, a.state::text, a.state_at,
         COALESCE(a.holder = given_account, false) OR COALESCE(a.applicant = given_resident, false)
  FROM applications_application a
  WHERE a.code_digest <> ''
    AND (a.holder = given_account
         OR (a.state <> 'draft' AND given_resident IN (a.applicant, a.subject)))
  ORDER BY a.state_at DESC, a.id DESC
  LIMIT 100
$$;
