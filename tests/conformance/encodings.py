"""Text tables in the encodings of many languages, and how pandas names their columns when it is told the encoding.

    python encodings.py COUNT SEED

The words are in tests/fixtures/encodings/words.json. Half of the files are short; some have one name, or one cell, that is not ASCII.
"""

import sys

sys.path.pop(0)  # This folder must not stand in for Python's own `encodings`.

import base64
import io
import json
import random
import unicodedata
from pathlib import Path

import pandas as pd

WORDS = json.loads((Path(__file__).parent.parent / "fixtures" / "encodings" / "words.json").read_text(encoding="utf-8"))
SHAPES = ["short", "short", "long", "one name", "one cell", "cells", "quoted"]


def writable(text: str, encoding: str) -> str:
    """Vietnamese tones are characters of their own in cp1258; Romanian's commas below are cedillas in cp1250."""
    text = text.translate(str.maketrans("șțȘȚ", "şţŞŢ"))
    if encoding != "cp1258":
        return text
    out = ""
    for character in text:
        base, *marks = unicodedata.normalize("NFD", character)
        for mark in [*marks]:
            joined = unicodedata.normalize("NFC", base + mark)
            if len(joined) == 1 and joined.encode("cp1258", "ignore"):
                base = joined
                marks.remove(mark)
        out += base + "".join(marks)
    return out


def cell(rng: random.Random, words: dict, foreign: float) -> str:
    return rng.choice(words["cells"]) if rng.random() < foreign else rng.choice([str(rng.randrange(5000)), f"{rng.random() * 100:.2f}"])


def plain(rng: random.Random, words: dict) -> str:
    return rng.choice(words["plain"])


def table(rng: random.Random, words: dict, shape: str) -> list[list[str]]:
    width = rng.randrange(3, 7)
    foreign_names = {"one name": 1, "one cell": 0, "cells": 0}.get(shape, rng.randrange(1, width + 1))
    names = rng.sample(words["names"], min(foreign_names, len(words["names"])))
    names += [f"{plain(rng, words)}_{index}" if index else plain(rng, words) for index in range(width - len(names))]
    rng.shuffle(names)
    height = {"long": rng.randrange(100, 400)}.get(shape, rng.randrange(2, 5))
    foreign_cells = {"one name": 0, "one cell": 0}.get(shape, 0.4)
    rows = [[cell(rng, words, foreign_cells) for _ in range(width)] for _ in range(height)]
    if shape in ("one cell", "cells"):
        rows[rng.randrange(height)][rng.randrange(width)] = rng.choice(words["cells"])
    return [names, *rows]


def case(rng: random.Random, index: int) -> dict | None:
    language = list(WORDS)[index % len(WORDS)]
    words = WORDS[language]
    encoding = rng.choice(words["encodings"])
    shape = rng.choice(SHAPES)
    separator = rng.choice([",", ",", ";", "\t"])
    quote = '"' if shape == "quoted" else ""
    end = rng.choice(["\n", "\r\n"])
    lines = [separator.join(quote + writable(text, encoding) + quote for text in row) for row in table(rng, words, shape)]
    try:
        data = (end.join(lines) + end).encode(encoding)
    except UnicodeEncodeError:
        return None
    try:
        data.decode("utf-8")
        if encoding != "iso2022_jp" or data.isascii() and b"\x1b" not in data:
            return None
    except UnicodeDecodeError:
        pass
    frame = pd.read_csv(io.BytesIO(data), encoding=encoding, sep=separator)
    cells = [str(value) for column in frame.columns if frame[column].dtype.kind not in "iuf" for value in frame[column]]
    return {
        "language": language,
        "encoding": encoding,
        "shape": shape,
        "base64": base64.b64encode(data).decode(),
        "names": [str(name) for name in frame.columns],
        "cells": cells[:200],
    }


def main() -> None:
    count, seed = int(sys.argv[1]), int(sys.argv[2])
    rng = random.Random(seed)
    made = 0
    while made < count:
        line = case(rng, made)
        if line is not None:
            made += 1
            print(json.dumps(line))


main()
