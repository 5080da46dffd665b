"""Nobody opens a page by accident."""

import pytest
from django.test import Client

from rekam.config.routes import PUBLIC, all_routes

ROUTES = all_routes()


def test_every_route_is_guarded_or_public_for_a_reason() -> None:
    assert [route.name for route in ROUTES if route.door == "public: ?"] == []


def test_public_routes_exist() -> None:
    assert set(PUBLIC) <= {route.name for route in ROUTES}


@pytest.mark.django_db
def test_a_stranger_is_sent_to_sign_in(client: Client) -> None:
    let_in = []
    for route in ROUTES:
        if route.door.startswith("public") or "<" in route.path:
            continue
        answer = client.get(f"/{route.path}")
        sent = answer.status_code == 302 and answer.headers["Location"].startswith("/masuk/")
        let_in += [] if sent or answer.status_code == 405 else [route.name]
    assert let_in == []
