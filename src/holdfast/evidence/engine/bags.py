"""The export as a BagIt 1.0 bag: every file listed, every listed file there, every hash the file's own."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping

from holdfast.evidence.engine.notes import NoteUnfit, parse_note
from holdfast.evidence.engine.packages import Package
from holdfast.evidence.engine.results import Check, Unreadable, failed, named, not_checkable, passed, plain
from holdfast.evidence.engine.zips import NAME_CAP, too_marked

BAG_MANIFEST = "manifest-sha256.txt"
BAG_TAGS = "tagmanifest-sha256.txt"
BAG_SIGNATURE = "export.sig"
BAG_MUST_HOLD = ("bagit.txt", "bag-info.txt", BAG_MANIFEST, BAG_TAGS)
BAG_TAGS_MUST_LIST = ("bagit.txt", "bag-info.txt", BAG_MANIFEST)
BAG_PROGRAM = "verify.py"
BAG_SIGNED_FORMAT = "holdfast export 2"
# What export.sig covers, in this order: the list of the payload, and the files of the bag that people read or run.
BAG_SIGNED = (BAG_MANIFEST, "bag-info.txt", "bagit.txt", BAG_PROGRAM)
BAG_FILES = (*BAG_MUST_HOLD, BAG_SIGNATURE, BAG_PROGRAM)
# A Mac writes it into every folder somebody looks into: it is said, and the rest is read on.
BAG_TRACE = ".DS_Store"
BAG_LINE = re.compile(r"([0-9a-fA-F]{64})[ \t]+(?:\*|\./)?(.+)")
BAG_OXUM = re.compile(r"^Payload-Oxum:\s*(\d{1,18})\.(\d{1,18})\s*$", re.M)


def check_bag(package: Package, hashes: Mapping[str, str], signed: bool = False) -> Check:
    """The check bag, with the hashes of all files of the package; `signed` where export.sig is known to hold.

    Where a list and a file part and another list holds the file, the list is what was changed.
    """
    missing = [name for name in BAG_MUST_HOLD if name not in package.sizes]
    if missing:
        return failed("bag", f"{', '.join(missing)} is missing: the export is not whole")
    try:
        declared = package.text("bagit.txt")
        manifest = read_bag_manifest(package, BAG_MANIFEST)
        tags = read_bag_manifest(package, BAG_TAGS)
        info = package.text("bag-info.txt")
    except Unreadable as problem:
        return failed("bag", str(problem))
    wrong = []
    if not re.match(
        r"BagIt-Version: (?:0\.9[3-9]|1\.0)\r?\nTag-File-Character-Encoding: UTF-8\s*\Z", declared
    ):
        wrong.append("bagit.txt is not that of a bag in UTF-8")
    wrong += [f"{BAG_TAGS} does not list {name}" for name in BAG_TAGS_MUST_LIST if name not in tags]
    held = signed_hashes(package) | ({BAG_SIGNATURE: hashes.get(BAG_SIGNATURE, "")} if signed else {})
    mended = _list_alone_changed(package, hashes, (held.get(BAG_MANIFEST), tags.get(BAG_MANIFEST)))
    if mended:
        manifest = {name: hashes[name] for name in package.sizes if name.startswith("data/")}
        wrong.append(
            f"{BAG_MANIFEST} was changed: the files it is a list of are those that it was made of, and signed for"
        )
    skipped = {BAG_MANIFEST} if mended else set()
    named_in_tags = {name: value for name, value in tags.items() if name in BAG_FILES}
    wrong += _hash_problems(package, hashes, named_in_tags, BAG_TAGS, held, skipped)
    wrong += _hash_problems(package, hashes, manifest, BAG_MANIFEST, {}, skipped)
    wrong += package.unfit_names
    traces = [
        name
        for name in package.sizes
        if name.rsplit("/", 1)[-1] == BAG_TRACE and name not in manifest and name not in tags
    ]
    wrong += _list_problems(package, manifest, tags, traces)
    wrong += _count_problems(package, info, traces)
    if package.hidden.said:
        wrong.append(
            f"the zip file is not as it was made: {package.hidden.said}; nobody vouches for that: unpack it, and check"
            " the folder"
        )
    if wrong:
        return failed("bag", named(wrong, "like it"))
    if traces:
        return not_checkable(
            "bag",
            f"{named([plain(name) for name in traces], 'like it')}: no part of the export, and nobody vouches for it;"
            " a Mac writes such files where somebody looked into a folder: delete them and check again",
        )
    return passed("bag", f"{len(manifest)} files are there and unchanged since the bag was made")


def _hash_problems(
    package: Package,
    hashes: Mapping[str, str],
    listed: Mapping[str, str],
    where: str,
    held: Mapping[str, str],
    skipped: Collection[str],
) -> Iterator[str]:
    """Files that are not those of a list; a file that is as the desk signed it (`held`) is not blamed: the list is."""
    for name, value in listed.items():
        if name in skipped:
            continue
        if name not in package.sizes:
            yield f"{plain(name)} is missing, and {where} lists it"
        elif not hashes.get(name):
            yield f"{plain(name)} cannot be read to its end"
        elif hashes[name] != value and held.get(name) == hashes[name]:
            yield f"{where} was changed: {plain(name)} has the hash that the desk signed, and it gives another"
        elif hashes[name] != value:
            yield f"{plain(name)} was changed: its hash is not the one in {where}"


def _list_problems(
    package: Package, manifest: Mapping[str, str], tags: Mapping[str, str], traces: Collection[str]
) -> Iterator[str]:
    """Files that no list names, folders that hold nothing, and names that no export's lists have."""
    for name in package.sizes:
        if name not in (manifest if name.startswith("data/") else BAG_FILES) and name not in traces:
            yield f"{plain(name)} is there, and no list of the bag names it"
    filled = {"data"}
    for name in package.sizes:
        above = name.rpartition("/")[0]
        while above and above not in filled:
            filled.add(above)
            above = above.rpartition("/")[0]
    for name in sorted(package.folders - filled):
        yield f"{plain(name)} is an empty folder"
    for name in manifest:
        if name.rsplit("/", 1)[-1] == BAG_TRACE:
            yield f"{plain(name)} is listed, and no export holds it"
    for name in manifest:
        if not name.startswith("data/"):
            yield f"{plain(name)} is listed outside data/"
    for name in tags:
        if name not in BAG_FILES:
            yield f"{BAG_TAGS} lists {plain(name)}, which no export holds"


