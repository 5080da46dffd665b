"""The OpenAPI description says what is there, and its doors are the real ones."""

import re

import pytest
from django.test import Client

from rekam.config.routes import all_routes
from rekam.verification.api.views import ROOT, api, description

NOT_TOLD = {"", "openapi.json"}


def operations() -> list[tuple[str, str, bool]]:
    """Method, path and whether a proven caller is asked for."""
    return [
        (method.upper(), path, bool(one.get("security")))
        for path, methods in description()["paths"].items()
        for method, one in methods.items()
    ]


def test_every_route_is_described_and_nothing_else() -> None:
    routes = {
        re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route.path.removeprefix("api/v1/verification/"))
        for route in all_routes()
        if route.path.startswith("api/v1/verification/")
    }

    assert {path.lstrip("/") for _, path, _ in operations()} == routes - NOT_TOLD


@pytest.mark.django_db
@pytest.mark.parametrize(("method", "path", "proven"), operations(), ids=str)
def test_a_stranger_is_refused_where_the_description_says_so(method: str, path: str, proven: bool) -> None:
    at = ROOT + re.sub(r"{\w+}", "00000000-0000-4000-8000-000000000000", path)
    answer = Client().generic(method, at, b"{}", content_type="application/json")

    assert (answer.status_code == 401) is proven
    if proven:
        assert answer.json()["code"] == "token_missing"
        assert answer.headers["WWW-Authenticate"].startswith("DPoP")
    assert not answer.cookies


def test_every_operation_tells_its_answers_with_a_schema() -> None:
    for methods in description()["paths"].values():
        for one in methods.values():
            assert all("content" in answer for answer in one["responses"].values()), one["operationId"]
            assert one["summary"]
            assert one["description"]


def test_addresses_are_below_the_server_so_that_a_road_may_lay_them_anywhere() -> None:
    assert description()["servers"] == [{"url": ROOT}]
    assert api.urls_namespace == "verification_api"
    assert not re.search(r"https?://", str(description()["paths"]))
