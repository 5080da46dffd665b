"""Searching as the settings say: in this process, or by holders on other machines."""

from rekam.abis.cluster.settings import Shards, shards_of
from rekam.abis.engine.crew import Here
from rekam.abis.engine.gallery import Gallery
from rekam.abis.engine.parameters import Parameters
from rekam.abis.engine.search import Answer, search_crew
from rekam.abis.engine.stretch import Stretch, Who
from rekam.abis.engine.template import PersonTemplate
from rekam.kernel.errors import RuleBroken

TRIES = 3
"""Compactions in the middle of a search come once a night; a third in a row is something else."""


def search(
    probe: PersonTemplate,
    *,
    gallery: Gallery,
    who: Who,
    parameters: Parameters,
    shards: Shards | None = None,
) -> Answer:
    """As `engine.search.search_crew`, of the gallery as this process sees it now.

    shards  who holds it; None = whoever the settings name, and this process where they name nobody
    Raises RuleBroken("shards_unreachable" | "shards_incomplete" | "shard_moved" | "gallery_moved" |
    "cluster_missing"): whoever asked asks again later. There is no answer of a part.
    """
    held = shards or shards_of()
    if held is None:
        crew = Here([Stretch(gallery.view())])
        return search_crew(probe, crew=crew, who=who, parameters=parameters)
    from rekam.abis.cluster.ray_start import join

    join(held.address)
    for left in reversed(range(TRIES)):
        try:
            return _searched(probe, gallery=gallery, who=who, parameters=parameters, shards=held)
        except RuleBroken as refused:
            if refused.code not in {"gallery_moved", "shard_moved"} or not left:
                raise
            gallery.refresh()
    raise AssertionError("unreachable: the last try raises")


def _searched(
    probe: PersonTemplate, *, gallery: Gallery, who: Who, parameters: Parameters, shards: Shards
) -> Answer:
    from rekam.abis.cluster.ray_crew import RayCrew

    crew = RayCrew(count=shards.count, state=gallery.state, wait_seconds=shards.wait_seconds)
    return search_crew(probe, crew=crew, who=who, parameters=parameters)
