"""What ships for servers is what the product knows: commands, variables, folders, the proxy's limits."""

import configparser
import re
from pathlib import Path

import pytest

from rekam.accounts.lockout import address_of
from rekam.config.command_list import COMMANDS
from rekam.config.serve import HEAD_MILLISECONDS, OPEN_LINES, OTHER_FILES
from rekam.enrolment.packet_envelope import MAX_PACKET_BYTES

ROOT = Path(__file__).parents[2]
UNITS = sorted((ROOT / "deploy/systemd").glob("rekam*.service"))
TIMERS = sorted((ROOT / "deploy/systemd").glob("rekam*.timer"))
PROXY = (ROOT / "deploy/nginx/rekam.conf").read_text(encoding="utf-8")
VARIABLES = (ROOT / "deploy/systemd/rekam.env").read_text(encoding="utf-8")
MEGABYTE = 1024 * 1024


def unit(path: Path) -> configparser.ConfigParser:
    read = configparser.ConfigParser(strict=True, interpolation=None)
    read.optionxform = str  # type: ignore[assignment, method-assign]
    read.read(path)
    return read


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_a_unit_starts_a_command_that_there_is_without_rights(path: Path) -> None:
    service = unit(path)["Service"]
    words = service["ExecStart"].split()
    assert words[1:3] == ["-m", "rekam"]
    assert words[3] in COMMANDS
    assert service["User"] == "rekam"
    for name, wanted in {"NoNewPrivileges": "yes", "ProtectSystem": "strict", "LimitCORE": "0"}.items():
        assert service[name] == wanted
    assert {Path(one) for one in service["ReadWritePaths"].split()} == written()


def written() -> set[Path]:
    """The two folders under which the variables put what is written: this disk and the other."""
    folders = [Path(value) for value in re.findall(r"^[A-Z_]+=(/\S+)", VARIABLES, re.M)]
    assert folders
    return {Path(*one.parts[:4]) if one.parts[1] == "var" else Path(*one.parts[:3]) for one in folders}


@pytest.mark.parametrize("path", TIMERS, ids=lambda path: path.stem)
def test_a_timer_has_its_unit_and_makes_up_for_a_night_without_power(path: Path) -> None:
    assert path.with_suffix(".service") in UNITS
    assert unit(path)["Timer"]["Persistent"] == "true"


def test_the_variables_are_settings_that_there_are() -> None:
    told = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^#? ?(REKAM_\w+|DATABASE_URL)=", VARIABLES, re.M))
    assert {"REKAM_DATA", "REKAM_BEHIND_TLS", "REKAM_VAULT_COPY"} <= named
    assert {name for name in named if f"`{name}`" not in told} == set()


def test_the_proxy_lets_a_whole_packet_through_and_says_from_where_it_comes() -> None:
    sizes = [int(one) for one in re.findall(r"client_max_body_size (\d+)m;", PROXY)]
    assert min(sizes) * MEGABYTE >= MAX_PACKET_BYTES
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in PROXY, address_of.__doc__
    assert "proxy_set_header X-Forwarded-Proto $scheme;" in PROXY


def test_the_proxy_logs_no_query_and_no_header() -> None:
    (form,) = re.findall(r"log_format rekam '([^']*)'", PROXY)
    assert set(re.findall(r"\$(\w+)", form)) == {
        *("remote_addr", "time_iso8601", "request_method", "uri"),
        *("status", "body_bytes_sent", "request_time"),
    }
    assert re.findall(r"access_log \S+ (\w+);", PROXY) == ["rekam"]


def test_the_proxy_lets_go_of_a_line_before_rekam_closes_it() -> None:
    (upstream,) = re.findall(r"upstream rekam \{(.*?)\}", PROXY, re.S)
    (seconds,) = re.findall(r"keepalive_timeout (\d+)s;", upstream)
    assert int(seconds) * 1000 < HEAD_MILLISECONDS


def test_the_service_may_open_a_file_for_each_line() -> None:
    service = unit(ROOT / "deploy/systemd/rekam.service")["Service"]
    assert int(service["LimitNOFILE"]) >= OPEN_LINES + OTHER_FILES
