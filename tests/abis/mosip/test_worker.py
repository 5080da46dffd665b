"""The worker is what its variables say, goes on after a fault of this machine, and stops when told."""

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rekam.abis import gallery_store, working
from rekam.abis.mosip import services
from rekam.abis.mosip.worker import door_of
from rekam.kernel.errors import RuleBroken
from rekam.simulation import mosip_papers


def test_the_variables_make_the_worker(tmp_path: Path) -> None:
    private, certificate = mosip_papers.partner(at=datetime(2026, 1, 5, tzinfo=UTC))
    for name, content in {"key": private, "paper": certificate, "secret": b"word\nrest"}.items():
        (tmp_path / name).write_bytes(content)
    made = door_of(
        {
            "REKAM_MOSIP_SHARES": "https://a.example/docs, https://b.example",
            "REKAM_MOSIP_LOGIN": "https://a.example/login",
            "REKAM_MOSIP_SECRET_FILE": str(tmp_path / "secret"),
            "REKAM_MOSIP_KEY_FILE": str(tmp_path / "key"),
            "REKAM_MOSIP_CERTIFICATE_FILE": str(tmp_path / "paper"),
            "REKAM_MOSIP_ANSWERS": "https://c.example/answers",
            "REKAM_MOSIP_ANSWERS_TOKEN_FILE": str(tmp_path / "secret"),
        }
    )
    share = made.partner.share

    assert [place.host for place in share.places] == ["a.example", "b.example"]
    assert (share.login.secret, share.login.app) == ("word", "regproc") if share.login else False
    assert made.partner.key is not None
    assert made.outlet is not None
    assert made.outlet.token == "word"
    bare = door_of({})
    assert (bare.partner.key, bare.outlet, list(bare.partner.share.places)) == (None, None, [])


@pytest.mark.parametrize(
    ("variables", "code"),
    [
        ({"REKAM_MOSIP_KEY_FILE": "/none"}, "mosip_file"),
        ({"REKAM_MOSIP_SHARES": "http://a.example"}, "mosip_address"),
        ({"REKAM_MOSIP_LOGIN": "http://a.example"}, "mosip_address"),
        ({"REKAM_MOSIP_ANSWERS": "ftp://a.example"}, "mosip_address"),
    ],
)
def test_variables_of_no_sense_are_told_at_the_start(variables: dict[str, str], code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        door_of(variables)
    assert refused.value.code == code


def test_it_goes_on_after_a_fault_and_stops_when_told(
    db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    stop = threading.Event()
    turns: list[int] = []

    def do_next(**_about: object) -> bool:
        turns.append(len(turns))
        if len(turns) == 1:
            raise RuleBroken("vault_medium_away")
        stop.set()
        return False

    monkeypatch.setattr(services, "do_next", do_next)
    monkeypatch.setattr(working, "close_old_connections", lambda: None)
    monkeypatch.setattr(working, "PAUSE_SECONDS", 0)
    monkeypatch.setattr(gallery_store, "gallery_folder", lambda: tmp_path / "gallery")
    working.Worker([door_of({})]).run(stop)

    assert turns == [0, 1]
