"""The routes, by the names of OSIA's operations."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from rekam.abis.osia import queries, rules, services, tasks
from rekam.abis.osia.door import asked_of, body_of, do, fresh_id, route, told
from rekam.abis.osia.rules import TEMPLATE_FORMAT, Fault, Refused, Scope
from rekam.abis.osia.states import Kind, state_of
from rekam.abis.osia.tasks import Done

NOTHING = Done(204)


@route(POST=Scope.ENCOUNTER_WRITE)
def persons(request: HttpRequest) -> HttpResponse:
    return _written(request, Kind.CREATE, person=fresh_id(), encounter=fresh_id(), said="")


@route(DELETE=Scope.ENCOUNTER_WRITE)
def person(request: HttpRequest, person: str) -> HttpResponse:
    asked_of(request)
    services.delete_person(person=person, at=timezone.now())
    return told(NOTHING)


@route(POST=Scope.ENCOUNTER_WRITE, GET=Scope.ENCOUNTER_READ)
def encounters(request: HttpRequest, person: str) -> HttpResponse:
    if request.method == "POST":
        return _written(request, Kind.CREATE, person=person, encounter=fresh_id(), said="")
    asked_of(request)
    return told(Done(200, services.read_all(person=person, at=timezone.now())))


@route(
    POST=Scope.ENCOUNTER_WRITE,
    GET=Scope.ENCOUNTER_READ,
    PUT=Scope.ENCOUNTER_WRITE,
    DELETE=Scope.ENCOUNTER_WRITE,
)
def encounter(request: HttpRequest, person: str, encounter: str) -> HttpResponse:
    if request.method in ("POST", "PUT"):
        kind = Kind.CREATE if request.method == "POST" else Kind.UPDATE
        return _written(request, kind, person=person, encounter=encounter, said=encounter)
    asked_of(request)
    if request.method == "DELETE":
        services.delete_encounter(person=person, encounter=encounter, at=timezone.now())
        return told(NOTHING)
    return told(Done(200, services.read_one(person=person, encounter=encounter, at=timezone.now())))


@route(PUT=Scope.ENCOUNTER_WRITE)
def status(request: HttpRequest, person: str, encounter: str) -> HttpResponse:
    wanted = rules.read_status(asked_of(request).status)
    services.set_status(person=person, encounter=encounter, status=wanted, at=timezone.now())
    return told(NOTHING)


@route(PUT=Scope.ENCOUNTER_WRITE)
def encounter_galleries(request: HttpRequest, person: str, encounter: str) -> HttpResponse:
    asked_of(request)
    wanted = rules.read_galleries(body_of(request))
    services.set_galleries(person=person, encounter=encounter, galleries=wanted, at=timezone.now())
    return told(NOTHING)


@route(GET=Scope.ENCOUNTER_READ)
def templates(request: HttpRequest, person: str, encounter: str) -> HttpResponse:
    asked_of(request)
    listed = services.read_templates(person=person, encounter=encounter, at=timezone.now())
    if request.GET.get("templateFormat", TEMPLATE_FORMAT) != TEMPLATE_FORMAT:
        raise Refused(Fault.PARAMETER, "templateFormat")
    wanted = {
        name: request.GET[name] for name in ("biometricType", "biometricSubType") if name in request.GET
    }
    return told(Done(200, [one for one in listed if wanted.items() <= one.items()]))


@route(POST=Scope.ENCOUNTER_WRITE)
def merge(request: HttpRequest, target: str, source: str) -> HttpResponse:
    asked_of(request)
    services.merge(target=target, source=source, at=timezone.now())
    return told(NOTHING)


@route(POST=Scope.ENCOUNTER_WRITE)
def move(request: HttpRequest, target: str, source: str, encounter: str) -> HttpResponse:
    asked_of(request)
    services.move(target=target, source=source, encounter=encounter, at=timezone.now())
    return told(NOTHING)


@route(POST=Scope.IDENTIFY)
def identify(request: HttpRequest, gallery: str) -> HttpResponse:
    from rekam.abis.osia.images import records_of

    question = asked_of(request)
    kinds, body = rules.read_search(body_of(request))
    asked = {"gallery": gallery, "kinds": sorted(kinds)}
    bodies = {"body": records_of(body.images)}
    return do(Kind.IDENTIFY, question=question, asked=asked, bodies=bodies, at=timezone.now())


@route(POST=Scope.IDENTIFY)
def identify_person(request: HttpRequest, gallery: str, person: str) -> HttpResponse:
    return _identified(request, {"gallery": gallery, "person": person})


@route(POST=Scope.IDENTIFY)
def identify_encounter(request: HttpRequest, gallery: str, person: str, encounter: str) -> HttpResponse:
    return _identified(request, {"gallery": gallery, "person": person, "encounter": encounter})


@route(POST=Scope.VERIFY)
def verify(request: HttpRequest, gallery: str, person: str) -> HttpResponse:
    from rekam.abis.osia.images import records_of

    question = asked_of(request)
    bodies = {"body": records_of(rules.read_one(body_of(request)).images)}
    asked = {"gallery": gallery, "person": person}
    return do(Kind.VERIFY, question=question, asked=asked, bodies=bodies, at=timezone.now())


@route(POST=Scope.VERIFY)
def verify_two(request: HttpRequest) -> HttpResponse:
    from rekam.abis.osia.images import records_of

    question = asked_of(request)
    first, second = rules.read_two(body_of(request))
    bodies = {"body": records_of(first.images), "other": records_of(second.images)}
    return do(Kind.VERIFY_TWO, question=question, asked={}, bodies=bodies, at=timezone.now())


@route(GET=Scope.GALLERY_READ)
def galleries(request: HttpRequest) -> HttpResponse:
    asked_of(request)
    return told(Done(200, queries.galleries()))


@route(GET=Scope.GALLERY_READ)
def gallery(request: HttpRequest, gallery: str) -> HttpResponse:
    question = asked_of(request)
    queries.check_gallery(gallery)
    listed = queries.ids_in(gallery, offset=question.offset, limit=question.limit)
    return told(Done(200, listed))


@route(GET=Scope.TASK_READ)
def task_status(request: HttpRequest, task: str) -> HttpResponse:  # noqa: ARG001
    row = tasks.find(task)
    state = state_of(
        answered_at=row.answered_at, sends=row.sends, send_at=row.send_at, delivered_at=row.delivered_at
    )
    return told(Done(200, str(state)))


@route(POST=Scope.TASK_UPDATE)
def redeliver(request: HttpRequest, task: str) -> HttpResponse:  # noqa: ARG001
    tasks.redeliver(task, at=timezone.now())
    return told(NOTHING)


def _written(request: HttpRequest, kind: Kind, *, person: str, encounter: str, said: str) -> HttpResponse:
    """Create or update; `said` is the encounter's id where the address says it."""
    from rekam.abis.osia.images import records_of

    question = asked_of(request)
    visit = rules.read_encounter(body_of(request), encounter=said)
    days = [image.captured.date() for image in visit.body.images.values() if image.captured is not None]
    asked = {
        "person": person,
        "encounter": encounter,
        "kind": visit.kind,
        "status": str(visit.status),
        "galleries": list(visit.galleries),
        "missing": dict(visit.body.missing),
        "captured_on": min(days).isoformat() if days else None,
    }
    bodies = {"body": records_of(visit.body.images)}
    return do(kind, question=question, asked=asked, bodies=bodies, at=timezone.now())


def _identified(request: HttpRequest, about: dict[str, str]) -> HttpResponse:
    question = asked_of(request)
    kinds = rules.read_filter(body_of(request, needed=False))
    asked = {**about, "kinds": sorted(kinds)}
    return do(Kind.IDENTIFY, question=question, asked=asked, bodies={}, at=timezone.now())
