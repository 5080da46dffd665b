"""The machines' doors as one OpenAPI description: the institutions' own, and a table of all others.

Institutions get a description made from the code; the doors below are prose in docs/reference (sync, kits,
printing, wallet, ikd-addresses, mosip-abis, osia-abis) and stand here in the form that a machine can read.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from rekam.abis.mosip import urls as mosip
from rekam.abis.osia import urls as osia
from rekam.config.routes import all_routes
from rekam.credentials.issuing.metadata import PRE_AUTHORISED
from rekam.kernel.tus import BODY_TYPE
from rekam.vault import sealing
from rekam.verification.api import views as institutions
from tests.enrolment.scene import STATION as STATION_SEED

JSON, CBOR, FORM = "application/json", "application/cbor", "application/x-www-form-urlencoded"
JOSE = "application/jose"
# Where machines ask; every other address of ours is a page.
MACHINES = ("api/", "ikd/", ".well-known/")
NOT_TOLD = {"verification_api:api-root", "verification_api:openapi"}
ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")
Schema = Mapping[str, Any]
Route = tuple[str, str]

KID = sealing.kid_of(sealing.signing_public(STATION_SEED))
PACKET = "packet MDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAw,sha256 " + "MDAw" * 21 + "MA=="
TEXT: Schema = {"type": "string", "maxLength": 40}
NUMBER: Schema = {"type": "integer", "minimum": 0, "maximum": 2**40}
VERSION: Schema = {"const": 1}
BYTES: Schema = {"type": "string", "format": "sixteen-bytes"}
DAY: Schema = {"type": "string", "format": "date"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
REFUSED: Schema = {
    "type": "object",
    "required": ["code", "message"],
    "properties": {"code": {"type": "string"}, "message": {"type": "string"}},
}
OAUTH: Schema = {
    "type": "object",
    "required": ["error", "error_description"],
    "properties": {"error": {"type": "string"}, "error_description": {"type": "string"}},
}
CODE: Schema = {
    "type": "object",
    "required": ["code"],
    "properties": {"code": {"type": ["string", "integer"]}},
}


def thing(needed: Mapping[str, Schema], **may: Schema) -> Schema:
    """An object with these members."""
    return {"type": "object", "required": list(needed), "properties": {**needed, **may}}


def listed(items: Schema, most: int = 3) -> Schema:
    return {"type": "array", "items": items, "maxItems": most}


@dataclass(frozen=True, kw_only=True)
class Door:
    """One operation.

    sent      media types of its body, with the schema of each
    good      statuses of an answer, whose body is `answers`, or nothing
    refuses   statuses of a refusal, told as `told`
    bare      statuses of a refusal without a word, or with a page's: of an address that is none
    headers   what it reads besides
    """

    path: str
    method: str = "post"
    sent: Mapping[str, Schema] | None = None
    good: tuple[int, ...] = (200,)
    answers: str = JSON
    refuses: tuple[int, ...] = (400,)
    bare: tuple[int, ...] = ()
    told: Schema = field(default_factory=lambda: REFUSED)
    headers: Mapping[str, Schema] | None = None
    query: Mapping[str, Schema] | None = None


STATION = thing({"v": VERSION, "station": {"enum": [KID, "0" * 16]}})
PULL = thing(
    {
        **STATION["properties"],
        "username": {"enum": ["yayan", "?"]},
        "passphrase": TEXT,
        "visit": {"anyOf": [BYTES, {"type": "null"}]},
        "nonce": BYTES,
    }
)
HEALTH = thing(
    {
        **STATION["properties"],
        "at": MOMENT,
        "free_mb": NUMBER,
        "battery": {"anyOf": [{"type": "integer", "minimum": 0, "maximum": 100}, {"type": "null"}]},
        "last_capture": {"anyOf": [MOMENT, {"type": "null"}]},
        "devices": listed(thing({"kind": {"enum": ["iris", "face"]}, "code": TEXT}, make=TEXT, model=TEXT)),
        "days": listed(
            {"type": "array", "prefixItems": [DAY, NUMBER, NUMBER], "items": False, "minItems": 3}
        ),
        "faults": listed(
            {
                "type": "array",
                "prefixItems": [BYTES, {"enum": ["iris"]}, MOMENT],
                "items": False,
                "minItems": 3,
            }
        ),
    }
)
UPDATE = thing({**STATION["properties"], "running": NUMBER, "number": NUMBER, "offset": NUMBER})
PRINTER = thing(
    {
        "v": VERSION,
        "computer": {"enum": [KID, "0" * 16]},
        "printer": BYTES,
        "run": BYTES,
        "say": {"enum": ["hello", "look", "take", "begin", "finish", "trouble"]},
        "condition": TEXT,
        "ribbon": {"anyOf": [NUMBER, {"type": "null"}]},
        "uid": TEXT,
        "card": {"anyOf": [BYTES, {"const": ""}]},
        "step": TEXT,
    }
)
PAIR = thing({"v": VERSION, "code": {"enum": ["0" * 12, "?"]}, "public": BYTES, "nonce": BYTES})
TUS = {
    "Tus-Resumable": {"enum": ["1.0.0", "0.2.1"]},
    "Upload-Length": {"enum": ["0", "10", "-1", "99999999999999"]},
    "Upload-Metadata": {"enum": ["", "packet", "packet AA==,sha256 AA==", PACKET]},
    "Upload-Offset": {"enum": ["0", "5", "x"]},
}
HASH = {"sha256": {"enum": ["0" * 64, "", "?"]}}
WALLET = {JOSE: {"type": "string", "maxLength": 60}}
ID: Schema = {"type": "string", "pattern": "^[A-Za-z0-9]{1,8}$"}
IMAGE = thing(
    {"biometricType": {"enum": ["IRIS", "FINGER", "FACE", "X"]}},
    biometricSubType={"enum": ["LEFT_IRIS", "RIGHT_INDEX", "?"]},
    compression={"enum": ["PNG", "NONE", "WSQ", "JPEG", "?"]},
    image={"enum": ["", "AA==", "iVBORw0KGgo=", "*"]},
    captureDate=MOMENT,
    missing=listed(thing({"biometricSubType": TEXT, "presence": {"enum": ["BANDAGED", "?"]}})),
)
BODY = listed(IMAGE)
VISIT = thing(
    {"status": {"enum": ["ACTIVE", "INACTIVE"]}, "encounterType": TEXT, "galleries": listed(ID)},
    biometricData=BODY,
    encounterId=ID,
)
ASKED = {
    "transactionId": {"enum": ["T"]},
    "callback": {"enum": ["https://hub.example/cb", "http://127.0.0.1/", "?"]},
    "priority": {"enum": ["9", "-1", "x"]},
    "maxNbCand": {"enum": ["1", "0", "x"]},
    "threshold": {"enum": ["0.5", "1", "nan", "x"]},
}
MESSAGE = thing(
    {
        "id": {"enum": ["mosip.abis.insert", "mosip.abis.identify", "mosip.abis.delete", "?"]},
        "version": {"enum": ["1.1", "?"]},
        "requestId": {"anyOf": [{"type": "string", "format": "uuid"}, TEXT]},
        "requesttime": {"anyOf": [MOMENT, TEXT]},
        "referenceId": {"anyOf": [{"type": "string", "format": "uuid"}, TEXT]},
    },
    referenceURL=TEXT,
    gallery=thing({"referenceIds": listed(thing({"referenceId": TEXT}))}),
    flags=thing({}, maxResults=TEXT, targetFPIR=TEXT),
)


def _stations() -> Iterator[Door]:
    shut = {"good": (200, 204), "answers": CBOR, "refuses": (400, 401, 403, 404, 409, 413, 429)}
    for path, schema in (
        ("api/v1/station/pull", PULL),
        ("api/v1/station/health", HEALTH),
        ("api/v1/station/pair", PAIR),
        ("api/v1/station/update", UPDATE),
        ("api/v1/station/officer", STATION),
        ("api/v1/printers/ask", PRINTER),
    ):
        yield Door(path=path, sent={CBOR: schema}, **shut)  # type: ignore[arg-type]
    binary = {BODY_TYPE: {"type": "string", "format": "binary", "maxLength": 20}}
    refuses = (400, 404, 409, 410, 412, 413, 415, 423, 429)
    told = {"headers": TUS, "refuses": refuses, "bare": (404,)}
    yield Door(path="api/v1/packets", sent=binary, good=(200, 201), **told)  # type: ignore[arg-type]
    yield Door(path="api/v1/packets", method="options", good=(204,))
    one = "api/v1/packets/{packet}"
    yield Door(path=one, method="patch", sent=binary, good=(204,), query=HASH, **told)  # type: ignore[arg-type]
    yield Door(path=one, method="head", query=HASH, **told)  # type: ignore[arg-type]
    yield Door(
        path=f"{one}/receipt",
        method="get",
        good=(200, 202),
        answers=CBOR,
        refuses=refuses,
        bare=(404,),
        query=HASH,
    )


def _wallets() -> Iterator[Door]:
    for name in ("begin", "open", "change"):
        refuses = (400, 401, 403, 404, 409, 410, 423, 429)
        yield Door(path=f"api/v1/wallets/{name}", sent=WALLET, good=(200, 201), refuses=refuses, told=CODE)
    yield Door(path="api/v1/wallets/nonce")
    yield Door(path="api/v1/metrics", method="get", answers="*/*", refuses=(), bare=(404,))
    for name in ("openid-credential-issuer", "oauth-authorization-server", "jwt-vc-issuer"):
        yield Door(path=f".well-known/{name}", method="get", told=OAUTH)
    for name in ("jwks", "trust"):
        yield Door(path=f"ikd/{name}", method="get", answers="*/*", told=OAUTH)
    accept = {"Accept": {"enum": ["application/statuslist+jwt", "application/statuslist+cwt", "a/b"]}}
    yield Door(
        path="ikd/status/{number}",
        method="get",
        answers="*/*",
        headers=accept,
        bare=(404, 406),
        told=OAUTH,
    )
    yield Door(
        path="ikd/offers/{reference}", method="get", refuses=(404,), told=CODE | {"required": ["error"]}
    )
    grants = {"grant_type": {"enum": [PRE_AUTHORISED, "refresh_token", "?"]}}
    token = {FORM: thing(grants, refresh_token=TEXT, tx_code=TEXT, **{"pre-authorized_code": TEXT})}
    yield Door(path="ikd/token", sent=token, told=OAUTH, refuses=(400, 401))
    yield Door(path="ikd/nonce")
    proofs = thing({}, jwt=listed(TEXT))
    for name, schema in (
        ("credential", thing({"credential_configuration_id": TEXT}, proofs=proofs)),
        ("deferred", thing({"transaction_id": TEXT})),
        ("notification", thing({"notification_id": TEXT, "event": {"enum": ["credential_accepted", "?"]}})),
    ):
        good = (200, 202, 204)
        yield Door(path=f"ikd/{name}", sent={JSON: schema}, good=good, refuses=(400, 401, 404), told=OAUTH)
    yield Door(path="ikd/requests/{reference}", method="get", answers="*/*", refuses=(400, 404), told=OAUTH)
    shown = {FORM: thing({}, response=TEXT, error=TEXT, state=TEXT)}
    yield Door(path="ikd/answers/{reference}", sent=shown, refuses=(400, 404), told=OAUTH)


def _mosip() -> Iterator[Door]:
    root = "api/v1/mosip"
    refuses = {"refuses": (400, 401, 404, 413), "told": {"type": "object"}}
    yield Door(path=f"{root}/messages", sent={JSON: MESSAGE}, good=(200, 202), **refuses)  # type: ignore[arg-type]
    yield Door(path=f"{root}/answers", method="get", **refuses)  # type: ignore[arg-type]
    yield Door(path=f"{root}/answers/{{request_id}}", method="get", good=(200, 202), **refuses)  # type: ignore[arg-type]
    yield Door(path=f"{root}/answers/{{request_id}}", method="delete", good=(204,), bare=(404,), **refuses)  # type: ignore[arg-type]
    yield Door(path=f"{root}/state", method="get", **refuses)  # type: ignore[arg-type]


OSIA: tuple[tuple[str, str, Schema | None], ...] = (
    ("post", "persons", VISIT),
    ("delete", "persons/{person}", None),
    ("post", "persons/{person}/encounters", VISIT),
    ("get", "persons/{person}/encounters", None),
    *((method, "persons/{person}/encounters/{encounter}", VISIT) for method in ("post", "put")),
    *((method, "persons/{person}/encounters/{encounter}", None) for method in ("get", "delete")),
    ("put", "persons/{person}/encounters/{encounter}/status", None),
    ("put", "persons/{person}/encounters/{encounter}/galleries", listed(ID)),
    ("get", "persons/{person}/encounters/{encounter}/templates", None),
    ("post", "persons/{target}/merge/{source}", None),
    ("post", "persons/{target}/move/{source}/encounters/{encounter}", None),
    ("post", "identify/{gallery}", thing({"filter": {"type": "object"}, "biometricData": BODY})),
    ("post", "identify/{gallery}/{person}", thing({}, biometricType=TEXT)),
    ("post", "identify/{gallery}/{person}/encounters/{encounter}", thing({}, biometricType=TEXT)),
    ("post", "verify", thing({"biometricData1": BODY, "biometricData2": BODY})),
    ("post", "verify/{gallery}/{person}", thing({"biometricData": BODY})),
    ("get", "galleries", None),
    ("get", "galleries/{gallery}", None),
    ("get", "tasks/{task}/status", None),
    ("post", "tasks/{task}/redeliver", None),
)


def _osia() -> Iterator[Door]:
    for method, path, schema in OSIA:
        yield Door(
            path=f"osia/v1/{path}",
            method=method,
            sent=None if schema is None else {JSON: schema},
            good=(200, 202, 204),
            refuses=(400, 401, 403, 404, 409, 413),
            told=CODE,
            query=ASKED,
        )


DOORS = (*_stations(), *_wallets(), *_mosip(), *_osia())


def description() -> dict[str, Any]:
    """All doors, as OpenAPI 3.1."""
    told = institutions.description()
    paths: dict[str, dict[str, Any]] = {
        institutions.ROOT + path: methods for path, methods in told["paths"].items()
    }
    for door in DOORS:
        paths.setdefault(f"/{door.path}", {})[door.method] = _operation(door)
    return {**told, "paths": paths, "servers": [], "openapi": "3.1.0"}


def routes() -> set[str]:
    """Every address of a machine's door, as OpenAPI writes it."""
    ours = {
        route.path for route in all_routes() if route.path.startswith(MACHINES) and route.name not in NOT_TOLD
    }
    roots = (("api/v1/mosip/", mosip), ("osia/v1/", osia))
    abis = {f"{root}{one.pattern}" for root, module in roots for one in module.urlpatterns}
    return {"/" + ARGUMENT.sub(r"{\1}", path) for path in ours | abis}


