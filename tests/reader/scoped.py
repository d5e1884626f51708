"""Bundles of some cases: their events, their profile, and the proofs that they stand in sealed journals (section 17)."""
import hashlib

from archive import Refused, refuse_unless
from bag import sha
from events import GROUPS, may_write, read_event
from shapes import PROFILE, PROOF, WRITES, read

PATH = "data/profile.json"


def cases_of(header):
    return None if header["scope"] == "all" else header["scope"]["cases"]


def case_path(case):
    return f"data/cases/{case}.jsonl"


def check_scope(header, payload):
    """Holds what the header says of cases against the files."""
    scope, about = cases_of(header), "bundle.json"
    if scope is None:
        return
    cases, runs = [seal["case"] for seal in scope["seals"]], scope["elsewhere"]
    ends = [0] + [last for _, last in runs]
    ordered = all(end + (1 if end else 0) < first <= last < header["seq"] for end, (first, last) in zip(ends, runs))
    bare = header["segments"] == [] and header["basis"] == {} and header["have"] == {} and header["kind"] == "export"
    refuse_unless(bare and ordered and cases == sorted(set(cases)), "NB-HDR-04", about)
    refuse_unless(sha(payload.get(PATH, b"")) == scope["profile"]["sha256"], "NB-PRF-04", PATH)
    listed = {case_path(seal["case"]): seal["sha256"] for seal in scope["seals"]}
    for path in {path for path in payload if path.startswith("data/cases/")} | set(listed):
        refuse_unless(path in payload and sha(payload[path]) == listed.get(path), "NB-HDR-04", path)


def read_case(seal, data, mode):
    """Reads the events of a case: only its own, only those that write, in order, and just those that were counted."""
    path, events, last = case_path(seal["case"]), [], None
    refuse_unless(data.endswith(b"\n"), "NB-EVT-01", path)
    for number, line in enumerate(data[:-1].split(b"\n"), 1):
        try:
            event = read_event(line)
        except ValueError as why:
            raise Refused("NB-EVT-01", path, why) from why
        head = event[1]
        refuse_unless(head["cs"] == seal["case"] and head["k"] in WRITES, "NB-PRF-03", path, number)
        place = head["ws"], head["ep"], head["seq"], event[0]
        refuse_unless((last is None or last < place) and may_write(head["ws"], mode), "NB-EVT-01", path, number)
        last = place
        events.append(event)
    names = "".join(f"{name}\n" for name in sorted(event[0] for event in events))
    refuse_unless(len(events) == seal["count"] and sha(names.encode()) == seal["seal"], "NB-PRF-02", path)
    return events


def root_from(name, seq, size, path):
    """RFC 9162, section 2.1.3.2: the tree hash that a path leads to."""
    join = lambda left, right: hashlib.sha256(b"\1" + left + right).digest()
    at, last, node = seq - 1, size - 1, hashlib.sha256(b"\0" + bytes.fromhex(name)).digest()
    if not 0 <= at <= last:
        return None
    for beside in map(bytes.fromhex, path):
        if last == 0:
            return None
        if at & 1 or at == last:
            node = join(beside, node)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            node = join(node, beside)
        at, last = at >> 1, last >> 1
    return node.hex() if last == 0 else None


def read_proofs(author, data, events, path):
    """Gives the event that seals an author's journal, once each event is proven to stand in it."""
    ws, ep = author
    try:
        lines = data[:-1].split(b"\n")
        seal = read_event(lines[0])
        head, said = seal[1], seal[2]["val"]["checkpoint"]
        right = (said["ws"], said["ep"], said["head"], said["seq"] + 1) == (ws, ep, head["prev"], head["seq"])
        right = right and (head["ws"], head["ep"], head["k"], head["cs"]) == (ws, ep, "checkpoint", None)
        right = right and len(lines) == len(events) + 1 and data.endswith(b"\n")
        for line, (name, head, _) in zip(lines[1:], events):
            proof = read(line, PROOF)
            right = right and proof["event"] == name and root_from(name, head["seq"], said["seq"], proof["path"]) == said["root"]
    except (ValueError, KeyError, TypeError) as why:
        raise Refused("NB-PRF-01", path, why) from why
    refuse_unless(right, "NB-PRF-01", path)
    return seal


def check_profile(profile, events, payload):
    documents = set()
    for _, head, body in events:
        for register, value in (body["w"] if body else {}).items():
            parts = register.split("/")
            refuse_unless(f"{parts[0]}/{parts[-1]}" in profile["groups"], "NB-PRF-05", PATH, register)
            if register.startswith("document/") and isinstance(value, dict):
                documents.add(value.get("sha256"))
    allowed = documents if profile["documents"] == "linked" else set()
    for path in payload:
        name = path.rsplit("/", 1)[-1].split(".")[0]
        refuse_unless(not path.startswith("data/docs/") or name in allowed, "NB-PRF-05", path)


def read_scoped(header, payload):
    """Gives for each author its events, its seal last, described as if they were a segment."""
    scope = cases_of(header)
    try:
        profile = read(payload[PATH], PROFILE)
        groups = profile["groups"]
        right = "case/numbers" in groups and groups.keys() <= set(GROUPS) and (profile["documents"] == "none" or "document/link" in groups)
        right = right and profile["version"] > 0 and all(why.strip() for why in [profile["reason"], *groups.values()])
    except (ValueError, KeyError) as why:
        raise Refused("NB-PRF-04", PATH, why) from why
    refuse_unless(right and (profile["kind"], profile["version"]) == (scope["profile"]["kind"], scope["profile"]["version"]),
                  "NB-PRF-04", PATH)
    events = [event for seal in scope["seals"]
              for event in read_case(seal, payload[case_path(seal["case"])], header["mode"])]
    check_profile(profile, events, payload)
    authors, rest = {}, {path for path in payload if path.startswith("data/proofs/")}
    for event in events:
        authors.setdefault((event[1]["ws"], event[1]["ep"]), []).append(event)
    segments = []
    for (ws, ep), own in sorted(authors.items()):
        own.sort(key=lambda event: (event[1]["seq"], event[0]))
        path = f"data/proofs/{ws}-e{ep}.jsonl"
        if not ws.startswith("bron-"):
            refuse_unless(path in rest, "NB-PRF-01", path)
            own.append(read_proofs((ws, ep), payload[path], own, path))
            rest.remove(path)
        segments.append(({"path": path, "first_prev": None, "last_id": own[-1][0]}, own))
    for path in rest:
        raise Refused("NB-PRF-01", path)
    return segments
