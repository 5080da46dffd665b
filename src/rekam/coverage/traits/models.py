"""Which kelurahan has which trait."""

from django.db import models

from rekam.coverage.traits.rules import Trait
from rekam.kernel.database import Scoped


class AreaTrait(Scoped):
    """One trait of one kelurahan; a new list replaces them all."""

    removable = True

    area_code = models.CharField(max_length=13)
    trait = models.CharField(max_length=10, choices=[(trait, trait) for trait in Trait])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area_code", "trait"], name="coverage_trait_once"),
            models.CheckConstraint(condition=models.Q(trait__in=list(Trait)), name="coverage_trait_known"),
        ]

    def __str__(self) -> str:
        return f"{self.area_code}: {self.trait}"
