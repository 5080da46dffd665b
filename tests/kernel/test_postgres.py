"""The server that we start ourselves: ours alone, and nothing around it changes."""

import os
import shutil
import stat
from pathlib import Path

import psycopg
import pytest

from rekam.kernel import postgres as servers
from rekam.kernel.errors import RuleBroken
from rekam.kernel.roles import Server, bootstrap, connection_settings


def modes(folder: Path) -> dict[Path, int]:
    return {path: stat.S_IMODE(path.stat().st_mode) for path in [folder, *folder.parents]}


def test_starting_a_server_changes_no_mode_outside_our_folders(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    watched = modes(closed) | modes(servers._wheel_binaries())
    server = servers.cluster(closed / "postgres")
    server.start(settings={"fsync": "off"})
    try:
        assert server.running
        assert {path: stat.S_IMODE(path.stat().st_mode) for path in watched} == watched
    finally:
        server.remove()
    assert not server.running
    assert not server.folder.exists()


@pytest.mark.skipif(os.getuid() != 0, reason="only root starts the server as somebody else")
def test_a_package_under_a_closed_home_is_copied_to_where_the_server_can_run_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    package = servers._wheel_binaries().parent
    for folder in (package, package.with_name(f"{package.name}.libs")):
        shutil.copytree(folder, closed / folder.name, symlinks=True)
    monkeypatch.setattr(servers, "_wheel_binaries", lambda: closed / package.name / "pginstall")
    server = servers.cluster(tmp_path / "postgres")
    try:
        server.start(settings={"fsync": "off"})
        assert servers.SYSTEM_HOME in server.binaries.parents
        assert server.running
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    finally:
        server.remove()
        shutil.rmtree(server.binaries.parents[1])


def test_the_server_listens_on_no_network_address(postgres: Server) -> None:
    with postgres.connect("postgres") as admin:
        assert admin.execute("SHOW listen_addresses").fetchone() == ("",)


def test_its_password_is_for_its_owner_only(tmp_path: Path) -> None:
    server = servers.cluster(tmp_path / "postgres")
    server.start(settings={"fsync": "off"})
    try:
        assert stat.S_IMODE((server.folder / "password").stat().st_mode) == 0o600
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(host=str(server.socket), user="rekam_root", password="wrong", dbname="postgres")
    finally:
        server.remove()


def test_bootstrap_may_be_repeated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REKAM_DATA", str(tmp_path))
    monkeypatch.delenv("REKAM_DATABASE", raising=False)
    own = servers.cluster(tmp_path / "postgres")
    own.start(settings={"fsync": "off"})
    try:
        named = Server(str(own.socket), 5432, "rekam_root", own.password, "rekam")
        bootstrap(named)
        before, secret = connection_settings("rekam_app"), (tmp_path / "secret-key").read_text()
        bootstrap(named)
        assert (tmp_path / "secret-key").read_text() == secret != "", "who is signed in stays so"
        known = connection_settings("rekam_app")
        assert known == before, "a server that runs meanwhile must go on connecting"
        assert own.password not in repr(named)
        assert known["NAME"] == "rekam"
        with psycopg.connect(
            host=str(own.socket), user="rekam_app", password=str(known["PASSWORD"]), dbname="rekam"
        ) as connected:
            assert connected.execute("SELECT current_user").fetchone() == ("rekam_app",)
        for name in ("connections.json", "secret-key"):
            assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    finally:
        own.remove()


@pytest.mark.parametrize("url", ["", "mysql://a:b@c/d", "postgresql://host/db", "postgresql://u:p@host"])
def test_a_malformed_address_is_refused(url: str) -> None:
    with pytest.raises(RuleBroken, match="database_url_malformed"):
        Server.from_url(url)


def test_an_address_is_read_with_its_escapes() -> None:
    server = Server.from_url("postgresql://user:p%40ss@db.example:5433/rekam")
    assert (server.host, server.port, server.user, server.password, server.database) == (
        *("db.example", 5433, "user", "p@ss", "rekam"),
    )
