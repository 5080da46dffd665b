"""The tree is that of RFC 6962: its published vectors, and its own recursive definition."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.audit.tree import (
    Frontier,
    between,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    proves_consistency,
    proves_inclusion,
    root_hash,
)

# The reference tests of certificate-transparency: entries, roots of the first n, proofs.
ENTRIES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
LEAVES = [leaf_hash(entry) for entry in ENTRIES]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
A = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
B = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
C = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
D = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
E = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
F = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
INCLUSION = [
    (0, 1, []),
    (0, 8, [A, B, C]),
    (5, 8, [D, E, ROOTS[4]]),
    (2, 3, [ROOTS[2]]),
    (1, 5, [ROOTS[1], B, D]),
]
CONSISTENCY = [(1, 1, []), (1, 8, [A, B, C]), (6, 8, [F, E, ROOTS[4]]), (2, 5, [B, D])]


@pytest.mark.parametrize("size", range(9))
def test_the_published_roots(size: int) -> None:
    assert root_hash(LEAVES[:size]).hex() == ROOTS[size]


@pytest.mark.parametrize(("leaf", "size", "proof"), INCLUSION)
def test_the_published_inclusion_proofs(leaf: int, size: int, proof: list[str]) -> None:
    made = inclusion_proof(leaf=leaf, size=size, nodes=between(LEAVES))
    assert [step.hex() for step in made] == proof
    root = bytes.fromhex(ROOTS[size])
    assert proves_inclusion(made, digest=LEAVES[leaf], leaf=leaf, size=size, root=root)


@pytest.mark.parametrize(("old", "size", "proof"), CONSISTENCY)
def test_the_published_consistency_proofs(old: int, size: int, proof: list[str]) -> None:
    made = consistency_proof(old=old, size=size, nodes=between(LEAVES))
    assert [step.hex() for step in made] == proof
    old_root, root = bytes.fromhex(ROOTS[old]), bytes.fromhex(ROOTS[size])
    assert proves_consistency(made, old=old, old_root=old_root, size=size, root=root)


def by_definition(leaves: list[bytes]) -> bytes:
    """RFC 6962 section 2.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    cut = 1
    while cut * 2 < len(leaves):
        cut *= 2
    return node_hash(by_definition(leaves[:cut]), by_definition(leaves[cut:]))


def some_leaves(number: int) -> list[bytes]:
    return [leaf_hash(bytes([n])) for n in range(number)]


@given(st.integers(0, 200))
def test_the_root_grows_leaf_by_leaf_as_the_definition_says(size: int) -> None:
    leaves = some_leaves(size)
    assert root_hash(leaves) == by_definition(leaves)


@given(size=st.integers(0, 200), height=st.integers(0, 5))
def test_whole_subtrees_give_the_same_root(size: int, height: int) -> None:
    leaves, width = some_leaves(size), 1 << height
    tree = Frontier()
    whole = size // width * width
    for start in range(0, whole, width):
        tree.add(by_definition(leaves[start : start + width]), height=height)
    for leaf in leaves[whole:]:
        tree.add(leaf)
    assert (tree.size, tree.root()) == (size, by_definition(leaves))


def test_a_subtree_begins_only_where_one_can() -> None:
    tree = Frontier()
    tree.add(LEAVES[0])
    with pytest.raises(ValueError, match="begins at leaf 1"):
        tree.add(LEAVES[1], height=1)


@given(st.data())
def test_every_leaf_is_proved_and_no_other(drawn: st.DataObject) -> None:
    size = drawn.draw(st.integers(1, 120))
    leaf = drawn.draw(st.integers(0, size - 1))
    leaves = some_leaves(size)
    root = root_hash(leaves)
    proof = inclusion_proof(leaf=leaf, size=size, nodes=between(leaves))
    assert proves_inclusion(proof, digest=leaves[leaf], leaf=leaf, size=size, root=root)
    assert not proves_inclusion(proof, digest=leaf_hash(b"x"), leaf=leaf, size=size, root=root)
    other = drawn.draw(st.integers(0, size - 1).filter(lambda n: n != leaf)) if size > 1 else size
    assert not proves_inclusion(proof, digest=leaves[leaf], leaf=other, size=size, root=root)
    assert not proves_inclusion([*proof, root], digest=leaves[leaf], leaf=leaf, size=size, root=root)


@given(st.data())
def test_every_beginning_is_proved_and_no_other(drawn: st.DataObject) -> None:
    size = drawn.draw(st.integers(1, 120))
    old = drawn.draw(st.integers(1, size))
    leaves = some_leaves(size)
    root, old_root = root_hash(leaves), root_hash(leaves[:old])
    proof = consistency_proof(old=old, size=size, nodes=between(leaves))
    assert proves_consistency(proof, old=old, old_root=old_root, size=size, root=root)
    assert not proves_consistency(proof, old=old, old_root=leaf_hash(b"x"), size=size, root=root)
    changed = [leaf_hash(b"x"), *leaves[1:]]
    assert not proves_consistency(proof, old=old, old_root=old_root, size=size, root=root_hash(changed))


@pytest.mark.parametrize(("leaf", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_no_proof_of_a_leaf_that_is_not_there(leaf: int, size: int) -> None:
    with pytest.raises(ValueError, match="no leaf"):
        inclusion_proof(leaf=leaf, size=size, nodes=between(LEAVES))
    assert not proves_inclusion([], digest=LEAVES[0], leaf=leaf, size=size, root=LEAVES[0])


def test_an_empty_log_is_the_beginning_of_every_log() -> None:
    empty, root = root_hash([]), root_hash(LEAVES)
    assert proves_consistency([], old=0, old_root=empty, size=8, root=root)
    assert not proves_consistency([], old=9, old_root=root, size=8, root=root)
