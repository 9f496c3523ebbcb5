"""Merkle trees of RFC 6962 (and 9162): root, compact range, proofs of inclusion and of consistency."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

EMPTY_ROOT = hashlib.sha256(b"").digest()
HASH_BYTES = 32


class ProofBroken(ValueError):
    """A proof does not lead to the root it was made for."""


def leaf_hash(data: bytes) -> bytes:
    """SHA-256(0x00 || data), RFC 6962 section 2.1."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 || left || right), RFC 6962 section 2.1."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier(NamedTuple):
    """A compact range: the size of a tree and the roots of its full subtrees, largest first.

    It is all that is needed to append leaves and to know the root, without reading the log.
    """

    size: int = 0
    nodes: tuple[bytes, ...] = ()

    def extend(self, leaves: Iterable[bytes]) -> Frontier:
        """The range after these leaf hashes (32 bytes each) were appended."""
        sha256 = hashlib.sha256
        nodes = list(self.nodes)
        size = self.size
        for leaf in leaves:
            carried = size
            node = leaf
            while carried & 1:
                node = sha256(b"\x01" + nodes.pop() + node).digest()
                carried >>= 1
            nodes.append(node)
            size += 1
        return Frontier(size, tuple(nodes))

    def append(self, leaf: bytes) -> Frontier:
        """The range after one leaf hash was appended."""
        return self.extend((leaf,))

    def root(self) -> bytes:
        """The Merkle tree hash of all leaves so far."""
        if not self.nodes:
            return EMPTY_ROOT
        node = self.nodes[-1]
        for left in self.nodes[-2::-1]:
            node = node_hash(left, node)
        return node

    def to_bytes(self) -> bytes:
        """The nodes one after the other; the size is kept beside them."""
        return b"".join(self.nodes)

    @classmethod
    def from_bytes(cls, size: int, data: bytes) -> Frontier:
        """The range of `size` leaves kept as bytes; ValueError when the two do not belong together."""
        if size < 0 or len(data) != HASH_BYTES * bin(size).count("1"):
            raise ValueError(f"{len(data)} bytes are not the compact range of a tree of {size} leaves")
        return cls(size, tuple(data[at : at + HASH_BYTES] for at in range(0, len(data), HASH_BYTES)))


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The Merkle tree hash of leaf hashes, level by level."""
    level = list(leaves)
    if not level:
        return EMPTY_ROOT
    sha256 = hashlib.sha256
    while len(level) > 1:
        odd = [level[-1]] if len(level) & 1 else []
        pairs = zip(level[::2], level[1::2])
        level = [sha256(b"\x01" + left + right).digest() for left, right in pairs] + odd
    return level[0]


def _split(size: int) -> int:
    """The largest power of two smaller than `size` (which is at least 2)."""
    return 1 << ((size - 1).bit_length() - 1)


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The audit path of leaf `index` (from 0) in the tree of all `leaves`, RFC 6962 section 2.1.1."""
    if not 0 <= index < len(leaves):
        raise IndexError(f"no leaf {index} in a tree of {len(leaves)}")
    path: list[bytes] = []
    part = leaves
    while len(part) > 1:
        middle = _split(len(part))
        if index < middle:
            path.append(root_of(part[middle:]))
            part = part[:middle]
        else:
            path.append(root_of(part[:middle]))
            part = part[middle:]
            index -= middle
    return path[::-1]


def consistency_proof(leaves: Sequence[bytes], old_size: int) -> list[bytes]:
    """That the first `old_size` leaves are a prefix of `leaves`, RFC 6962 section 2.1.2; empty for 0 and for all."""
    if not 0 <= old_size <= len(leaves):
        raise IndexError(f"{old_size} is not a prefix of a tree of {len(leaves)}")
    if old_size in (0, len(leaves)):
        return []
    path: list[bytes] = []
    part, size, whole = leaves, old_size, True
    while size != len(part):
        middle = _split(len(part))
        if size <= middle:
            path.append(root_of(part[middle:]))
            part = part[:middle]
        else:
            path.append(root_of(part[:middle]))
            part = part[middle:]
            size -= middle
            whole = False
    if not whole:
        path.append(root_of(part))
    return path[::-1]


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Raise ProofBroken unless the proof leads from this leaf hash to the root; RFC 9162 section 2.1.3.2."""
    if not 0 <= index < size:
        raise ProofBroken(f"no leaf {index} in a tree of {size}")
    first, second = index, size - 1
    node = leaf
    for step in proof:
        if second == 0:
            raise ProofBroken("the proof is longer than the tree is high")
        if first & 1 or first == second:
            node = node_hash(step, node)
            while not first & 1 and first:
                first >>= 1
                second >>= 1
        else:
            node = node_hash(node, step)
        first >>= 1
        second >>= 1
    if second != 0:
        raise ProofBroken("the proof is shorter than the tree is high")
    if node != root:
        raise ProofBroken("the proof leads to another root")


def verify_consistency(
    old_size: int, new_size: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> None:
    """Raise ProofBroken unless the old tree is a prefix of the new one; RFC 9162 section 2.1.4.2."""
    if not 0 <= old_size <= new_size:
        raise ProofBroken(f"a tree of {old_size} is no prefix of one of {new_size}")
    if old_size in (0, new_size):
        if proof:
            raise ProofBroken("between these sizes the proof is empty")
        if old_size == 0 and old_root != EMPTY_ROOT:
            raise ProofBroken("the root of the empty tree is another")
        if old_size == new_size and old_root != new_root:
            raise ProofBroken("two trees of one size have two roots")
        return
    steps = list(proof)
    if old_size & (old_size - 1) == 0:
        steps.insert(0, old_root)
    if not steps:
        raise ProofBroken("the proof is empty")
    first, second = old_size - 1, new_size - 1
    while first & 1:
        first >>= 1
        second >>= 1
    old = new = steps[0]
    for step in steps[1:]:
        if second == 0:
            raise ProofBroken("the proof is longer than the tree is high")
        if first & 1 or first == second:
            old = node_hash(step, old)
            new = node_hash(step, new)
            while not first & 1 and first:
                first >>= 1
                second >>= 1
        else:
            new = node_hash(new, step)
        first >>= 1
        second >>= 1
    if second != 0:
        raise ProofBroken("the proof is shorter than the tree is high")
    if old != old_root:
        raise ProofBroken("the proof does not lead to the old root")
    if new != new_root:
        raise ProofBroken("the proof does not lead to the new root")
