"""Trains the network and keeps the averaged weights.

    train.py --data FOLDER --vectors FOLDER --out FILE [--epochs 16] [--seed 1]
"""
import argparse
import math
import os
import random
import time

import numpy
import torch
from torch.nn import functional

import batches
import classes
import data
import news_grammar
from network import Network

AVERAGE = 0.998
LONGEST = 120  # words of a training sentence: longer ones are left out


def read_vectors(folder, count):
    """The first `count` vectors of prepare_vectors.py, row 0 zero."""
    words = open(os.path.join(folder, "vectors.txt"), encoding="utf-8").read().split("\n")[:count]
    table = numpy.load(os.path.join(folder, "vectors.npy"), mmap_mode="r")[:count]
    table = numpy.concatenate([numpy.zeros((1, table.shape[1])), table]).astype(numpy.float32)
    return words, torch.from_numpy(table)


def outside(batch):
    """Where a head would stand behind the end of its sentence: (batch, 1, 1 + time)."""
    return torch.cat([torch.ones(1, batch.mask.shape[1]), batch.mask]).t().unsqueeze(1) == 0


def losses(network, batch, drop):
    x = network.encode(batch, drop)
    x = functional.dropout(x, drop, drop > 0)
    def loss(scores, target):
        if not (target >= 0).any():
            return scores.sum() * 0
        return functional.cross_entropy(scores.flatten(0, -2), target.flatten(), ignore_index=-1)
    arcs = network.arcs(x)
    arcs = arcs.masked_fill(outside(batch), -1e4)
    return {
        "tag": loss(network.tag(x), batch.tags),
        "feat": loss(network.feat(x), batch.feats),
        "name": loss(network.name(x), batch.names),
        "arc": loss(arcs, batch.heads.t()),
        "label": loss(network.labels(x, batch.heads.clamp(min=0)), batch.relations),
    }


@torch.no_grad()
def score(network, encoded):
    """Tag accuracy, UAS and LAS (subtypes stripped) with greedy heads, name F1 by tokens' spans."""
    right = dict.fromkeys(("tag", "feat", "uas", "las"), 0)
    words = found = gold = hit = 0
    base = torch.tensor([classes.RELATION_OF[r.partition(":")[0]] for r in classes.RELATIONS])
    for batch in batches.batches(encoded, 4000):
        x = network.encode(batch)
        arcs = network.arcs(x)
        heads = arcs.masked_fill(outside(batch), -1e4).argmax(-1).t()
        known = batch.tags >= 0
        attached = (heads == batch.heads) & known
        labels = base[network.labels(x, heads).argmax(-1)]
        words += int(known.sum())
        right["tag"] += int(((network.tag(x).argmax(-1) == batch.tags) & known).sum())
        right["feat"] += int(((network.feat(x).argmax(-1) == batch.feats) & known).sum())
        right["uas"] += int(attached.sum())
        right["las"] += int((attached & (labels == base[batch.relations.clamp(min=0)])).sum())
        names = network.name(x).argmax(-1)
        for at in range(names.shape[1]):
            if int(batch.names[0, at]) < 0:
                continue
            size = int(batch.mask[:, at].sum())
            a, b = spans(batch.names[:size, at].tolist()), spans(names[:size, at].tolist())
            gold, found, hit = gold + len(a), found + len(b), hit + len(a & b)
    out = {name: round(100 * count / max(words, 1), 2) for name, count in right.items()}
    out["name"] = round(200 * hit / max(gold + found, 1), 2)
    return out


def spans(numbers):
    """{(first, end, class)} of a sequence of name numbers."""
    found, begin = set(), None
    for at, value in enumerate(numbers + [0]):
        name = classes.NAMES[value]
        inside = begin is not None and name[0] == "I" and name[2:] == kind
        if begin is not None and not inside:
            found.add((begin, at, kind))
            begin = None
        if name[0] == "B" or (name[0] == "I" and not inside):
            begin, kind = at, name[2:]
    return found


def load_data(folder, vector_words, start=None, plain=()):
    """start: a stored training whose vocabulary is used. plain: sentences to put behind those of
    the folder."""
    treebank = data.read_treebank(os.path.join(folder, "train.conllu.gz"))
    names = data.read_names(os.path.join(folder, "entities-train.jsonl.gz"))
    treebank += news_grammar.sentences(treebank)
    sources = treebank + names + list(plain)
    vocabulary = batches.Vocabulary(sources, vector_words)
    if start:
        vocabulary.keys, vocabulary.feats = start["keys"], start["feats"]
        vocabulary.allowed = start["allowed"]
    train = [batches.encode(s, vocabulary) for s in sources if len(s.texts) <= LONGEST]
    dev = data.read_treebank(os.path.join(folder, "dev.conllu.gz"))
    sets = {corpus: [batches.encode(s, vocabulary) for s in dev if s.corpus == corpus]
            for corpus in ("EWT", "GUM")}
    sets["names"] = [batches.encode(s, vocabulary) for s in data.read_names(
        os.path.join(folder, "entities-dev.jsonl.gz"))]
    return vocabulary, train, sets


