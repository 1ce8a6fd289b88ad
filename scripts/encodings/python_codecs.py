"""Prints, as JSON, the text encodings that Python's `codecs` knows: aliases, single-byte tables, and the two- and three-byte tables.

Used by `make-tables.mjs`. Run it with the Python of the conformance environment.
"""

import codecs
import encodings
import json
import pkgutil
from encodings.aliases import aliases

PAIRS = ["gb2312", "gbk", "gb18030", "big5", "cp950", "cp932", "shift_jis", "euc_jp", "cp949", "euc_kr"]


def decoded(encoding: str, data: bytes) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def source(module: str) -> str:
    with open(f"{encodings.__path__[0]}/{module}.py", encoding="utf-8") as file:
        return file.read()


def tables() -> dict:
    text, others, single = [], [], {}
    for module in pkgutil.iter_modules(encodings.__path__):
        name = module.name
        try:
            is_text = codecs.lookup(name)._is_text_encoding
        except LookupError:
            continue
        (text if is_text else others).append(name)
        if is_text and ("charmap_decode" in source(name) or name in ("latin_1", "ascii")):
            single[name] = [decoded(name, bytes([byte])) for byte in range(256)]
    return {"aliases": aliases, "text": text, "others": others, "single": single}


def pairs(encoding: str) -> dict:
    one = [decoded(encoding, bytes([byte])) for byte in range(128, 256)]
    two = {}
    for lead in range(128, 256):
        if one[lead - 128] is not None:
            continue
        for trail in range(256):
            character = decoded(encoding, bytes([lead, trail]))
            if character is not None:
                two[lead * 256 + trail] = character
    return {"one": one, "two": two}


def three() -> dict:
    found = {}
    for second in range(0xA1, 0xFF):
        for third in range(0xA1, 0xFF):
            character = decoded("euc_jp", bytes([0x8F, second, third]))
            if character is not None:
                found[second * 256 + third] = character
    return found


print(json.dumps({**tables(), "pairs": {name: pairs(name) for name in PAIRS}, "three": three()}))
