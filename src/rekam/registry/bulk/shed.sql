-- Filling an empty register without its indexes, which are then built in one go, all in the loader's
-- transaction. The loader does not own the table, so two functions of the owner do it; what they run is
-- read from a table that only the owner can write.
CREATE TABLE registry_shed (name text PRIMARY KEY, drops text NOT NULL, makes text NOT NULL);

CREATE FUNCTION registry_shed_indexes() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE step record;
BEGIN
  LOCK TABLE public.registry_resident IN ACCESS EXCLUSIVE MODE;
  IF EXISTS (SELECT 1 FROM public.registry_resident) THEN
    RAISE EXCEPTION 'the register is not empty';
  END IF;
  INSERT INTO public.registry_shed
    SELECT conname, format('ALTER TABLE public.registry_resident DROP CONSTRAINT %I', conname),
           format('ALTER TABLE public.registry_resident ADD CONSTRAINT %I %s', conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE conrelid = 'public.registry_resident'::regclass AND contype = 'u'
    UNION ALL
    SELECT c.relname, format('DROP INDEX public.%I', c.relname), pg_get_indexdef(i.indexrelid)
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid = 'public.registry_resident'::regclass AND NOT i.indisunique;
  FOR step IN SELECT drops FROM public.registry_shed LOOP
    EXECUTE step.drops;
  END LOOP;
END $$;

CREATE FUNCTION registry_grow_indexes() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET maintenance_work_mem = '512MB' AS $$
DECLARE step record;
BEGIN
  FOR step IN DELETE FROM public.registry_shed RETURNING makes LOOP
    EXECUTE step.makes;
  END LOOP;
  ANALYZE public.registry_resident;
END $$;

REVOKE ALL ON FUNCTION registry_shed_indexes(), registry_grow_indexes() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION registry_shed_indexes(), registry_grow_indexes() TO rekam_load;
