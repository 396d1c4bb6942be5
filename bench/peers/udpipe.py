#!/usr/bin/env python3
"""UDPipe 1 beside sitrep: the same raw text, the same scorer, processor seconds of one core, one run.

    bench/peers/udpipe.py WORK [--data ../shared] [--sitrep build/sitrep]

Installs ufal.udpipe into WORK/venv and trains a model there on the same treebanks, briefly: two rounds
of tagger and parser (a quarter of an hour, once; UDPipe's own English models are under CC BY-NC-SA and not in
a registry). Speed does not depend on the rounds; for quality see the published figures too (raw EWT test:
UPOS 93.3, LAS 78.6). sitrep is timed on its whole way from payload to record, UDPipe on sentences, words, tags and trees. Appends
the figures to bench/history.jsonl.
"""
import argparse
import datetime
import gzip
import json
import os
import resource
import subprocess
import sys
import time
import venv

TOKENIZER = "epochs=8;batch_size=50;learning_rate=0.005;dimension=24;early_stopping=0"
TAGGER = "models=1;templates_1=tagger;guesser_suffix_rules_1=8;iterations_1=2;early_stopping_1=0"
PARSER = ("iterations=2;embedding_form=50;embedding_upostag=20;embedding_feats=20;embedding_xpostag=0;"
          "embedding_deprel=20;learning_rate=0.02;learning_rate_final=0.001;l2=0.5;hidden_layer=200;"
          "batch_size=10;transition_system=swap;transition_oracle=static_lazy;structured_interval=8")


def inside_venv(work):
    """Starts this program again with the interpreter that has ufal.udpipe."""
    python = os.path.join(work, "venv", "bin", "python")
    if not os.path.exists(python):
        venv.create(os.path.join(work, "venv"), with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "ufal.udpipe"], check=True)
    if sys.prefix != os.path.abspath(os.path.join(work, "venv")):
        os.execv(python, [python] + sys.argv)


def trained(udpipe, treebank, path):
    if not os.path.exists(path):
        reader = udpipe.InputFormat.newInputFormat("conllu")
        reader.setText(gzip.open(treebank, "rt", encoding="utf-8").read())
        sentences, sentence, error = [], udpipe.Sentence(), udpipe.ProcessingError()
        while reader.nextSentence(sentence, error):
            sentences.append(sentence)
            sentence = udpipe.Sentence()
        begin = time.process_time()
        model = udpipe.Trainer.train("morphodita_parsito", sentences, [], TOKENIZER, TAGGER, PARSER,
                                     error)
        if error.occurred():
            sys.exit("udpipe: training failed: " + error.message)
        print("udpipe: trained in %.0f processor seconds" % (time.process_time() - begin))
        with open(path, "wb") as out:
            out.write(model)
    return udpipe.Model.load(path)


def parsed(udpipe, model, text):
    """The words of a text as the tokens of a record; spans in bytes."""
    tokenizer = model.newTokenizer(udpipe.Model.TOKENIZER_RANGES)
    tokenizer.setText(text)
    offset = [0]
    for character in text:
        offset.append(offset[-1] + len(character.encode()))
    tokens, sentences = [], []
    sentence, error = udpipe.Sentence(), udpipe.ProcessingError()
    while tokenizer.nextSentence(sentence, error):
        model.tag(sentence, udpipe.Model.DEFAULT)
        model.parse(sentence, udpipe.Model.DEFAULT)
        base, spans = len(tokens), spans_of(sentence, offset)
        for at, word in enumerate(list(sentence.words)[1:]):
            tokens.append({"span": spans[at], "lemma": word.lemma, "tag": word.upostag,
                           "features": word.feats or None, "relation": word.deprel,
                           "head": base + word.head - 1 if word.head > 0 else None})
        sentences.append({"span": [spans[0][0], spans[-1][1]]})
        sentence = udpipe.Sentence()
    return tokens, sentences


def spans_of(sentence, offset):
    """A span a word; the words of a multiword token share its bytes out by their lengths."""
    spans = {}
    for token in sentence.multiwordTokens:
        begin, end = token.getTokenRangeStart(), token.getTokenRangeEnd()
        for at in range(token.idFirst, token.idLast + 1):
            size = len(sentence.words[at].form)
            stop = end if at == token.idLast else min(begin + size, end)
            spans[at] = [offset[begin], offset[stop]]
            begin = stop
    return [spans.get(word.id) or [offset[word.getTokenRangeStart()], offset[word.getTokenRangeEnd()]]
            for word in list(sentence.words)[1:]]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work")
    parser.add_argument("--data", default="../shared")
    parser.add_argument("--sitrep", default="build/sitrep")
    arguments = parser.parse_args()
    if not os.path.isdir(arguments.data):
        print("no development sets in %s; nothing measured" % arguments.data)
        return
    os.makedirs(arguments.work, exist_ok=True)
    inside_venv(arguments.work)
    from ufal import udpipe
    language = os.path.join(arguments.data, "data", "language")
    model = trained(udpipe, os.path.join(language, "train.conllu.gz"),
                    os.path.join(arguments.work, "udpipe.model"))
    pages = [json.loads(line) for line in gzip.open(os.path.join(language, "input.jsonl.gz"), "rt")]
    theirs, ours = (os.path.join(arguments.work, name) for name in ("udpipe.jsonl", "sitrep.jsonl"))
    begin = time.process_time()
    records = [(page, *parsed(udpipe, model, page["text"])) for page in pages]
    their_seconds = time.process_time() - begin
    with open(theirs, "w", encoding="utf-8") as out:
        for page, tokens, sentences in records:
            out.write(json.dumps({"page": {"id": page["id"], "source": page["id"], "text": page["text"]},
                                  "tokens": tokens, "sentences": sentences}) + "\n")
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    with open(ours, "w", encoding="utf-8") as out:
        subprocess.run([arguments.sitrep, "read", os.path.join(language, "input.jsonl.gz"), "--json",
                        "--layers", "text,page.text", "--threads", "1"], stdout=out, check=True)
    our_seconds = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
    words = sum(len(tokens) for _, tokens, _ in records)
    result = {}
    for name, path, seconds in (("udpipe", theirs, their_seconds), ("sitrep", ours, our_seconds)):
        scored = subprocess.run([sys.executable, os.path.join(arguments.data, "score", "parse.py"), path],
                                capture_output=True, text=True).stdout.strip().split("\n")
        print("%s: %.0f words a processor second\n%s" % (name, words / seconds, "\n".join(scored)))
        result[name] = {"words_per_second": round(words / seconds), "score": scored[-1]}
    with open("bench/history.jsonl", "a") as history:
        history.write(json.dumps({"kind": "peer", "date": datetime.date.today().isoformat(),
                                  "set": "language dev, raw text", "result": result}) + "\n")


if __name__ == "__main__":
    main()
