"""Cases for the decoders: bytes, one of Python's encodings, an error handler, and what Python makes of them.

    python decodings.py COUNT SEED
"""

import sys

sys.path.pop(0)  # This folder has no module that may stand in for one of Python's.

import base64
import io
import json
import pkgutil
import random

import encodings
from encodings.aliases import aliases

HANDLERS = ["strict", "strict", "replace", "ignore", "backslashreplace", "xmlcharrefreplace", "namereplace"]
PAIRS = ["gb2312", "gbk", "gb18030", "big5", "cp950", "cp932", "shift_jis", "euc_jp", "cp949", "euc_kr", "iso2022_jp"]
UNICODE = ["utf_8", "utf_8_sig", "utf_16", "utf_16_le", "utf_16_be", "utf_32", "utf_32_le", "utf_32_be"]
NAMES = sorted({module.name for module in pkgutil.iter_modules(encodings.__path__)} | set(aliases) | {"nope", "latin-99", "x.y"})


def spelled(rng: random.Random, name: str) -> str:
    """The same name, as people write it."""
    out = "".join(rng.choice([c, c.upper()]) for c in name)
    return rng.choice([out, out.replace("_", "-"), out.replace("_", " "), out.replace("_", "__"), f" {out}", out.replace("_", "")])


def random_bytes(rng: random.Random, encoding: str) -> bytes:
    size = rng.choice([0, 1, 2, 3, 5, 8, 40])
    # Python resumes inside an escape sequence by rules of its own after a fault.
    is_escaped = encoding == "iso2022_jp" or aliases.get(encoding) == "iso2022_jp"
    kind = 0.9 if is_escaped else rng.random()
    if kind < 0.3:
        return bytes(rng.randrange(256) for _ in range(size))
    if kind < 0.5:
        return bytes(rng.choice([rng.randrange(0x80, 0x100), 0x41, 0x0A, 0x30, 0x5C, 0x7E, 0x1B]) for _ in range(size))
    planes = [(0x20, 0x7F), (0xA0, 0x180), (0x370, 0x600), (0xE00, 0xE60), (0x3000, 0x3100), (0x4E00, 0x9FFF), (0xAC00, 0xD7A4), (0x1F600, 0x1F640)]
    text = "".join(chr(rng.randrange(*rng.choice(planes))) for _ in range(size))
    try:
        data = bytearray(text.encode(encoding, "ignore"))
    except (LookupError, UnicodeError, TypeError):
        data = bytearray(text.encode("utf-8"))
    if is_escaped:
        return bytes(data)
    if data and rng.random() < 0.4:
        data[rng.randrange(len(data))] = rng.randrange(256)
    if data and rng.random() < 0.2:
        del data[-1]
    return bytes(data)


def answer(encoding: str, handler: str, data: bytes) -> dict:
    try:
        # The way that pandas opens a file; the whole is decoded at once.
        text = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, errors=handler, newline="").read()
        return {"text": text.encode("utf-8").decode("utf-8")}
    except Exception as error:  # noqa: BLE001
        return {"error": "UnicodeError" if isinstance(error, UnicodeError) else type(error).__name__}


def every_pair(encoding: str) -> bytes:
    good = bytearray()
    for lead in range(0x80, 0x100):
        for trail in range(0x100):
            pair = bytes([lead, trail])
            try:
                if len(pair.decode(encoding)) == 1:
                    good += pair
            except UnicodeDecodeError:
                pass
    return bytes(good)


def cases(count: int, seed: int):
    rng = random.Random(seed)
    for encoding in PAIRS[:-1]:
        yield encoding, "strict", every_pair(encoding)
        yield encoding, "replace", bytes(b for lead in range(0x80, 0x100) for trail in range(0x100) for b in (lead, trail, 0x0A))
    # Every byte of every encoding, so that each one-byte table is compared whole.
    for encoding in NAMES:
        yield encoding, "replace", bytes(range(256))
    for _ in range(count):
        encoding = rng.choice(rng.choice([PAIRS, UNICODE, NAMES]))
        data = random_bytes(rng, encoding)
        # The codec of utf-8-sig still waits for the rest of a mark when the file ends.
        if data not in (b"\xef", b"\xef\xbb"):
            yield spelled(rng, encoding), rng.choice(HANDLERS), data


def main() -> None:
    count, seed = int(sys.argv[1]), int(sys.argv[2])
    for encoding, handler, data in cases(count, seed):
        line = {"encoding": encoding, "handler": handler, "base64": base64.b64encode(data).decode()}
        print(json.dumps({**line, **answer(encoding, handler, data)}))


main()
