"""Every address of the server, with its door; read by the docs and by the tests."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

# Addresses that anybody may open, with the reason.
PUBLIC = {
    "web:log_in": "to sign in one must not be signed in",
    "web:log_out": "ends the session, whosever it is",
    "accounts:second_step": "the password was right and a second factor is asked; answers for nobody else",
    "accounts:passkey": "signs in by passkey, which one does who is not signed in",
    "accounts:set_up_code": "asks for the code of the terminal, while there is no administrator",
    "accounts:set_up_administrator": "after that code only",
    "web:enter_demo": "the demo's people; answers only with demo settings, on this machine",
    "web:metrics": "counts and ages of the server, nobody's data; for who shows its token (web.watch)",
    "set_language": "Indonesian or English, a cookie only",
    "enrolment_api:packets": "a station sends without anybody logged in; it signed the packet",
    "enrolment_api:packet": "as above; a random id is the only thing that can be asked for",
    "enrolment_api:receipt": "whether a random id arrived, signed; nothing of the person",
    "enrolment_api:officer": "signed by an officer and by a registered station",
    "devices_api:pair": "a laptop that nobody knows yet; a one-time code, and its own signature",
    "devices_api:health": "signed by a registered station; it tells of itself and of nobody",
    "devices_api:update": "signed by a registered station; programs, nobody's data",
    "printing_api:ask": "signed by a paired computer, for a printer that is registered for it",
    "outreach_api:pull": "signed by a registered station, with an officer's login inside",
    "sending:stop": "whoever got a message says no; asks for its code, counted by address",
    "sending:stop_by_link": "as above; the link alone changes nothing",
    "calls:enter": "whoever got a list or a letter; asks for its code, counted by address, open for 14 days",
    "calls:answer": "whoever sent such a code before: signed cookie",
    **dict.fromkeys(
        ("own:enter", "own:new", "own:code", "own:office_code", "residents:passkey"),
        "residents sign in here; counted, and the same answer whether anybody has an account",
    ),
    "standing:ask": "whoever holds a slip; asks for its number and the NIK, counted by address and by NIK",
    "cards:check_suket": "whoever is shown a letter; asks for its key, counted by address",
    **dict.fromkeys(
        ("applications:services", "applications:service", "applications:figures"),
        "what the office offers and how long it took; nobody's data",
    ),
    "applications:check_paper": "whoever is shown a paper; asks for its key, counted by address",
    "applications:paper_keys": "the public halves of keys",
    "applications:begin": "anybody may begin, counted by address; shows nothing of anybody",
    "applications:follow": "whoever has the slip's number and the NIK; counted by address",
    "applications:announcements": "breaches that concern everybody; nobody's data",
    "applications:find": "whoever has the number and the code of an application; counted by address",
    **dict.fromkeys(
        (
            *("applications:own", "applications:code", "applications:who", "applications:fill"),
            *("applications:paper", "applications:take_back", "applications:send"),
            *("applications:withdraw", "applications:leave", "applications:own_paper", "applications:slip"),
            *("applications:begin_part", "applications:part"),
        ),
        "the application that this browser began or opened by number and code, and no other",
    ),
    "complaints:complain": "anybody may complain, counted by address; shows nothing of anybody",
    "complaints:find": "whoever has the number and the code of a complaint; counted by address",
    **dict.fromkeys(
        ("complaints:code", "complaints:own", "complaints:reply", "complaints:reopen", "complaints:leave"),
        "the complaint that this browser filed or opened by number and code, and no other",
    ),
    **dict.fromkeys(
        ("bookings:start", "bookings:places", "bookings:waiting", "bookings:waiting_at", "bookings:screen"),
        "when the office's places are open, how full they are, which numbers are called; nobody's data",
    ),
    "bookings:place": "anybody may book, counted by address; shows nothing of anybody",
    "bookings:find": "whoever has the number and the code of a booking; counted by address",
    **dict.fromkeys(
        (
            *("bookings:own", "bookings:code", "bookings:own_slip", "bookings:move_where", "bookings:move"),
            *("bookings:cancel", "bookings:leave"),
        ),
        "the booking that this browser made or opened by number and code, and no other",
    ),
    **dict.fromkeys(
        ("showing:request", "showing:answer"),
        "a wallet fetches a question once and answers it; the address is the secret, for five minutes",
    ),
    **dict.fromkeys(
        ("reading:page", "reading:worker", "reading:manifest"),
        "whoever is shown a digital KTP; the check runs in the browser, and nothing of anybody comes here",
    ),
    **dict.fromkeys(
        ("wallets:nonce", "wallets:begin", "wallets:open", "wallets:change"),
        "a phone that signs with its own key; tells its own half of a key, for the right PIN alone",
    ),
    **dict.fromkeys(
        (
            *("issuer:issuer", "issuer:authorisation_server", "issuer:jwt_vc_issuer", "issuer:key_set"),
            *("issuer:trust", "issuer:status"),
        ),
        "what every wallet and reader must know: public keys, and lists in which nobody can be found",
    ),
    "issuer:offer": "whoever has the random address from the QR code; five minutes, and no data in it",
    "issuer:token": "a phone with a code and its number, three tries; signed by the phone's key (DPoP)",
    "issuer:nonce": "a random number that counts for five minutes",
    **dict.fromkeys(
        ("issuer:credential", "issuer:deferred", "issuer:notification"),
        "a phone with a token that belongs to its key (DPoP); for whom an officer saw, and no other",
    ),
    **dict.fromkeys(
        (
            *(
                "verification_api:questions",
                "verification_api:comparisons",
                "verification_api:ask_consent",
                "verification_api:consent",
            ),
            *("verification_api:ask_presentation", "verification_api:presentation"),
        ),
        "an institution's signed token and a proof by its key with every request (verification.tokens)",
    ),
    "verification:try_out": "a developer with a public key; invented people only, no register",
    "verification_api:token": "asks for a token; an institution's key signs the request",
    "verification_api:key_set": "the public halves of keys",
    **dict.fromkeys(("verification_api:openapi", "verification_api:api-root"), "the API's own description"),
    "ui:patterns": "the pattern page: no data",
    "ui:dashboard_pattern": "a pattern: no data",
    "ui:station_pattern": "a pattern: no data",
    "ui:adjudication_pattern": "a pattern: no data",
    "ui:resident_pattern": "a pattern: no data",
}


@dataclass(frozen=True)
class Route:
    """One address: its path, its name, and the permission or the reason why it is public."""

    path: str
    name: str
    door: str


def all_routes() -> list[Route]:
    """Every address in the order of its path."""
    return sorted(_walk(get_resolver().url_patterns, path="", space=""), key=lambda route: route.path)


def _walk(patterns: list[URLPattern | URLResolver], *, path: str, space: str) -> Iterator[Route]:
    for pattern in patterns:
        here = path + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, path=here, space=inner)
            continue
        name = f"{space}{pattern.name or here}"
        permission = getattr(pattern.callback, "permission", None)
        yield Route(here, name, permission or f"public: {PUBLIC.get(name, '?')}")
