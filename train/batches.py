"""Sentences as tensors: the vocabularies and the batches of a training run."""
import collections

import numpy
import torch

import features
from classes import NAME_OF, RELATION_OF, TAG_OF, TAGS

UNKNOWN = -1  # ignored by the losses
WORD_COUNT_MIN = 2
FEATS_COUNT_MIN = 3


class Vocabulary:
    """keys: learned words (row 0 is unknown); vector_keys: words with a pretrained vector."""

    def __init__(self, sentences, vector_words):
        counts = collections.Counter(features.key_of(features.form_of(text))
                                     for sentence in sentences for text in sentence.texts)
        self.keys = {key: at + 1 for at, key in enumerate(
            sorted(key for key, count in counts.items() if count >= WORD_COUNT_MIN))}
        self.vector_keys = {word.encode(): at + 1 for at, word in enumerate(vector_words)}
        feats = collections.Counter(f for s in sentences if s.feats for f in s.feats)
        self.feats = sorted(f for f, count in feats.items() if count >= FEATS_COUNT_MIN)
        self.allowed = numpy.zeros((len(TAGS), len(self.feats)), dtype=bool)
        place = {f: at for at, f in enumerate(self.feats)}
        for sentence in sentences:
            for tag, feat in zip(sentence.tags or (), sentence.feats or ()):
                if feat in place:
                    self.allowed[TAGS.index(tag), place[feat]] = True


class Encoded:
    """A sentence as numbers; `answers` and `known` are answers.py's."""
    __slots__ = ("words", "vectors", "affixes", "shapes", "touches", "tags", "feats", "heads",
                 "relations", "names", "texts", "answers", "known")


def number(value, table):
    return table.get(value, UNKNOWN)


def encode(sentence, vocabulary):
    e = Encoded()
    e.answers, e.known = None, ()
    feat_of = {f: at for at, f in enumerate(vocabulary.feats)}
    keys = [features.key_of(features.form_of(text)) for text in sentence.texts]
    size = len(keys)
    e.texts = sentence.texts
    e.words = numpy.array([vocabulary.keys.get(key, 0) for key in keys])
    e.vectors = numpy.array([vocabulary.vector_keys.get(key, 0) for key in keys])
    e.affixes = numpy.array([features.affix_rows(key) for key in keys])
    e.shapes = numpy.array([features.shape_row(text) for text in sentence.texts])
    e.touches = numpy.array(sentence.touches)
    none = numpy.full(size, UNKNOWN)
    e.tags = none if sentence.tags is None else numpy.array([TAG_OF[t] for t in sentence.tags])
    e.feats = none if sentence.feats is None else numpy.array(
        [number(f, feat_of) for f in sentence.feats])
    e.heads = none if sentence.heads is None else numpy.array(sentence.heads)
    e.relations = none if sentence.relations is None else numpy.array(
        [RELATION_OF.get(r, RELATION_OF[r.partition(":")[0]]) for r in sentence.relations])
    e.names = none if sentence.names is None else numpy.array([NAME_OF[n] for n in sentence.names])
    return e


def recased(text, how):
    if how == "title":
        return text[:1].upper() + text[1:] if len(text) > 2 else text
    return text.upper() if how == "upper" else text.lower()


def varied(e, chance):
    """Now and then a sentence in another case (headlines) or without its full stop."""
    roll = chance.random()
    size = len(e.words)
    if roll < 0.08:
        copy = Encoded()
        for name in Encoded.__slots__:
            setattr(copy, name, getattr(e, name))
        how = "title" if roll < 0.04 else "upper" if roll < 0.06 else "lower"
        copy.shapes = numpy.array([features.shape_row(recased(text, how)) for text in e.texts])
        return copy
    if roll < 0.13 and size > 3 and e.tags[-1] == TAG_OF["PUNCT"] and not (e.heads == size).any():
        copy = Encoded()
        for name in Encoded.__slots__:
            setattr(copy, name, getattr(e, name) if name == "known" or getattr(e, name) is None
                    else getattr(e, name)[:-1])
        return copy
    return e


class Batch:
    """Tensors (time, batch), padded; targets hold UNKNOWN where nothing is to be learned."""

    def __init__(self, sentences):
        longest = max(len(e.words) for e in sentences)
        def stack(name, filling):
            out = numpy.full((longest, len(sentences)), filling, dtype=numpy.int64)
            for at, e in enumerate(sentences):
                out[:len(e.words), at] = getattr(e, name)
            return torch.from_numpy(out)
        self.words, self.vectors = stack("words", 0), stack("vectors", 0)
        self.shapes, self.touches = stack("shapes", 0), stack("touches", 0)
        affixes = numpy.zeros((longest, len(sentences), len(features.AFFIXES)), dtype=numpy.int64)
        for at, e in enumerate(sentences):
            affixes[:len(e.words), at] = e.affixes
        self.affixes = torch.from_numpy(affixes)
        for name in ("tags", "feats", "heads", "relations", "names"):
            setattr(self, name, stack(name, UNKNOWN))
        self.texts, self.sentences = [e.texts for e in sentences], sentences
        lengths = torch.tensor([len(e.words) for e in sentences])
        self.mask = (torch.arange(longest).unsqueeze(1) < lengths).float()


def batches(encoded, words_a_batch, chance=None):
    """Batches of sentences of like length; with `chance` shuffled and varied."""
    order = list(range(len(encoded)))
    if chance:
        order.sort(key=lambda at: len(encoded[at].words) * chance.uniform(0.85, 1.15))
    else:
        order.sort(key=lambda at: len(encoded[at].words))
    groups, group, longest = [], [], 0
    for at in order:
        longest = max(longest, len(encoded[at].words))
        if group and longest * (len(group) + 1) > words_a_batch:
            groups.append(group)
            group, longest = [], len(encoded[at].words)
        group.append(at)
    groups.append(group)
    if chance:
        chance.shuffle(groups)
    for group in groups:
        yield Batch([varied(encoded[at], chance) if chance else encoded[at] for at in group])
