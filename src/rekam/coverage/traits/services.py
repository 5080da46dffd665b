"""Taking a list of traits."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from rekam.audit.services import record
from rekam.coverage.traits.models import AreaTrait
from rekam.coverage.traits.rules import Trait


@transaction.atomic
def set_traits(traits: Collection[tuple[str, Trait]], *, source: str = "", actor: str, at: datetime) -> int:
    """Replace the traits of the scope's areas by these; how many there are now.

    source   the paper that says so; the audit keeps it
    """
    AreaTrait.objects.all().delete()
    AreaTrait.objects.bulk_create([AreaTrait(area_code=area, trait=trait) for area, trait in sorted(traits)])
    record("coverage.traits_set", actor=actor, at=at, traits=len(traits), source=source)
    return len(traits)
