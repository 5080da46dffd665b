"""Reads of notices, in the scope of whoever asks."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, QuerySet

from rekam.applications.filing.models import Application
from rekam.applications.notices.models import Breach, Night, Notice
from rekam.applications.notices.rules import State, Topic
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import area_name
from rekam.messages import queries as messages
from rekam.messages.rules import State as Sent

AT_MOST = 100
# How a notice stands: a letter's state, or what became of its message.
Standing = State | Sent


@dataclass(frozen=True)
class Told:
    """One notice, and how it stands."""

    row: Notice
    standing: Standing


@dataclass(frozen=True)
class Sum:
    """The notices of a topic, by how they stand."""

    topic: Topic
    by_standing: Counter[Standing]

    @property
    def whole(self) -> int:
        """All of them."""
        return sum(self.by_standing.values())


@dataclass(frozen=True)
class Pile:
    """Letters of a kelurahan that wait to be printed."""

    area_code: str
    name: str
    topic: Topic
    letters: int


@dataclass(frozen=True)
class Batch:
    """Letters that were printed together."""

    batch: UUID
    area: str
    topic: Topic
    letters: int
    at: datetime


def of_application(row: Application) -> Sequence[Told]:
    """What was told to an applicant, the first first."""
    return _told(row.notices.order_by("at", "pk"))


def _told(rows: QuerySet[Notice]) -> Sequence[Told]:
    found = list(rows[:AT_MOST])
    states = messages.states_of([row.key for row in found])
    return [Told(row, _standing(State(row.state), states.get(row.key))) for row in found]


def _standing(state: State, sent: Sent | None) -> Standing:
    """A message that the log has forgotten was handed on; nobody knows more of it by then."""
    return sent if state is State.HANDED and sent is not None else state


def sums(*, since: datetime) -> Sequence[Sum]:
    """The scope's notices made from a moment on, by topic and by how they stand."""
    found: dict[Topic, Counter[Standing]] = {topic: Counter() for topic in Topic}
    rows = Notice.objects.filter(at__gte=since).annotate(sent=messages.state_by_key())
    for topic, state, sent, n in rows.values_list("topic", "state", "sent").annotate(n=Count("pk")):
        found[Topic(topic)][_standing(State(state), Sent(sent) if sent else None)] += n
    return [Sum(topic, counted) for topic, counted in found.items()]


def piles() -> Sequence[Pile]:
    """The letters of the scope that wait to be printed, by kelurahan, a breach's first."""
    rows = Notice.objects.filter(state=State.TO_PRINT).values_list("area_code", "topic")
    counted = rows.annotate(n=Count("pk")).order_by("area_code")
    found = [Pile(area, area_name(area), Topic(topic), n) for area, topic, n in counted]
    return sorted(found, key=lambda one: (one.topic is not Topic.BREACH, one.area_code))


def batches(*, limit: int = 20) -> Sequence[Batch]:
    """The letters printed last, those printed together in one line."""
    rows = Notice.objects.filter(batch__isnull=False).values_list("batch", "area_code", "topic")
    counted = rows.annotate(n=Count("pk"), last=Max("printed_at")).order_by("-last")[:limit]
    return [Batch(batch, area_name(area), Topic(topic), n, at) for batch, area, topic, n, at in counted]


def last_nights(*, limit: int = 7) -> Sequence[Night]:
    """The days of birthdays that were gone through last, the newest first."""
    return list(Night.objects.order_by("-day")[:limit])


def breaches() -> Sequence[Breach]:
    """The scope's breaches, the newest first."""
    return list(Breach.objects.order_by("-known_at", "-pk")[:AT_MOST])


def get_breach(breach: UUID) -> Breach:
    """Raises RuleBroken("not_found")."""
    found = Breach.objects.filter(uuid=breach).first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def announced() -> Sequence[Breach]:
    """The breaches of which everybody is told, the newest first."""
    return list(Breach.objects.filter(is_public=True).exclude(sent_at=None).order_by("-sent_at")[:20])


def numbers_of(breach: Breach) -> Counter[Standing]:
    """How the notices of a breach stand."""
    found: Counter[Standing] = Counter()
    rows = Notice.objects.filter(breach=breach).annotate(sent=messages.state_by_key())
    for state, sent, n in rows.values_list("state", "sent").annotate(n=Count("pk")):
        found[_standing(State(state), Sent(sent) if sent else None)] += n
    return found
