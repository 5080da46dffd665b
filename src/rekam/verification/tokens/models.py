"""What may come once only, as long as it could come again."""

from django.db import models


class SeenOnce(models.Model):
    """The digest of a client assertion's or a DPoP proof's id; without a log of its own (migration): a crash
    of the database forgets it, and what could be sent again is a minute old at most."""

    removable = True

    digest = models.BinaryField(primary_key=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "verification_seen_once"

    def __str__(self) -> str:
        return f"seen {self.at}"
