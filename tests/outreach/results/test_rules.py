"""The buckets of a visit's report: everybody on the list is in exactly one, and the whole adds up."""

from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.kernel.errors import RuleBroken
from rekam.outreach.results.rules import Bucket, Counts, OnList, bucket_of, check_report, count

people = st.builds(
    OnList,
    known_here=st.booleans(),
    old_enough=st.booleans(),
    before=st.booleans(),
    arrived=st.booleans(),
    in_vain=st.booleans(),
)


@pytest.mark.parametrize(
    ("person", "bucket"),
    [
        (OnList(known_here=True), Bucket.ABSENT),
        (OnList(known_here=True, in_vain=True), Bucket.FAILED),
        (OnList(known_here=True, in_vain=True, arrived=True), Bucket.RECORDED),
        (OnList(known_here=True, before=True), Bucket.ALREADY),
        (OnList(known_here=True, old_enough=False), Bucket.UNDER_16),
        (OnList(known_here=False), Bucket.OUTSIDE),
        # Whoever moved away since, but was recorded at the visit, was recorded at the visit.
        (OnList(known_here=False, arrived=True), Bucket.RECORDED),
    ],
)
def test_where_somebody_counts(person: OnList, bucket: Bucket) -> None:
    assert bucket_of(person) is bucket


@given(st.lists(people))
def test_a_counted_list_always_adds_up(listed: list[OnList]) -> None:
    counts = count(listed)
    check_report(counts, target=len(listed), beyond=0)
    assert counts.recorded == sum(person.arrived for person in listed)
    assert counts.came <= counts.could_come <= counts.total


@given(st.lists(people, min_size=1), st.sampled_from(Bucket))
def test_one_more_in_any_bucket_does_not_add_up(listed: list[OnList], bucket: Bucket) -> None:
    told = asdict(count(listed))
    told[bucket.value] += 1
    with pytest.raises(RuleBroken) as refused:
        check_report(Counts(**told), target=len(listed), beyond=0)
    assert refused.value.code == "report_does_not_add_up"


def test_a_negative_figure_is_refused_even_where_the_sum_is_right() -> None:
    with pytest.raises(RuleBroken) as refused:
        check_report(Counts(recorded=3, absent=-1), target=2, beyond=0)
    assert refused.value.code == "report_negative"
