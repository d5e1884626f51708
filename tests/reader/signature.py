"""Signatures: their one form here, their mathematics by `ssh-keygen` (schema/bundle.md, section 6)."""
import base64, os, re, struct, subprocess, tempfile
from datetime import datetime, timezone


def wire(blob, layout):
    """Reads SSH's wire form: `s` a string, `I` and `Q` numbers; nothing may be left."""
    values = []
    for kind in layout:
        length = 4 if kind in "sI" else 8
        if len(blob) < length:
            raise ValueError("cut off")
        number, blob = int.from_bytes(blob[:length], "big"), blob[length:]
        if kind == "s":
            if len(blob) < number:
                raise ValueError("cut off")
            number, blob = blob[:number], blob[number:]
        values.append(number)
    if blob:
        raise ValueError("bytes too many")
    return values


# The points of small order: a signature under one of them is anybody's.
WEAK = {"01" + "00" * 31, "ec" + "ff" * 30 + "7f", "00" * 32, "00" * 31 + "80", "01" + "00" * 30 + "80", "ec" + "ff" * 31,
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85"}
PRIME = 2**255 - 19
# Times of certificates are in years up to 9998.
NEVER = 253370764800
ORDER = 2**252 + 27742317777372353535851937790883648493


def is_point(key):
    """Says whether 32 bytes are a point of the curve, in its one form and not of small order."""
    number = int.from_bytes(key, "little")
    y = number & 2**255 - 1
    square = (y * y - 1) * pow(-121665 * pow(121666, -1, PRIME) * y * y + 1, -1, PRIME) % PRIME
    return len(key) == 32 and key.hex() not in WEAK and y < PRIME and pow(square, (PRIME - 1) // 2, PRIME) in (0, 1)


def armour(blob):
    text = base64.b64encode(blob).decode()
    lines = "".join(text[at:at + 70] + "\n" for at in range(0, len(text), 70))
    return f"-----BEGIN SSH SIGNATURE-----\n{lines}-----END SSH SIGNATURE-----\n"


def read_signature(text):
    """Gives namespace, signing key, what its certificate says (None for a bare key), and the 64 bytes."""
    blob = base64.b64decode("".join(text.split("\n")[1:-2]), validate=True)
    if armour(blob) != text or blob[:6] != b"SSHSIG":
        raise ValueError("not in its one form")
    version, signer, namespace, reserved, digest, signature = wire(blob[6:], "Isssss")
    name, raw = wire(signature, "ss")
    if (version, reserved, digest, name, len(raw)) != (1, b"", b"sha512", b"ssh-ed25519", 64) or not namespace:
        raise ValueError("not version 1 with ssh-ed25519 and sha512")
    if not signer.startswith(b"\0\0\0 ssh-ed25519-cert-v01@openssh.com"):
        kind, key = wire(signer, "ss")
        if kind != b"ssh-ed25519" or len(key) != 32 or key.hex() in WEAK:
            raise ValueError("another kind of key, or a weak one")
        return namespace.decode(), signer, None, raw
    _, nonce, key, _, kind, station, principals, begins, ends, critical, extensions, reserved, root, _ = wire(signer, "sssQIssQQsssss")
    named = re.fullmatch("(.*)-e(0|[1-9][0-9]*)", station.decode())
    if max(begins, ends) >= NEVER or len(nonce) != 32 or key.hex() in WEAK or kind != 1 or critical or extensions or reserved or not named or wire(principals, "s") != [named[1].encode()]:
        raise ValueError("a certificate that allows more than one station to sign")
    own = b"".join(struct.pack(">I", len(part)) + part for part in (b"ssh-ed25519", key))
    return namespace.decode(), own, {"station": station.decode(), "from": begins, "until": ends, "root": root}, raw


def keygen(*words, text):
    done = subprocess.run(["ssh-keygen", "-Y", *words], input=text, capture_output=True, env={**os.environ, "TZ": "UTC"})
    return done.returncode == 0


def judge_signature(signature, signed, namespace, station, trust, at):
    """Proves a signature; gives the doubts that it leaves, as codes. Raises ValueError for one that cannot be read."""
    found, key, certificate, raw = read_signature(signature.decode("utf-8"))
    if found != namespace:
        return ["NB-SIG-04"]
    if int.from_bytes(raw[32:], "little") >= ORDER:
        return ["NB-SIG-03"]
    doubts = []
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "sig")
        with open(path, "wb") as file:
            file.write(signature)
        if not keygen("check-novalidate", "-n", namespace, "-s", path, text=signed):
            return ["NB-SIG-03"]
        if key in trust.revoked or certificate and certificate["root"] in trust.revoked:
            doubts.append("NB-SIG-09")
        if certificate and certificate["station"] != station:
            doubts.append("NB-SIG-06")
        if certificate and at >= certificate["until"]:
            doubts.append("NB-SIG-07")
        if certificate and at < certificate["from"]:
            doubts.append("NB-SIG-08")
        name = (certificate["station"] if certificate else station).rpartition("-e")[0]
        time = datetime.fromtimestamp(certificate["from"] if certificate else at, timezone.utc).strftime("%Y%m%d%H%M%S")
        if not keygen("verify", "-f", trust.signers, "-I", name, "-n", namespace, "-O", "verify-time=" + time, "-s", path,
                      text=signed):
            doubts.append("NB-SIG-05")
    return doubts
