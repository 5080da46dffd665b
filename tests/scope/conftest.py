"""One world a module, in a database of its own with real commits."""

import os
from collections.abc import Callable, Iterator
from dataclasses import fields

import django.db
import pytest
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from tests.conftest import point_django_at
from tests.scope import world as worlds
from tests.scope.place import Place
from tests.scope.world import LAYERS, World


@pytest.fixture(scope="module")
def settled(
    clone: Callable[[str], str], django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[str, World]]:
    """The name of the world's database, and the world."""
    before = django.db.connection.settings_dict["NAME"]
    for place in worlds.PLACES:
        _forget(place)
    name = clone(f"scope_{os.getpid()}")
    with django_db_blocker.unblock():
        point_django_at(name)
        yield name, worlds.settle()
        point_django_at(str(before))


@pytest.fixture(scope="module", params=LAYERS)
def layer(request: pytest.FixtureRequest, settled: tuple[str, World]) -> Iterator[str]:
    """Each way to keep people apart, for all tests of the module."""
    # On a busy machine the matrix takes longer than a proof counts; steps up have tests of their own.
    long = override_settings(
        REKAM_OUTSIDE_TRIES=100_000, REKAM_STEP_UP_MINUTES=24 * 60, REKAM_SESSION_IDLE_MINUTES=24 * 60
    )
    with long, pytest.MonkeyPatch.context() as patch:
        worlds.without_slow_parts(patch)
        worlds.switch(request.param, patch=patch, point=lambda role: point_django_at(settled[0], role=role))
        yield request.param
        point_django_at(settled[0])


@pytest.fixture
def world(layer: str, settled: tuple[str, World]) -> World:
    """The world, kept apart by the layer of this test."""
    return settled[1]


def _forget(place: Place) -> None:
    """Another module's world had other rows."""
    given = {field.name for field in fields(place)}
    for made in set(place.__dict__) - given:
        del place.__dict__[made]
