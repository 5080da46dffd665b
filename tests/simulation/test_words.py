import numpy as np

from rekam.kernel.names import MAX_CHARACTERS, name_key
from rekam.simulation.words import Names, compose_names, lists


def _compose(
    count: int, *, age: float, female: bool = False, noble: bool = False, twin: bool = False
) -> Names:
    twins = np.zeros(count, dtype=bool)
    twins[1::2] = twin
    return compose_names(
        female=np.full(count, female),
        age=np.full(count, age),
        noble=np.full(count, noble),
        foreign=np.zeros(count, dtype=bool),
        twin=twins,
        rng=np.random.default_rng(5),
    )


def test_old_people_often_have_one_word_and_young_ones_seldom() -> None:
    old = np.mean([" " not in name for name in _compose(2_000, age=70).full])
    young = np.mean([" " not in name for name in _compose(2_000, age=10).full])

    assert old > 0.4
    assert young < 0.05


def test_noble_families_write_it_before_the_name_and_the_key_leaves_it_out() -> None:
    names = _compose(300, age=30, female=True, noble=True)

    assert all(name.startswith("Ratu ") for name in names.full)
    assert not any(key.startswith("ratu") for key in names.key)


def test_twins_share_their_second_word() -> None:
    full = _compose(400, age=5, female=True, twin=True).full
    pairs = list(zip(full[::2], full[1::2], strict=True))

    assert np.mean([one.split()[-1] == other.split()[-1] for one, other in pairs]) > 0.9


def test_the_lists_hold_spellings_that_meet_under_one_key() -> None:
    words = [word for name, found in lists().items() if "male" in name for word in found]

    assert len({name_key(word) for word in words}) < len(set(words)) - 50
    assert max(map(len, words)) < MAX_CHARACTERS / 4
