"""One table, three formats: each says the same, and the age proof says one thing."""

from datetime import date

import cbor2
import pytest

from rekam.credentials import claims
from rekam.kernel.errors import RuleBroken
from tests.credentials.world import FACTS, KTP

JPEG = b"\xff\xd8\xff\xe0rest"
MEMBERS = [{"nik": "3673014302990001", "nama": "SITI AMINAH", "hubungan": "ANAK"}]
FAMILY = {"nomor_kk": "3673010101200001", "kepala_keluarga": "BUDI"}
FACTS_OF = {
    "ktp": {**FACTS, "foto": JPEG},
    "kia": {**FACTS, **FAMILY, "nomor_akta_lahir": "3673-LU-1", "foto": JPEG},
    "kk": {**FACTS, **FAMILY, "anggota": MEMBERS},
    "umur": {"age_over_17": True, "foto": JPEG, "nik": "3673014302990001", "nama": "SITI"},
}


@pytest.mark.parametrize("code", claims.TYPES)
def test_sd_jwt_and_mdoc_say_the_same_under_the_same_names(code: str) -> None:
    kind = claims.TYPES[code]
    as_json = claims.for_sd_jwt(kind, FACTS_OF[code])
    as_mdoc = claims.for_mdoc(kind, FACTS_OF[code])

    assert list(as_mdoc) == [kind.doctype]
    told = as_mdoc[kind.doctype]
    assert list(told) == list(as_json)
    for name, value in told.items():
        plain = value.value if isinstance(value, cbor2.CBORTag) else value
        assert as_json[name] == plain or (name == "foto" and plain == JPEG)


@pytest.mark.parametrize("code", ["ktp", "kia", "umur"])
def test_a_qr_code_gives_back_what_it_took(code: str) -> None:
    kind, facts = claims.TYPES[code], FACTS_OF[code]
    told = claims.from_qr(claims.for_qr(kind, facts))

    assert told.pop("type") == code
    assert told == {
        one.name: str(facts[one.name]) if isinstance(facts[one.name], date) else facts[one.name]
        for one in kind.elements
        if one.name in facts
    }


def test_claim_169_has_its_own_keys_where_it_has_them() -> None:
    told = claims.for_qr(KTP, FACTS_OF["ktp"])

    assert (told[1], told[4], told[8], told[9]) == ("3673014302990001", "SITI AMINAH", "19990203", 2)
    assert (told[16], told[17], told[23]) == (JPEG, 1, "ID")


def test_no_two_elements_of_a_type_share_a_name_or_a_key() -> None:
    for kind in claims.TYPES.values():
        names = [one.name for one in kind.elements]
        numbers = [one.qr for one in kind.elements if one.qr is not None]
        assert len(names) == len(set(names))
        assert len(numbers) == len(set(numbers))
        assert claims.QR_TYPE not in numbers


def test_an_age_proof_has_no_nik_and_no_birth_date_whatever_it_is_given() -> None:
    told = claims.for_qr(claims.AGE_PROOF, FACTS_OF["umur"])

    assert claims.from_qr(told) == {"type": "umur", "age_over_17": True, "foto": JPEG}
    assert "3673014302990001" not in str(told)


def test_seventeen_on_the_birthday() -> None:
    assert not claims.age_over_17(born=date(2009, 11, 25), on=date(2026, 11, 24))
    assert claims.age_over_17(born=date(2009, 11, 24), on=date(2026, 11, 24))


def test_what_the_type_wants_must_be_there() -> None:
    with pytest.raises(ValueError, match="nik"):
        claims.for_sd_jwt(KTP, {**FACTS, "nik": None})
    with pytest.raises(ValueError, match="QR"):
        claims.for_qr(claims.KK, FACTS_OF["kk"])
    with pytest.raises(ValueError, match="photograph"):
        claims.for_qr(KTP, {**FACTS, "foto": b"GIF89a"})


@pytest.mark.parametrize("told", [{}, {37: "sim"}, {37: [1]}])
def test_a_code_of_another_system_is_not_ours(told: dict[int, object]) -> None:
    with pytest.raises(RuleBroken) as refused:
        claims.from_qr(told)
    assert refused.value.code == "credential_type_wrong"
