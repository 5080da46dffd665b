"""A phone gets its documents: from the officer's code to copies that a reader without a network believes."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from rekam.audit.models import Entry
from rekam.credentials import claims, key_files, trust_list
from rekam.credentials.formats import base64url, claim169, mdoc_reading, sd_jwt
from rekam.credentials.formats.trust import Trust
from rekam.credentials.issuing import child_photos, facts, offering
from rekam.credentials.issuing.documents import Kind
from rekam.credentials.issuing.models import Copy, Offer, Phone, Token, UsedProof
from rekam.credentials.issuing.offering import Made
from rekam.credentials.issuing.ways import Seen, Way
from rekam.kernel.errors import RuleBroken
from rekam.registry.entries.models import Entry as RegisterEntry
from rekam.registry.models import Resident
from rekam.vault import services as vault
from tests.credentials.conftest import face, recorded
from tests.credentials.wallet import Reply, Wallet, by_client, new_key


def offered(
    of: Resident, *, to: Resident | None = None, way: Way = Way.OFFICE, seen: Seen = Seen.KTP
) -> Made:
    return offering.make_offer(
        subject=of.uuid, holder=(to or of).uuid, way=way, seen=seen, actor="rina", at=datetime.now(UTC)
    )


def activated(phone: Wallet, made: Made) -> Wallet:
    assert phone.redeem(phone.read_offer(made.link), made.number).status == 200
    return phone


def readers_trust(phone: Wallet, folder: Path) -> Trust:
    """What somebody believes who knows the root and fetched the list of keys."""
    text = phone.get("/ikd/trust").body.decode()
    return trust_list.read(text, root=key_files.root(folder), at=datetime.now(UTC))


def error(reply: Reply) -> tuple[int, str]:
    return reply.status, reply.json["error"]


def child_of(parent: Resident, **changed: object) -> Resident:
    told = {
        "kk": parent.kk,
        "number": 9,
        "name": "Ahmad Fauzi",
        "born": date(2020, 3, 3),
        "head_relation": "ANAK",
    }
    return recorded(**(told | changed))


def test_batch_issuance_of_every_document(siti: Resident, phone: Wallet, issuer: Path) -> None:
    activated(phone, offered(siti))
    got = {name: phone.fetch(name, copies=10 if name == "ktp_sd_jwt" else 2) for name in phone.configurations}
    at, trust = datetime.now(UTC), readers_trust(phone, issuer)
    texts = {name: [one["credential"] for one in reply.json["credentials"]] for name, reply in got.items()}

    assert list(got) == ["ktp_sd_jwt", "ktp_mdoc", "ktp_qr", "kk_sd_jwt", "kk_mdoc", "umur_qr"]
    vct = frozenset({claims.KTP.vct})
    ktp = [sd_jwt.read_issued(one, trust=trust, kinds=vct, at=at) for one in texts["ktp_sd_jwt"]]
    assert len({one.status.index for one in ktp if one.status}) == 10
    assert {one.claims["nik"] for one in ktp} == {siti.nik}
    assert (ktp[0].claims["cara_terbit"], ktp[0].claims["berlaku_hingga"]) == ("tatap_muka", "SEUMUR HIDUP")
    assert ktp[0].claims["foto"].startswith("data:image/jpeg")
    assert {one.expires.hour for one in ktp} == {0}
    assert all(len(base64url.decode(one)) > 2_000 for one in texts["ktp_mdoc"])
    family = sd_jwt.read_issued(texts["kk_sd_jwt"][0], trust=trust, kinds=frozenset({claims.KK.vct}), at=at)
    assert family.claims["anggota"][0]["nama"] == siti.full_name.upper()
    held = next(one for one in phone.held if one.configuration == "umur_qr")
    live = claim169.wrap(base64url.decode(held.text), holder=held.key, at=at)
    scanned = claim169.read(claim169.to_qr(live), trust=trust, at=at)
    told = claims.from_qr(scanned.credential.claims)
    assert scanned.live
    assert (told["age_over_17"], told.get("nik")) == (True, None)
    assert bytes(told["foto"])[4:12] == b"ftypavif"  # type: ignore[arg-type]
    assert Copy.objects.count() == 20


def test_an_mdoc_is_shown_with_the_office_s_certificate(siti: Resident, phone: Wallet, issuer: Path) -> None:
    activated(phone, offered(siti)).fetch("ktp_mdoc", copies=1)
    held, at = phone.held[0], datetime.now(UTC)
    told = mdoc_reading.read_issued(
        base64url.decode(held.text), kind=claims.KTP.doctype, trust=readers_trust(phone, issuer), at=at
    )

    assert told.claims["nama"] == siti.full_name.upper()


def test_only_digests_are_kept_and_no_claim(siti: Resident, phone: Wallet) -> None:
    made = offered(siti)
    activated(phone, made).fetch("ktp_sd_jwt", copies=1)
    rows = [*Offer.objects.values(), *Token.objects.values(), *Copy.objects.values(), *Phone.objects.values()]

    kept = repr(rows)
    for secret in (made.number, made.reference, phone.access, phone.renewal, siti.nik, siti.full_name):
        assert secret not in kept
    told = {row.action: row.facts for row in Entry.objects.filter(action__startswith="credentials.")}
    assert told.keys() >= {"credentials.offered", "credentials.activated", "credentials.issued"}
    assert siti.nik not in repr(told)


def test_a_code_counts_three_tries_even_though_each_is_refused(siti: Resident, phone: Wallet) -> None:
    made = offered(siti)
    code, wrong = phone.read_offer(made.link), f"{(int(made.number) + 1) % 10**6:06}"

    assert error(phone.redeem(code, None)) == (400, "invalid_request")
    assert [error(phone.redeem(code, wrong)) for _ in range(3)] == [(400, "invalid_grant")] * 3
    assert error(phone.redeem(code, made.number)) == (400, "invalid_grant")
    assert phone.get(f"/ikd/offers/{made.reference}").status == 404


def test_a_code_is_used_once_and_ends_after_five_minutes(
    siti: Resident, phone: Wallet, client: Client
) -> None:
    made = offered(siti)
    code = phone.read_offer(made.link)
    assert phone.redeem(code, made.number).status == 200
    assert error(Wallet(by_client(client)).redeem(code, made.number)) == (400, "invalid_grant")

    late = offered(siti)
    Offer.objects.filter(uuid=late.offer).update(made_at=datetime.now(UTC) - timedelta(minutes=5))
    other = Wallet(by_client(client))
    assert other.get(f"/ikd/offers/{late.reference}").status == 404


def test_a_code_for_another_grant_or_without_one_is_told_so(phone: Wallet, issuer: Path) -> None:
    assert error(phone._token({"grant_type": "password"})) == (400, "unsupported_grant_type")
    assert error(phone._token({})) == (400, "invalid_request")
    reply = phone.ask(
        "POST", "/ikd/token", headers={}, body=b"grant_type=refresh_token", kind="application/json"
    )
    assert error(reply) == (400, "invalid_request")


def test_fail_unknown_credential_configuration_and_other_requests(siti: Resident, phone: Wallet) -> None:
    activated(phone, offered(siti))
    proofs = {"jwt": [phone.proof(new_key())]}
    wrong: dict[str, tuple[Any, str]] = {
        "unknown": (
            {"credential_configuration_id": "sim", "proofs": proofs},
            "unknown_credential_configuration",
        ),
        "not offered": (
            {"credential_configuration_id": "kia_sd_jwt", "proofs": proofs},
            "unknown_credential_configuration",
        ),
        "fail-missing-proof": ({"credential_configuration_id": "ktp_sd_jwt"}, "invalid_proof"),
        "fail-invalid-nonce": (
            {
                "credential_configuration_id": "ktp_sd_jwt",
                "proofs": {"jwt": [phone.proof(new_key(), nonce="x")]},
            },
            "invalid_nonce",
        ),
        "another issuer": (
            {
                "credential_configuration_id": "ktp_sd_jwt",
                "proofs": {"jwt": [phone.proof(new_key(), aud="https://other.example")]},
            },
            "invalid_proof",
        ),
        "a list": ([], "invalid_credential_request"),
    }

    for name, (told, code) in wrong.items():
        assert (name, error(phone.credential(told))) == (name, (400, code))
    assert not Copy.objects.exists()


def test_a_key_is_bound_once(siti: Resident, phone: Wallet) -> None:
    activated(phone, offered(siti))
    key = new_key()
    told = {"credential_configuration_id": "ktp_sd_jwt", "proofs": {"jwt": [phone.proof(key)]}}

    assert phone.credential(told).status == 200
    assert error(phone.credential(told)) == (400, "invalid_proof")


def test_fail_on_access_token_in_query_or_of_another_key(
    siti: Resident, phone: Wallet, client: Client
) -> None:
    activated(phone, offered(siti))
    told = {"credential_configuration_id": "ktp_sd_jwt", "proofs": {"jwt": [phone.proof(new_key())]}}
    thief = Wallet(by_client(client), access=phone.access)
    ask = phone.ask

    assert error(thief.credential(told)) == (401, "invalid_token")
    inside = f"/ikd/credential?access_token={phone.access}"
    assert ask("POST", inside, headers={}, body=b"{}", kind="application/json").status == 401
    bearer = {"Authorization": f"Bearer {phone.access}"}
    reply = ask("POST", "/ikd/credential", headers=bearer, body=b"{}", kind="application/json")
    assert error(reply) == (401, "invalid_token")
    assert reply.headers["WWW-Authenticate"].startswith("DPoP")


def test_a_dpop_proof_that_was_listened_to_does_nothing(siti: Resident, phone: Wallet) -> None:
    activated(phone, offered(siti))
    headers = {
        "DPoP": phone.dpop("/ikd/notification", token=phone.access),
        "Authorization": f"DPoP {phone.access}",
    }
    twice = [
        phone.ask("POST", "/ikd/notification", headers=headers, body=b"{}", kind="application/json")
        for _ in range(2)
    ]

    assert error(twice[0]) == (400, "invalid_notification_request")
    # The refused one is undone with its mark, and did nothing: so it is refused again for what it asks.
    assert error(twice[1])[0] == 400
    phone.fetch("ktp_sd_jwt", copies=1)
    note = {"notification_id": phone.notification, "event": "credential_accepted"}
    headers["DPoP"] = phone.dpop("/ikd/notification", token=phone.access)
    body = str(note).replace("'", '"').encode()
    again = [
        phone.ask("POST", "/ikd/notification", headers=headers, body=body, kind="application/json")
        for _ in range(2)
    ]
    assert [one.status for one in again] == [204, 401]
    assert error(again[1]) == (401, "invalid_dpop_proof")
    assert UsedProof.objects.count() >= 3


def test_a_refresh_token_is_used_once_and_a_copied_one_ends_both(siti: Resident, phone: Wallet) -> None:
    activated(phone, offered(siti))
    first = phone.renewal
    assert phone.renew().status == 200
    assert phone.fetch("ktp_qr", copies=2).status == 200
    second, phone.renewal = phone.renewal, first

    assert error(phone.renew()) == (400, "invalid_grant")
    phone.renewal = second
    assert error(phone.renew()) == (400, "invalid_grant")
    assert error(phone.fetch("ktp_qr", copies=1)) == (401, "invalid_token")


def test_copies_wait_while_the_register_is_being_decided_about(siti: Resident, phone: Wallet) -> None:
    activated(phone, offered(siti))
    entry = RegisterEntry.objects.create(
        kind="change",
        resident=siti.uuid,
        area_code=siti.area_code,
        office_area="36.73",
        facts={},
        before={},
        risk="low",
        entered_by="rina",
        entered_at=datetime.now(UTC),
    )
    key = new_key()
    told = {"credential_configuration_id": "ktp_sd_jwt", "proofs": {"jwt": [phone.proof(key)]}}
    waits = phone.credential(told)
    name = {"transaction_id": waits.json["transaction_id"]}

    assert (waits.status, waits.json["interval"]) == (202, 60)
    assert phone.with_token("/ikd/deferred", name).status == 202
    RegisterEntry.objects.filter(pk=entry.pk).update(state="withdrawn")
    assert len(phone.with_token("/ikd/deferred", name).json["credentials"]) == 1
    assert error(phone.with_token("/ikd/deferred", name)) == (400, "invalid_transaction_id")
    assert error(phone.with_token("/ikd/deferred", {"transaction_id": "x"})) == (
        400,
        "invalid_transaction_id",
    )


def test_a_child_s_card_comes_to_a_parent_alone_with_a_photograph_from_five_on(
    siti: Resident, phone: Wallet, issuer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = vault.keep(face(), kind="document")
    monkeypatch.setattr(child_photos, "_above", [lambda _child: photo])
    today = datetime.now(UTC).date()
    child, baby = child_of(siti), child_of(siti, number=8, born=today - timedelta(days=1_000))
    stranger = recorded(number=7, kk="3673020101200099")

    for one, has_photo in ((child, True), (baby, False)):
        activated(phone, offered(one, to=siti))
        assert phone.configurations == ["kia_sd_jwt", "kia_mdoc", "kia_qr"]
        assert phone.fetch("kia_qr", copies=1).status == 200
        [got] = phone.fetch("kia_sd_jwt", copies=1).json["credentials"]
        told = sd_jwt.read_issued(
            got["credential"],
            trust=readers_trust(phone, issuer),
            kinds=frozenset({claims.KIA.vct}),
            at=datetime.now(UTC),
        )
        assert ("foto" in told.claims) is has_photo
    with pytest.raises(RuleBroken) as refused:
        offered(child, to=stranger)
    assert refused.value.code == "digital_id_not_family"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"status": "dead"}, "digital_id_dead"),
        ({"status": "moved"}, "digital_id_moved"),
        ({"status": "inactive"}, "digital_id_inactive"),
        ({"blocked_for": "double"}, "digital_id_double"),
        ({"print_ready_on": None}, "digital_id_not_recorded"),
        ({"nationality": "WNA"}, "digital_id_no_permit"),
    ],
)
def test_the_register_refuses(issuer: Path, changed: dict[str, object], code: str) -> None:
    person = recorded(number=3, **changed)

    with pytest.raises(RuleBroken) as refused:
        facts.read(Kind.KTP, subject=person.uuid, holder=person.uuid, on=datetime.now(UTC).date())
    assert refused.value.code == code


def test_without_keys_nothing_is_offered_and_readers_are_told(
    siti: Resident, phone: Wallet, settings: Any, tmp_path: Path
) -> None:
    settings.REKAM_CREDENTIAL_KEYS = str(tmp_path)

    with pytest.raises(RuleBroken) as refused:
        offered(siti)
    assert refused.value.code == "signing_key_missing"
    assert phone.get("/.well-known/openid-credential-issuer").status == 503


def test_the_remote_way_is_closed_unless_the_office_s_own_rule_opens_it(
    siti: Resident, settings: Any
) -> None:
    def remotely() -> Made:
        return offered(siti, way=Way.REMOTE, seen=Seen.VIDEO)

    for since in (None, datetime.now(UTC).date() + timedelta(days=2)):
        settings.REKAM_REMOTE_ISSUING = since
        with pytest.raises(RuleBroken) as refused:
            remotely()
        assert (refused.value.code, refused.value.facts["law"]) == (
            "remote_issuing_off",
            "Permendagri 72/2022",
        )
    settings.REKAM_REMOTE_ISSUING = date(2026, 1, 1)
    assert remotely().kinds


def test_what_is_published_names_each_address_and_nobody(phone: Wallet, issuer: Path) -> None:
    told = phone.get("/.well-known/openid-credential-issuer")
    ring = key_files.read(issuer)

    assert told.json["credential_issuer"] == ring.issuer
    assert set(told.json["credential_configurations_supported"]) >= {"ktp_sd_jwt", "kia_mdoc", "umur_qr"}
    assert told.headers["Access-Control-Allow-Origin"] == "*"
    assert phone.get("/.well-known/openid-credential-issuer", accept="application/jwt").body.count(b".") == 2
    server = phone.get("/.well-known/oauth-authorization-server").json
    assert server["token_endpoint"] == f"{ring.issuer}/ikd/token"
    own = phone.get("/.well-known/jwt-vc-issuer").json
    assert own["jwks"] == phone.get("/ikd/jwks").json
    asked = phone.ask("OPTIONS", "/ikd/credential", headers={}, body=b"", kind="")
    assert (asked.status, "DPoP" in asked.headers["Access-Control-Allow-Headers"]) == (204, True)
    assert phone.get("/ikd/token").status == 405