def _count_problems(package: Package, info: str, traces: Collection[str]) -> Iterator[str]:
    """Where bag-info.txt gives another number of files or bytes than there are under data/."""
    oxum = BAG_OXUM.search(info)
    if "Payload-Oxum:" in info and not oxum:
        yield "bag-info.txt gives no number of files that can be read"
    sizes = [size for name, size in package.sizes.items() if name.startswith("data/") and name not in traces]
    if oxum and (int(oxum[1]), int(oxum[2])) != (sum(sizes), len(sizes)):
        yield "the number of files or of bytes is not the one bag-info.txt gives"


def signed_hashes(package: Package) -> dict[str, str]:
    """The hashes that export.sig gives of the files the desk signed; whether the signature holds is not asked."""
    try:
        lines = parse_note(package.read(BAG_SIGNATURE)).body.split("\n")
    except (NoteUnfit, Unreadable):
        return {}
    return dict(zip(BAG_SIGNED, lines[1:])) if lines[0] == BAG_SIGNED_FORMAT else {}


def files_changed(package: Package, hashes: Mapping[str, str]) -> frozenset[str]:
    """Files that are not those of the list, where another list says that the list itself is as it was."""
    try:
        manifest = read_bag_manifest(package, BAG_MANIFEST)
        tags = read_bag_manifest(package, BAG_TAGS) if BAG_TAGS in package.sizes else {}
    except Unreadable:
        return frozenset()
    if hashes.get(BAG_MANIFEST) not in (signed_hashes(package).get(BAG_MANIFEST), tags.get(BAG_MANIFEST)):
        return frozenset()
    return frozenset(name for name, value in manifest.items() if hashes.get(name) != value)


def signature_changed(package: Package, hashes: Mapping[str, str], others: Iterable[str]) -> bool:
    """Whether another list holds these files as they lie here, and does not hold export.sig."""
    try:
        tags = read_bag_manifest(package, BAG_TAGS)
    except Unreadable:
        return False
    return tags.get(BAG_SIGNATURE) != hashes.get(BAG_SIGNATURE) and all(
        tags.get(name) == hashes.get(name) for name in others
    )


def _list_alone_changed(package: Package, hashes: Mapping[str, str], vouched: Iterable[str | None]) -> bool:
    """Whether the list made anew of the files that lie here is the one that was signed, and the one here is not."""
    text = "".join(
        f"{hashes.get(name)}  {name.replace('%', '%25').replace(chr(10), '%0A').replace(chr(13), '%0D')}\n"
        for name in sorted(package.sizes)
        if name.startswith("data/") and name.rsplit("/", 1)[-1] != BAG_TRACE
    )
    made = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    return hashes.get(BAG_MANIFEST) != made and made in list(vouched)


def signed_body(hashes: Mapping[str, str], size: int, root: str) -> str:
    """What the desk signs in export.sig: the files of the bag by hash, and how long its log was, with its root."""
    return "\n".join([BAG_SIGNED_FORMAT, *(hashes.get(name, "") for name in BAG_SIGNED), str(size), root, ""])


def read_bag_manifest(package: Package, name: str) -> dict[str, str]:
    """A manifest of a bag: hash by file name; Unreadable when it is none."""
    found: dict[str, str] = {}
    for number, line in enumerate(package.lines(name), 1):
        bare = line.rstrip("\r\n")
        if not bare:
            continue
        parts = BAG_LINE.fullmatch(bare)
        if not parts:
            raise Unreadable(f"line {number} of {name} is not a hash and a name")
        path = parts[2].replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
        if len(path) > NAME_CAP or too_marked(path):
            raise Unreadable(f"line {number} of {name} gives a name that no file has")
        path = unicodedata.normalize("NFC", path)
        if found.setdefault(path, parts[1].lower()) != parts[1].lower():
            raise Unreadable(f"{name} gives two hashes of {plain(path)}")
    return found
