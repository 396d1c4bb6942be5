"""Trains the network on the treebanks and on the teacher's labels of plain text (label.py), whose
probabilities say more than its choices.

    distil.py --data FOLDER --vectors FOLDER --labels FILE --out FILE TEXT.jsonl... [--epochs 6]
"""
import argparse
import random

import numpy
import torch
from torch.nn import functional

import answers
import batches
import plain_text
import train
from network import Network

NAME_WEIGHT = 2
NAME_COPIES = 4  # of the sentences from lists of names, which are few
SOFTNESS = 0.3  # the teacher's share in the targets of words that a treebank knows


def losses(network, batch, drop):
    x = network.encode(batch, drop)
    x = functional.dropout(x, drop, drop > 0)
    target = answers.Targets(batch.sentences, SOFTNESS)
    arcs = network.arcs(x).masked_fill(train.outside(batch), -1e4)
    return {
        "tag": answers.loss(network.tag(x), target.tags),
        "feat": functional.cross_entropy(network.feat(x).flatten(0, -2), batch.feats.flatten(),
                                         ignore_index=batches.UNKNOWN),
        "name": NAME_WEIGHT * answers.loss(network.name(x), target.names),
        "arc": answers.loss(arcs, target.arcs),
        "label": answers.loss(network.labels(x, batch.heads.clamp(min=0)), target.labels),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    train.add_arguments(parser)
    parser.add_argument("--labels", required=True)
    parser.add_argument("texts", nargs="*")
    parser.set_defaults(epochs=6, batch=1600, drop=0.15)
    arguments = parser.parse_args()
    train.prepare(arguments)
    words, table = train.read_vectors(arguments.vectors, arguments.vector_words)
    start = torch.load(arguments.start, weights_only=False) if arguments.start else None
    vocabulary, sentences, sets = train.load_data(arguments.data, words, start,
                                                  plain_text.read(arguments.texts))
    said = torch.load(arguments.labels, weights_only=False)
    assert len(said["answers"]) == len(sentences)
    number_of = {feats: at for at, feats in enumerate(vocabulary.feats)}
    renumbered = numpy.array([number_of.get(feats, batches.UNKNOWN) for feats in said["feats"]])
    for sentence, answer in zip(sentences, said["answers"]):
        answer.feats = renumbered[answer.feats]
        answers.fill(sentence, answer)
    sentences += [s for s in sentences if s.known == (False, True)] * (NAME_COPIES - 1)
    network = Network(table, *train.sizes(vocabulary))
    if start:
        network.load_state_dict(start["weights"], strict=False)
    trained = [p for p in network.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(trained, lr=arguments.rate, betas=(0.9, 0.98),
                                  weight_decay=0.01, fused=True)
    train.fit(network, optimiser, vocabulary, sentences, sets, arguments,
              random.Random(arguments.seed), losses)


if __name__ == "__main__":
    main()
