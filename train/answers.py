"""Targets of a batch as distributions: certain where a source says so, the teacher's elsewhere."""
import numpy
import torch
from torch.nn import functional

import batches
import classes


class Answers:
    """What the teacher says of one sentence, probabilities in 16 bits: arcs (words, 1 + words),
    labels of its own heads, tags, names; heads and features its best."""
    __slots__ = ("arcs", "labels", "tags", "names", "heads", "feats")

    def __init__(self, *parts):
        for name, part in zip(Answers.__slots__, parts):
            setattr(self, name, part)

    def __getitem__(self, cut):
        """The sentence without its end (slice), as batches.varied cuts it."""
        end = len(self.heads[cut])
        arcs = self.arcs[:end, :end + 1]
        return Answers(arcs, self.labels[:end], self.tags[:end], self.names[:end],
                       self.heads[:end], self.feats[:end])


def fill(sentence, answers):
    """Gives a sentence the teacher's numbers where its source has none."""
    sentence.answers = answers
    if sentence.tags[0] == batches.UNKNOWN:
        sentence.tags = answers.tags.argmax(-1)
        sentence.feats = answers.feats
    sentence.known = (sentence.heads[0] != batches.UNKNOWN, sentence.names[0] != batches.UNKNOWN)
    if not sentence.known[0]:
        sentence.heads, sentence.relations = answers.heads, answers.labels.argmax(-1)


class Targets:
    """The distributions of a batch: arcs (batch, time, 1 + time), the others (time, batch, n)."""

    def __init__(self, sentences, softness):
        longest, count = max(len(e.words) for e in sentences), len(sentences)
        self.arcs = numpy.zeros((count, longest, 1 + longest), numpy.float32)
        sizes = (len(classes.RELATIONS), len(classes.TAGS), len(classes.NAMES))
        self.labels, self.tags, self.names = (
            numpy.zeros((longest, count, size), numpy.float32) for size in sizes)
        for at, e in enumerate(sentences):
            self.put(at, e, softness)
        for name in ("arcs", "labels", "tags", "names"):
            setattr(self, name, torch.from_numpy(getattr(self, name)))

    def put(self, at, e, softness):
        size, every = len(e.words), numpy.arange(len(e.words))
        said, (tree, names) = e.answers, e.known
        mine = softness if tree else 1
        self.arcs[at, :size, :size + 1] = mine * said.arcs
        self.tags[:size, at] = mine * said.tags
        agreed = (said.heads == e.heads)[:, None]  # the teacher labelled its own heads
        self.labels[:size, at] = mine * said.labels * agreed
        if tree:
            self.arcs[at, every, e.heads] += 1 - softness
            self.tags[every, at, e.tags] += 1 - softness
            self.labels[every, at, e.relations] += 1 - softness * agreed[:, 0]
        mine = softness if names else 1
        self.names[:size, at] = mine * said.names
        if names:
            self.names[every, at, e.names] += 1 - softness


def loss(scores, target):
    """Cross entropy with distributions in the last dimension, a mean over words that have one."""
    words = target.sum(-1)
    return -(target * functional.log_softmax(scores, -1)).sum() / words.sum().clamp(min=1)
