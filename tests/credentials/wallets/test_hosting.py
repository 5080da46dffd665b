"""The wallet's address has its own files and nothing of the office; the office's nothing of the wallet."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client, override_settings

from rekam.credentials.wallets.shell import PAGES, files, is_later

WALLET, OFFICE = "dompet.example", "office.example"
SHELL_BYTES = 100_000


@pytest.fixture(autouse=True)
def two_hosts() -> Iterator[None]:
    with override_settings(REKAM_WALLET_HOST=WALLET, ALLOWED_HOSTS=[OFFICE]):
        yield


def test_behind_tls_browsers_of_both_come_by_nothing_else() -> None:
    tls = {"SECURE_HSTS_SECONDS": 86_400, "SECURE_SSL_REDIRECT": True}
    with override_settings(**tls, SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https")):
        page = Client().get("/", headers={"host": WALLET, "x-forwarded-proto": "https"})
        led = Client().get("/masuk/", headers={"host": OFFICE})
    assert page["Strict-Transport-Security"] == "max-age=86400"
    assert (led.status_code, led["Location"]) == (301, f"https://{OFFICE}/masuk/")


def test_the_wallets_pages_are_guarded_and_ask_the_office_alone() -> None:
    page = Client().get("/", headers={"host": WALLET, "accept-encoding": "gzip"})
    policy = dict(rule.split(" ", 1) for rule in page["Content-Security-Policy"].split("; "))

    assert (page.status_code, page["Content-Encoding"]) == (200, "gzip")
    assert policy["connect-src"] == "'self' http://127.0.0.1"
    assert policy["require-trusted-types-for"] == "'script'"
    assert "unsafe-inline" not in page["Content-Security-Policy"]
    assert page["Cross-Origin-Opener-Policy"] == page["Cross-Origin-Resource-Policy"] == "same-origin"
    assert page["Permissions-Policy"].startswith("camera=(self)")
    assert "Set-Cookie" not in page


@pytest.mark.parametrize(
    "path", ["/masuk/", "/saya/", "/api/v1/wallets/nonce", "/static/ui/rekam.css", "/wallet/"]
)
def test_nothing_of_the_office_answers_at_the_wallets_address(path: str) -> None:
    page = Client().get(path, headers={"host": f"{WALLET}:8000"})

    assert (page.status_code, page.content) == (404, b"")
    assert Client().post("/api/v1/wallets/nonce", headers={"host": WALLET}).status_code == 405


@pytest.mark.django_db
def test_the_office_lets_the_wallets_pages_ask_and_no_others() -> None:
    path = "/api/v1/wallets/nonce"
    from_wallet = {"host": OFFICE, "origin": f"http://{WALLET}", "access-control-request-method": "POST"}
    asked = Client().options(path, headers=from_wallet)
    answered = Client().post(path, headers={"host": OFFICE, "origin": f"http://{WALLET}"})
    stranger = Client().post(path, headers={"host": OFFICE, "origin": "http://thief.example"})
    page = Client().get("/masuk/", headers={"host": OFFICE, "origin": f"http://{WALLET}"})

    assert asked.status_code == 204
    assert (
        asked["Access-Control-Allow-Origin"] == answered["Access-Control-Allow-Origin"] == f"http://{WALLET}"
    )
    assert "Access-Control-Allow-Credentials" not in answered
    assert "Access-Control-Allow-Origin" not in stranger
    assert "Access-Control-Allow-Origin" not in page
    assert Client().get("/sw.js", headers={"host": OFFICE}).status_code == 404


@pytest.mark.django_db
def test_the_config_names_the_office_on_the_port_of_the_request() -> None:
    told = Client().get("/config.json", headers={"host": f"{WALLET}:8123"}).json()

    assert told["office"] == told["issuer"] == "http://127.0.0.1:8123"


def test_the_shell_is_whole_and_small_enough_for_a_slow_line() -> None:
    found = files()
    shell = {address: file for address, file in found.items() if not is_later(address)}
    worker = found["/sw.js"].plain.decode()

    assert sum(len(file.packed or file.plain) for file in shell.values()) <= SHELL_BYTES
    for address in shell:
        assert address == "/sw.js" or f'"{address}"' in worker.splitlines()[0]
    for address, file in found.items():
        if address.endswith(".js") and "zxing" not in address:
            for wanted in re.findall(r'(?:from|import\() ?"(\.\.?/[^"]+)"', file.plain.decode()):
                folder = PAGES.joinpath(address[1:]).parent
                assert f"/{(folder / wanted).resolve().relative_to(PAGES)}" in found, (address, wanted)
