import django.contrib.postgres.indexes
from django.db import migrations, models

# Whoever writes an entry, by whichever way: it waits for its number, and stops waiting only by getting it.
TRIGGERS = """
CREATE FUNCTION audit_wait() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO public.audit_waiting (entry_id) SELECT id FROM fresh;
  RETURN NULL;
END $$;
CREATE TRIGGER audit_wait AFTER INSERT ON audit_entry
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION audit_wait();

CREATE FUNCTION audit_numbered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM gone WHERE NOT EXISTS (SELECT FROM public.audit_leaf WHERE audit_leaf.entry_id = gone.entry_id)
  ) THEN
    RAISE EXCEPTION 'an entry waits until it has its number';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER audit_numbered AFTER DELETE ON audit_waiting
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION audit_numbered();

INSERT INTO audit_waiting (entry_id)
SELECT id FROM audit_entry WHERE NOT EXISTS (SELECT FROM audit_leaf WHERE audit_leaf.entry_id = audit_entry.id);
"""
NO_TRIGGERS = """
DROP TRIGGER audit_wait ON audit_entry;
DROP FUNCTION audit_wait;
DROP TRIGGER audit_numbered ON audit_waiting;
DROP FUNCTION audit_numbered;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0002_purpose'),
    ]

    operations = [
        migrations.CreateModel(
            name='Waiting',
            fields=[
                ('entry_id', models.BigIntegerField(primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name='Block',
            fields=[
                ('number', models.BigIntegerField(primary_key=True, serialize=False)),
                ('node_hash', models.BinaryField(max_length=32)),
            ],
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['actor', 'at'], name='audit_actor_at'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['at'], name='audit_at'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=django.contrib.postgres.indexes.GinIndex(fields=['subjects'], name='audit_subjects', opclasses=['jsonb_path_ops']),
        ),
        migrations.RunSQL(TRIGGERS, NO_TRIGGERS),
    ]
