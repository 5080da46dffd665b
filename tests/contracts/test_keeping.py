"""Whatever is kept has its line in the table of keeping times, which says how long and why."""

from collections import Counter

from django.apps import apps
from django.db import models

from rekam.vault.services import KINDS
from rekam.web.retention.table import TABLE, applied, page

# Counts, parameters and serials: nobody's data.
OF_NOBODY = {
    "devices.Health.devices",
    "cards.BlankRequest.figures",
    "cards.PriorityOrder.ranks",
    "cards.ShipmentAnswer.strangers",
    "cards.ActOfTwo.serials",
    "coverage.Outlook.course",
    *("outreach.Site.weekdays", "outreach.Site.shares", "outreach.Boat.weekdays", "outreach.Team.weekdays"),
    *("outreach.Figures.values", "outreach.Plan.shares", "outreach.Plan.prices", "outreach.Plan.broken"),
    "outreach.Plan.dead_kits",
    "outreach.Event.services",
    *("applications.Counter.hours", "applications.Counter.purposes", "applications.Counter.kits"),
    "outreach.CallRound.weeks",
    "verification.SeenOnce.digest",  # of random numbers
    # Between offices, about areas and figures.
    "coverage.Answer.text",
    "coverage.FollowUp.text",
}
ROOMY = (models.JSONField, models.BinaryField, models.TextField, models.FileField)
ADDRESS = 80  # a vault's address is this long and longer


def roomy_fields() -> set[str]:
    """The columns of our tables that hold bytes, lists or an address in the vault."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("rekam.")]
    return {
        f"{model._meta.label}.{field.name}"
        for model in ours
        for field in model._meta.concrete_fields
        if isinstance(field, ROOMY) or ("vault" in str(field.help_text) and (field.max_length or 0) > ADDRESS)
    }


CLAIMED = {field for line in TABLE for field in line.fields}


def test_each_kind_of_the_vault_has_a_keeping_time() -> None:
    assert {kind for line in TABLE for kind in line.vault} == set(KINDS)


def test_each_column_of_bytes_or_lists_has_a_keeping_time() -> None:
    assert roomy_fields() - CLAIMED - OF_NOBODY == set()


def test_the_table_names_no_column_that_is_none() -> None:
    tables = apps.get_models()
    known = {f"{table._meta.label}.{field.name}" for table in tables for field in table._meta.fields}

    assert known >= CLAIMED | OF_NOBODY


def test_a_line_is_applied_with_its_months_or_says_why_not() -> None:
    for line in TABLE:
        assert (line.forget is None) == (line.kind == "") == bool(line.not_yet), line.what
        assert line.forget is None or line.months is not None, line.what


def test_no_kind_stands_in_the_table_twice() -> None:
    assert max(Counter(line.kind for line in applied()).values()) == 1


def test_what_goes_says_from_when_and_what_remains() -> None:
    assert all(line.since and line.remains for line in TABLE if line.months is not None)


def test_the_page_has_a_row_for_each() -> None:
    assert page().count("\n| ") == len(TABLE) + 1
