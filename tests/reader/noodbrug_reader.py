#!/usr/bin/env python3
"""Verifies Noodbrug bundles and merges what they say, with the Python standard library and `ssh-keygen` alone.

    noodbrug_reader.py --signers allowed_signers bundle.zip [bundle.zip ...]

It follows schema/bundle.md (each file beside this one is a part of it) and shares no code with the program, so that the two
can judge each other.
Bundles are taken in in the order given; the state root at the end is that of all their events together. A bundle is left
at its first refusal. Exit code: 0 good, 1 something was refused, 3 something needs a person.
"""
import argparse, base64, json, os, sys
from datetime import datetime, timezone

from archive import SECOND, SIGNATURE, TAGMANIFEST, TAGS, Refused, open_archive, refuse_unless
from bag import check_bag, check_header, sha
from events import live_events, may_write, read_segment, state_root
from scoped import cases_of, check_scope, read_scoped
from shapes import HEADER, RECEIPT, canonical, read
from signature import judge_signature, read_signature

NAMESPACES = {"export": "noodbrug-bundle-v1", "receipt": "noodbrug-receipt-v1", "keyset": "noodbrug-keyset-v1"}
NOTES = {"NB-HDR-07", "NB-HDR-10", "NB-SEQ-01", "NB-SEQ-04", "NB-CMS-05"}
ATTENTION = {"NB-SIG-05", "NB-SIG-11", "NB-SIG-13", "NB-HDR-08", "NB-HDR-09", "NB-SEQ-02", "NB-SEQ-03", "NB-SEQ-05", "NB-SEQ-06", "NB-EVT-02",
             "NB-EVT-03", "NB-EVT-04", "NB-EVT-05", "NB-KEY-05", "NB-KEY-06"}


# What becomes of a bundle, from the mildest to the gravest, and the findings that each is named by.
WORDS = {
    "taken-in": "HDR-07 HDR-10 CMS-05", "replay": "SEQ-01", "late": "SEQ-04",
    "doubtful": "HDR-09 KEY-05 SIG-11 SIG-13 CMS-03 CMS-04", "gap": "SEQ-02", "waiting": "EVT-02", "left-out": "EVT-04 EVT-05",
    "wrong-recipient": "HDR-08 ENV-01", "unknown-key": "SIG-05", "downgrade": "KEY-06", "rolled-back": "SEQ-05 KEY-02",
    "fork": "SEQ-03 EVT-03 KEY-03", "own-rewind": "SEQ-06", "unreadable": "IO-01", "damaged": "ENV-02 ZIP-01 ZIP-15 ZIP-16",
    "newer-format": "HDR-02",
    "malformed": "ZIP-02 ZIP-03 ZIP-04 ZIP-05 ZIP-06 ZIP-07 ZIP-08 ZIP-09 ZIP-10 ZIP-11 ZIP-12 ZIP-13 ZIP-14 BAG-03 BAG-05 "
                 "HDR-01 KEY-01 CMS-01 PRF-04",
    "splice": "BAG-01 BAG-02 BAG-04 BAG-06 BAG-07 BAG-08 BAG-09 BAG-10 ZIP-17 HDR-03 HDR-04 HDR-05 EVT-01 PRF-01 PRF-02 PRF-03 "
              "PRF-05",
    "wrong-mode": "HDR-06", "expired": "SIG-07 SIG-08", "wrong-key": "SIG-04 SIG-06 SIG-12 KEY-04",
    "forged": "SIG-02 SIG-03 CMS-02", "stripped": "SIG-01", "lost-key": "SIG-10", "revoked-key": "SIG-09"}
OUTCOMES = {"NB-" + code: word for word, codes in WORDS.items() for code in codes.split()}


