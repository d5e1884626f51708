"""The container: an archive in its one right form (schema/bundle.md, section 2)."""
import hashlib, re, struct, zlib

TAGS = ["bag-info.txt", "bagit.txt", "bundle.json", "leesmij.txt", "keys/office-root.pub", "keys/allowed_signers",
        "keys/revoked.krl", "manifest-sha256.txt"]
TAGMANIFEST, SIGNATURE, SECOND = "tagmanifest-sha256.txt", "tagmanifest-sha256.txt.sig", "tagmanifest-sha256.txt.p7s"
FULL = 0xFFFFFFFF


class Refused(Exception):
    """The bundle is refused: a finding's code, the file it is about, and particulars."""


def refuse_unless(holds, code, file, detail=""):
    if not holds:
        raise Refused(code, file, detail)


def local_record(name, method, crc, packed, size):
    wide = max(packed, size) >= FULL
    extra = struct.pack("<HHQQ", 1, 16, size, packed) if wide else b""
    sizes = (FULL, FULL) if wide else (packed, size)
    version = 45 if wide else 10 if method == 0 else 20
    return struct.pack("<IHHHHHIIIHH", 0x04034B50, version, 0, method, 0, 0x21, crc, *sizes, len(name), len(extra)) + name + extra


def directory_record(name, method, crc, packed, size, offset):
    wide, far = max(packed, size) >= FULL, offset >= FULL
    extra = (struct.pack("<QQ", size, packed) if wide else b"") + (struct.pack("<Q", offset) if far else b"")
    extra = struct.pack("<HH", 1, len(extra)) + extra if extra else b""
    sizes = (FULL, FULL) if wide else (packed, size)
    version = 45 if wide or far else 10 if method == 0 else 20
    return struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 3 << 8 | version, version, 0, method, 0, 0x21, crc, *sizes, len(name),
                       len(extra), 0, 0, 0, 0o100644 << 16, min(offset, FULL)) + name + extra


def end_record(count, size, offset):
    wide = b""
    if count >= 0xFFFF or max(size, offset) >= FULL:
        wide = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 3 << 8 | 45, 45, 0, 0, count, count, size, offset)
        wide += struct.pack("<IIQI", 0x07064B50, 0, offset + size, 1)
    narrow = min(count, 0xFFFF)
    return wide + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, narrow, narrow, min(size, FULL), min(offset, FULL), 0)


def read_end(data):
    refuse_unless(data[-22:-18] == b"PK\5\6", "NB-ZIP-02" if b"PK\5\6" in data[-65558:] else "NB-ZIP-01", "")
    count, size, offset = struct.unpack("<HII", data[-12:-2])
    if count == 0xFFFF or FULL in (size, offset):
        refuse_unless(data[-98:-94] == b"PK\6\6", "NB-ZIP-01", "")
        count, size, offset = struct.unpack("<QQQ", data[-66:-42])
    record = end_record(count, size, offset)
    refuse_unless(data.endswith(record), "NB-ZIP-06", "")
    refuse_unless(offset + size + len(record) == len(data), "NB-ZIP-02", "")
    refuse_unless(count <= 150_000, "NB-ZIP-11", "", count)
    return count, size, offset


