"""Questions of institutions: whether the time of an answer tells which no it is, and how many are answered.

    REKAM_DATA=/somewhere/fresh python -m benchmarks.verification_timing [--pairs 5000] [--residents 100000]
        [--bodies face|finger]

Makes a database of its own in that folder, with fsync on. Each case is asked as often as each other, in one
drawn order, so that a slow minute of the machine falls on all alike. AUC 0.5: time tells nothing; target
<= 0.55 for each two cases (taken from 0.5 either way). With --bodies comparisons are measured, from the
picture read on: reading it is the same work for everybody and comes before, and would hide differences.
"""

import argparse
import itertools
import random
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from rekam.config.database import running_database
from rekam.kernel.commands import set_up

if TYPE_CHECKING:
    from rekam.verification.partners.models import Partner

AT = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
MOST_AUC = 0.55
RESIDENTS = """
INSERT INTO registry_resident (uuid, nik, kk, area_code, full_name, name_key, sex, birth_place, birth_date,
  blood_group, religion, marital_status, ever_married, occupation, nationality, head_relation, mother_name,
  father_name, address, rt, rw, disability, status, ektp_status)
SELECT gen_random_uuid(), '367302' || lpad(n::text, 6, '0') || '0001', '367302' || lpad(n::text, 10, '0'),
  '36.73.02.1001', 'Siti Maryamah ' || chr(65 + n %% 26) || chr(97 + n / 26 %% 26), 'x', 'P', 'Serang',
  date '1990-01-01', '', 'ISLAM', 'KAWIN', true, 'PETANI', 'WNI', 'ISTRI', 'Ratu Aisyah', 'Tb. Ahmad',
  'KP. BARU ' || n, '001', '001', '', CASE n %% 2 WHEN 0 THEN 'dead' ELSE 'active' END, 'UNREGISTERED'
FROM generate_series(1, %s) AS n
ON CONFLICT (nik) DO NOTHING
"""
CASES = ("unknown", "dead", "mismatch", "malformed")
BODIES = ("unknown", "dead", "mismatch", "unrecorded")
RECORDED = 200  # residents with a body of their own, random numbers


