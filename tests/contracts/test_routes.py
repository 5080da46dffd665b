"""Nobody opens a page by accident."""

import pytest
from django.test import Client

from rekam.config.routes import PUBLIC, Route, all_routes

ROUTES = all_routes()


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_every_route_is_guarded_or_public_for_a_reason(route: Route) -> None:
    assert route.door != "public: ?"


def test_public_routes_exist() -> None:
    assert set(PUBLIC) <= {route.name for route in ROUTES}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "route",
    [r for r in ROUTES if not r.door.startswith("public") and "<" not in r.path],
    ids=lambda r: r.name,
)
def test_a_stranger_is_sent_to_sign_in(route: Route, client: Client) -> None:
    answer = client.get(f"/{route.path}")
    assert answer.status_code in {302, 405}
    if answer.status_code == 302:
        assert answer.headers["Location"].startswith("/masuk/")
