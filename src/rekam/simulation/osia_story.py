"""What the simulated client of OSIA plays: three people, one of them twice, and what may become of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from rekam.abis.engine.positions import Position
from rekam.simulation.osia_hub import Line, Told, biometrics, names

# name in what is printed -> the body's seed and which visit it is
PEOPLE: Final = {"Ana": (9_001, 0), "Ben": (9_002, 0), "Cora": (9_003, 0), "Ana again": (9_001, 1)}
GALLERY: Final = "CITIZENS"


@dataclass
class Story:
    """One play. `told` hears each step in words, what was answered, and whether it was as it should be."""

    line: Line
    positions: Sequence[Position]
    told: Callable[[str, str, bool], None]
    who: dict[str, str] = field(default_factory=dict)
    wrong: int = 0
    _drawn: dict[tuple[int, int], list[Told]] = field(default_factory=dict)

    def play(self) -> bool:
        """Whether every answer was as it should be."""
        self._arrive()
        self._are_searched()
        self._are_compared()
        self._are_sorted()
        self._leave()
        return not self.wrong

    def _arrive(self) -> None:
        for name in ("Ana", "Ben", "Cora"):
            status, ids = self._ask("POST", f"persons/{name}/encounters/E1", self._visit(name))
            self.who[name] = name
            self._say(f"create {name}", ids, status == 200)
        status, ids = self._ask("POST", "persons", self._visit("Ana again"))
        self.who[str(ids["personId"])] = "Ana again"
        self._say("create Ana again", "an id of the ABIS's", status == 200)
        status, told = self._ask("POST", "persons/Ana/encounters/E1", self._visit("Ana"))
        self._say("create Ana a second time", told, status == 409)
        status, told = self._ask(
            "POST", "persons", self._visit("Ben") | {"biographicData": {"firstName": "Ben"}}
        )
        self._say("create with a name", told, status == 400 and told["code"] == 20)

    def _are_searched(self) -> None:
        again = self._again
        _, found = self._ask("POST", f"identify/{GALLERY}/{again}", {})
        self._say("identify Ana again", self._named(found), self._named(found) == ["Ana"])
        _, found = self._ask("POST", f"identify/{GALLERY}/Ben", {})
        self._say("identify Ben", self._named(found), found == [])
        probe = {"filter": {}, "biometricData": self._images("Cora", impression=1)}
        task, answer = self.line.ask_later("POST", "identify/ALL", probe)
        self._say("identify images of Cora, later", self._named(answer), self._named(answer) == ["Cora"])
        _, state = self._ask("GET", f"tasks/{task}/status")
        self._say("the task's state", state, state == "COMPLETED")
        status, told = self._ask("POST", f"tasks/{task}/redeliver")
        self._say("deliver it again", told, status == 409)

    def _are_compared(self) -> None:
        one = {"biometricData": self._images("Ana", impression=1)}
        _, mate = self._ask("POST", f"verify/{GALLERY}/Ana", one)
        self._say("verify Ana as Ana", mate["decision"], mate["decision"] is True)
        _, other = self._ask("POST", f"verify/{GALLERY}/Ben", one)
        self._say("verify Ana as Ben", other["decision"], other["decision"] is False)
        two = {"biometricData1": one["biometricData"], "biometricData2": self._images("Ana", impression=0)}
        _, both = self._ask("POST", "verify", two)
        self._say("verify two visits of Ana", both["decision"], both["decision"] is True)

    def _are_sorted(self) -> None:
        status, _ = self._ask("PUT", "persons/Cora/encounters/E1/galleries", ["VISITORS"])
        _, listed = self._ask("GET", "galleries")
        self._say("move Cora to VISITORS", listed, (status, listed) == (204, [GALLERY, "VISITORS"]))
        _, inside = self._ask("GET", f"galleries/{GALLERY}")
        self._say(f"who is in {GALLERY}", self._named(inside), len(inside) == 3)
        status, _ = self._ask("PUT", "persons/Ana/encounters/E1/status", status="INACTIVE")
        _, found = self._ask("POST", f"identify/{GALLERY}/{self._again}", {})
        self._say("identify while Ana is inactive", self._named(found), (status, found) == (204, []))
        self._ask("PUT", "persons/Ana/encounters/E1/status", status="ACTIVE")
        status, _ = self._ask("POST", f"persons/Ana/merge/{self._again}")
        _, visits = self._ask("GET", "persons/Ana/encounters")
        self._say("merge Ana again into Ana", f"{len(visits)} encounters", (status, len(visits)) == (204, 2))
        second = next(one["encounterId"] for one in visits if one["encounterId"] != "E1")
        status, _ = self._ask("POST", f"persons/Ben/move/Ana/encounters/{second}")
        _, found = self._ask("POST", f"identify/{GALLERY}/Ana", {})
        self._say("move her second visit to Ben", self._named(found), self._named(found) == ["Ben"])
        status, _ = self._ask("POST", f"persons/Ana/move/Ben/encounters/{second}")
        self._say("and back", status, status == 204)

    def _leave(self) -> None:
        status, templates = self._ask("GET", "persons/Ana/encounters/E1/templates")
        fingers = sum(position.is_finger for position in self.positions)
        self._say("minutiae of Ana", f"{len(templates)} records", (status, len(templates)) == (200, fingers))
        status, ids = self._ask("PUT", "persons/Cora/encounters/E1", self._visit("Cora", impression=1))
        self._say("read Cora anew", ids, status == 200)
        for name in ("Ana", "Ben", "Cora"):
            status, _ = self._ask("DELETE", f"persons/{name}")
            self._say(f"delete {name}", status, status == 204)
        _, left = self._ask("GET", "galleries")
        status, _ = self._ask("GET", "persons/Ana/encounters")
        self._say("who is left", left, (left, status) == ([], 404))

    @property
    def _again(self) -> str:
        return next(person for person, name in self.who.items() if name == "Ana again")

    def _visit(self, name: str, *, impression: int | None = None) -> Told:
        return {
            "status": "ACTIVE",
            "encounterType": "enrolment",
            "galleries": [GALLERY],
            "biometricData": self._images(name, impression=impression),
        }

    def _images(self, name: str, *, impression: int | None = None) -> list[Told]:
        seed, first = PEOPLE[name]
        visit = first if impression is None else impression
        if (seed, visit) not in self._drawn:
            self._drawn[seed, visit] = biometrics(seed, impression=visit, positions=self.positions)
        return self._drawn[seed, visit]

    def _named(self, candidates: object) -> list[str]:
        return names(candidates, who=self.who)

    def _ask(self, method: str, path: str, told: object = None, **query: str) -> tuple[int, Any]:
        return self.line.ask(method, path, told, **query)

    def _say(self, words: str, answered: object, right: bool) -> None:
        self.wrong += not right
        self.told(words, str(answered), right)
