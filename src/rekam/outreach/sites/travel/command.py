"""`rekam roads FILE.osm.pbf`: travel times over a road map between all sites, kept for the plans."""

import argparse
import sys
from pathlib import Path

import numpy as np

from rekam.kernel.commands import set_up
from rekam.kernel.errors import RuleBroken


def main(arguments: list[str]) -> int:
    """Work out and keep the table; 2 where the file or the optional group is missing."""
    words = argparse.ArgumentParser(prog="rekam roads", description=__doc__)
    words.add_argument("file", type=Path, help="an extract of OpenStreetMap, .osm.pbf")
    chosen = words.parse_args(arguments)
    set_up()
    try:
        told = work_out(chosen.file)
    except RuleBroken as broken:
        print(f"rekam roads: {broken.code}", file=sys.stderr)
        return 2
    print(told)
    return 0


def work_out(path: Path) -> str:
    """Write the table for the office's sites, and say how many ways the map knows.

    Raises RuleBroken("roads_group_missing" | "roads_file_unreadable" | "site_position_missing").
    """
    from django.conf import settings

    from rekam.kernel.database import Scope, scope
    from rekam.outreach.sites.travel.queries import all_sites, positions
    from rekam.outreach.sites.travel.roads import keep_roads, read_roads, table

    roads = read_roads(path)
    with scope(Scope.of(settings.REKAM_OFFICE_AREA)):
        sites = all_sites()
        minutes = table(roads, places=positions(sites))
    kept = keep_roads(minutes, codes=[site.code for site in sites])
    known, ways = int(np.isfinite(minutes).sum()) - len(sites), len(sites) * (len(sites) - 1)
    return f"{known} of {ways} ways between {len(sites)} sites are on the map; kept in {kept}"
