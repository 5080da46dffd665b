"""Valid, invalid, suspended, unknown: green only where everything says so."""

from datetime import timedelta

import pytest

from rekam.credentials.formats.credential import Credential, StatusPlace
from rekam.credentials.formats.status_list import StatusToken
from rekam.credentials.verdict import Standing, judge
from rekam.kernel.errors import RuleBroken
from tests.credentials import plain_sd_jwt, world
from tests.credentials.world import NOW, PLACE, status_token


def genuine(place: StatusPlace | None = PLACE) -> Credential:
    return Credential(
        kind="x", issuer=world.ISSUER, claims={}, expires=world.EXPIRES, status=place, holder=None
    )


@pytest.mark.parametrize(
    ("entry", "standing", "code"),
    [
        (0, Standing.VALID, "credential_valid"),
        (1, Standing.INVALID, "credential_revoked"),
        (2, Standing.SUSPENDED, "credential_suspended"),
        (3, Standing.INVALID, "credential_revoked"),
    ],
)
def test_the_list_decides(entry: int, standing: Standing, code: str) -> None:
    told = judge(genuine, lists={PLACE.uri: status_token(entry)}, at=NOW)

    assert (told.standing, told.code, told.known_at) == (standing, code, NOW)


@pytest.mark.parametrize(
    ("token", "code"),
    [
        (None, "status_not_at_hand"),
        (status_token(issued=NOW - timedelta(hours=12)), "status_too_old"),
        (status_token(issued=NOW + timedelta(seconds=1)), "status_too_old"),
    ],
)
def test_without_a_fresh_list_nobody_knows(token: StatusToken | None, code: str) -> None:
    told = judge(genuine, lists={} if token is None else {PLACE.uri: token}, at=NOW)

    assert (told.standing, told.code) == (Standing.UNKNOWN, code)
    assert told.credential is not None


def test_a_credential_without_a_status_is_never_green() -> None:
    told = judge(lambda: genuine(None), lists={}, at=NOW)

    assert (told.standing, told.code) == (Standing.UNKNOWN, "status_not_given")


def test_a_place_beyond_the_list_is_invalid() -> None:
    place = StatusPlace(PLACE.uri, 1 << 30)
    told = judge(lambda: genuine(place), lists={PLACE.uri: status_token()}, at=NOW)

    assert (told.standing, told.code, told.credential) == (Standing.INVALID, "status_not_in_list", None)


def test_what_is_refused_is_invalid_with_its_code_and_shows_nothing() -> None:
    def refused() -> Credential:
        raise RuleBroken("binding_nonce_wrong")

    told = judge(refused, lists={PLACE.uri: status_token()}, at=NOW)
    assert (told.standing, told.code, told.credential) == (Standing.INVALID, "binding_nonce_wrong", None)


def test_from_the_phone_to_the_verdict() -> None:
    def check() -> Credential:
        told = plain_sd_jwt.read(plain_sd_jwt.shown())
        assert isinstance(told, Credential)
        return told

    assert judge(check, lists={PLACE.uri: status_token()}, at=NOW).standing is Standing.VALID
