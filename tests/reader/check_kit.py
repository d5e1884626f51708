#!/usr/bin/env python3
"""Holds this reader against the conformance kit: check_kit.py tests/kit

Each file must be refused, doubted or accepted as `index.json` says, for a reason that stands there; and each order in
which the good bundles come must give the one state root.
"""
import json, os, sys
from argparse import Namespace
from datetime import datetime

from events import state_root
from noodbrug_reader import ATTENTION, NOTES, Reader, key_blobs


def severity(codes):
    return 2 if codes - NOTES - ATTENTION else 1 if codes & ATTENTION else 0


def main(kit):
    with open(os.path.join(kit, "index.json"), encoding="utf-8") as file:
        index = json.load(file)
    trust, at = index["trust"], lambda name: os.path.join(kit, name)
    known = dict(signers=at(trust["signers"]), revoked=key_blobs(at(trust["revoked"])), reader=trust["reader"], keyset=trust["keyset"],
                 at=int(datetime.fromisoformat(trust["at"]).timestamp()))
    wrong, exact = [], 0
    for case in index["cases"]:
        reader = Reader(Namespace(mode=None if case["mode"] == "any" else case["mode"], **known))
        for earlier in case["after"]:
            reader.take_in(at(earlier))
        found, wanted = {code for code, _, _ in reader.take_in(at(case["file"]))}, set(case["codes"])
        exact += found == wanted
        if severity(found) != severity(wanted) or not found <= wanted or bool(found) != bool(wanted):
            wrong.append(f"{case['file']}: found {sorted(found)}, not {sorted(wanted)}")
    for merge in index["merges"]:
        reader = Reader(Namespace(mode="live", **known))
        for name in merge["files"]:
            reader.take_in(at(name))
        if state_root(reader.cases) != merge["state_root"]:
            wrong.append(f"{merge['files']}: another state root")
    print("\n".join(wrong) or f"{len(index['cases'])} cases and {len(index['merges'])} merges as the kit says, {exact} with just the same codes")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
