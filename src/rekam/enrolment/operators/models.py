"""Officers' own bodies; templates and the photograph for the witness lie in the vault, never here."""

from django.db import models

from rekam.enrolment.operators.rules import End, Standing
from rekam.kernel.database import Scoped


class OfficerBody(Scoped):
    """One taking of an officer's body: waiting for its witness, confirmed, or gone."""

    uuid = models.UUIDField(unique=True, help_text="made at the laptop: the same one again changes nothing")
    area_code = models.CharField(max_length=13, help_text="of the officer's office, which answers for it")
    officer = models.CharField(max_length=60)
    station = models.CharField(max_length=16, help_text="kid of the laptop that took it")
    standing = models.CharField(
        max_length=10, default=Standing.WAITING, choices=[(one, one) for one in Standing]
    )
    template = models.CharField(max_length=100, blank=True, help_text="vault; '' once it is gone")
    photo = models.CharField(max_length=100, blank=True, help_text="vault; '' once it is decided")
    qualities = models.JSONField(default=dict, help_text="position -> 0 to 100")
    exceptions = models.JSONField(default=dict, help_text="position -> exception code")
    number_digest = models.CharField(max_length=64, help_text="of the six digits on the laptop's screen")
    tries = models.PositiveSmallIntegerField(default=0)
    taken_at = models.DateTimeField(help_text="when it came here")
    witness = models.CharField(max_length=60, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    end = models.CharField(max_length=15, blank=True, choices=[(one, one) for one in End])
    ended_by = models.CharField(max_length=60, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            *(
                models.UniqueConstraint(
                    fields=["officer"],
                    condition=models.Q(standing=standing),
                    name=f"enrolment_one_{standing}_body",
                )
                for standing in (Standing.WAITING, Standing.CONFIRMED)
            ),
            models.CheckConstraint(
                condition=~models.Q(witness=models.F("officer")), name="enrolment_body_four_eyes"
            ),
            models.CheckConstraint(
                condition=models.Q(standing=Standing.GONE) ^ models.Q(end=""), name="enrolment_body_end_told"
            ),
            models.CheckConstraint(
                condition=~models.Q(standing=Standing.GONE) | models.Q(template="", photo=""),
                name="enrolment_body_gone_is_empty",
            ),
        ]

    def __str__(self) -> str:
        return f"body {self.uuid}"
