"""The signature of a paper: in the QR, in the PDF, and without a network."""

import base64
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rekam.applications.catalogue.rules import Product
from rekam.applications.products import command, keyset, signed
from rekam.applications.products.signed import Carried, Stated
from rekam.kernel import canonical
from rekam.kernel.errors import RuleBroken
from rekam.vault.cose import sign1
from rekam.vault.sealing import kid_of, signing_public

SEED, OTHER, SALT = b"\x01" * 32, b"\x02" * 32, b"s" * 32
KEYS = {kid_of(signing_public(SEED)): signing_public(SEED)}
PAGE = "https://disdukcapil.contoh.go.id/permohonan/periksa/"
FACTS = {"number": "00001/AKL/36.73/2026", "rows": [["Nama", "Putri Lestari"]], "family": []}
STATED = Stated(
    kind=Product.BIRTH_ACT,
    number="00001/AKL/36.73/2026",
    issued_on=date(2026, 11, 25),
    office="36.73",
    initials="P L",
    birth_year=2026,
    facts=signed.digest_of(FACTS, salt=SALT),
)
SIGNATURE = signed.sign(STATED, seed=SEED)
QR = signed.text_of_qr(page=PAGE, key="0123456789ABCDEF", signature=SIGNATURE)


def refused(code: str):  # type: ignore[no-untyped-def]
    return pytest.raises(RuleBroken, match=f"^{code}")


def test_the_qr_says_who_signed_what_and_keeps_it_from_the_server() -> None:
    read = signed.read(QR, keys=KEYS)

    assert replace(read, kid="") == STATED
    assert read.kid in KEYS
    assert signed.read(f" {SIGNATURE}\n", keys=KEYS) == read
    assert signed.key_in(QR) == "0123456789ABCDEF"
    assert SIGNATURE not in QR.partition("#")[0]
    assert len(QR) < 400


def test_a_key_that_was_rotated_still_reads_what_it_signed() -> None:
    both = KEYS | {kid_of(signing_public(OTHER)): signing_public(OTHER)}

    assert signed.read(SIGNATURE, keys=both).number == STATED.number
    assert signed.read(signed.sign(STATED, seed=OTHER), keys=both).number == STATED.number


def test_another_key_and_another_fact_are_found_out() -> None:
    with refused("paper_key_unknown"):
        signed.read(signed.sign(STATED, seed=OTHER), keys=KEYS)
    raw = base64.urlsafe_b64decode(SIGNATURE + "=" * (-len(SIGNATURE) % 4))
    forged = raw.replace(b"P L", b"P M")
    with refused("paper_signature_wrong"):
        signed.read(base64.urlsafe_b64encode(forged).decode().rstrip("="), keys=KEYS)


def made(told: object) -> str:
    message = sign1(canonical.encode(told), seed=SEED)
    return base64.urlsafe_b64encode(message).decode().rstrip("=")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "#",
        "https://palsu.contoh/",
        SIGNATURE + "=",
        SIGNATURE + "A" * 2_000,
        SIGNATURE[:-1] + ("B" if SIGNATURE[-1] == "A" else "A"),
        SIGNATURE[:40] + "é" + SIGNATURE[40:],
        made({}),
        made(list(range(8))),
        made(dict.fromkeys(range(8), 1)),
        made({0: 2, **dict.fromkeys(range(1, 8), "")}),
        made({0: 1, 1: "birth_act", 2: "1", 3: "2026-13-01", 4: "36.73", 5: b"", 6: "", 7: 2026}),
        made({0: 1, 1: "card", 2: "1", 3: "2026-11-01", 4: "36.73", 5: b"", 6: "", 7: 2026}),
        made({0: 1, 1: ["birth_act"], 2: "1", 3: "2026-11-01", 4: "36.73", 5: b"", 6: "", 7: 2026}),
        made({0: 1, 1: "birth_act", 2: "1", 3: 7, 4: "36.73", 5: b"", 6: "", 7: 2026}),
        made({0: 1, 1: "birth_act", 2: "1", 3: "2026-11-01", 4: "36.73", 5: b"", 6: "", 7: True}),
    ],
)
def test_what_is_no_paper_is_no_crash(text: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        signed.read(text, keys=KEYS)
    assert broken.value.code in {"paper_signature_malformed", "paper_signature_wrong"}


def pdf(facts: dict[str, object] = FACTS, *, qr: str = QR, salt: bytes = SALT) -> bytes:
    keyword = signed.carry(Carried(qr=qr, salt=salt, facts=facts)).encode()
    return b"%PDF-1.7\n/Keywords(" + keyword + b")\n<pdf:Keywords>" + keyword + b"</pdf:Keywords>\n%%EOF"


def test_a_pdf_carries_all_that_was_signed() -> None:
    carried = signed.find_carried(pdf())

    assert carried.facts == FACTS
    assert signed.check_carried(carried, keys=KEYS).number == STATED.number


@pytest.mark.parametrize(
    "altered",
    [
        pdf({**FACTS, "rows": [["Nama", "Putri Lestarj"]]}),
        pdf({**FACTS, "number": "00002/AKL/36.73/2026"}),
        pdf(salt=b"t" * 32),
    ],
)
def test_an_altered_fact_is_found_out(altered: bytes) -> None:
    with refused("paper_facts_altered"):
        signed.check_carried(signed.find_carried(altered), keys=KEYS)


def test_two_papers_in_one_file_and_none_are_refused() -> None:
    for file in (b"", b"%PDF-1.7 halo", pdf() + pdf(salt=b"t" * 32), b"rekam1:" + b"A" * 30):
        with refused("paper_pdf_unsigned"):
            signed.find_carried(file)


def test_the_command_needs_nothing_but_the_published_keys(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keys, file = tmp_path / "kunci.json", tmp_path / "akta.pdf"
    keys.write_text(keyset.write(KEYS))
    file.write_bytes(pdf())

    assert command.main(["verify", QR, "--keys", str(keys)]) == 0
    assert command.main(["verify", str(file), "--keys", str(keys)]) == 0
    assert "Nama: Putri Lestari" in capsys.readouterr().out
    file.write_bytes(pdf({**FACTS, "rows": []}))
    assert command.main(["verify", str(file), "--keys", str(keys)]) == 1
    assert "paper_facts_altered" in capsys.readouterr().err
    assert command.main(["verify", str(tmp_path / "tidak-ada.pdf"), "--keys", str(keys)]) == 1


@pytest.mark.parametrize("text", ["", "[]", '{"keys": [{"kid": "00", "x": "AA"}]}', '{"keys": [1]}'])
def test_a_broken_key_set_is_refused(text: str) -> None:
    with refused("paper_keys_malformed"):
        keyset.read(text)
