"""The container of model/english.bin; sitrep/neural/model_file.cpp reads it.

Little-endian. 64 bytes of header: "sitrepLM", version, number of sections (4 bytes each), the
SHA-256 of all bytes after the header, zeros. Then 64 bytes a section: name (32, zero-filled), kind,
rows, columns, 0 (4 each), offset, size in bytes (8 each). Then the sections, each at a multiple of
64 bytes.
"""
import hashlib
import struct

import numpy

MAGIC, VERSION = b"sitrepLM", 1
KINDS = {"int8": 0, "int32": 1, "float32": 2, "uint32": 3, "text": 4}
TYPES = {0: numpy.int8, 1: numpy.int32, 2: numpy.float32, 3: numpy.uint32}


def aligned(size):
    return (size + 63) // 64 * 64


def write(path, sections):
    """sections: {name: array of one or two dimensions, or str}."""
    directory, body = [], []
    offset = 64 + 64 * len(sections)
    for name, value in sections.items():
        if isinstance(value, str):
            kind, rows, columns, data = KINDS["text"], 1, len(value.encode()), value.encode()
        else:
            table = numpy.atleast_2d(value)
            kind, (rows, columns), data = KINDS[str(table.dtype)], table.shape, table.tobytes()
        directory.append(struct.pack("<32sIIIIQQ", name.encode(), kind, rows, columns, 0, offset,
                                     len(data)))
        body.append(data + bytes(aligned(len(data)) - len(data)))
        offset += len(body[-1])
    rest = b"".join(directory) + b"".join(body)
    header = struct.pack("<8sII32s16x", MAGIC, VERSION, len(sections),
                         hashlib.sha256(rest).digest())
    with open(path, "wb") as file:
        file.write(header + rest)


def read(path):
    data = open(path, "rb").read()
    magic, version, count, digest = struct.unpack_from("<8sII32s", data)
    assert magic == MAGIC and version == VERSION and hashlib.sha256(data[64:]).digest() == digest
    sections = {}
    for at in range(count):
        name, kind, rows, columns, _, offset, size = struct.unpack_from("<32sIIIIQQ", data,
                                                                        64 + 64 * at)
        raw = data[offset:offset + size]
        name = name.rstrip(b"\0").decode()
        sections[name] = raw.decode() if kind == 4 else numpy.frombuffer(
            raw, TYPES[kind]).reshape(rows, columns)
    return sections
