"""Where the ABIS that runs by itself keeps its things: a folder and a database of its own."""

import os

from rekam.kernel.places import data_folder

SETTINGS = "rekam.config.settings.abis"


def at_home() -> None:
    """Lead this process and its children to the ABIS's settings, and to `abis` under REKAM_DATA.

    An office that runs on the same machine keeps its own folder, keys, vault and database.
    """
    if os.environ.get("DJANGO_SETTINGS_MODULE") != SETTINGS:
        os.environ["REKAM_DATA"] = str(data_folder() / "abis")
        os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
