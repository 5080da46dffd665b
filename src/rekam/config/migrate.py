"""`rekam migrate`: bring the database to this version, then its grants and row security."""

import argparse

from rekam.kernel.commands import set_up


def main(arguments: list[str]) -> int:
    """Migrate as rekam_owner; safe to repeat."""
    argparse.ArgumentParser(prog="rekam migrate", description=__doc__).parse_args(arguments)
    set_up(role="rekam_migrate")
    migrate()
    return 0


def migrate(*, verbosity: int = 1) -> None:
    """Run the migrations and what follows from the models (kernel.row_security)."""
    from django.core.management import call_command

    from rekam.kernel.row_security import secure

    call_command("migrate", verbosity=verbosity, interactive=False)
    secure()
