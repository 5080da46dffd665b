"""Each refusal of an entry is a sentence, at the field to which it belongs."""

import ast
from collections.abc import Mapping
from uuid import UUID

import pytest
from django.test import Client

from rekam.registry.entries.effects import Kind
from rekam.registry.entries.fieldset import BUILDERS
from rekam.registry.entries.forms import FIELD_OF
from rekam.registry.refusals import SENTENCES
from tests.contracts.test_refusals import PACKAGE, codes
from tests.registry.entries.families import ANAK, BAPAK, IBU, KK, OTHER_KK, PEOPLE, TETANGGA
from tests.registry.entries.test_pages import DEATH, TODAY, at, siti, text

__all__ = ["siti"]

# What the forms of entries reach outside their own folder.
KERNEL = ("kernel/nik.py", "kernel/names.py", "kernel/region.py")
# Refused before or after a form: by the page of errors, which has its own sentences.
NO_FORM = {"not_found", "four_eyes", "siak_owns_this"}


def raised() -> set[str]:
    """The codes that an entry may be refused with, kk_malformed and nik_malformed among them."""
    paths = [*(PACKAGE / "registry" / "entries").glob("*.py"), *(PACKAGE / one for one in KERNEL)]
    found = {code for path in paths for code in codes(ast.parse(path.read_text(encoding="utf-8")))}
    return found | {"nik_malformed", "kk_malformed"}


@pytest.mark.parametrize("code", sorted(raised() - NO_FORM))
def test_every_code_of_an_entry_is_a_sentence_on_its_form(code: str) -> None:
    assert code in SENTENCES


def test_every_field_that_a_code_points_to_is_one_of_a_form() -> None:
    assert {name for names in FIELD_OF.values() for name in names} <= set(BUILDERS)
    assert set(FIELD_OF) <= set(SENTENCES)


MARRIAGE = TODAY | {"document": "12/2020"}
MOVE = TODAY | {"members": [str(BAPAK)], "address": "Jl. Raya", "rt": "1", "rw": "2", "document": "F"}


@pytest.mark.usefixtures("vault")
@pytest.mark.parametrize(
    ("who", "kind", "given", "field", "sentence"),
    [
        (ANAK, Kind.MARRIAGE, MARRIAGE | {"spouse_nik": "367"}, "spouse_nik", "16 angka; yang diisi 3"),
        (
            ANAK,
            Kind.MARRIAGE,
            MARRIAGE | {"spouse_nik": PEOPLE[TETANGGA].nik, "other_left_head_nik": "3" * 15},
            "other_left_head_nik",
            "16 angka; yang diisi 15",
        ),
        (ANAK, Kind.MARRIAGE, MARRIAGE | {"spouse_nik": "3" * 16}, "spouse_nik", "tidak ditemukan"),
        (
            ANAK,
            Kind.DOUBLE_NIK,
            TODAY | {"keep_nik": "1", "basis": "papers", "document": "BA"},
            "keep_nik",
            "16 angka; yang diisi 1",
        ),
        (BAPAK, Kind.DEATH, DEATH | {"left_head": ""}, "left_head", "kepala keluarga baru"),
        (BAPAK, Kind.DEATH, DEATH | {"on_year": "2090"}, "on", "sesudah hari ini"),
        (BAPAK, Kind.DEATH, DEATH | {"on_year": "1970"}, "on", "sebelum tanggal lahir"),
        (
            BAPAK,
            Kind.MARRIAGE,
            MARRIAGE | {"spouse_nik": PEOPLE[BAPAK].nik},
            "spouse_nik",
            "orang yang sama",
        ),
        (ANAK, Kind.MOVE_WITHIN, MOVE | {"area_code": "36.73.02.1006"}, "members", "harus satu KK"),
        (BAPAK, Kind.MOVE_WITHIN, MOVE | {"area_code": "36.73.02.1006", "rt": "x1"}, "rt", "angka"),
        (
            BAPAK,
            Kind.JOIN_CARD,
            TODAY | {"members": [str(BAPAK)], "kk": "123", "document": "F"},
            "kk",
            "16 angka",
        ),
        (
            BAPAK,
            Kind.JOIN_CARD,
            TODAY | {"members": [str(BAPAK)], "kk": KK, "document": "F"},
            "kk",
            "menjadi",
        ),
        (
            BAPAK,
            Kind.JOIN_CARD,
            TODAY | {"members": [str(BAPAK)], "kk": OTHER_KK, "document": "F"},
            "left_head",
            "kepala keluarga baru",
        ),
        (
            BAPAK,
            Kind.SPLIT_CARD,
            TODAY | {"members": [str(BAPAK)], "new_head": str(IBU), "document": "F"},
            "new_head",
            "kepala keluarga baru",
        ),
    ],
)
def test_a_refusal_stands_at_its_field(
    siti: Client, who: UUID, kind: Kind, given: Mapping[str, object], field: str, sentence: str
) -> None:
    answer = siti.post(at("enter", who, kind), {**given, "step": "check"})

    assert answer.status_code == 400
    assert sentence in " ".join(answer.context["form"].errors.get(field, [])), answer.context["form"].errors
    assert "_malformed" not in text(answer)


@pytest.mark.usefixtures("vault")
def test_a_spouse_who_leaves_a_family_names_its_new_head_at_the_spouses_field(siti: Client) -> None:
    given = MARRIAGE | {"spouse_nik": PEOPLE[BAPAK].nik, "head": "self", "step": "check"}
    answer = siti.post(at("enter", TETANGGA, Kind.MARRIAGE), given)

    assert list(answer.context["form"].errors) == ["other_left_head_nik"]
