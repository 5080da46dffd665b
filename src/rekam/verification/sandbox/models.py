"""Clients of the sandbox."""

from django.db import models


class SandboxClient(models.Model):
    """A key that may ask about invented people until a day; who made it is not known and need not be."""

    removable = True

    client_id = models.CharField(max_length=64, unique=True)
    jwk = models.JSONField(help_text="public half only")
    made_at = models.DateTimeField()

    class Meta:
        db_table = "verification_sandbox_client"

    def __str__(self) -> str:
        return f"sandbox client {self.pk}"


class SandboxTry(models.Model):
    """One client opened at the public page; from where only as a keyed digest."""

    removable = True

    asker = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        db_table = "verification_sandbox_try"
        indexes = [models.Index(fields=["asker", "at"], name="verification_sandbox_asker")]

    def __str__(self) -> str:
        return f"sandbox try {self.pk}"
