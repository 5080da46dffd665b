-- Filling an empty register without its indexes and keys to other tables, which are then built in one go,
-- all in the loader's transaction. The loader does not own the tables, so two functions of the owner do it;
-- what they run is read from a table that only the owner can write.
CREATE TABLE IF NOT EXISTS registry_shed (name text PRIMARY KEY, drops text NOT NULL, makes text NOT NULL);

CREATE OR REPLACE FUNCTION registry_shed_indexes() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  filled CONSTANT regclass[] := ARRAY['public.registry_resident', 'public.registry_familycard'];
  step record;
BEGIN
  LOCK TABLE public.registry_resident, public.registry_familycard IN ACCESS EXCLUSIVE MODE;
  IF EXISTS (SELECT 1 FROM public.registry_resident) OR EXISTS (SELECT 1 FROM public.registry_familycard) THEN
    RAISE EXCEPTION 'the register is not empty';
  END IF;
  INSERT INTO public.registry_shed
    SELECT conname, format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname),
           format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE conrelid = ANY (filled) AND contype IN ('u', 'f')
    UNION ALL
    SELECT c.relname, format('DROP INDEX public.%I', c.relname), pg_get_indexdef(i.indexrelid)
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid = ANY (filled) AND NOT i.indisunique;
  FOR step IN SELECT drops FROM public.registry_shed LOOP
    EXECUTE step.drops;
  END LOOP;
END $$;

CREATE OR REPLACE FUNCTION registry_grow_indexes() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET maintenance_work_mem = '512MB' AS $$
DECLARE step record;
BEGIN
  FOR step IN DELETE FROM public.registry_shed RETURNING makes LOOP
    EXECUTE step.makes;
  END LOOP;
  ANALYZE public.registry_resident, public.registry_familycard;
END $$;

REVOKE ALL ON FUNCTION registry_shed_indexes(), registry_grow_indexes() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION registry_shed_indexes(), registry_grow_indexes() TO rekam_load;
