"""Canonical JSON, and the shapes of what is written in it (schema/bundle.md, sections 5, 7 and 9)."""
import json, re
from datetime import datetime, timezone

WRITES = {"set", "add", "void", "decide", "snapshot"}


def once(pairs):
    if len({key for key, _ in pairs}) != len(pairs) or not all(key.isascii() for key, _ in pairs):
        raise ValueError("a key twice, or a key that is not ASCII")
    return dict(pairs)


def whole(digits):
    if abs(int(digits)) > 2**53 - 1:
        raise ValueError("a number beyond 2^53")
    return int(digits)


def no_fraction(digits):
    raise ValueError("no whole number: " + digits)


def depth(value):
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if inner is None else 1 + max(map(depth, inner), default=0)


def canonical(data):
    """Reads JSON that has exactly the bytes of its canonical form (RFC 8785, whole numbers only)."""
    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=once, parse_int=whole, parse_float=no_fraction,
                           parse_constant=no_fraction)
        if depth(value) > 127:
            raise ValueError("too deep")
    except RecursionError as why:
        raise ValueError("too deep") from why
    written = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")
    if written != data:
        raise ValueError("not in its canonical form")
    return value


NAT, TEXT, ANY = int, str, object
DIGEST, NAME = re.compile("[0-9a-f]{64}"), re.compile("(?=.{1,40}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?")
CASE = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT([01]\d|2[0-3]):\d\d:\d\d([+-](?!00:00)|[+](?=00:00))([01]\d|2[0-3]):[0-5]\d", re.ASCII)
CLOCK = {"boot_id": TEXT, "mono_ms": NAT, "trust": re.compile("unchecked|compared")}
VECTOR = {str: (NAT, NAT, DIGEST)}
SEGMENT = {"author": NAME, "epoch": NAT, "from": NAT, "to": NAT, "first_prev": [None, DIGEST], "last_id": DIGEST,
           "count": NAT, "path": TEXT, "sha256": DIGEST}
KIND = re.compile("court|police|cjib|dji|probation|justid|office")
SCOPE = {"cases": {"profile": {"kind": KIND, "version": NAT, "sha256": DIGEST}, "elsewhere": {list: (NAT, NAT)},
                   "seals": {list: {"case": CASE, "count": NAT, "seal": DIGEST, "unproven": NAT, "sha256": DIGEST}}}}
PROFILE = {"format": re.compile("noodbrug-profile-1"), "kind": KIND, "version": NAT, "reason": TEXT,
           "cases": re.compile("all|custody|task|hearing|outcome"), "documents": re.compile("none|linked"),
           "groups": {str: TEXT}}
PROOF = {"event": DIGEST, "path": {list: DIGEST}}
HEADER = {"format": re.compile("noodbrug-bundle"), "version": NAT, "min_reader": NAT,
          "kind": re.compile("export|receipt|keyset"), "mode": re.compile("live|exercise"), "workstation": NAME,
          "epoch": NAT, "seq": NAT, "prev_bundle": [None, DIGEST], "created": MOMENT, "clock": CLOCK,
          "recipients": {list: {"name": TEXT, "fingerprint": [None, TEXT]}}, "purpose": TEXT,
          "scope": [re.compile("all"), SCOPE], "basis": VECTOR, "have": VECTOR,
          "segments": {list: SEGMENT}, "docs": {"count": NAT, "bytes": NAT}, "files": NAT, "bytes": NAT,
          "packed": DIGEST, "state_root": DIGEST, "keyset_version": NAT, "acks": {list: DIGEST}, "wants": {list: DIGEST}}
OUTCOME = re.compile("taken-in|replay|late|doubtful|gap|waiting|left-out|wrong-recipient|unknown-key|downgrade|rolled-back|fork|"
                     "own-rewind|unreadable|damaged|newer-format|malformed|splice|wrong-mode|expired|wrong-key|forged|stripped|"
                     "lost-key|revoked-key")
RECEIPT = {"outcome": OUTCOME, "findings": {list: re.compile("NB-[A-Z]{2,3}-[0-9]{2}")}, "receiver": TEXT, "bundle": DIGEST, "workstation": NAME, "epoch": NAT, "seq": NAT, "mode": HEADER["mode"],
           "segments": {list: {"author": NAME, "epoch": NAT, "from": NAT, "to": NAT, "new": NAT, "reason": [None, TEXT],
                               "verdict": re.compile("new|known|parked|quarantined|refused")}},
           "have": VECTOR, "wants": {list: DIGEST}, "state_root": DIGEST, "conflicts": NAT, "at": MOMENT, "clock": CLOCK}
EVENT_HEADER = {"bh": DIGEST, "cs": [None, CASE], "ep": NAT, "pol": NAT, "prev": [None, DIGEST], "refs": {list: DIGEST},
                "k": re.compile("|".join(WRITES) + "|read|print|export|import|intake|refuse|checkpoint|receipt|manage"),
                "seq": NAT, "sup": {list: DIGEST}, "v": NAT, "ws": NAME}
ROLE = re.compile("prosecutor|secretary|clerk|registrar|enforcement|manager|auditor|source")
BODY = {"boot": TEXT, "by": TEXT, "mono": NAT, "n": re.compile("[0-9a-f]{32}"), "role": ROLE, "t": MOMENT, "val": ANY,
        "src": [None, {"system": NAME, "file": TEXT, "record": NAT}], "w": {str: ANY}, "why": [None, TEXT]}


def fits(value, shape):
    """Says whether a value has a shape: a type, a pattern, a choice, a tuple, {list: each}, {str: each} or exact fields."""
    if shape is ANY or shape is None:
        return shape is ANY or value is None
    if isinstance(shape, list):
        return any(fits(value, one) for one in shape)
    if isinstance(shape, tuple):
        return isinstance(value, list) and len(value) == len(shape) and all(map(fits, value, shape))
    if isinstance(shape, re.Pattern):
        return isinstance(value, str) and bool(shape.fullmatch(value)) and (shape is not MOMENT or is_time(value))
    if shape is NAT:
        return type(value) is int and value >= 0
    if shape is TEXT:
        return isinstance(value, str)
    if list in shape:
        return isinstance(value, list) and all(fits(one, shape[list]) for one in value)
    if str in shape:
        return isinstance(value, dict) and all(fits(one, shape[str]) for one in value.values())
    return isinstance(value, dict) and value.keys() == shape.keys() and all(fits(value[key], shape[key]) for key in shape)


def is_time(text):
    """Says whether it is an instant, in the years (UTC) that every reader can keep."""
    try:
        return 1900 <= datetime.fromisoformat(text).astimezone(timezone.utc).year <= 9998
    except (ValueError, OverflowError):
        return False


def read(data, shape):
    value = canonical(data)
    if not fits(value, shape):
        raise ValueError("another shape")
    return value
