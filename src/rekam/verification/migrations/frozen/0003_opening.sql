-- One question's beginning in one trip (verification.api.short_way): nothing is counted and no proof spent
-- where the contract or a key is another one than the caller's was checked by. As rekam_app itself calls
-- them, row security holds inside.

CREATE OR REPLACE FUNCTION verification_version(whose uuid) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT p.xmin::text || coalesce(
      (SELECT string_agg(k.id || ' ' || k.xmin::text, ',' ORDER BY k.id)
       FROM verification_partnerkey k WHERE k.partner_id = p.id), '')
    FROM verification_partner p WHERE p.uuid = whose);
END $$;

CREATE OR REPLACE FUNCTION verification_open(
  whose uuid, version text, proof bytea, asked_at timestamptz, client text, case_number text,
  today date, asked_nik text, nik_most int, month_most int,
  OUT state text, OUT of_nik int, OUT of_month int,
  OUT question bytea, OUT answer text, OUT number uuid, OUT answered_at timestamptz
) LANGUAGE plpgsql AS $$
BEGIN
  IF version IS DISTINCT FROM verification_version(whose) THEN
    state := 'changed';
    RETURN;
  END IF;
  INSERT INTO verification_seen_once (digest, at) VALUES (proof, asked_at) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    state := 'repeated';
    RETURN;
  END IF;
  IF NOT pg_try_advisory_lock(1382378358, hashtext(client || ' ' || case_number)) THEN  -- services.LOCK
    state := 'busy';
    RETURN;
  END IF;
  SELECT g.question, g.answer::text, g.number, g.at INTO question, answer, number, answered_at
  FROM verification_given g WHERE g.client_id = client AND g.reference = case_number;
  IF FOUND THEN
    state := 'known';
    RETURN;
  END IF;
  state := 'new';
  INSERT INTO verification_nikuse AS u (partner, day, nik, used) VALUES (whose, today, asked_nik, 1)
  ON CONFLICT (partner, day, nik) DO UPDATE SET used = u.used + 1 WHERE u.used < nik_most
  RETURNING u.used INTO of_nik;
  IF of_nik IS NULL THEN
    RETURN;
  END IF;
  INSERT INTO verification_monthuse AS m (partner, month, used) VALUES (whose, date_trunc('month', today), 1)
  ON CONFLICT (partner, month) DO UPDATE SET used = m.used + 1 WHERE m.used < month_most
  RETURNING m.used INTO of_month;
END $$;
