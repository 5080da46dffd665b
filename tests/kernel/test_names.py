import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.kernel.errors import RuleBroken
from rekam.kernel.names import check_new_name, clean_name, name_key, new_name_problems, sound_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Muhammad Soleh", "Moh. Soleh"),
        ("Muhammad Soleh", "M. SOLEH"),
        ("Mohamad Soleh", "Moch Soleh"),
        ("Tb. Ahmad Djunaedi", "Tubagus Achmad Junaedi"),
        ("H. Soekarno", "Sukarno"),
        ("Hj. Siti Aisyah", "St. Aisiah"),
        ("Ipiyanto", "Ipyanto"),
        ("Tjahjadi", "Cahjadi"),
        ("Abdul Rohman", "Abd. Rohman"),
    ],
)
def test_spellings_of_one_name_meet(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Sukarno", "Sukarni"), ("M", "Muhammad"), ("Siti Aminah", "Aminah")]
)
def test_different_names_stay_apart(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize("name", ["N", "Slamet", "Ratu", "H", "Ki"])
def test_a_short_legacy_name_keeps_a_key(name: str) -> None:
    assert name_key(name)


@given(st.text(max_size=80))
def test_a_key_is_small_plain_words_with_single_spaces(text: str) -> None:
    key = name_key(text)

    assert key == " ".join(key.split()).lower()
    assert key.isascii()


def test_cleaning_touches_spaces_only() -> None:
    assert clean_name("  Ma'ani \n Nina ") == "Ma'ani Nina"


def test_a_new_name_has_two_words() -> None:
    assert new_name_problems("Siti Nurhayati") == ()
    assert check_new_name(" Siti  Nurhayati ") == "Siti Nurhayati"
    assert new_name_problems("Slamet") == ("name_single_word",)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "name_empty"),
        ("M. Soleh", "name_abbreviated"),
        ("Siti Nur4", "name_not_latin"),
        ("Siti " + "a" * 60, "name_too_long"),
        ("Сити Нур", "name_not_latin"),
    ],
)
def test_a_new_name_that_breaks_the_rule_is_refused(name: str, code: str) -> None:
    assert code in new_name_problems(name)
    with pytest.raises(RuleBroken):
        check_new_name(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Saepul Anwar", "Syaiful Anwar"),
        ("Zaenal Abidin", "Jainal Abidin"),
        ("Rizky", "Riski"),
        ("Chaerul", "Khairul"),
        ("Fatimah", "Patima"),
        ("Vivi Qomariyah", "Pipi Komaria"),
        ("Drs. H. Hasan, S.Pd., M.Si.", "Hasan"),
        ("Mochamed Ali", "Mukhamad Ali"),
    ],
)
def test_what_sounds_alike_has_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=20))
def test_the_key_of_a_sound_is_itself(word: str) -> None:
    key = sound_key(word)
    assert key
    assert sound_key(key) == key
    assert len(key) <= len(word) + word.count("x")
