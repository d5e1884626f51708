#!/usr/bin/env python3
"""Holds the JSON of good bundles against schema/*.schema.json: judge_schemas.py schema/ bundle.zip [bundle.zip ...]

Needs `jsonschema`. Each object is also tried with a field too many and with each field left out, so that a schema that
lets everything pass is found out.
"""
import json, os, sys

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from archive import open_archive


def validators(folder):
    """Gives a validator for each schema by its short name: `bundle`, `event-body`."""
    schemas = {}
    for name in sorted(name for name in os.listdir(folder) if name.endswith(".schema.json")):
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            schemas[name.removesuffix(".schema.json")] = json.load(file)
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    registry = Registry().with_resources((one["$id"], Resource.from_contents(one)) for one in schemas.values())
    return {name: Draft202012Validator(schema, registry=registry) for name, schema in schemas.items()}


def documents(files):
    """Gives (schema, place, value) of each piece of JSON in a bundle."""
    yield "bundle", "bundle.json", json.loads(files["bundle.json"])
    if "data/receipt.json" in files:
        yield "receipt", "data/receipt.json", json.loads(files["data/receipt.json"])
    for number, line in enumerate(files.get("data/records/cases.jsonl", b"").splitlines(), 1):
        yield "record", f"data/records/cases.jsonl:{number}", json.loads(line)
    if "data/profile.json" in files:
        yield "profile", "data/profile.json", json.loads(files["data/profile.json"])
    for path in sorted(path for path in files if path.startswith(("data/events/", "data/cases/", "data/proofs/"))):
        for number, line in enumerate(files[path].split(b"\n")[:-1], 1):
            if b"\t" not in line:
                yield "proof", f"{path}:{number}", json.loads(line)
                continue
            header, body = line.split(b"\t")
            yield "event-header", f"{path}:{number}", json.loads(header)
            if body:
                yield "event-body", f"{path}:{number}", json.loads(body)


def loose(validator, value):
    """Names the changes at the top of a document that its schema lets pass and should not."""
    changed = {"+ a field": {**value, "onbekend": 1}, **{f"- {name}": {k: v for k, v in value.items() if k != name} for name in value}}
    return [change for change, other in changed.items() if validator.is_valid(other)]


def main(folder, bundles):
    schemas, counts, tried = validators(folder), {}, set()
    for bundle in bundles:
        with open(bundle, "rb") as file:
            _, files, _ = open_archive(file.read())
        for name, place, value in documents(files):
            counts[name] = counts.get(name, 0) + 1
            for fault in list(schemas[name].iter_errors(value))[:3]:
                return f"{bundle} {place}: {fault.json_path}: {fault.message}"
            passed = loose(schemas[name], value) if name not in tried else []
            tried.add(name)
            if passed:
                return f"{name}.schema.json lets pass: {passed}"
    missing = schemas.keys() - counts.keys() - {"common", "registers"}
    if missing:
        return f"no bundle has anything of {sorted(missing)}"
    print(", ".join(f"{count} of {name}" for name, count in sorted(counts.items())), "as their schemas say")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
