"""The tree's hashes and proofs, against the vectors of the Certificate Transparency project."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.evidence.engine.merkle import (
    EMPTY_ROOT,
    Frontier,
    ProofBroken,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)

# google/certificate-transparency cpp/merkletree/merkle_tree_test.cc (Apache-2.0)
INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
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
PATHS = [
    (1, 1, []),
    (1, 8, [A, B, C]),
    (6, 8, [D, E, ROOTS[4]]),
    (3, 3, [ROOTS[2]]),
    (2, 5, [ROOTS[1], B, D]),
]
PROOFS = [(1, 1, []), (1, 8, [A, B, C]), (6, 8, [F, E, ROOTS[4]]), (2, 5, [B, D])]

LEAVES = [leaf_hash(bytes.fromhex(text)) for text in INPUTS]


@pytest.mark.parametrize("size", range(9))
def test_roots_are_the_known_ones(size: int) -> None:
    assert root_of(LEAVES[:size]).hex() == ROOTS[size]
    assert Frontier().extend(LEAVES[:size]).root().hex() == ROOTS[size]


@pytest.mark.parametrize(("leaf", "size", "path"), PATHS)
def test_inclusion_proofs_are_the_known_ones(leaf: int, size: int, path: list[str]) -> None:
    proof = inclusion_proof(LEAVES[:size], leaf - 1)
    assert [node.hex() for node in proof] == path
    verify_inclusion(LEAVES[leaf - 1], leaf - 1, size, proof, bytes.fromhex(ROOTS[size]))


@pytest.mark.parametrize(("old", "new", "proof"), PROOFS)
def test_consistency_proofs_are_the_known_ones(old: int, new: int, proof: list[str]) -> None:
    made = consistency_proof(LEAVES[:new], old)
    assert [node.hex() for node in made] == proof
    verify_consistency(old, new, bytes.fromhex(ROOTS[old]), bytes.fromhex(ROOTS[new]), made)


def many(size: int) -> list[bytes]:
    return [leaf_hash(bytes([number])) for number in range(size)]


@pytest.mark.parametrize("size", [*range(1, 34), 64, 65, 100])
def test_every_proof_of_small_trees_holds_and_no_changed_one_does(size: int) -> None:
    leaves = many(size)
    root = root_of(leaves)
    for index in range(size):
        proof = inclusion_proof(leaves, index)
        assert len(proof) <= (size - 1).bit_length()
        verify_inclusion(leaves[index], index, size, proof, root)
        for wrong in [
            [*proof, root],
            [EMPTY_ROOT, *proof],
            *([*proof[:k], EMPTY_ROOT, *proof[k + 1 :]] for k in range(len(proof))),
        ]:
            with pytest.raises(ProofBroken):
                verify_inclusion(leaves[index], index, size, wrong, root)
        if proof:
            with pytest.raises(ProofBroken):
                verify_inclusion(leaves[index], index, size, proof[:-1], root)
    for old in range(size + 1):
        proof = consistency_proof(leaves, old)
        before = root_of(leaves[:old])
        verify_consistency(old, size, before, root, proof)
        if old not in (0, size):
            with pytest.raises(ProofBroken):
                verify_consistency(old, size, EMPTY_ROOT, root, proof)
            with pytest.raises(ProofBroken):
                verify_consistency(old, size, before, EMPTY_ROOT, proof)
            with pytest.raises(ProofBroken):
                verify_consistency(old, size, before, root, proof[:-1])
        with pytest.raises(ProofBroken):
            verify_consistency(old, size, before, root, [*proof, root])


def test_a_shorter_tree_is_no_continuation() -> None:
    with pytest.raises(ProofBroken):
        verify_consistency(5, 4, EMPTY_ROOT, EMPTY_ROOT, [])
    with pytest.raises(ProofBroken):
        verify_inclusion(EMPTY_ROOT, 3, 3, [], EMPTY_ROOT)


@given(st.lists(st.integers(0, 40), max_size=6))
@settings(deadline=None)
def test_a_compact_range_grows_as_the_tree_does(steps: list[int]) -> None:
    leaves = [leaf_hash(number.to_bytes(2, "big")) for number in range(sum(steps))]
    frontier, done = Frontier(), 0
    for step in steps:
        frontier = Frontier.from_bytes(frontier.size, frontier.to_bytes()).extend(leaves[done : done + step])
        done += step
        assert (frontier.size, frontier.root()) == (done, root_of(leaves[:done]))


def test_bytes_of_another_size_are_no_range() -> None:
    with pytest.raises(ValueError, match="not the compact range"):
        Frontier.from_bytes(3, b"\0" * 32)