def save(path, network, vocabulary, arguments, epoch, scores):
    weights = {name: value for name, value in network.state_dict().items()
               if name != "vectors.weight"}
    torch.save({"weights": weights, "keys": vocabulary.keys, "feats": vocabulary.feats,
                "allowed": vocabulary.allowed, "arguments": vars(arguments), "epoch": epoch,
                "scores": scores}, path)


def sizes(vocabulary):
    return (len(vocabulary.keys) + 1, len(classes.TAGS), len(vocabulary.feats),
            len(classes.RELATIONS), len(classes.NAMES))


def add_arguments(parser):
    parser.add_argument("--data", required=True)
    parser.add_argument("--vectors", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--epochs", type=int, default=16)
    parser.add_argument("--batch", type=int, default=1200, help="words")
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--drop", type=float, default=0.25)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--vector-words", type=int, default=120000)
    parser.add_argument("--start", help="a trained file to go on from, with its vocabulary")


def prepare(arguments):
    torch.set_num_threads(1)
    torch.manual_seed(arguments.seed)


class Average:
    """Running mean of the weights: what is scored and kept."""

    def __init__(self, network):
        self.network = network
        self.means = {name: value.detach().clone() for name, value in self.moving()}

    def moving(self):
        return [(name, p) for name, p in self.network.named_parameters() if p.requires_grad]

    @torch.no_grad()
    def add(self, step):
        keep = min(AVERAGE, step / (step + 10))
        for name, value in self.moving():
            self.means[name].lerp_(value, 1 - keep)

    @torch.no_grad()
    def swap(self):
        for name, value in self.moving():
            held = value.clone()
            value.copy_(self.means[name])
            self.means[name] = held


def fit(network, optimiser, vocabulary, sentences, sets, arguments, chance, loss=losses):
    """Epochs over the batches: the rate rises over `warm` steps and falls along a cosine."""
    steps_an_epoch = sum(1 for _ in batches.batches(sentences, arguments.batch, random.Random(0)))
    steps, warm = steps_an_epoch * arguments.epochs, 200
    rate = lambda step: min((step + 1) / warm, 0.505 + 0.495 * math.cos(math.pi * step / steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, rate)
    average = Average(network)
    trained = [p for group in optimiser.param_groups for p in group["params"]]
    step, begin = 0, time.process_time()
    for epoch in range(arguments.epochs):
        sums, count = {}, 0
        for batch in batches.batches(sentences, arguments.batch, chance):
            parts = loss(network, batch, arguments.drop)
            optimiser.zero_grad()
            sum(parts.values()).backward()
            torch.nn.utils.clip_grad_norm_(trained, 2.0)
            optimiser.step()
            schedule.step()
            step, count = step + 1, count + 1
            average.add(step)
            for name, value in parts.items():
                sums[name] = sums.get(name, 0) + float(value)
            if count % 50 == 0:
                print(count, steps_an_epoch, round(time.process_time() - begin),
                      {n: round(v / count, 3) for n, v in sums.items()}, flush=True)
        average.swap()
        scores = {name: score(network, encoded) for name, encoded in sets.items()}
        print("epoch", epoch, round(time.process_time() - begin), scores, flush=True)
        save(arguments.out, network, vocabulary, arguments, epoch, scores)
        average.swap()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    add_arguments(parser)
    arguments = parser.parse_args()
    prepare(arguments)
    words, table = read_vectors(arguments.vectors, arguments.vector_words)
    start = torch.load(arguments.start, weights_only=False) if arguments.start else None
    vocabulary, sentences, sets = load_data(arguments.data, words, start)
    network = Network(table, *sizes(vocabulary))
    if start:
        network.load_state_dict(start["weights"], strict=False)
    trained = [p for p in network.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(trained, lr=arguments.rate, betas=(0.9, 0.98), weight_decay=0.01)
    fit(network, optimiser, vocabulary, sentences, sets, arguments, random.Random(arguments.seed))


if __name__ == "__main__":
    main()