class Reader:
    def __init__(self, trust):
        self.trust, self.cases, self.chains, self.bundles, self.known, self.roots = trust, {}, {}, {}, {}, {}
        self.elsewhere = {}

    def take_in(self, path):
        """Judges a bundle and takes its events in; gives its findings as (code, file, detail)."""
        findings = []
        try:
            with open(path, "rb") as file:
                self.judge(os.path.basename(path), file.read(), findings)
        except Refused as why:
            findings.append((*map(str, why.args), "")[:3])
        return findings

    def judge(self, name, data, findings):
        note = lambda code, file, detail="": findings.append((code, file, str(detail)))
        folder, files, packed = open_archive(data)
        for path in files:
            refuse_unless(path in TAGS + [TAGMANIFEST, SIGNATURE, SECOND] or path.startswith("data/"), "NB-BAG-02", path)
        refuse_unless(SIGNATURE in files, "NB-SIG-01", SIGNATURE)
        for path in TAGS + [TAGMANIFEST]:
            refuse_unless(path in files, "NB-BAG-01", path)
        header = self.header(files["bundle.json"])
        station = f"{header['workstation']}-e{header['epoch']}"
        try:
            doubts = judge_signature(files[SIGNATURE], files[TAGMANIFEST], NAMESPACES[header["kind"]], station, self.trust,
                                     self.trust.at)
        except ValueError as why:
            raise Refused("NB-SIG-02", SIGNATURE, why) from why
        if header["kind"] == "keyset" and read_signature(files[SIGNATURE].decode())[2]:
            doubts = [*doubts, "NB-SIG-12"]
        for code in doubts:
            refuse_unless(code in ATTENTION, code, SIGNATURE)
            note(code, SIGNATURE)
        if SECOND in files:
            # The standard library reads no CMS: that it is there is all that this reader knows.
            note("NB-CMS-05", SECOND)
        payload = check_bag(files, header)
        check_header(header, payload, packed, folder)
        check_scope(header, payload)
        self.check_reader(header, name, note)
        segments = self.contents(header, payload)
        if not doubts:
            self.merge(header, sha(files[TAGMANIFEST]), segments, note)

    @staticmethod
    def header(data):
        try:
            value = canonical(data)
            newer = isinstance(value, dict) and value.get("format") == "noodbrug-bundle" and value.get("min_reader")
            refuse_unless(not (type(newer) is int and newer > 1), "NB-HDR-02", "bundle.json")
            return read(data, HEADER)
        except ValueError as why:
            raise Refused("NB-HDR-01", "bundle.json", why) from why

    def check_reader(self, header, name, note):
        trust = self.trust
        refuse_unless(trust.mode in (header["mode"], None), "NB-HDR-06", "bundle.json")
        refuse_unless(may_write(header["workstation"], header["mode"]), "NB-HDR-06", "bundle.json")
        if trust.mode is None and header["mode"] == "exercise":
            note("NB-HDR-07", name)
        to = [word for one in header["recipients"] for word in one.values()]
        if trust.reader and trust.reader not in to:
            note("NB-HDR-08", name, to)
        if datetime.fromisoformat(header["created"]).timestamp() > trust.at + 600:
            note("NB-HDR-09", "bundle.json", header["created"])
        if name != f"nb-{header['workstation']}-e{header['epoch']}-{header['seq']:06}.zip":
            note("NB-HDR-10", name)

    @staticmethod
    def contents(header, payload):
        segments, about = [], "data/receipt.json"
        try:
            if header["kind"] == "receipt":
                receipt = read(payload.get(about, b""), RECEIPT)
                refuse_unless((receipt["mode"], receipt["have"]) == (header["mode"], header["have"]), "NB-EVT-01", about)
                refuse_unless(is_of_one_piece(receipt), "NB-EVT-01", about)
            for segment in header["segments"]:
                about = segment["path"]
                segments.append((segment, read_segment(segment, payload[about], header["mode"])))
        except ValueError as why:
            raise Refused("NB-EVT-01", about, why) from why
        return segments + (read_scoped(header, payload) if cases_of(header) else [])

    def merge(self, header, name, segments, note):
        """Takes in what somebody vouches for, and says what of it waits or contradicts what is here."""
        if self.trust.keyset is not None and header["keyset_version"] > self.trust.keyset:
            note("NB-KEY-05", "bundle.json", header["keyset_version"])
        self.check_sequence(header, name, note)
        new, led_to = [], set()
        for segment, events in sorted(segments, key=lambda one: [one[1][0][1][key] for key in ("ws", "ep", "seq")], reverse=True):
            vouched = max((event[1]["seq"] for event in events if self.vouches(event, header)), default=0)
            vouched = events[-1][1]["seq"] if segment["last_id"] in led_to else vouched
            led_to |= {segment["first_prev"]} if vouched else set()
            led_to |= {ended for event in events if event[1]["seq"] <= vouched and (ended := end_of_epoch_before(event))}
            new += [event for event in events if event[0] not in self.known and event[1]["seq"] <= vouched]
            if any(event[0] not in self.known and event[1]["seq"] > vouched for event in events):
                note("NB-EVT-04", segment["path"])
            new += [event for event in events if event[2] and self.known.get(event[0]) is False]
        forks, touched = set(), {}
        for event, head, body in new:
            self.known[event] = body is not None
            if head["k"] == "checkpoint" and body:
                self.roots.setdefault((head["ws"], head["ep"]), root_of_seal(body))
            place = head["ws"], head["ep"], head["seq"]
            if self.chains.setdefault(place, event) != event:
                forks.add(f"{head['ws']}-e{head['ep']}")
            if head["cs"]:
                self.cases.setdefault(head["cs"], {})[event] = head, body
                touched.setdefault(head["cs"], set()).add(event)
        waiting = sum(len(events - live_events(self.cases[case]).keys()) for case, events in touched.items())
        if waiting:
            note("NB-EVT-02", header["workstation"], waiting)
        for author in sorted(forks):
            note("NB-EVT-03", author)

    def check_sequence(self, header, name, note):
        came = self.bundles.setdefault((header["workstation"], header["epoch"]), {})
        seq, file = header["seq"], "bundle.json"
        names = {known[0] for known in came.values()}
        before, after = came.get(seq - 1), came.get(seq + 1)
        if name in names:
            note("NB-SEQ-01", file)
        elif came and max(came) > seq:
            note("NB-SEQ-04", file, max(came))
        if came.get(seq, (name,))[0] != name or before and before[0] != header["prev_bundle"] or after and after[1] != name:
            note("NB-SEQ-03", file, seq)
        own = header["have"].get(f"{header['workstation']}-e{header['epoch']}") if header["scope"] == "all" else None
        for number, (_, _, theirs, keyset) in came.items():
            if own and theirs and (number - seq) * (theirs[1] - own[1]) < 0:
                note("NB-SEQ-05", file, number)
            if number < seq and keyset > header["keyset_version"]:
                note("NB-KEY-06", file, number)
        came.setdefault(seq, (name, header["prev_bundle"], own, header["keyset_version"]))
        elsewhere = self.elsewhere.setdefault((header["workstation"], header["epoch"]), [])
        elsewhere += cases_of(header)["elsewhere"] if cases_of(header) else []
        is_theirs = lambda number: any(first <= number <= last for first, last in elsewhere)
        if missing := [number for number in range(1, seq) if number not in came and not is_theirs(number)]:
            note("NB-SEQ-02", file, missing)

    def vouches(self, event, header):
        """Says whether this event vouches for the chain up to it: the sender's own, a source's, or a seal that holds."""
        _, head, body = event
        if (head["ws"], head["ep"]) == (header["workstation"], header["epoch"]) or head["ws"].startswith("bron-"):
            return True
        try:
            seal, signature = body["val"]["checkpoint"], body["val"]["signature"].encode()
            right = (seal["ws"], seal["ep"], seal["seq"] + 1, seal["head"]) == (head["ws"], head["ep"], head["seq"], head["prev"])
            signed = json.dumps(seal, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
            at = datetime.fromisoformat(seal["t"]).timestamp()
            author = f"{head['ws']}-e{head['ep']}"
            pinned = self.roots.get((head["ws"], head["ep"]))
            return head["k"] == "checkpoint" and right and pinned in (None, root_of_seal(body)) and not judge_signature(
                signature, signed, "noodbrug-log-v1", author, self.trust, at)
        except (KeyError, TypeError, ValueError, AttributeError):
            return False


def end_of_epoch_before(event):
    """Gives the last event under a station's earlier key, as the first one under the next key names it."""
    _, head, body = event
    try:
        before = body["val"]["previous"]
        is_renewal = (head["k"], body["val"]["did"]) == ("manage", "station-renewed") and before["epoch"] < head["ep"]
        return before["head"] if is_renewal else None
    except (KeyError, TypeError):
        return None


def is_of_one_piece(receipt):
    """Says whether codes are sorted and each once and give the outcome, and of a refused bundle no segment was taken in."""
    codes, whole = receipt["findings"], all(part["verdict"] == "refused" and not part["new"] for part in receipt["segments"])
    named = set(codes) <= OUTCOMES.keys() and receipt["outcome"] == outcome_of(codes)
    return named and codes == sorted(set(codes)) and (whole or not set(codes) - NOTES - ATTENTION)


def outcome_of(codes):
    """Names what became of a bundle in which these were found: the worst of them says so."""
    grave = lambda code: 0 if code in NOTES else 1 if code in ATTENTION else 2
    worst = max(((grave(code), list(WORDS).index(OUTCOMES[code])) for code in codes), default=(0, 0))
    return list(WORDS)[worst[1]]


def root_of_seal(body):
    """Gives the root under whose certificate a seal was made: no other may go on in the author's name."""
    try:
        return read_signature(body["val"]["signature"])[2]["root"]
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def key_blobs(path):
    """Reads the keys of a flat list of public keys."""
    with open(path, encoding="utf-8") as file:
        return {base64.b64decode(line.split()[1]) for line in file if line.startswith("ssh-")}


def main():
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("--signers", required=True, help="your own allowed_signers file: whom you trust")
    ask.add_argument("--revoked", help="a list of revoked public keys, one a line")
    ask.add_argument("--at", help="time at which certificates must hold, 2026-11-23T12:00:00+01:00; else now")
    ask.add_argument("--mode", choices=["live", "exercise"], help="what you expect")
    ask.add_argument("--reader", help="the name or fingerprint under which bundles are addressed to you")
    ask.add_argument("--keyset", type=int, help="the number of the senders' keysets that you hold; 0 when you hold none")
    ask.add_argument("--json", action="store_true", help="answer for programs")
    ask.add_argument("bundles", nargs="+")
    trust = ask.parse_args()
    trust.at = int((datetime.fromisoformat(trust.at) if trust.at else datetime.now(timezone.utc)).timestamp())
    trust.revoked = key_blobs(trust.revoked) if trust.revoked else set()
    reader = Reader(trust)
    found = {path: reader.take_in(path) for path in trust.bundles}
    root, codes = state_root(reader.cases), {code for findings in found.values() for code, _, _ in findings}
    if trust.json:
        print(json.dumps({"bundles": found, "state_root": root}, indent=1))
    else:
        for path, findings in found.items():
            print(path, "good" if not findings else "")
            for code, file, detail in findings:
                print(f"  {code} {file} {detail}".rstrip())
        print("state root", root)
    return 1 if codes - NOTES - ATTENTION else 3 if codes & ATTENTION else 0


if __name__ == "__main__":
    sys.exit(main())
