"""Reads orcsnap/1 as src/snapshot/FORMAT.md describes it, independently of the program.

    read_orcsnap.py DIRECTORY    prints "name verdict sha256-of-the-tar" for each snapshot in it

Needs the package "cryptography" and the command "zstd".
"""
import base64, hashlib, hmac, json, os, re, subprocess, sys, unicodedata
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PASSPHRASE = "orcsnap vector \u00e9".encode()
KEY = bytes(range(32))
SECRET = X25519PrivateKey.from_private_bytes(b"\x42" * 32)
PUBLIC = SECRET.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
FIELDS = {"passphrase": ["type", "salt", "iterations", "wrapped"],
          "x25519": ["type", "ephemeral", "wrapped"], "key": ["type", "salt", "wrapped"]}
LENGTHS = {"salt": 32, "ephemeral": 32, "wrapped": 48, "commit": 32}
DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9\u00b9\u00b2\u00b3])\s*(\.|$)", re.I)
PIECE, FRAME = 4194304, 4194304 + 65536


class Refused(Exception): pass
class Newer(Exception): pass
class Locked(Exception): pass


def need(condition, why):
    if not condition: raise Refused(why)

def hkdf(secret, salt, info):
    return HKDF(hashes.SHA256(), 32, salt, info).derive(secret)

def b64(text, length):
    need(isinstance(text, str) and re.fullmatch(r"[A-Za-z0-9_-]*", text), "base64url")
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)) if len(text) % 4 != 1 else b""
    need(base64.urlsafe_b64encode(data).rstrip(b"=").decode() == text and len(data) == length, "base64url")
    return data

def is_count(value):
    return type(value) is int and 0 <= value < 2**53

def parse(text):
    def once(pairs):
        need(len(dict(pairs)) == len(pairs), "key twice")
        return dict(pairs)
    try: return json.loads(text, object_pairs_hook=once)
    except (ValueError, RecursionError): raise Refused("not JSON")

def read_header(data):
    version = re.match(rb'\{"v":(0|[1-9][0-9]{0,15})[,}]', data)
    if version and version[1] != b"1": raise Newer()
    need(version and all(0x21 <= c <= 0x7e and c != 0x5c for c in data), "bytes")
    header = parse(data)
    need(list(header) == ["v", "salt", "commit", "recipients"] and type(header["v"]) is int, "keys")
    need(json.dumps(header, separators=(",", ":")).encode() == data, "spelling")
    need(isinstance(header["recipients"], list) and 1 <= len(header["recipients"]) <= 16, "count")
    for r in header["recipients"]:
        need(isinstance(r, dict) and list(r)[:1] == ["type"] and isinstance(r["type"], str), "type")
        if r["type"] not in FIELDS:
            need(all(re.fullmatch("[a-z]+", k) and (isinstance(v, str) or is_count(v)) for k, v in r.items()), "values")
            continue
        need(list(r) == FIELDS[r["type"]], "keys")
        for k in r:
            if k in LENGTHS: r[k] = b64(r[k], 16 if r["type"] == "passphrase" and k == "salt" else LENGTHS[k])
        if r["type"] == "passphrase": need(is_count(r["iterations"]) and 600000 <= r["iterations"] <= 10000000, "cost")
    need(sum(r["type"] == "passphrase" for r in header["recipients"]) <= 1, "passphrases")
    return b64(header["salt"], 32), b64(header["commit"], 32), header["recipients"]

def wrapping_key(r):
    if r["type"] == "key": return hkdf(KEY, r["salt"], b"orcsnap/1 key")
    if r["type"] == "passphrase":
        return hashlib.pbkdf2_hmac("sha256", PASSPHRASE, b"orcsnap/1 passphrase\0" + r["salt"], r["iterations"])
    try: shared = SECRET.exchange(X25519PublicKey.from_public_bytes(r["ephemeral"]))
    except ValueError: return None  # all zero
    return hkdf(shared, r["ephemeral"] + PUBLIC, b"orcsnap/1 x25519")

def open_envelope(data):
    if re.match(rb"ORCSNAP[02-9]", data): raise Newer()
    need(data[:8] == b"ORCSNAP1" and len(data) >= 12, "magic")
    end = 12 + int.from_bytes(data[8:12], "big")
    need(end - 12 <= 65536 and len(data) >= end, "header length")
    salt, commit, recipients = read_header(data[12:end])
    need(len(data) > end + 32, "cut")
    for r in recipients:
        w = wrapping_key(r) if r["type"] in FIELDS else None
        try: file_key = w and AESGCM(w).decrypt(bytes(12), r["wrapped"], b"orcsnap/1 wrap\0" + r["type"].encode() + b"\0" + salt)
        except InvalidTag: continue
        if file_key and hmac.compare_digest(hkdf(file_key, salt, b"orcsnap/1 commit"), commit): break
    else: raise Locked()
    mac = hmac.digest(hkdf(file_key, salt, b"orcsnap/1 header"), data[:end], "sha256")
    need(hmac.compare_digest(mac, data[end:end + 32]), "MAC")
    gcm, at, out = AESGCM(hkdf(file_key, salt, b"orcsnap/1 payload")), end + 32, []
    while at < len(data):
        chunk, last = data[at:at + 262160], at + 262160 >= len(data)
        try: out.append(gcm.decrypt(len(out).to_bytes(11, "big") + bytes([last]), chunk, None))
        except (InvalidTag, ValueError): raise Refused("chunk")
        need(out[-1], "empty chunk")
        at += len(chunk)
    return b"".join(out)

