"""A list of a site and its names: as little as the school and the team need."""

import uuid

from django.db import models
from django.db.models import Q

from rekam.kernel.database import Scoped
from rekam.outreach.sites.lists.rules import Match, State
from rekam.outreach.sites.models import Site


class NameList(Scoped):
    """One file of one site. A newer one that was taken over replaces it."""

    removable = True
    behind_doors = True

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="lists")
    area_code = models.CharField(max_length=13)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=[(state, state) for state in State])
    rejects = models.JSONField(default=list, help_text="[line, column, code] of rows that were not taken")
    actor = models.CharField(max_length=60)
    at = models.DateTimeField()
    taken_by = models.CharField(max_length=60, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(State)), name="outreach_list_state_known"),
            models.UniqueConstraint(
                fields=["site"], condition=Q(state="taken"), name="outreach_one_list_a_site"
            ),
            models.UniqueConstraint(
                fields=["site"], condition=Q(state="draft"), name="outreach_one_draft_a_site"
            ),
        ]

    def __str__(self) -> str:
        return f"list {self.uuid}"


class ListedName(Scoped):
    """A name of a list: class and name; the birth date only while nobody of the register is found yet."""

    removable = True
    behind_doors = True

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    name_list = models.ForeignKey(NameList, on_delete=models.CASCADE, related_name="names")
    area_code = models.CharField(max_length=13, help_text="the site's, so that its head may see it")
    group = models.CharField(max_length=20, blank=True, help_text="the class, the block, the ward")
    full_name = models.CharField(max_length=200)
    birth_date = models.DateField(null=True, blank=True)
    match = models.CharField(max_length=10, choices=[(match, match) for match in Match])
    resident = models.UUIDField(null=True, blank=True, help_text="the register's id, where one was found")
    candidates = models.JSONField(default=list, help_text="the register's ids, where several may be meant")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(match__in=list(Match)), name="outreach_name_match_known"),
            models.CheckConstraint(
                condition=Q(match="found", resident__isnull=False) | (~Q(match="found") & Q(resident=None)),
                name="outreach_name_found",
            ),
        ]
        indexes = [models.Index(fields=["resident"], name="outreach_name_resident")]

    def __str__(self) -> str:
        return f"listed name {self.uuid}"
