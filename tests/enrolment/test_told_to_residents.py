"""What a resident is told of a recording, and the look-up by slip and NIK."""

from datetime import date
from uuid import uuid4

import pytest
from django.utils.translation import override

from rekam.audit.models import Entry
from rekam.enrolment import telling
from rekam.enrolment.looking_up import standing_for
from rekam.enrolment.models import Record
from rekam.enrolment.rules import Status
from rekam.enrolment.slip import slip_number
from rekam.enrolment.telling import TOLD
from rekam.kernel.database import scope
from rekam.kernel.errors import RuleBroken
from tests.cards.city import NOON, OFFICE, holder, record

ASKER = f"10.1.{uuid4().int % 256}.{uuid4().int % 256}"


def test_every_status_has_one_sentence_in_both_languages_that_says_what_to_do() -> None:
    assert set(TOLD) == set(Status)
    for language, nothing in (("id", "tidak perlu berbuat"), ("en", "nothing to do")):
        with override(language):
            for status, told in TOLD.items():
                sentence = str(told.sentence)
                assert sentence.endswith("."), status
                assert ". " not in sentence, status
                assert sentence.count("; ") == 1, status
                assert not (told.must_come and nothing in sentence), status
    with override("en"):
        english = {str(told.sentence) for told in TOLD.values()}
    with override("id"):
        assert english.isdisjoint(str(told.sentence) for told in TOLD.values())


def test_a_resident_is_called_only_where_nobody_else_can_go_on() -> None:
    called = {status for status, told in TOLD.items() if told.must_come}
    assert called == {
        Status.UNREGISTERED,
        Status.ENROLL_FAILURE_AT_CENTRAL,
        Status.ENROLL_FAILURE_AT_REGIONAL,
        Status.DUPLICATE_RECORD,
        Status.CARD_PRINTED,
        Status.CARD_SHIPPED,
    }


@pytest.mark.usefixtures("db")
def test_slip_and_nik_together_tell_where_it_stands_and_a_wrong_one_tells_nothing() -> None:
    with scope(OFFICE):
        of, other = record(), holder(name="Lain", number=2)
    slip = slip_number(of.packet.uuid)
    nik = "3673025208090001"
    assert (
        standing_for(address=ASKER, slip=slip.replace(" ", "-"), nik=nik, at=NOON).told
        == TOLD[Status.PRINT_READY_RECORD]
    )
    with scope(OFFICE):
        assert Entry.objects.filter(action="enrolment.standing_told").count() == 1
        unknown = slip_number(other.uuid)
    codes = set()
    for asked in ((unknown, nik), (slip, other.nik), (slip, "3673025208090009")):
        with pytest.raises(RuleBroken) as broken:
            standing_for(address=ASKER, slip=asked[0], nik=asked[1], at=NOON)
        codes.add((broken.value.code, *broken.value.facts))
    assert codes == {("standing_unknown",)}
    with scope(OFFICE):
        Record.objects.update(set_aside=True)
    assert standing_for(address=ASKER, slip=slip, nik=nik, at=NOON).told == telling.SET_ASIDE


def test_the_way_shows_what_is_done_and_what_is_to_come() -> None:
    day = date(2026, 11, 19)
    way = telling.stages(captured_on=day, received_on=day, reached={Status.CARD_PRINTED: date(2026, 11, 24)})
    assert [one.done for one in way] == [True, True, True, True, False]
    assert [one.on for one in way] == [day, day, None, date(2026, 11, 24), None]
