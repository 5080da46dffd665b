"""What a place's office has for its teams: a site with its list, visits at home, ways, teams, closed days."""

from dataclasses import dataclass
from datetime import time, timedelta
from functools import cached_property
from uuid import UUID

from rekam.outreach.models import (
    Absence,
    Boat,
    CallAnswer,
    CallCase,
    CallDeadline,
    Called,
    CallList,
    CallRound,
    Closure,
    Figures,
    HomeDay,
    HomeStop,
    HomeVisit,
    Link,
    ListedName,
    NameList,
    Plan,
    PlanStop,
    Route,
    Site,
    Team,
)
from rekam.outreach.sites.reckoning import PlanFigures
from tests.scope.safe import Safe
from tests.scope.staff import NOW, TODAY


@dataclass(frozen=True)
class Outings(Safe):
    """The outreach of a place's office."""

    @cached_property
    def site(self) -> Site:
        return self._site(kind="school", code=f"2060{self.serial:04}")

    @cached_property
    def base(self) -> Site:
        return self._site(kind="office", code=f"DINAS-{self.serial}")

    def _site(self, *, kind: str, code: str) -> Site:
        name = f"Tempat {self.serial}"
        return Site.objects.create(
            area_code=self.area_code, kind=kind, code=code, name=name, weekdays=[0, 1, 2, 3, 4]
        )

    @cached_property
    def name_list(self) -> NameList:
        return NameList.objects.create(
            site=self.site, area_code=self.area_code, sha256="0" * 64, state="draft", actor="?", at=NOW
        )

    @cached_property
    def listed_name(self) -> ListedName:
        return ListedName.objects.create(
            name_list=self.name_list,
            area_code=self.area_code,
            full_name=f"Murid {self.serial}",
            birth_date=TODAY,
            match="unsure",
        )

    @cached_property
    def home_visit(self) -> HomeVisit:
        return HomeVisit.objects.create(
            area_code=self.area_code,
            reason="lansia",
            asker="keluarga",
            full_name=f"Mbah {self.serial}",
            place="Kp. Baru",
            asked_on=TODAY,
            actor="?",
            at=NOW,
        )

    @cached_property
    def call_list(self) -> CallList:
        made = CallList.objects.create(
            area_code=self.area_code,
            recipient="lurah",
            code_digest=f"{self.serial:064}",
            made_by="?",
            made_at=NOW,
            expires_on=TODAY,
        )
        Called.objects.create(call_list=made, area_code=self.area_code, number=1, resident=self.called_person)
        return made

    @property
    def called_person(self) -> UUID:
        """Whom the list names: the person of the place."""
        return UUID(str(self.resident.uuid))  # type: ignore[attr-defined]

    @cached_property
    def call_round(self) -> CallRound:
        return CallRound.objects.create(
            area_code=self.area_code, seed=1, weeks=[TODAY.isoformat()], drawn_by="?", drawn_at=NOW
        )

    @cached_property
    def call_deadline(self) -> CallDeadline:
        return CallDeadline.objects.create(
            area_code=self.area_code,
            on=TODAY + timedelta(days=self.serial),
            source="Surat 400.8/1",
            set_by="?",
            set_at=NOW,
        )

    @cached_property
    def call_case(self) -> CallCase:
        answer = CallAnswer.objects.create(
            called=self.call_list.people.get(),
            area_code=self.area_code,
            resident=self.called_person,
            outcome="said_dead",
            source="code",
            actor="public",
            at=NOW,
        )
        return CallCase.objects.create(
            area_code=self.area_code, answer=answer, resident=answer.resident, opened_at=NOW
        )

    @cached_property
    def closure(self) -> Closure:
        return Closure.objects.create(
            area_code=self.area_code,
            kind="school",
            first=TODAY,
            last=TODAY,
            why="exams",
            source="SK",
            actor="?",
            at=NOW,
        )

    @cached_property
    def figures(self) -> Figures:
        return Figures.objects.create(
            area_code=self.area_code,
            since=TODAY,
            values=vars(PlanFigures()),
            source="SK",
            proposed_by="?",
            proposed_at=NOW,
        )

    @cached_property
    def link(self) -> Link:
        return Link.objects.create(
            area_code=self.area_code,
            start=self.base,
            end=self.site,
            mode="road",
            minutes=10,
            actor="?",
            at=NOW,
        )

    @cached_property
    def boat(self) -> Boat:
        return Boat.objects.create(
            area_code=self.area_code,
            start=self.base,
            end=self.site,
            departs=time(9),
            minutes=60,
            weekdays=[1],
            actor="?",
            at=NOW,
        )

    @cached_property
    def team(self) -> Team:
        return Team.objects.create(
            area_code=self.area_code, name=f"Tim {self.serial}", office=self.base, weekdays=[0]
        )

    @cached_property
    def plan(self) -> Plan:
        return Plan.objects.create(
            area_code=self.area_code,
            number=self.serial,
            state="ready",
            first=TODAY,
            last=TODAY,
            seconds=2,
            proposed_by="?",
            proposed_at=NOW,
            ready_at=NOW,
        )

    @cached_property
    def stop(self) -> PlanStop:
        return PlanStop.objects.create(
            plan=self.plan,
            area_code=self.area_code,
            day=TODAY,
            team=self.team,
            site=self.site,
            order=0,
            minutes=60,
            called=2,
            people=1,
        )

    @cached_property
    def home_stop(self) -> HomeStop:
        """On the route of the place's team, on a past day of its own that was announced."""
        day = HomeDay.objects.create(
            area_code=self.area_code,
            on=TODAY - timedelta(days=self.serial),
            state="ready",
            seconds=2,
            asked_by="?",
            asked_at=NOW,
            announced_by="?",
            announced_at=NOW,
        )
        route = Route.objects.create(
            home_day=day,
            area_code=self.area_code,
            team=self.team,
            leaves=time(8),
            back=time(15),
            home_at=time(9),
        )
        return HomeStop.objects.create(
            home_day=day,
            area_code=self.area_code,
            request=self.home_visit,
            route=route,
            order=0,
            begins=time(8, 15),
            ends=time(8, 30),
        )

    @cached_property
    def absence(self) -> Absence:
        return Absence.objects.create(
            team=self.team,
            area_code=self.area_code,
            first=TODAY,
            last=TODAY,
            why="cuti",
            actor="?",
            at=NOW,
        )
