-- Whose contribution may be out of date on a day: who came, has events or notes since the fold, and whom
-- the date turns. Only persons whose row, event or contribution lies inside the caller's scope, and only
-- their ids: so an area that somebody has just left takes him off, though another one has his row now.
CREATE OR REPLACE FUNCTION doors.coverage_due(day date) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
  WITH since AS MATERIALIZED (
    SELECT coalesce((SELECT folded_below FROM coverage_ledger), '0') AS xid,
           greatest(pg_snapshot_xmax(pg_current_snapshot()), pg_current_xact_id_if_assigned()) AS newest,
           coalesce((SELECT last_resident FROM coverage_ledger), 0) AS resident
  ),
  happened AS (
    SELECT r.id, r.area_code FROM registry_resident r WHERE r.id > (SELECT resident FROM since)
    UNION ALL
    SELECT e.resident_id, e.area_code FROM registry_event e
    WHERE e.xid >= (SELECT xid FROM since) AND e.xid <= (SELECT newest FROM since)
    UNION ALL
    SELECT r.id, n.area_code FROM coverage_note n JOIN registry_resident r ON r.uuid = n.resident
    WHERE n.xid >= (SELECT xid FROM since) AND n.xid <= (SELECT newest FROM since)
  )
  SELECT h.id FROM happened h LEFT JOIN coverage_contribution c ON c.resident_id = h.id
  WHERE (h.area_code || '.') LIKE ANY ((SELECT rekam_patterns())::text[])
     OR (c.area_code || '.') LIKE ANY ((SELECT rekam_patterns())::text[])
  UNION
  SELECT c.resident_id FROM coverage_contribution c
  WHERE c.turns_on <= day AND (c.area_code || '.') LIKE ANY ((SELECT rekam_patterns())::text[])
$$;