def read_directory(data):
    """Gives (name, method, crc, packed, size, offset) of each file, from a directory in its one right form."""
    count, size, start = read_end(data)
    place, records = start, []
    while place < start + size and len(records) < count:
        fixed = data[place:place + 46]
        refuse_unless(fixed[:4] == b"PK\1\2" and len(fixed) == 46, "NB-ZIP-05", "", place)
        method, crc, packed, length, n, m, k = struct.unpack("<10xH4xIIIHHH12x", fixed)
        name, extra = data[place + 46:place + 46 + n], data[place + 46 + n:place + 46 + n + m]
        wide = iter(struct.unpack(f"<{len(extra[4:]) // 8}Q", extra[4:][:len(extra[4:]) // 8 * 8]))
        length, packed, offset = (next(wide, 0) if number == FULL else number
                                  for number in (length, packed, *struct.unpack("<I", fixed[42:])))
        record = (name, method, crc, packed, length, offset)
        found = data[place:place + 46 + n + m + k]
        refuse_unless(directory_record(*record) == found, "NB-ZIP-05", name.decode("utf-8", "replace"))
        place += len(found)
        records.append(record)
    refuse_unless(place == start + size and len(records) == count, "NB-ZIP-05", "")
    return records, start


def is_name(path):
    device = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)")
    part = re.compile("[a-z0-9][a-z0-9._-]*")
    return len(path) <= 120 and all(part.fullmatch(one) and not one.endswith(".") and not device.match(one)
                                    for one in path.split("/"))


def place_of(path):
    """Where a file stands: tag files, tag manifest, signatures; overview, tables, events, records, documents, the rest."""
    head = TAGS + [TAGMANIFEST, SIGNATURE, SECOND]
    if path in head:
        return head.index(path), path
    inner = path.removeprefix("data/")
    folders = [folder for folder in ("events/", "records/", "docs/") if inner.startswith(folder)]
    rank = 2 + ["events/", "records/", "docs/"].index(folders[0]) if folders else 5 if "/" in inner else int(inner != "overzicht.pdf")
    return len(head) + rank, path


def is_packed(path):
    return path.startswith("data/") and not path.startswith("data/docs/") and path.endswith((".csv", ".json", ".jsonl", ".txt"))


def unpack(path, method, crc, packed, size):
    if method == 8:
        stream = zlib.decompressobj(-15)
        try:
            content = stream.decompress(packed, size + 1)
            content += stream.decompress(stream.unconsumed_tail, 1) if len(content) <= size else b""
        except zlib.error as why:
            raise Refused("NB-ZIP-16", path, why) from why
        refuse_unless(len(content) <= size, "NB-ZIP-14", path)
        refuse_unless(stream.eof and not stream.unused_data and not stream.unconsumed_tail, "NB-ZIP-16", path)
    else:
        content = packed
    refuse_unless(len(content) == size, "NB-ZIP-14", path)
    refuse_unless(zlib.crc32(content) == crc, "NB-ZIP-15", path)
    return content


def open_archive(data):
    """Gives the folder, the files by path in their order, and the SHA-256 of all packed bytes."""
    records, start = read_directory(data)
    folder = records[0][0].split(b"/")[0].decode("utf-8", "replace") if records else ""
    refuse_unless(is_name(folder) and "/" not in folder, "NB-ZIP-09", folder)
    paths, seen, last, place = [], set(), None, 0
    for raw, *_ in records:
        name = raw.decode("utf-8", "replace")
        refuse_unless(name.startswith(folder + "/"), "NB-ZIP-09", name)
        path = name[len(folder) + 1:]
        refuse_unless(is_name(path), "NB-ZIP-07", path)
        refuse_unless(path not in seen, "NB-ZIP-03", path)
        seen.add(path)
        refuse_unless(last is None or last <= place_of(path), "NB-ZIP-08", path)
        last = place_of(path)
        paths.append(path)
    folders = {path[:at] for path in paths for at, sign in enumerate(path) if sign == "/"}
    for path in seen & folders:
        raise Refused("NB-ZIP-07", path)
    for path, record in zip(paths, records):
        refuse_unless(record[5] == place, "NB-ZIP-02", path)
        place += len(local_record(*record[:5])) + record[3]
    refuse_unless(place == start, "NB-ZIP-02", "")
    for path, (name, method, crc, packed, size, offset) in zip(paths, records):
        refuse_unless(method == (8 if is_packed(path) else 0), "NB-ZIP-10", path)
        most = 64 << 30 if path.startswith("data/") else 64 << 10 if path == SECOND else 64 << 20
        refuse_unless(size <= most, "NB-ZIP-12", path)
        refuse_unless(method == 8 or size == packed, "NB-ZIP-14", path)
        refuse_unless(size <= packed * 250 + (1 << 20), "NB-ZIP-13", path)
        local = local_record(name, method, crc, packed, size)
        refuse_unless(data[offset:offset + len(local)] == local, "NB-ZIP-04", path)
    refuse_unless(sum(record[4] for record in records) <= 256 << 30, "NB-ZIP-12", "")
    files, all_packed = {}, hashlib.sha256()
    for path, (name, method, crc, packed, size, offset) in zip(paths, records):
        begin = offset + len(local_record(name, method, crc, packed, size))
        content = data[begin:begin + packed]
        files[path] = unpack(path, method, crc, content, size)
        all_packed.update(content if method == 8 else b"")
    return folder, files, all_packed.hexdigest()
