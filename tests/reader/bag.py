"""The bag: lists, description, and what the header says of the payload (schema/bundle.md, sections 3, 4 and 5)."""
import base64, hashlib, re

from signature import is_point
from archive import TAGMANIFEST, TAGS, Refused, is_name, refuse_unless


def sha(data):
    return hashlib.sha256(data).hexdigest()


def manifest(name, data):
    refuse_unless(data.isascii() and b"\r" not in data and (not data or data.endswith(b"\n")), "NB-BAG-05", name)
    listed, last = {}, ""
    for line in data.decode().split("\n")[:-1]:
        found = re.fullmatch("([0-9a-f]{64})  (.*)", line)
        refuse_unless(found and is_name(found[2]) and found[2] > last, "NB-BAG-05", name, line)
        last = found[2]
        listed[last] = found[1]
    return listed


def is_one_key(data):
    """Says whether a file is one line with one key: what a tool shows of it is then what another takes from it."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return False
    found = re.fullmatch("ssh-ed25519 ([A-Za-z0-9+/]{68})( [^\0-\x1f\x7f-\x9f]*)?\n", text)
    blob = base64.b64decode(found[1]) if found else b""
    return blob[:19] == b"\0\0\0\x0bssh-ed25519\0\0\0\x20" and is_point(blob[19:]) and text == text.rstrip() + "\n"


def check_bag(files, header):
    refuse_unless(files["bagit.txt"] == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", "NB-BAG-03", "bagit.txt")
    refuse_unless(is_one_key(files["keys/office-root.pub"]), "NB-BAG-03", "keys/office-root.pub")
    listed = manifest(TAGMANIFEST, files[TAGMANIFEST])
    refuse_unless(listed.keys() == set(TAGS), "NB-BAG-06", TAGMANIFEST)
    payload = {path: content for path, content in files.items() if path.startswith("data/")}
    for path in TAGS:
        refuse_unless(sha(files[path]) == listed[path], "NB-BAG-07", path)
    listed = manifest("manifest-sha256.txt", files["manifest-sha256.txt"])
    for path in sorted(listed.keys() ^ payload.keys()):
        refuse_unless(path in payload, "NB-BAG-08", path)
        raise Refused("NB-BAG-09", path)
    for path, content in payload.items():
        refuse_unless(sha(content) == listed[path], "NB-BAG-07", path)
        if path.startswith("data/docs/"):
            right = rf"data/docs/{sha(content)[:2]}/{sha(content)}\.[^.]*"
            refuse_unless(re.fullmatch(right, path), "NB-BAG-10", path)
    office = files["bag-info.txt"].decode("utf-8", "replace").split("\n")[0].removeprefix("Source-Organization: ")
    refuse_unless(not re.search("[\0-\x1f\x7f-\x9f]", office), "NB-BAG-04", "bag-info.txt")
    station = f"{header['workstation']}-e{header['epoch']}"
    description = (f"Source-Organization: {office}\nExternal-Identifier: nb-{station}-{header['seq']:06}\n"
                   f"Bag-Group-Identifier: {station}\nPayload-Oxum: {header['bytes']}.{header['files']}\n"
                   f"Bagging-Date: {header['created'][:10]}\n")
    refuse_unless(files["bag-info.txt"] == description.encode(), "NB-BAG-04", "bag-info.txt")
    return payload


def check_header(header, payload, packed, folder):
    station = f"{header['workstation']}-e{header['epoch']}"
    refuse_unless(folder == f"nb-{station}-{header['seq']:06}", "NB-ZIP-09", folder)
    documents = [content for path, content in payload.items() if path.startswith("data/docs/")]
    said = header["files"], header["bytes"], header["docs"]["count"], header["docs"]["bytes"]
    found = len(payload), sum(map(len, payload.values())), len(documents), sum(map(len, documents))
    refuse_unless(said == found, "NB-HDR-03", "bundle.json", f"{said} != {found}")
    refuse_unless(header["packed"] == packed, "NB-ZIP-17", folder)
    refuse_unless(header["seq"] > 0 and (header["seq"] == 1 or header["prev_bundle"]), "NB-HDR-05", "bundle.json")
    listed = set()
    for one in header["segments"]:
        path = f"data/events/{one['author']}-e{one['epoch']}-{one['from']}-{one['to']}.jsonl"
        right = one["path"] == path in payload and path not in listed and 0 < one["from"] <= one["to"]
        refuse_unless(right and one["count"] == one["to"] - one["from"] + 1 and one["sha256"] == sha(payload[path]),
                      "NB-HDR-04", one["path"])
        listed.add(path)
    for path in payload:
        refuse_unless(not path.startswith("data/events/") or path in listed, "NB-HDR-04", path)
