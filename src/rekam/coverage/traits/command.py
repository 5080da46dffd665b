"""`rekam coverage traits FILE.csv`: which kelurahan are remote, at the border, at the coast, an island."""

import argparse
from pathlib import Path

from rekam.kernel.commands import set_up


def main(arguments: list[str]) -> int:
    """Replace the traits of the office's areas by a list with the columns area_code and trait."""
    words = argparse.ArgumentParser(prog="rekam coverage traits", description=__doc__)
    words.add_argument("file", type=Path)
    chosen = words.parse_args(arguments)
    set_up()
    from django.conf import settings
    from django.utils import timezone

    from rekam.coverage.traits.rules import read_traits, text_of
    from rekam.coverage.traits.services import set_traits
    from rekam.kernel.database import Scope, scope

    traits = read_traits(text_of(chosen.file.read_bytes()).splitlines())
    with scope(Scope.of(str(settings.REKAM_OFFICE_AREA))):
        print(f"{set_traits(traits, actor='command', at=timezone.now())} traits")
    return 0
