#!/usr/bin/env python3
"""The run-time and the trainer's own reference (train/reference.py) must say the same of a
thousand sentences: same words in, same tags, features and names' words out, and the same trees but for
those that text/closing_cue.h mends. Skipped (77) where numpy is missing.

    trainer_twins.py SITREP SOURCE_FOLDER
"""
import glob
import os
import sys

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):  # many small products
    os.environ[name] = "1"
try:
    import numpy  # noqa: F401  train/reference.py needs it
except ImportError:
    print("skipped: python3-numpy is not installed")
    sys.exit(77)

SENTENCES = 1000
WORDS_MAX = 60
TAGS_MIN, TREES_MIN = 0.9995, 0.96  # shares of equal words


def sentences(sitrep, folder):
    """(texts, touches, tokens, heads) with heads counted within the sentence, 0 for the root."""
    import plain_text
    for path in sorted(glob.glob(os.path.join(folder, "train/news/*.txt"))):
        for record, text in plain_text.records(sitrep, path):
            for first, texts, touches in plain_text.sentences_of(record, text):
                if 1 < len(texts) <= WORDS_MAX:
                    tokens = record["tokens"][first:first + len(texts)]
                    heads = [0 if token["head"] is None else token["head"] - first + 1
                             for token in tokens]
                    yield texts, touches, tokens, heads


def main():
    sitrep, folder = sys.argv[1:3]
    sys.path.insert(0, os.path.join(folder, "train"))
    import classes
    import model_file
    import reference
    model = reference.Reference(model_file.read(os.path.join(folder, "model/english.bin")))
    words = tags = trees = compared = 0
    for texts, touches, tokens, heads in sentences(sitrep, folder):
        if compared == SENTENCES:
            break
        compared += 1
        their_tags, their_feats, their_heads, relations, _ = model.run(texts, touches)
        for at, token in enumerate(tokens):
            words += 1
            feats = model.feats[their_feats[at]].replace("_", "")
            same = (classes.TAGS[their_tags[at]] == token["tag"]
                    and feats == (token["features"] or "").replace("_", ""))
            tags += same
            trees += (their_heads[at] == heads[at]
                      and classes.RELATIONS[relations[at]] == token["relation"])
            if not same:
                print("differs: %r %s %s, reference %s %s" % (
                    texts[at], token["tag"], token["features"],
                    classes.TAGS[their_tags[at]], feats))
    print("%d sentences, %d words: tags and features %.4f, heads and relations %.4f equal" % (
        compared, words, tags / words, trees / words))
    if compared < SENTENCES or tags < TAGS_MIN * words or trees < TREES_MIN * words:
        sys.exit("the run-time and the trainer's reference differ")


if __name__ == "__main__":
    main()
