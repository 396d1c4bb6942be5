"""Sentences without labels: plain text cut by `sitrep read --layers text`, so that training sees
the sentences and words that the run-time will see.

    plain_text.py SITREP OUT.jsonl FILE.txt...

Writes a line a sentence: {"texts": [...], "touches": [...]}.
"""
import json
import subprocess
import sys

import data
import features

WORDS_MIN, WORDS_MAX = 4, 80


def records(sitrep, path):
    """(record, bytes of the text) of each page of a text file."""
    out = subprocess.run([sitrep, "read", "--json", "--layers", "text", "--threads", "1", path],
                         check=True, capture_output=True).stdout
    text = open(path, "rb").read()
    for line in out.splitlines():
        yield json.loads(line), text


def sentences_of(record, text):
    """(number of the first token, texts, touches) of each sentence of a record."""
    spans = [token["span"] for token in record["tokens"]]
    at = 0
    for sentence in record["sentences"]:
        first = at
        while at < len(spans) and spans[at][0] < sentence["span"][1]:
            at += 1
        inside = spans[first:at]
        right = [a[1] == b[0] for a, b in zip(inside, inside[1:])] + [False]
        yield (first, [text[a:b].decode() for a, b in inside],
               [features.touch_of(i > 0 and right[i - 1], right[i]) for i in range(len(inside))])


def read(paths):
    """The sentences of files that this program wrote, no layer known."""
    sentences = []
    for path in paths:
        for line in open(path, encoding="utf-8"):
            sentence = data.Sentence()
            sentence.corpus = sentence.document = "plain"
            for name, value in json.loads(line).items():
                setattr(sentence, name, value)
            for name in ("tags", "feats", "heads", "relations", "names"):
                setattr(sentence, name, None)
            sentences.append(sentence)
    return sentences


def main():
    sitrep, out, paths = sys.argv[1], sys.argv[2], sys.argv[3:]
    seen = set()
    with open(out, "w", encoding="utf-8") as lines:
        for path in paths:
            for record, text in records(sitrep, path):
                for _, texts, touches in sentences_of(record, text):
                    if WORDS_MIN <= len(texts) <= WORDS_MAX and tuple(texts) not in seen:
                        seen.add(tuple(texts))
                        lines.write(json.dumps({"texts": texts, "touches": touches}) + "\n")


if __name__ == "__main__":
    main()
