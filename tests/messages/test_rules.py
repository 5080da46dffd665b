"""At which hours, how often and to which address a message goes."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.kernel.dates import OfficeZone
from rekam.kernel.errors import RuleBroken
from rekam.messages.rules import (
    AT_ONCE,
    BACK_OFF,
    Channel,
    Kind,
    Quiet,
    awake,
    read_quiet,
    same_address,
    to,
    try_again,
)
from rekam.messages.wording import SHORT_LETTERS, WORDINGS, Template, write

NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
FACTS = {
    "office": "Disdukcapil Kota Tangerang Selatan",
    "place": "Kec. Serpong Utara",
    "number": "4f2a 91bc",
    "people": "25",
    "until": "8 Desember",
    "link": "rekam.example.go.id/panggilan/ABCDEFGH",
    "day": "Senin, 30 November",
    "what": "nama",
    "how": "akun petugas dipakai orang lain",
    "where": "layanan.kota-tangsel.example.go.id/permohonan/cari/",
    "done": "kata sandi diganti",
    "why": "listrik padam",
    "hour": "08.30",
    "cause": "jaringan pusat terputus",
    "whole_cause": "jaringan pusat terputus",
    "code": "048213",
    "minutes": "10",
}


@given(
    st.integers(0, 60 * 24 * 3),
    st.sampled_from(Kind),
    st.sampled_from(OfficeZone),
)
def test_only_what_the_law_demands_or_somebody_waits_for_leaves_in_quiet_hours(
    minutes: int, kind: Kind, zone: OfficeZone
) -> None:
    moment, quiet = NOON + timedelta(minutes=minutes), Quiet()
    leaves = awake(moment, kind=kind, quiet=quiet, zone=zone)
    assert moment <= leaves < moment + timedelta(days=1)
    if kind in AT_ONCE:
        assert leaves == moment
    else:
        assert not quiet.holds(leaves.astimezone(zone.zone).time())


def test_the_quiet_hours_are_the_office_s_choice() -> None:
    assert read_quiet("") == Quiet(time(20), time(7))
    assert read_quiet("21-6") == Quiet(time(21), time(6))
    assert not read_quiet("0-0").holds(time(3))
    with pytest.raises(ValueError, match="invalid literal"):
        read_quiet("night")


@pytest.mark.parametrize("told", ["0812 3456-7890", "+62 812 3456 7890", "6281234567890"])
def test_a_telephone_is_the_same_however_it_is_written(told: str) -> None:
    assert same_address(to(Channel.SMS, told)) == "phone:6281234567890"
    assert same_address(to(Channel.WHATSAPP, told)) == "phone:6281234567890"


@pytest.mark.parametrize(
    ("channel", "told"),
    [
        (Channel.SMS, "12345"),
        (Channel.SMS, "0812x4567890"),
        (Channel.SMS, "٠٨١٢٣٤٥٦٧٨٩"),
        (Channel.EMAIL, "a@b"),
        (Channel.EMAIL, "a b@c.id"),
        (Channel.EMAIL, "a@b.id\nBcc: c@d.id"),
    ],
)
def test_what_is_no_address_is_refused(channel: Channel, told: str) -> None:
    with pytest.raises(RuleBroken):
        to(channel, told)


def test_a_message_is_tried_six_times_over_some_hours_and_then_given_up() -> None:
    waits = [try_again(tries, at=NOON) for tries in range(1, 8)]
    assert [one - NOON for one in waits if one] == list(BACK_OFF)
    assert waits[5:] == [None, None]


@pytest.mark.parametrize("template", Template)
@pytest.mark.parametrize("language", ["id", "en", "su"])
def test_every_text_fits_and_only_what_is_owed_has_no_way_out(template: Template, language: str) -> None:
    for channel in Channel:
        letter = write(template, channel=channel, language=language, facts=FACTS, stop="x.id/stop/ABCDEFGHJK")
        kind = WORDINGS[template].kind
        assert ("stop/ABCDEFGHJK" in letter.text) != (kind in AT_ONCE)
        assert bool(WORDINGS[template].law) == (kind is Kind.OWED)
        assert letter.subject


def test_a_short_text_that_grows_too_long_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="more than one SMS"):
        write(
            Template.COLLECT_CARD,
            channel=Channel.SMS,
            language="id",
            facts=FACTS | {"place": "x" * SHORT_LETTERS},
        )
    with pytest.raises(ValueError, match="needs 'number'"):
        write(Template.COLLECT_CARD, channel=Channel.SMS, language="id", facts={"office": "x", "place": "y"})
