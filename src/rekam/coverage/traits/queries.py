"""Reads of traits."""

from collections.abc import Mapping

from rekam.coverage.traits.models import AreaTrait
from rekam.coverage.traits.rules import Trait


def areas_with() -> Mapping[Trait, frozenset[str]]:
    """The kelurahan of the scope that have each trait; none where no list was taken."""
    found: dict[Trait, set[str]] = {trait: set() for trait in Trait}
    for area, trait in AreaTrait.objects.values_list("area_code", "trait"):
        found[Trait(trait)].add(area)
    return {trait: frozenset(areas) for trait, areas in found.items()}
