#!/usr/bin/env python3
"""The house rules that a machine can check. Prints each breach as PATH:LINE: what is wrong; exits 1 if there is one.

Rooms include only what stands before them (docs/architecture.md). Sources are ASCII, 100 columns, 600 lines a file, 4,000 lines a room
without tests. Tests stand beside what they test. Nothing is left to do later in a comment.
"""
import pathlib
import re
import subprocess
import sys

ROOMS = "base inputs markup page neural text spelling names scene claims events read story relations store report cli".split()
COLUMNS_MAX = 100
FILE_LINES_MAX = 600
ROOM_LINES_MAX = 4000
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
INCLUDE = re.compile(r'#include "(sitrep/([a-z]+)/[^"]+)"')
NAME = re.compile(r"^[a-z][a-z0-9_]*\.(h|cpp)$")

ROOT = pathlib.Path(__file__).resolve().parent.parent


def tracked():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0 and listed.stdout:
        return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]
    return [path for path in ROOT.rglob("*") if path.is_file() and "build" not in path.parts[-2]]


def check_includes(path, lines, room):
    for number, line in enumerate(lines, 1):
        found = INCLUDE.match(line)
        if not found:
            continue
        if not (ROOT / found[1]).is_file():
            yield number, f"includes {found[1]}, which does not exist"
        if room in ROOMS and (found[2] not in ROOMS or ROOMS.index(found[2]) > ROOMS.index(room)):
            yield number, f"{room} may not include {found[2]}: it stands later in the house"


def check_lines(path, lines):
    if len(lines) > FILE_LINES_MAX:
        yield FILE_LINES_MAX, f"has {len(lines)} lines, {FILE_LINES_MAX} are allowed"
    for number, line in enumerate(lines, 1):
        if not line.isascii():
            yield number, "is not ASCII: write the character as an escape"
        if len(line) > COLUMNS_MAX:
            yield number, f"has {len(line)} columns, {COLUMNS_MAX} are allowed"
        if UNFINISHED.search(line):
            yield number, "leaves something to be done"


def check_name(path):
    if not NAME.match(path.name):
        yield 1, "file names are lower_case words"
    if path.name.endswith("_test.cpp"):
        stem = path.name[: -len("_test.cpp")]
        if path.parts[-3] == "sitrep" and not any((path.parent / (stem + end)).is_file() for end in (".cpp", ".h")):
            yield 1, f"tests {stem}, but neither {stem}.cpp nor {stem}.h stands beside it"
    if path.suffix == ".h" and not path.read_text().startswith("#pragma once\n"):
        yield 1, "a header begins with #pragma once"


def check_rooms(sources):
    lines_of = dict.fromkeys(ROOMS, 0)
    for path, lines in sources:
        if len(path.relative_to(ROOT).parts) != 3 or path.parts[-3] != "sitrep":
            continue
        room = path.parts[-2]
        if room not in lines_of:
            yield path, 1, f"{room} is no room of the house"
        elif not path.name.endswith("_test.cpp"):
            lines_of[room] += len(lines)
    for room, count in lines_of.items():
        if count > ROOM_LINES_MAX:
            yield ROOT / "sitrep" / room, 1, f"has {count} lines without tests, {ROOM_LINES_MAX} are allowed"


def main():
    breaches = []
    sources = []
    for path in tracked():
        if path.suffix not in (".h", ".cpp"):
            continue
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        sources.append((path, lines))
        room = path.parent.name if path.parent.parent.name == "sitrep" else ""
        for check in (check_includes(path, lines, room), check_lines(path, lines), check_name(path)):
            breaches += [(path, number, what) for number, what in check]
    breaches += list(check_rooms(sources))
    for path, number, what in breaches:
        print(f"{path.relative_to(ROOT)}:{number}: {what}")
    print(f"tidy: {len(sources)} sources, {len(breaches)} breaches")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