def _operation(door: Door) -> dict[str, Any]:
    arguments = re.findall(r"{(\w+)}", door.path)
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": _argument(name)} for name in arguments
    ]
    for where, named in (("header", door.headers), ("query", door.query)):
        parameters += [
            {"name": name, "in": where, "required": name == "transactionId", "schema": schema}
            for name, schema in (named or {}).items()
        ]
    good = {str(status): _answer(door, status) for status in door.good}
    bad = {
        str(status): {"description": "refused", "content": {JSON: {"schema": door.told}}}
        for status in door.refuses
        if str(status) not in good
    }
    bad |= {str(status): {"description": "no such thing"} for status in door.bare}
    told: dict[str, Any] = {"parameters": parameters, "responses": good | bad}
    if door.sent:
        content = {kind: {"schema": schema} for kind, schema in door.sent.items()}
        told["requestBody"] = {"required": True, "content": content}
    return told


def _answer(door: Door, status: int) -> dict[str, Any]:
    if status in (201, 202, 204) or door.method in ("head", "options"):
        return {"description": "done"}
    return {"description": "told", "content": {door.answers: {}}}


def _argument(name: str) -> Schema:
    if name == "packet":
        return {"type": "string", "format": "uuid"}
    return {"type": "integer", "minimum": 0, "maximum": 2**40} if name == "number" else ID
