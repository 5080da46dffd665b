"""Which kecamatan and kelurahan are remote, border, coast or island, by the province's word."""

import uuid

from django.db import models
from django.db.models import Q

from rekam.coverage.province.rules import AreaKind
from rekam.kernel.database import Scoped


class AreaAttribute(Scoped):
    """One kind of one kecamatan or kelurahan, with the paper that says so; a withdrawn one stays."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13)
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in AreaKind])
    source = models.CharField(max_length=200)
    set_by = models.CharField(max_length=150)
    set_at = models.DateTimeField()
    withdrawn_by = models.CharField(max_length=150, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["area_code", "kind"], condition=Q(withdrawn_at=None), name="coverage_area_kind_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=list(AreaKind)), name="coverage_area_kind_known"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) ^ ~Q(withdrawn_by=""), name="coverage_area_kind_withdrawn_by"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area_code} {self.kind}"
