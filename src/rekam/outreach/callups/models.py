"""Rounds, their drawn weeks, lists, who is on them, answers, and cases."""

import uuid

from django.db import models
from django.db.models import Q

from rekam.kernel.database import Scoped
from rekam.outreach.callups.rules import CaseState, For, Outcome, Source
from rekam.outreach.plans.rules import AT_WORK, State
from rekam.outreach.sites.models import Site


class CallRound(Scoped):
    """One drawing: everybody of an area who is not recorded is called once, the week by lot.

    urgent   residents whose NIK may be taken out of use near the round: called in its first week, by no lot
    ended_on ended by somebody before its last week
    stage    how far a worker is with the lists that were asked for last; "" = none were
    to_make, made  of them, RT by RT
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13)
    seed = models.BigIntegerField()
    weeks = models.JSONField(default=list, help_text="the Mondays, in order")
    urgent = models.JSONField(default=list)
    drawn_by = models.CharField(max_length=60)
    drawn_at = models.DateTimeField()
    ended_on = models.DateField(null=True, blank=True)
    stage = models.CharField(max_length=10, choices=[(one, one) for one in State], blank=True)
    to_make = models.PositiveIntegerField(default=0)
    made = models.PositiveIntegerField(default=0)
    asked_by = models.CharField(max_length=60, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"round {self.uuid}"

    @property
    def at_work(self) -> bool:
        """Whether a worker has or will have its lists in hand."""
        return self.stage in AT_WORK


class CallTurn(Scoped):
    """One RT of a round, its week, and who was not recorded there when the lot was drawn."""

    round = models.ForeignKey(CallRound, on_delete=models.PROTECT, related_name="turns")
    area_code = models.CharField(max_length=13)
    rw = models.CharField(max_length=3)
    rt = models.CharField(max_length=3)
    step = models.PositiveSmallIntegerField(help_text="which of the round's weeks, from 0")
    people = models.JSONField(default=list, help_text="residents' ids")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "area_code", "rw", "rt"], name="outreach_call_turn_once")
        ]

    def __str__(self) -> str:
        return f"turn {self.pk}"


class CallList(Scoped):
    """Who is named to one recipient. Its code is not kept: it follows from the installation's secret.

    area_code   of the recipient: a kelurahan, a kecamatan
    above       the list whose people a household's letter is about
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13)
    round = models.ForeignKey(CallRound, on_delete=models.PROTECT, null=True, related_name="lists")
    above = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="households")
    recipient = models.CharField(max_length=10, choices=[(one, one) for one in For])
    rw = models.CharField(max_length=3, blank=True)
    rt = models.CharField(max_length=3, blank=True)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, related_name="call_lists")
    code_digest = models.CharField(max_length=64, unique=True)
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    expires_on = models.DateField(help_text="last day of the code")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(recipient__in=list(For)), name="outreach_call_recipient"),
        ]
        indexes = [models.Index(fields=["area_code", "made_at"], name="outreach_call_lists")]

    def __str__(self) -> str:
        return f"call list {self.uuid}"


class Called(Scoped):
    """One person of a list; who it is, the register knows. A school's list has the class."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    call_list = models.ForeignKey(CallList, on_delete=models.PROTECT, related_name="people")
    area_code = models.CharField(max_length=13, help_text="the list's")
    number = models.PositiveSmallIntegerField(help_text="line on the list")
    group = models.CharField(max_length=20, blank=True, help_text="the class")
    resident = models.UUIDField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call_list", "number"], name="outreach_called_number"),
            models.UniqueConstraint(fields=["call_list", "resident"], name="outreach_called_once"),
        ]

    def __str__(self) -> str:
        return f"called {self.uuid}"


class CallAnswer(Scoped):
    """What was answered; a later answer stands beside it, and the newest counts."""

    append_only = True
    forgets = ("place",)

    called = models.ForeignKey(Called, on_delete=models.PROTECT, related_name="answers")
    area_code = models.CharField(max_length=13)
    resident = models.UUIDField(db_index=True)
    outcome = models.CharField(max_length=15, choices=[(one, one) for one in Outcome])
    on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=10, choices=[(one, one) for one in Source])
    actor = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=list(Outcome)), name="outreach_call_outcome"),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class CallCase(Scoped):
    """What an answer says of the register: somebody looks into it, and somebody else decides."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13, help_text="where the person lives by the register")
    answer = models.OneToOneField(CallAnswer, on_delete=models.PROTECT, related_name="case")
    resident = models.UUIDField()
    state = models.CharField(max_length=10, choices=[(s, s) for s in CaseState], default=CaseState.OPEN)
    entry = models.UUIDField(null=True, blank=True, help_text="the registry's entry that came of it")
    opened_at = models.DateTimeField()
    decided_by = models.CharField(max_length=60, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(CaseState)), name="outreach_case_state"),
            models.CheckConstraint(
                condition=Q(state=CaseState.OPEN) ^ Q(decided_at__isnull=False), name="outreach_case_decided"
            ),
            models.UniqueConstraint(
                fields=["resident"], condition=Q(state=CaseState.OPEN), name="outreach_case_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"case {self.uuid}"


class CallDeadline(Scoped):
    """A day on which the centre takes NIKs out of use, as it was announced; a withdrawn one stays."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13, help_text="the office's")
    on = models.DateField()
    source = models.CharField(max_length=120, help_text="the letter that announced it")
    set_by = models.CharField(max_length=60)
    set_at = models.DateTimeField()
    withdrawn_by = models.CharField(max_length=60, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["area_code", "on"], condition=Q(withdrawn_at=None), name="outreach_call_deadline_once"
            )
        ]

    def __str__(self) -> str:
        return f"deadline {self.on}"


class CallTry(models.Model):
    """A code that somebody sent; who, only as a keyed digest, for ten minutes."""

    removable = True

    asker = models.CharField(max_length=32)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"try {self.pk}"
