"""The log's entries and leaves: opaque subjects, never a name or a NIK."""

from django.contrib.postgres.indexes import BrinIndex, GinIndex
from django.db import models


class Entry(models.Model):
    """One act or one look. Added in the transaction of the act; numbered and hashed later."""

    append_only = True
    loaders_add = True

    at = models.DateTimeField()
    actor = models.CharField(max_length=60)
    action = models.CharField(max_length=60)
    subjects = models.JSONField(default=list, help_text="opaque ids of what was touched or shown")
    facts = models.JSONField(default=dict)
    purpose = models.CharField(max_length=30, blank=True, help_text="why: audit.rules.Purpose")
    case = models.CharField(max_length=60, blank=True, help_text="opaque id of what it was done for")

    class Meta:
        indexes = [
            models.Index(fields=["action", "at"], name="audit_action_at"),
            models.Index(fields=["actor", "at"], name="audit_actor_at"),
            BrinIndex(fields=["at"], name="audit_at"),
            GinIndex(fields=["subjects"], name="audit_subjects", opclasses=["jsonb_path_ops"]),
        ]

    def __str__(self) -> str:
        return f"{self.action} by {self.actor}"


class Waiting(models.Model):
    """An entry that has no number yet. A trigger adds it with its entry; only a numbered one may go."""

    append_only = True
    removable = True
    loaders_add = True

    entry_id = models.BigIntegerField(primary_key=True)

    def __str__(self) -> str:
        return f"entry {self.entry_id} waits"


class Leaf(models.Model):
    """An entry's place in the Merkle tree, given by the one sequencer."""

    append_only = True

    number = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT)
    leaf_hash = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"leaf {self.number}"


class Block(models.Model):
    """The hash over 4,096 leaves (audit.nodes.BLOCK), so that the root is found without all of them."""

    append_only = True

    number = models.BigIntegerField(primary_key=True)
    node_hash = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"block {self.number}"