def main() -> None:
    """Print one table, and fail where time tells."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--pairs", type=int, default=5_000)
    words.add_argument("--residents", type=int, default=100_000)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--bodies", choices=("face", "finger"))
    chosen = words.parse_args()
    with running_database():
        from rekam.config.migrate import main as migrate

        migrate(["--without-backup"])
        set_up()
        _load(chosen.residents)
        told = {"residents": chosen.residents, "chance": random.Random(chosen.seed)}
        if chosen.bodies:
            seconds = measure_bodies(chosen.pairs, part=chosen.bodies, **told)
        else:
            seconds = measure(chosen.pairs, **told)
    print(f"{'case':<12}{'median ms':>10}{'p99 ms':>10}")
    for case, took in seconds.items():
        ordered = sorted(took)
        print(
            f"{case:<12}{1000 * ordered[len(took) // 2]:>10.3f}{1000 * ordered[len(took) * 99 // 100]:>10.3f}"
        )
    asked = [one for took in seconds.values() for one in took]
    print(f"{len(asked) / sum(asked):.0f} questions/s, one after the other")
    worst = 0.5
    for one, other in itertools.combinations(seconds, 2):
        found = auc(seconds[one], seconds[other])
        worst = max(worst, found)
        print(f"AUC {one} / {other}: {found:.4f}")
    raise SystemExit(worst > MOST_AUC)


def measure(pairs: int, *, residents: int, chance: random.Random) -> Mapping[str, Sequence[float]]:
    """Seconds of each answer, by case."""
    from rekam.verification.asking.rules import Consent, Field, Question
    from rekam.verification.asking.services import ask

    partner = _partner()
    values = {Field.NAMA_LGKP: "Nama Lain", Field.TGL_LHR: "1991-02-03", Field.JENIS_KLMIN: "L"}
    consent = Consent(number="S-1", given_on=date(2026, 11, 24))
    told: dict[str, list[float]] = {case: [] for case in CASES}
    order = [case for case in CASES for _ in range(pairs)]
    chance.shuffle(order)
    for case in order:
        nik = _nik(case, number=chance.randrange(1, residents // 2 - 1), chance=chance)
        question = Question(nik=nik, values=values, reference="REK-1", consent=consent)
        begun = time.perf_counter()
        ask(partner, question, now=AT)
        told[case].append(time.perf_counter() - begun)
    return told


def measure_bodies(
    pairs: int, *, part: str, residents: int, chance: random.Random
) -> Mapping[str, Sequence[float]]:
    """Seconds of each comparison once its picture was read, by case."""
    from uuid import uuid4

    from rekam.abis.engine.template import PersonTemplate
    from rekam.verification.asking.rules import Field, Question
    from rekam.verification.asking.services import Case
    from rekam.verification.comparing.rules import WAYS
    from rekam.verification.comparing.services import Probe, compare
    from rekam.verification.sandbox.bodies import find_template

    partner, known = _partner(), find_template("9999994101900001")
    assert known is not None
    field = Field.WAJAH if part == "face" else Field.SIDIK_JARI
    probe = PersonTemplate(face=known.face) if part == "face" else PersonTemplate(fingers=known.fingers)
    recorded = _record()
    told: dict[str, list[float]] = {case: [] for case in BODIES}
    order = [case for case in BODIES for _ in range(pairs)]
    chance.shuffle(order)
    for case in order:
        number = (
            chance.choice(recorded) if case == "mismatch" else chance.randrange(RECORDED, residents // 2 - 1)
        )
        nik = _nik("mismatch" if case == "unrecorded" else case, number=number, chance=chance)
        question = Question(nik=nik, values={}, reference="REK-1")
        asked = Probe(Case(partner, question, nik, uuid4(), AT, WAYS[field]), field, probe)
        begun = time.perf_counter()
        answer = compare(asked)
        told[case].append(time.perf_counter() - begun)
        assert not answer.confirmed
    return told


def _record() -> Sequence[int]:
    """Give some living residents a recording with a template; their numbers."""
    from tests.cards.city import record

    from rekam.abis import services as abis
    from rekam.abis.nobody import drawn
    from rekam.kernel.database import EVERYWHERE, scope
    from rekam.registry.models import Resident
    from rekam.vault.keys import make_keys

    make_keys()
    numbers = range(1, RECORDED)
    with scope(EVERYWHERE):
        for number in numbers:
            resident = Resident.objects.get(nik=_nik("mismatch", number=number, chance=random.Random(0)))
            abis.enrol(subject=record(resident).subject, at=AT, template=drawn(number))
    return numbers


def auc(one: Sequence[float], other: Sequence[float]) -> float:
    """How often, by rank, one case takes longer than another: 0.5 to 1, whichever of them is the slower."""
    ranked = sorted([(took, 0) for took in one] + [(took, 1) for took in other])
    ranks = sum(rank for rank, (_took, which) in enumerate(ranked, 1) if which == 0)
    found = (ranks - len(one) * (len(one) + 1) / 2) / (len(one) * len(other))
    return max(found, 1 - found)


def _nik(case: str, *, number: int, chance: random.Random) -> str:
    if case == "malformed":
        return f"36-{chance.randrange(10**9)}"
    place = {"unknown": "367299", "dead": "367302", "mismatch": "367302"}[case]
    return f"{place}{2 * number + (case == 'mismatch'):06d}0001"


def _load(residents: int) -> None:
    from django.db import connection

    from rekam.kernel.database import loading

    with loading(), connection.cursor() as cursor:
        cursor.execute(RESIDENTS, [residents])


def _partner() -> "Partner":
    from rekam.kernel.database import Scope, scope
    from rekam.verification.asking.rules import Field
    from rekam.verification.partners.rules import MOST_A_MONTH, MOST_OF_A_NIK, Grant, Kind, Terms
    from rekam.verification.partners.services import approve_partner, draft_partner

    first, last = date(2026, 1, 1), date(2027, 12, 31)
    terms = Terms(
        name="Bank",
        kind=Kind.BANK,
        contract_number="1",
        contract_from=first,
        contract_until=last,
        purpose="rekening",
        law="UU",
        fields=(Field.NAMA_LGKP, Field.TGL_LHR, Field.JENIS_KLMIN),
        monthly_quota=MOST_A_MONTH,
        nik_quota=MOST_OF_A_NIK,
    )
    grant = Grant(giver="Menteri", number="1", begins=first, until=last)
    with scope(Scope.of("36.73")):
        row = draft_partner(terms=terms, area_code="36.73", actor="one", at=AT)
        return approve_partner(partner=row.uuid, grant=grant, actor="two", at=AT)


if __name__ == "__main__":
    main()
