"""`rekam check`: what no linter sees. Settings, missing migrations, generated pages that are out of date."""

import argparse
import sys
import warnings

from rekam.kernel.commands import set_up


def main(arguments: list[str]) -> int:
    """0 = all is as it should be; 1 = says what is not."""
    argparse.ArgumentParser(prog="rekam check", description=__doc__).parse_args(arguments)
    set_up()
    from django.core.management import call_command

    from rekam.config.docs import out_of_date

    call_command("check", "--fail-level", "WARNING")
    with warnings.catch_warnings():
        # Models are compared with their migrations; what a database has applied is not asked.
        warnings.filterwarnings("ignore", message="Got an error checking a consistent migration history")
        call_command("makemigrations", "--check", "--dry-run", verbosity=1)
    stale = out_of_date()
    for page in stale:
        print(f"{page} is out of date: make docs", file=sys.stderr)
    return 1 if stale else 0
