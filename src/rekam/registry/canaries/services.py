"""Making canaries, and raising the alarm when one is asked for."""

import logging
import random
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from rekam.accounts.queries import find_account, same_person
from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.kernel.database import EVERYWHERE, Rows, Scope, Statement, apart, scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import installation_key
from rekam.kernel.nik import LENGTH
from rekam.kernel.rows import columns, row_of
from rekam.registry import models as registry
from rekam.registry.canaries.models import Alarm
from rekam.registry.canaries.models import Canary as Canary  # what rooms above are handed
from rekam.registry.canaries.rules import POSSIBLE, Door, digest, draw

LEAST_FINDING = 10
BY_DIGEST = "SELECT {columns} FROM registry_canary WHERE digest = %s"  # every search by NIK asks it
log = logging.getLogger("rekam.canaries")


def look(*, nik: str, actor: str, at: datetime, door: Door = Door.SEARCH) -> None:
    """Raise the alarm if this NIK is a canary; else do nothing. Whoever asked is told neither.

    nik     what was asked for; anything but sixteen digits is no canary
    actor   user name of who asked, or who is behind the request
    Call it before the answer is made, at every door that takes a NIK. The alarm stays when the request
    around it is undone.
    """
    canary = find_canary(nik)
    if canary is not None and canary.retired_at is None:
        _alarm(canary, actor=actor, at=at, door=door)


def look_in(text: str, *, actor: str, at: datetime, door: Door = Door.SEARCH) -> None:
    """The same for what somebody typed into a box: its digits, where they are sixteen."""
    digits = "".join(letter for letter in text if letter.isascii() and letter.isdigit())
    look(nik=digits, actor=actor, at=at, door=door)


def look_all(*, niks: Iterable[str], actor: str, at: datetime, door: Door = Door.IMPORT) -> None:
    """The same for many: the NIKs of a file that is imported."""
    known = {bytes(row.digest): row for row in Canary.objects.filter(retired_at=None)}
    key = _key()
    for nik in niks:
        if _is_key(nik) and (canary := known.get(digest(nik, key=key))) is not None:
            _alarm(canary, actor=actor, at=at, door=door)


def exports_of(niks: Iterable[str]) -> Mapping[str, UUID]:
    """For each of these NIKs that was put into an export, which one; retired canaries too. One query."""
    made_for = dict(Canary.objects.exclude(export=None).values_list("digest", "export"))
    known, key = {bytes(made): export for made, export in made_for.items()}, _key()
    found = ((nik, known.get(digest(nik, key=key))) for nik in niks if _is_key(nik))
    return {nik: export for nik, export in found if export is not None}


def find_canary(nik: str) -> Canary | None:
    """The canary with this key, also one that was retired, or None."""
    if not _is_key(nik):
        return None
    with connection.cursor() as cursor:
        cursor.execute(*finding(nik))
        return canary_in(cursor.fetchall())


def finding(nik: str) -> Statement:
    """The statement of `find_canary`, for who sends it together with others."""
    return BY_DIGEST.format(columns=columns(Canary)), [digest(nik, key=_key())]


def canary_in(rows: Rows) -> Canary | None:
    """What that statement read."""
    return row_of(Canary, rows[0]) if rows else None


@transaction.atomic
def make_canary(
    *,
    area_prefix: str,
    label: str,
    actor: str,
    at: datetime,
    chance: random.Random,
    export: UUID | None = None,
) -> str:
    """Make a canary and return its key, sixteen digits, the only time that anybody can read it.

    area_prefix   kecamatan that the key speaks of, such as "36.73.02"
    label         where it will be put, up to 80 letters; for the alarm's page
    """
    while True:
        nik = draw(area_prefix=area_prefix, chance=chance).digits
        if find_canary(nik) is None and not _belongs_to_somebody(nik):
            break
    row = Canary.objects.create(digest=digest(nik, key=_key()), label=label, export=export, made_at=at)
    record("registry.canary.made", actor=actor, at=at, subjects=[str(row.uuid)], purpose=Purpose.SYSTEM)
    return nik


@transaction.atomic
def make_way(*, niks: Iterable[str], actor: str, at: datetime) -> int:
    """Retire the canaries whose key residents are about to get; how many. A resident is never a canary.

    Call it before a NIK is issued or a register is imported. A retired canary raises no alarm, but still
    tells from which export a file came; make another with `rekam canaries make`.
    """
    known = {bytes(row.digest): row for row in Canary.objects.filter(retired_at=None)}
    key = _key()
    hit = [known[made] for nik in niks if known and (made := digest(nik, key=key)) in known]
    for row in hit:
        row.retired_at = at
        row.save(update_fields=["retired_at"])
        record(
            "registry.canary.retired", actor=actor, at=at, subjects=[str(row.uuid)], purpose=Purpose.SYSTEM
        )
    return len(hit)


def make_way_for_register(*, actor: str, at: datetime) -> int:
    """The same for everybody in the register, after an import that went past us; how many were retired."""
    if not Canary.objects.filter(retired_at=None).exists():
        return 0
    with scope(EVERYWHERE):
        niks = registry.Resident.objects.filter(nik__regex=POSSIBLE).values_list("nik", flat=True)
        return make_way(niks=niks.iterator(), actor=actor, at=at)


@transaction.atomic
def note_finding(*, alarm: UUID, finding: str, actor: str, at: datetime) -> Alarm:
    """Write down what came out of an alarm, which takes it off the banner.

    Raises RuleBroken("not_found" | "alarm_is_yours" | "alarm_closed" | "alarm_finding_missing").
    """
    row = Alarm.objects.select_for_update().filter(uuid=alarm).first()
    if row is None:
        raise RuleBroken("not_found")
    if same_person(row.actor, actor):
        raise RuleBroken("alarm_is_yours")
    if row.seen_at is not None:
        raise RuleBroken("alarm_closed")
    if len(finding.strip()) < LEAST_FINDING:
        raise RuleBroken("alarm_finding_missing", least=LEAST_FINDING)
    row.seen_by, row.seen_at, row.finding = actor, at, finding.strip()
    row.save(update_fields=["seen_by", "seen_at", "finding"])
    record(
        "registry.alarm.closed",
        actor=actor,
        at=at,
        subjects=[str(row.canary.uuid)],
        purpose=Purpose.SUPERVISION,
        case=str(row.uuid),
    )
    return row


def _alarm(canary: Canary, *, actor: str, at: datetime, door: Door) -> None:
    account = find_account(actor)
    area = account.areas[0] if account and account.areas else str(settings.REKAM_OFFICE_AREA)
    with apart(), scope(Scope.of(area)):
        row = Alarm.objects.create(canary=canary, area_code=area, actor=actor, door=door, at=at)
        record(
            "registry.canary.asked_for",
            actor=actor,
            at=at,
            subjects=[str(canary.uuid)],
            purpose=Purpose.SYSTEM,
            case=str(row.uuid),
            door=door.value,
        )
    log.warning("alarm %s: %s asked for a canary at the door %s", row.uuid, actor, door.value)


def _belongs_to_somebody(nik: str) -> bool:
    """Whether the register has it, in whatever area: the maker's scope must not hide a resident."""
    with scope(EVERYWHERE):
        return registry.Resident.objects.filter(nik=nik).exists()


def _is_key(nik: str) -> bool:
    return len(nik) == LENGTH and nik.isascii() and nik.isdigit()


def _key() -> bytes:
    return installation_key("rekam.registry.canaries", purpose="digest")
