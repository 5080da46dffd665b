"""What the environment says of an office reaches the settings."""

import os
import subprocess
import sys

import pytest

from rekam.config.check import deployed

ASK = (
    "from rekam.config.settings import base as b;"
    "print(b.TIME_ZONE, b.SESSION_COOKIE_SECURE, *vars(b).get('CSRF_COOKIE_NAME', '').split())"
)


STATEMENTS = (
    "from rekam.config.settings import base as b; print(b.DATABASES['default']['OPTIONS']['options'])"
)
COMMAND = (
    "from rekam.kernel.commands import set_up; set_up(settings='rekam.config.settings.test');"
    "from django.db import connection as c; print(c.settings_dict['OPTIONS']['options'])"
)


def told(ask: str = ASK, **variables: str) -> str:
    """What a fresh process makes of these variables."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)} | variables
    done = subprocess.run(
        [sys.executable, "-c", ask], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("zone", "place"), [("WIB", "Asia/Jakarta"), ("WITA", "Asia/Makassar"), ("WIT", "Asia/Jayapura")]
)
def test_the_offices_zone_decides_the_day(zone: str, place: str) -> None:
    assert told(REKAM_OFFICE_ZONE=zone) == f"{place} False"


def test_behind_tls_cookies_travel_by_it_only() -> None:
    assert told(REKAM_BEHIND_TLS="1") == "Asia/Jakarta True __Host-csrf"


def test_a_page_is_short_of_time_and_a_command_is_not() -> None:
    assert told(STATEMENTS) == "-c statement_timeout=20000"
    assert told(STATEMENTS, REKAM_STATEMENT_SECONDS="5") == "-c statement_timeout=5000"
    assert told(COMMAND) == "-c statement_timeout=600000"


def test_without_tls_djangos_own_check_of_an_installation_complains() -> None:
    """`rekam check` asks the same with TLS, where nothing may be left to say."""
    told = deployed("server", environment={"REKAM_BEHIND_TLS": ""})
    assert [code for code in ("W004", "W008", "W012", "W016") if f"security.{code}" not in told] == []
