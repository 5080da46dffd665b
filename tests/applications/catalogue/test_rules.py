"""The catalogue: every service has its papers, its law and its price, which is none."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rekam.applications.catalogue import words
from rekam.applications.catalogue.rules import (
    OFFERS,
    Document,
    Product,
    Service,
    documents_of,
    fee,
    get_offer,
    offers_on,
)
from rekam.kernel.errors import RuleBroken

TODAY = date(2026, 11, 23)


def test_all_services_are_offered_today() -> None:
    assert set(offers_on(TODAY)) == set(Service)


def test_none_before_its_law() -> None:
    assert set(offers_on(date(2016, 1, 19))) == {Service.KIA}


def test_of_two_texts_the_later_one_holds_from_its_day() -> None:
    new = replace(get_offer("kia", on=TODAY), since=TODAY, requires=())
    table = [*OFFERS, new]

    assert offers_on(TODAY, table=table)[Service.KIA].requires == ()
    assert offers_on(TODAY - timedelta(days=1), table=table)[Service.KIA].requires


def test_nothing_costs_anything() -> None:
    assert {fee(service) for service in Service} == {0}


def test_a_letter_of_authority_is_one_paper_more() -> None:
    offer = get_offer("ktp-hilang", on=TODAY)

    assert documents_of(offer, by_letter=True)[-1].document is Document.AUTHORITY
    assert documents_of(offer, by_letter=False) == offer.requires


def test_a_service_that_nobody_offers() -> None:
    with pytest.raises(RuleBroken, match="service_unknown"):
        get_offer("akta-kerajaan", on=TODAY)


def test_everything_has_its_words() -> None:
    assert set(words.SERVICES) == set(words.FOR_WHOM) == set(Service)
    assert set(words.DOCUMENTS) == set(Document)
    assert set(words.PRODUCTS) == set(Product)
    assert set(words.CONDITIONS) == {one.only_if for offer in OFFERS for one in offer.requires} - {""}
