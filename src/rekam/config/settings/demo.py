"""The demo: its people sign in with one button, so it answers on this machine only."""

from rekam.config.settings.base import *  # noqa: F403

REKAM_DEMO = True
REKAM_MODE = "full"
REKAM_DEMO_PASSPHRASE = "rekam contoh 2026"  # noqa: S105 - shown to every visitor
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
REKAM_WALLET_HOST = "dompet.localhost"  # browsers lead it to this machine, and trust it as they do that
# Its buttons sign people in without one; whoever likes may make one and try it.
REKAM_SECOND_FACTOR = "offered"
# Many visitors are one person.
REKAM_SESSIONS_AT_ONCE = 100