def frame_end(data, at):
    def take(count):
        nonlocal at
        need(at + count <= len(data), "frame cut")
        at += count
        return int.from_bytes(data[at - count:at], "little")
    start = at
    need(take(4) == 0xfd2fb528, "frame magic")
    descriptor = take(1)
    need(not descriptor & 0x1b, "descriptor")
    single = descriptor & 0x20
    if not single:
        window = take(1)
        need((1 << (10 + (window >> 3))) // 8 * (8 + (window & 7)) <= 8 << 20, "window")
    length = [1 if single else 0, 2, 4, 8][descriptor >> 6]
    need(take(length) + (256 if length == 2 else 0) <= PIECE, "content size")
    last = False
    while not last:
        block = take(3)
        last = block & 1
        need(block >> 1 & 3 != 3 and block >> 3 <= 131072, "block")
        take(1 if block >> 1 & 3 == 1 else block >> 3)
        need(at - start <= FRAME, "frame length")
    take(4 if descriptor & 4 else 0)
    need(at - start <= FRAME, "frame length")
    return at

def expand(data):
    at, total, out = 0, 0, []
    need(data, "empty")
    while at < len(data):
        end = frame_end(data, at)
        run = subprocess.run(["zstd", "-dcq", "--memory=8MB"], input=data[at:end], capture_output=True)
        need(run.returncode == 0, "zstd")
        need(len(run.stdout) == PIECE or end == len(data) and 0 < len(run.stdout) <= PIECE, "piece")
        at, total = end, total + len(run.stdout)
        need(total <= 64 << 20 or total <= 500 * at, "expansion")
        out.append(run.stdout)
    return b"".join(out)

def block(name, mode, size, mtime, kind):
    head = name.ljust(100, b"\0") + b"%07o\0" % mode + b"0000000\0" * 2 + b"%011o\0%011o\0" % (size, mtime)
    tail = kind + bytes(100) + b"ustar\x0000" + bytes(64) + b"0000000\0" * 2 + bytes(167)
    return head + b"%06o\0 " % (sum(head) + sum(tail) + 8 * 32) + tail

def header_blocks(name, directory, size, mtime):
    name, body = name.encode() + (b"/" if directory else b""), b""
    fits = re.fullmatch(rb"[\x20-\x7e]{1,100}", name)
    for key, value, wanted in ((b"path", name, not fits), (b"size", b"%d" % size, size >= 8**11)):
        if wanted:
            rest = b" " + key + b"=" + value + b"\n"
            body += next(b"%d" % n + rest for n in range(len(rest), len(rest) + 9) if len(b"%d" % n) + len(rest) == n)
    own = block(name if fits else b"pax", 0o755 if directory else 0o644, size if size < 8**11 else 0, mtime, b"5" if directory else b"0")
    return block(b"pax", 0o644, len(body), 0, b"x") + body + bytes(-len(body) % 512) + own if body else own

def check_name(name):
    need(name and len(name.encode()) <= 1024 and name[0] != "/" and "\\" not in name and ":" not in name, "name")
    need(not any(unicodedata.category(c) == "Cc" for c in name) and unicodedata.normalize("NFC", name) == name, "name")
    need(name.count("/") < 32, "depth")
    for s in name.split("/"):
        need(s not in ("", ".", "..") and s[-1] not in ". " and not DEVICE.match(s) and len(s.encode()) <= 255, "segment")

def entries(tar):
    at, taken = 0, {}
    octal = lambda field: int(field[:-1], 8) if re.fullmatch(rb"[0-7]+\0", field) else 0
    while at + 512 <= len(tar) and any(tar[at:at + 512]):
        start, path, size = at, None, None
        if tar[at + 156:at + 157] == b"x":
            length = octal(tar[at + 124:at + 136])
            need(length <= 4096, "pax")
            body = re.fullmatch(rb"(?:\d+ path=([^\n\0]*)\n)?(?:\d+ size=(\d{1,16})\n)?", tar[at + 512:at + 512 + length])
            need(length and body, "pax")
            path, size = body[1], body[2] and int(body[2])
            at += 512 + length + -length % 512
        own = tar[at:at + 512]
        try: name = (path if path is not None else own[:100].split(b"\0")[0]).decode()
        except UnicodeDecodeError: raise Refused("name")
        need(own[156:157] in (b"0", b"5"), "type")
        directory = own[156:157] == b"5"
        if directory and name.endswith("/"): name = name[:-1]
        check_name(name)
        size = octal(own[124:136]) if size is None else size
        need(header_blocks(name, directory, size, octal(own[136:148])) == tar[start:at + 512] and not (directory and size), "header")
        parts = name.split("/")
        for n in range(1, len(parts) + 1):  # whole names and the directories above them
            part = "/".join(parts[:n])
            folded = unicodedata.normalize("NFC", part.lower().upper().lower())
            kind = ("directory" if directory else "file") if n == len(parts) else "implied"
            before = taken.get(folded)
            need(before is None or before[0] == part and (kind == "implied" and before[1] != "file"
                 or kind == "directory" and before[1] == "implied"), "taken")
            if before is None or kind != "implied": taken[folded] = (part, kind)
        need(len(taken) <= 400000 and at + 512 + size <= len(tar), "cut")
        yield name, directory, tar[at + 512:at + 512 + size]
        at += 512 + size + -size % 512
        need(not any(tar[at - -size % 512 if size % 512 else at:at]), "padding")
    need(tar[at:] == bytes(1024), "end")

def check_manifest(data):
    try: text = data.decode()
    except UnicodeDecodeError: raise Refused("manifest")
    m = parse(text)
    need(isinstance(m, dict), "manifest")
    if is_count(m.get("schema")) and m["schema"] > 1: raise Newer()
    need(list(m) == ["schema", "identity", "sessions", "current", "escaped", "files"] and m["schema"] == 1, "manifest")
    need(json.dumps(m, separators=(",", ":"), ensure_ascii=False) + "\n" == text, "manifest spelling")
    is_id = lambda v: isinstance(v, str) and re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", v) and v[-1] != "." and not DEVICE.match(v)
    is_match = lambda v, shape: isinstance(v, str) and re.fullmatch(shape, v)
    i = m["identity"]
    need(i is None or list(i) == ["repo_id", "root_commit", "slug"] and is_match(i["repo_id"], "r[0-9a-f]{16}")
         and (i["root_commit"] is None or is_match(i["root_commit"], "[0-9a-f]{40}|[0-9a-f]{64}"))
         and (i["slug"] is None or is_match(i["slug"], "[A-Za-z0-9._~-]+/[A-Za-z0-9._~-]+")), "identity")
    need(m["current"] is None or is_id(m["current"]), "current")
    for key, keys, right in (
            ("sessions", ["id", "seq", "head", "log"], lambda e: is_id(e["id"]) and is_count(e["seq"]) and is_match(e["head"], "[0-9a-f]{32}") and is_count(e["log"])),
            ("escaped", ["stored", "name"], lambda e: is_match(e["stored"], "escaped/[1-9][0-9]{0,5}") and isinstance(e["name"], str)),
            ("files", ["name", "size"], lambda e: is_count(e["size"]) and e["name"] not in ("manifest.json", "SHA256SUMS"))):
        need(isinstance(m[key], list) and all(isinstance(e, dict) and list(e) == keys and right(e) for e in m[key]), key)
        names = [e[keys[0]].encode() for e in m[key]]
        need(all(a < b for a, b in zip(names, names[1:])), key + " order")
    for e in m["files"]: check_name(e["name"])
    return m["files"]

def read(data):
    tar = expand(open_envelope(data))
    found = list(entries(tar))
    need(found and found[0][:2] == ("manifest.json", False) and len(found[0][2]) <= 33554432, "no manifest")
    expected, above = [("manifest.json", False, None)], []
    for file in check_manifest(found[0][2]):
        parts = file["name"].split("/")
        parents = ["/".join(parts[:n]) for n in range(1, len(parts))]
        expected += [(p, True, 0) for p in parents if p not in above] + [(file["name"], False, file["size"])]
        above = parents
    need(len(found) <= 200000 and [(n, d) for n, d, _ in found] == [(n, d) for n, d, _ in expected] + [("SHA256SUMS", False)], "entries")
    need(all(s is None or len(c) == s for (_, _, c), (_, _, s) in zip(found, expected)), "sizes")
    sums = "".join("%s  %s\n" % (hashlib.sha256(c).hexdigest(), n) for n, d, c in found[:-1] if not d)
    need(sums.encode() == found[-1][2], "sums")
    return hashlib.sha256(tar).hexdigest()

def verdict(data):
    try: return "valid", read(data)
    except Refused: return "refused", "-"
    except Newer: return "newer", "-"
    except Locked: return "locked", "-"

if __name__ == "__main__":
    for file in sorted(os.listdir(sys.argv[1])):
        if file.endswith(".orcsnap"):
            with open(os.path.join(sys.argv[1], file), "rb") as f: print(file, *verdict(f.read()))
