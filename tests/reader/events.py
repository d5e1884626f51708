"""Events, and the state that a set of them gives (schema/bundle.md, sections 7 and 8)."""
import hashlib, json, re, unicodedata

from bag import sha
from shapes import BODY, EVENT_HEADER, WRITES, read

GROUPS = ["case/numbers", "case/status", "person/identity", "person/numbers", "person/counsel", "person/shield",
          "charge/fact", "custody/measure", "hearing/slot", "hearing/session", "hearing/outcome", "term/trigger",
          "term/end", "task/plan", "task/handover", "task/done", "decision/content", "note/text", "document/link",
          "keying/act", "twin/verdict", "inbound/receipt", "inbound/case", "release/order", "release/titles",
          "release-step/act", "task/detail", "service/attempt", "promise/word", "person/address"]


def is_register(address):
    parts = address.split("/")
    group = f"{parts[0]}/{parts[-1]}"
    if group not in GROUPS or len(parts) != (2 if group.startswith("case/") else 3):
        return False
    return len(parts) == 2 or bool(re.fullmatch("(?=.{1,64}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?", parts[1]))


def register_key(address):
    parts = address.split("/")
    return GROUPS.index(f"{parts[0]}/{parts[-1]}"), parts[1] if len(parts) == 3 else ""


def may_write(author, mode):
    """Says whether an author can stand in live work, or in an exercise."""
    return author.startswith("oef-") == (mode == "exercise") or mode == "exercise" and author.startswith("bron-")


def read_event(line):
    """Reads a line into (id, header, body or None); raises ValueError naming the rule that it breaks."""
    head, tab, tail = line.partition(b"\t")
    if not tab or b"\t" in tail or len(head) + len(tail) > 4 << 20:
        raise ValueError("not a header, a tab and a body, or too long")
    header = read(head, EVENT_HEADER)
    body = read(tail, BODY) if tail else None
    writes, sup, refs = header["k"] in WRITES, header["sup"], header["refs"]
    rules = [header["v"] == 1, sup == sorted(set(sup)), refs == sorted(set(refs)), header["seq"] > 0,
             (header["seq"] == 1) == (header["prev"] is None), not writes or header["cs"], header["k"] != "decide" or len(sup) > 1]
    rules += [len(sup) <= 10_000 and len(refs) <= 10_000, header["k"] != "decide" or not header["ws"].startswith("bron-")]
    if body is not None:
        rules += [len(body["w"]) <= 10_000 and len(body["w"]) * len(sup) <= 1_000_000]
        rules += [header["k"] != "decide" or (body["role"] != "source" and any(map(says_something, body["by"])))]
        rules += [sha(tail) == header["bh"], writes == bool(body["w"]), all(map(is_register, body["w"]))]
        rules.append(header["k"] not in ("decide", "void") or any(map(says_something, body["why"] or "")))
        rules.append(header["k"] != "void" or not any(value is not None for value in body["w"].values()))
    if not all(rules):
        raise ValueError(f"rule {rules.index(False)} of an event")
    return sha(head), header, body


def says_something(sign):
    return not sign.isspace() and unicodedata.category(sign) != "Cc"


def read_segment(segment, data, mode):
    if not may_write(segment["author"], mode) or not data.endswith(b"\n"):
        raise ValueError("live work and an exercise in one, or no end of line")
    if segment["count"] > 10_000 or len(data) > 72 << 20:
        raise ValueError("more than a reader has to hold")
    events, last = [], segment["first_prev"]
    for number, line in enumerate(data[:-1].split(b"\n"), segment["from"]):
        event = read_event(line)
        header = event[1]
        if (header["ws"], header["ep"], header["seq"], header["prev"]) != (segment["author"], segment["epoch"], number, last):
            raise ValueError(f"event {number} is not linked to the one before it")
        last = event[0]
        events.append(event)
    if len(events) != segment["count"] or last != segment["last_id"]:
        raise ValueError("not the events that the header says")
    return events


def live_events(events):
    """Of one case's events by id: those of which all that they rest on is live, each with the round in which that is so."""
    depths, waiting = {}, dict(events)
    live, depth = depths.keys(), 0
    while ready := [name for name, (header, _) in waiting.items() if live >= {*header["sup"], *header["refs"]}]:
        depths.update(dict.fromkeys(ready, depth))
        depth += 1
        for name in ready:
            del waiting[name]
    return depths


def replaced_writes(events, depths):
    """The writes of which another event took the place: by event and register, with the depth of the first that did."""
    replaced = {}
    for name in sorted(depths, key=depths.get):
        (header, body), named = events[name], {}
        source = header["k"] == "snapshot" or header["ws"].startswith("bron-")
        for old in header["sup"] if header["k"] in WRITES else ():
            told = events[old][1] if not source or events[old][0]["ws"] == header["ws"] else None
            for register, value in told["w"].items() if told else ():
                is_past = replaced.get((old, register), depths[name]) < depths[name]
                if not is_past and (body is None or register in body["w"]):
                    named.setdefault(register, {})[old] = json.dumps(value, sort_keys=True)
        for register, olds in named.items():
            if source or header["k"] == "decide" or len(set(olds.values())) == 1:
                for old in olds:
                    replaced.setdefault((old, register), depths[name])
    return replaced


def case_digest(events):
    """Hashes the state of one case, from its events by id; None while nothing is written."""
    live, heads = live_events(events), {}
    replaced = replaced_writes(events, live)
    for name in live:
        header, body = events[name]
        for register in body["w"] if body and header["k"] in WRITES else ():
            if (name, register) not in replaced:
                heads.setdefault(register, []).append(name)
    text = "".join("\n".join([register, *sorted(heads[register])]) + "\n" for register in sorted(heads, key=register_key))
    return hashlib.sha256(text.encode()).digest() if heads else None


def state_root(cases):
    buckets = [hashlib.sha256() for _ in range(4096)]
    for case in sorted(cases):
        if digest := case_digest(cases[case]):
            buckets[int(case[:3], 16)].update(bytes.fromhex(case.replace("-", "")) + digest)
    return sha(b"".join(bucket.digest() for bucket in buckets))
