#!/usr/bin/env python3
"""Makes tables as people write them: numbers with marks, preambles, saved indexes, dates, and columns that only look alike.

    python messy_tables.py COUNT SEED FOLDER

Prints the cases. `truth` holds what was meant in columns of numbers, `expects` and `refuses` which problems must and must not be raised.
"""

import json
import os
import random
import sys

WORDS = ["red", "blue", "north", "Ünal", "O'Neil", "a, b", "12 apples", "n 3"]
ERRORS = ["#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!"]
NOTHINGS = ["-", "–", "?", " ", "--"]
UNITS = [" kg", "kg", " km/h", " °C", "\u00a0m²", " mg/dL", " V", " bedrooms"]
SPACES = [" ", "\u00a0", "\u202f", "\u2009"]
MONEY = [("$", ""), ("€", ""), ("", " €"), ("£", ""), ("", " EUR"), ("EUR ", ""), ("R$ ", ""), ("", " kr"), ("", " zł"), ("¥", ""), ("CHF ", ""), ("₹", ""), ("USD ", "")]


def grouped(value, places, thousands, decimal, indian=False):
    whole, _, fraction = f"{abs(value):.{places}f}".partition(".")
    if indian and len(whole) > 3:
        head, groups = whole[:-3], [whole[-3:]]
        while head:
            groups.insert(0, head[-2:])
            head = head[:-2]
        whole = thousands.join(groups)
    elif thousands:
        whole = f"{int(whole):,}".replace(",", thousands)
    return ("-" if value < 0 else "") + whole + (decimal + fraction if places else "")


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def chance(self, share):
        return self.random.random() < share

    def values(self, rows, places, most=9_999_999):
        scale = 10**places
        values = [self.random.randint(-most if self.chance(0.2) else 0, most) / self.random.choice([1, 10, 1000]) for _ in range(rows)]
        return [round(value * scale) / scale for value in values]

    def holes(self, cells, values, words, share=0.15):
        """Some cells emptied, or filled with a word that stands for nothing; null where it does."""
        for row in range(1, len(cells)):
            if self.chance(share):
                cells[row], values[row] = self.random.choice(words), None
        return cells, values

    def numbers(self, rows):
        """A column of numbers with marks: its cells and what was meant."""
        style = self.random.choice(["decimal", "comma", "dot", "space", "quote", "indian", "money", "percent", "parentheses", "some", "unit"])
        places = self.random.choice([0, 1, 2])
        values = self.values(rows, places)
        decimal, thousands, before, after, indian = ".", "", "", "", False
        if style == "decimal":
            places, decimal = max(1, places), ","
            values = [round(value, places) for value in values]
        elif style in ("comma", "some", "parentheses"):
            thousands = ","
        elif style == "dot":
            thousands, decimal = ".", ","
        elif style == "space":
            thousands, decimal = self.random.choice(SPACES), self.random.choice([".", ","])
        elif style == "quote":
            thousands = self.random.choice(["'", "’"])
        elif style == "indian":
            thousands, indian = ",", True
        elif style == "money":
            before, after = self.random.choice(MONEY)
            thousands, decimal = self.random.choice([(",", "."), (".", ","), ("", "."), ("", ",")])
        elif style == "unit":
            after = self.random.choice(UNITS)
            thousands, decimal = self.random.choice([(",", "."), (".", ","), ("", "."), ("", ",")])
        else:
            after, values, thousands = self.random.choice(["%", " %"]), [round(self.random.uniform(-20, 100), places) for _ in range(rows)], ""
            decimal = self.random.choice([".", ","])
        # One value in the first rows has every mark, so that the style is there to be seen.
        values[0] = 12.5 if style == "percent" else 1234567.0 + (0.5 if places else 0)
        places = max(places, 1) if style == "percent" else places
        if style == "some":
            values = [value if row == 0 or self.chance(0.3) else self.random.randint(1, 999) for row, value in enumerate(values)]
        cells = []
        for value in values:
            plain = grouped(value, places, thousands, decimal, indian)
            if style == "parentheses" and value < 0:
                cells.append(f"({plain[1:]})")
            elif plain.startswith("-"):
                cells.append(f"-{before}{plain[1:]}{after}")
            else:
                cells.append(f"{before}{plain}{after}")
        values = [round(value, places) for value in values]
        if self.chance(0.3):
            cells = [f"{cell}{self.random.choice(['', ' '])}" for cell in cells]
        if self.chance(0.4):
            cells, values = self.holes(cells, values, self.random.choice([[""], [""], ERRORS, NOTHINGS[:1] + [""]]))
        return cells, values

    def plain(self, rows):
        """A column that raises nothing about numbers, among them those that look as if they would."""
        make = {
            "int": lambda row: str(self.random.randint(0, 5000)),
            "float": lambda row: f"{self.random.uniform(-5, 5000):.3f}",
            "word": lambda row: self.random.choice(WORDS),
            "phone": lambda row: f"+49 {self.random.randint(100, 999)} {self.random.randint(1000, 99999)}",
            "version": lambda row: f"{self.random.randint(0, 9)}.{self.random.randint(0, 20)}.{self.random.randint(0, 9)}",
            "list": lambda row: ",".join(str(self.random.randint(0, 9)) for _ in range(3)),
            "range": lambda row: f"{self.random.randint(1, 9)}-{self.random.randint(10, 20)}",
            "time": lambda row: f"{self.random.randint(0, 23):02}:{self.random.randint(0, 59):02}",
            "place": lambda row: f"{self.random.uniform(-90, 90):.4f}, {self.random.uniform(-180, 180):.4f}",
            "code": lambda row: f"A{self.random.randint(10, 99)}-{self.random.randint(1, 9)}",
            "ip": lambda row: ".".join(str(self.random.randint(1, 99)) for _ in range(4)),
            "iso": lambda row: f"20{self.random.randint(10, 29)}-0{self.random.randint(1, 9)}-1{self.random.randint(0, 9)}",
            "size": lambda row: f"{self.random.randint(1, 9)}x{self.random.randint(1, 9)}",
            "bool": lambda row: self.random.choice(["True", "False"]),
            "article": lambda row: f"{self.random.randint(1000, 9999)}A",
            "shelf": lambda row: f"A {self.random.randint(10, 99)}",
            "units": lambda row: f"{self.random.randint(40, 99)} {['kg', 'lb'][row % 2]}",
        }
        kind = self.random.choice(list(make))
        cells = [make[kind](row) for row in range(rows)]
        if self.chance(0.2):
            cells, _ = self.holes(cells, list(cells), [""])
        return cells

    def odd(self, rows):
        """A column with one of the other traits, and the problem that it must raise, if one is sure."""
        kind = self.random.choice(["zeros", "few", "errors", "day", "bool", "big", "empty", "mixed"])
        if kind == "zeros":
            return [f"0{self.random.randint(1000, 9999)}" for _ in range(rows)], "leading-zeros"
        if kind in ("few", "errors"):
            cells = [str(self.random.randint(0, 999) / self.random.choice([1, 10])) for _ in range(rows)]
            words = ERRORS if kind == "errors" else ["n.a.", "unknown", "none", "x"]
            for row in self.random.sample(range(rows), max(1, rows // 12)):
                cells[row] = self.random.choice(words)
            return cells, "numbers-but-for-few" if rows >= 12 else None
        if kind == "day":
            mark = self.random.choice([".", "/", "-"])
            cells = [f"{self.random.randint(1, 28):02}{mark}{self.random.randint(1, 12):02}{mark}20{self.random.randint(10, 29)}" for _ in range(rows)]
            cells[-1] = f"25{mark}03{mark}2021"
            return cells, "dates-as-text"
        if kind == "bool":
            return ["True", "", *[self.random.choice(["True", "False"]) for _ in range(rows - 2)]], "booleans-missing"
        if kind == "big":
            return [str(self.random.randint(2**63, 2**64 - 1)) for _ in range(rows)], None
        if kind == "empty":
            return [""] * rows, "all-missing"
        return [self.random.choice(["2024-01-31", "31 Jan 2024", "x1"]) for _ in range(rows)], None


def quoted(cell, sep, always):
    return '"' + cell.replace('"', '""') + '"' if always or any(mark in cell for mark in (sep, '"', "\n")) else cell


def table(maker, name):
    rows = maker.random.choice([4, 6, 12, 30, 60, 150, 260])
    sep = maker.random.choice([",", ",", ",", ";", ";", "\t"])
    columns, truth, expects, refuses = {}, {}, [], []
    for index in range(maker.random.randint(2, 6)):
        which = maker.random.choice(["numbers", "numbers", "plain", "plain", "odd"])
        column = f"{which}{index}"
        if which == "numbers":
            columns[column], values = maker.numbers(rows)
            truth[column] = {"values": values, "types": ["double", "long"]}
            expects.append(["numbers-written-differently", column])
        elif which == "plain":
            columns[column] = maker.plain(rows)
            refuses += [["numbers-written-differently", column], ["numbers-but-for-few", column]]
        else:
            columns[column], kind = maker.odd(rows)
            expects += [[kind, column]] if kind else []
    always = maker.chance(0.2)
    order = list(range(rows))
    if maker.chance(0.15):
        index = maker.random.choice(["count", "shuffled", "dates"])
        maker.random.shuffle(order)
        cells = {"count": range(rows), "shuffled": [value * 3 + 7 for value in order], "dates": [f"20{row // 300 + 10}-{row // 28 % 12 + 1:02}-{row % 28 + 1:02}" for row in range(rows)]}[index]
        columns = {"": [str(cell) for cell in cells], **columns}
        expects = [["index-column", "Unnamed: 0"], *expects]
    lines = [sep.join(quoted(cell, sep, always) for cell in row) for row in [list(columns), *zip(*columns.values())]]
    above = []
    if maker.chance(0.12):
        above = [f"sep={sep}"] if maker.chance(0.4) else maker.random.choice([["Report 2024"], ["Station: A302", "Latitude: 0.9", "", "Created 2024-01-02"], ["# made by hand", "# unit: mm"]])
    ending = maker.random.choice(["\n", "\r\n"])
    case = {"problems": True, "inputs": f"{name}.csv", "name": name, "truth": truth, "expects": expects, "refuses": refuses}
    if sep != ",":
        case["read"] = {"sep": sep}
    if above:
        # What is odd about columns is told once the table begins where it does.
        case = {"problems": True, "inputs": f"{name}.csv", "name": name, "columns": ["Unnamed: 0" if column == "" else column for column in columns]}
        if above[0].startswith("sep=") or len(columns) > 2:
            case["expects"] = [["lines-above-the-header", None]]
    return case, ending.join([*above, *lines]) + ending


def cases(count, seed, folder):
    maker = Maker(seed)
    os.makedirs(folder, exist_ok=True)
    made = []
    for number in range(count):
        case, text = table(maker, f"messy-{number}")
        case["inputs"] = os.path.join(folder, case["inputs"])
        with open(case["inputs"], "w", encoding="utf-8", newline="") as file:
            file.write(text)
        made.append(case)
    return made


if __name__ == "__main__":
    for case in cases(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]):
        print(json.dumps(case))
