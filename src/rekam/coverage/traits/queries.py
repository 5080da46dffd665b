"""Reads of traits, and the counts of the areas that have one."""

from collections.abc import Mapping

from rekam.coverage.rules import Counts, total
from rekam.coverage.traits.models import AreaTrait
from rekam.coverage.traits.rules import Trait


def areas_with() -> Mapping[Trait, frozenset[str]]:
    """The kelurahan of the scope that have each trait; none where no list was taken."""
    found: dict[Trait, set[str]] = {trait: set() for trait in Trait}
    for area, trait in AreaTrait.objects.values_list("area_code", "trait"):
        found[Trait(trait)].add(area)
    return {trait: frozenset(areas) for trait, areas in found.items()}


def counts_by_trait(villages: Mapping[str, Counts]) -> Mapping[Trait, Counts]:
    """The counts of the kelurahan with each trait, out of those of all (coverage.queries.count_villages).

    A kelurahan may have several, so they are not added up.
    """
    return {
        trait: total(counts for code, counts in villages.items() if code in areas)
        for trait, areas in areas_with().items()
    }
