"""What the network sees of a token. sitrep/text/features.cpp does the same in C++, and the
self-test in model/english.bin fails where the two differ.

A token is known by its form (Token::form: lower case, quotes and dashes made ASCII) with the
digits made 0 (the key), by the ends of that key, by the shape of its letters, and by whether it
touches the token before and after it.
"""
import functools
import unicodedata

FNV_START, FNV_STEP = 0xCBF29CE484222325, 0x100000001B3
MASK = 0xFFFFFFFFFFFFFFFF

# Kind of ending, number of bytes, rows of its table (a power of two).
AFFIXES = [("prefix", 1, 512), ("prefix", 2, 2048), ("prefix", 3, 8192),
           ("suffix", 1, 512), ("suffix", 2, 2048), ("suffix", 3, 8192), ("suffix", 4, 8192)]
SHAPE_ROWS = 1024
SHAPE_LENGTH_MAX = 8
SHAPE_RUN_MAX = 2

TWINS = {}
for twin, characters in (("'", "\u2018\u2019\u201B\u2032\u02BC\u00B4`"),
                         ('"', "\u201C\u201D\u201E\u201F\u2033\u00AB\u00BB"),
                         ("-", "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"),
                         ("...", "\u2026")):
    for character in characters:
        TWINS[character] = twin


def form_of(text):
    """Token::form as sitrep/text/character.h defines it."""
    out = []
    for character in text:
        if unicodedata.category(character) == "Cf" or character == "\uFE0F":
            continue
        character = TWINS.get(character, character)
        lowered = character.lower()
        out.append(lowered if len(lowered) == len(character) else lowered[:1])
    form = "".join(out)
    return '"' if form == "''" else form


def key_of(form):
    """The form as bytes, each ASCII digit made 0."""
    return bytes(48 if 48 <= byte <= 57 else byte for byte in form.encode())


def hash_of(data):
    """FNV-1a of 64 bits."""
    value = FNV_START
    for byte in data:
        value = ((value ^ byte) * FNV_STEP) & MASK
    return value


def row_of(data, rows):
    value = hash_of(data)
    return (value ^ (value >> 32)) & (rows - 1)


def affix_rows(key):
    """One row number for each entry of AFFIXES; a short key is its own ending."""
    return [row_of(key[:size] if kind == "prefix" else key[-size:], rows)
            for kind, size, rows in AFFIXES]


def shape_class(character):
    category = unicodedata.category(character)
    if category in ("Lu", "Lt"):
        return "X"
    if category == "Ll":
        return "x"
    if category == "Nd":
        return "d"
    if category[0] == "L":
        return "u"
    return character if ord(character) < 128 else "o"


def shape_of(text):
    """Xx for Kayani, XX for NATO, dd for 2012, X.X. for U.S.: runs are cut at two."""
    out = []
    for character in text:
        this = shape_class(character)
        if len(out) >= SHAPE_RUN_MAX and all(other == this for other in out[-SHAPE_RUN_MAX:]):
            continue
        out.append(this)
        if len(out) == SHAPE_LENGTH_MAX:
            break
    return "".join(out)


@functools.lru_cache(maxsize=200000)
def shape_row(text):
    return row_of(shape_of(text).encode(), SHAPE_ROWS)


def touch_of(left, right):
    """0 free, 1 touches the token before it in its sentence, 2 the one after it, 3 both."""
    return int(left) + 2 * int(right)
