"""`rekam check`: what no linter sees. Settings, missing migrations, generated pages that are out of date."""

import argparse
import os
import secrets
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Mapping
from pathlib import Path

from rekam.kernel.commands import set_up

DEPLOYED = ("server", "abis")
TLS = {"REKAM_BEHIND_TLS": "1"}


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
    against = [told for name in DEPLOYED if (told := deployed(name))]
    for told in against:
        print(told, file=sys.stderr)
    return 1 if stale or against else 0


def deployed(settings: str, *, environment: Mapping[str, str] = TLS) -> str:
    """What Django's own check of an installation (`check --deploy`) has against these settings; "" = nothing.

    environment   how it is installed: behind a proxy that speaks TLS
    In a process of its own, since settings are read once; in a folder of its own, with a key as `rekam
    serve` makes one, so that nothing depends on whose machine it is.
    """
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "secret-key").write_text(secrets.token_urlsafe(48), encoding="utf-8")
        words = {"REKAM_DATA": folder, "DJANGO_SETTINGS_MODULE": f"rekam.config.settings.{settings}"}
        done = subprocess.run(
            [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **words, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
    return done.stderr if done.returncode else ""
