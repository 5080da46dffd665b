-- Whom a NIK belongs to in an area's tree, or the decoy, by one row in each case (registry.confirming).
-- As rekam_app itself calls it, row security holds inside. A function, since its plan is kept by the session:
-- planning took longer than reading. The decoy is nobody's, and not as short as to be compared faster.
CREATE OR REPLACE FUNCTION registry_compared(asked text, area text, otherwise uuid)
RETURNS TABLE (is_known boolean, uuid uuid,
  kk text, area_code text, full_name text, sex text, birth_place text, birth_date text,
  blood_group text, religion text, marital_status text, occupation text, head_relation text, mother_name text,
  father_name text, address text, rt text, rw text, disability text, status text,
  blocked_for text, ektp_status text)
LANGUAGE plpgsql STABLE ROWS 1 AS $$
BEGIN
  RETURN QUERY
  SELECT r.id IS NOT NULL, coalesce(r.uuid, otherwise),
    coalesce(r.kk::text, '0000000000000000'),
    coalesce(r.area_code::text, '00.00.00.0000'),
    coalesce(r.full_name::text, 'Muhammad Yang Tidak Ada'),
    coalesce(r.sex::text, 'L'),
    coalesce(r.birth_place::text, 'Tangerang'),
    coalesce(r.birth_date::text, '1900-01-01'),
    coalesce(r.blood_group::text, 'O'),
    coalesce(r.religion::text, 'Islam'),
    coalesce(r.marital_status::text, 'Kawin Tercatat'),
    coalesce(r.occupation::text, 'Karyawan Swasta'),
    coalesce(r.head_relation::text, 'Anak'),
    coalesce(r.mother_name::text, 'Siti Yang Tidak Ada'),
    coalesce(r.father_name::text, 'Abdul Tidak Ada'),
    coalesce(r.address::text, 'Lingkungan Tidak Ada Nomor 0'),
    coalesce(r.rt::text, '000'),
    coalesce(r.rw::text, '000'),
    coalesce(r.disability::text, ''),
    coalesce(r.status::text, 'active'),
    coalesce(r.blocked_for::text, ''),
    coalesce(r.ektp_status::text, 'UNREGISTERED')
  FROM (SELECT 1) AS one LEFT JOIN registry_resident r
    ON r.nik = asked AND (area = '*' OR r.area_code = area OR r.area_code LIKE area || '.%');
END $$;
