"""Commands that need Django: it is set up here, for one role of the database."""

import getpass
import os
from typing import cast

import django

# A page's statement ends sooner (config.settings.base): somebody waits for it.
STATEMENT_SECONDS = 600


def set_up(*, settings: str | None = None, role: str = "rekam_app") -> None:
    """Prepare this process to use models as one of the database's roles.

    settings   a settings module; left out, the one of DJANGO_SETTINGS_MODULE, else the server's
    """
    os.environ["REKAM_DATABASE_ROLE"] = role
    if settings is not None:
        os.environ["DJANGO_SETTINGS_MODULE"] = settings
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rekam.config.settings.server")
    django.setup()
    if role == "rekam_app":
        from django.conf import settings as chosen

        options = cast(dict[str, str], chosen.DATABASES["default"]["OPTIONS"])
        options["options"] = f"-c statement_timeout={STATEMENT_SECONDS * 1000}"


def system_user() -> str:
    """Who stands at the terminal, as the audit names it."""
    return f"command line: {os.environ.get('SUDO_USER') or getpass.getuser()}"[:60]
