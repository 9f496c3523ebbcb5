"""The export as a BagIt 1.0 bag: every file listed, every listed file there, every hash the file's own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from holdfast.evidence.engine.packages import Package
from holdfast.evidence.engine.results import Check, Unreadable, failed, named, not_checkable, passed, plain

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


def check_bag(package: Package, hashes: Mapping[str, str]) -> Check:
    """The check bag, with the hashes of all files of the package."""
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
    for listed, where in ((manifest, BAG_MANIFEST), (tags, BAG_TAGS)):
        for name, value in listed.items():
            if name not in package.sizes:
                wrong.append(f"{plain(name)} is missing, and {where} lists it")
            elif not hashes.get(name):
                wrong.append(f"{plain(name)} cannot be read to its end")
            elif hashes[name] != value:
                wrong.append(f"{plain(name)} was changed: its hash is not the one in {where}")
    wrong += package.unfit_names
    payload = [name for name in package.sizes if name.startswith("data/")]
    traces = [
        name
        for name in package.sizes
        if name.rsplit("/", 1)[-1] == BAG_TRACE and name not in manifest and name not in tags
    ]
    wrong += [
        f"{plain(name)} is there, and no list of the bag names it"
        for name in package.sizes
        if name not in (manifest if name.startswith("data/") else BAG_FILES) and name not in traces
    ]
    filled = {"data"}
    for name in package.sizes:
        above = name.rpartition("/")[0]
        while above and above not in filled:
            filled.add(above)
            above = above.rpartition("/")[0]
    wrong += [f"{plain(name)} is an empty folder" for name in sorted(package.folders - filled)]
    wrong += [f"{plain(name)} is listed outside data/" for name in manifest if not name.startswith("data/")]
    wrong += [
        f"{BAG_TAGS} lists {plain(name)}, which no export holds" for name in tags if name not in BAG_FILES
    ]
    oxum = BAG_OXUM.search(info)
    if "Payload-Oxum:" in info and not oxum:
        wrong.append("bag-info.txt gives no number of files that can be read")
    payload = [name for name in payload if name not in traces]
    if oxum and (int(oxum[1]), int(oxum[2])) != (sum(package.sizes[name] for name in payload), len(payload)):
        wrong.append("the number of files or of bytes is not the one bag-info.txt gives")
    if wrong:
        return failed("bag", named(wrong, "like it"))
    if traces:
        return not_checkable(
            "bag",
            f"{named([plain(name) for name in traces], 'like it')}: no part of the export, and nobody vouches for it;"
            " a Mac writes such files where somebody looked into a folder: delete them and check again",
        )
    if package.hidden:
        return not_checkable(
            "bag",
            f"{package.hidden}: nobody vouches for those bytes, and nobody who unpacks the zip file sees them;"
            " unpack it and check the folder",
        )
    return passed("bag", f"{len(manifest)} files are there and unchanged since the bag was made")


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
        path = unicodedata.normalize("NFC", path)
        if found.setdefault(path, parts[1].lower()) != parts[1].lower():
            raise Unreadable(f"{name} gives two hashes of {plain(path)}")
    return found
