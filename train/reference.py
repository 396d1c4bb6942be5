"""The run-time of the model file in numpy, slow and plain: what sitrep/text/network.cpp must agree
with. Also measures what quantising costs.
"""
import numpy

import classes
import features

HALF_STEPS = 128  # the zero point of quantised inputs


def normalise(x):
    x = x - x.mean(axis=1, keepdims=True)
    return x / numpy.sqrt((x * x).mean(axis=1, keepdims=True) + 1e-5)


def sigmoid(x):
    return 1 / (1 + numpy.exp(-x))


class Reference:
    def __init__(self, sections):
        self.sections = sections
        self.feats = sections["feats"].split("\n")
        self.matrices = {}  # as float32, in which sums of 768 products of bytes are exact
        self.layers = sum(1 for n in sections if n.startswith("layer") and "." not in n)

    def row(self, name, at):
        return self.sections[name][at].astype(numpy.float32) * self.scales(name)[at]

    def scales(self, name):
        return numpy.ravel(self.sections[name + ".scale"])

    def word_row(self, key):
        slots = self.sections["words"]
        value = features.hash_of(key)
        at = (value ^ (value >> 32)) & (len(slots) - 1)
        while slots[at][1] != 0xFFFFFFFF:
            if slots[at][0] == value >> 32:
                return int(slots[at][1])
            at = (at + 1) & (len(slots) - 1)
        return None

    def embed(self, text, touch):
        key = features.key_of(features.form_of(text))
        known = self.word_row(key)
        if known is not None:
            x = self.row("word", known)
        else:
            x = self.row("unknown", 0)
            for at, affix in enumerate(features.affix_rows(key)):
                x = x + self.row("affix%d" % at, affix)
        return x + self.row("shape", features.shape_row(text)) + self.row("touch", touch)

    def product(self, name, quantised):
        if name not in self.matrices:
            self.matrices[name] = self.sections[name].T.astype(numpy.float32)
        exact = quantised.astype(numpy.float32) @ self.matrices[name]
        return exact * self.scales(name) + numpy.ravel(self.sections[name + ".bias"])

    def quantise(self, x, at):
        step = numpy.ravel(self.sections["steps"])[at]
        return numpy.clip(numpy.rint(normalise(x) / step), -127, 127)

    def layer(self, x, at):
        q = self.quantise(x, at)
        zero = numpy.zeros_like(q[:1])
        gates = self.product("layer%d" % at, numpy.concatenate(
            [numpy.concatenate([zero, q[:-1]]), q, numpy.concatenate([q[1:], zero])], axis=1))
        width = x.shape[1]
        half = width // 2
        candidate = numpy.tanh(gates[:, :width])
        keep, shown = sigmoid(gates[:, width:2 * width]), sigmoid(gates[:, 2 * width:])
        add, states = (1 - keep) * candidate, numpy.zeros_like(candidate)
        for columns, order in ((slice(0, half), range(len(x))),
                               (slice(half, width), range(len(x) - 1, -1, -1))):
            state = numpy.zeros(half, numpy.float32)
            for t in order:
                state = keep[t, columns] * state + add[t, columns]
                states[t, columns] = state
        return x + states * shown

    def run(self, texts, touches):
        """tags, feats, heads (0 for the root), relations, names as lists; heads are greedy."""
        s = self.sections
        x = numpy.stack([self.embed(*pair) for pair in zip(texts, touches)])
        x = normalise(x)
        for at in range(self.layers):
            x = self.layer(x, at)
        out = self.product("heads", self.quantise(x, self.layers))
        rank, width = s["arc_root"].size, s["label_root"].size
        sizes = [len(classes.TAGS), len(self.feats), len(classes.NAMES), rank, rank, width]
        tag, feat, name, dependent, head, label_dependent, label_head = numpy.split(
            out, numpy.cumsum(sizes), axis=1)
        tags = tag.argmax(axis=1)
        feats = numpy.where(s["allowed"][tags] > 0, feat, -1e9).argmax(axis=1)
        heads = self.heads(dependent, head)
        label_heads = numpy.concatenate([s["label_root"].reshape(1, -1), label_head])
        hidden = numpy.maximum(label_dependent + label_heads[heads], 0)
        step = numpy.maximum(hidden.max(axis=1, keepdims=True), 1e-9) / 255
        exact = numpy.rint(hidden / step) @ s["label"].T.astype(numpy.float64)
        labels = exact * step * self.scales("label") + numpy.ravel(s["label.bias"])
        root = classes.RELATION_OF["root"]
        relations = numpy.where(heads == 0, root, numpy.where(
            numpy.arange(labels.shape[1]) == root, -1e9, labels).argmax(axis=1))
        return tags, feats, heads, relations, best_names(name)

    def heads(self, dependent, head):
        head = numpy.concatenate([self.sections["arc_root"].reshape(1, -1), numpy.maximum(head, 0)])
        step = numpy.maximum(head.max(axis=1, keepdims=True), 1e-9) / 255
        head = numpy.rint(head / step) * step
        step = numpy.maximum(numpy.abs(dependent).max(axis=1, keepdims=True), 1e-9) / 127
        dependent = numpy.rint(dependent / step) * step
        scores = dependent @ head.T
        distance = numpy.ravel(self.sections["distance"])
        bound = len(distance) // 2
        at = numpy.arange(len(dependent))
        scores[:, 1:] += distance[numpy.clip(at[None] - at[:, None], -bound, bound) + bound]
        scores[at, at + 1] = -1e9
        return scores.argmax(axis=1)


def best_names(scores):
    """The best sequence in which I-x follows B-x or I-x."""
    names = classes.NAMES
    may = numpy.array([[b[0] != "I" or a[1:] == b[1:] for b in names] for a in names])
    block = numpy.where(may, 0, -1e9)
    total = numpy.where([n[0] == "I" for n in names], -1e9, scores[0])
    back = []
    for row in scores[1:]:
        paths = total[:, None] + block
        back.append(paths.argmax(axis=0))
        total = paths.max(axis=0) + row
    best = [int(total.argmax())]
    for pointers in reversed(back):
        best.append(int(pointers[best[-1]]))
    return numpy.array(best[::-1])


def is_tree(heads):
    if sum(1 for h in heads if h == 0) != 1:
        return False
    for at in range(1, len(heads) + 1):
        steps = 0
        while at and steps <= len(heads):
            at, steps = heads[at - 1], steps + 1
        if at:
            return False
    return True


def self_test(model, text):
    """Lines `text touch tag features head relation name`, an empty one after each sentence."""
    lines = []
    for line in text.strip().split("\n"):
        words = line.split(" ")
        texts = [w[1:] if w[0] == "~" and len(w) > 1 else w for w in words]
        left = [at > 0 and w[0] == "~" and len(w) > 1 for at, w in enumerate(words)]
        touches = [features.touch_of(left[at], at + 1 < len(words) and left[at + 1])
                   for at in range(len(words))]
        tags, feats, heads, relations, names = model.run(texts, touches)
        if not is_tree(list(heads)):
            print("not a tree, left out of the self-test:", line)
            continue
        for at, word in enumerate(texts):
            lines.append("\t".join([
                word, str(touches[at]), classes.TAGS[tags[at]], model.feats[feats[at]],
                str(heads[at]), classes.RELATIONS[relations[at]], classes.NAMES[names[at]]]))
        lines.append("")
    return "\n".join(lines) + "\n"


def score(model, sentences):
    words = tags_right = attached = labelled = 0
    for sentence in sentences:
        tags, _, heads, relations, _ = model.run(sentence.texts, sentence.touches)
        for at, tag in enumerate(sentence.tags):
            words += 1
            tags_right += classes.TAGS[tags[at]] == tag
            if heads[at] == sentence.heads[at]:
                attached += 1
                base = lambda r: r.partition(":")[0]
                labelled += base(classes.RELATIONS[relations[at]]) == base(sentence.relations[at])
    return {"tag": round(100 * tags_right / words, 2), "uas": round(100 * attached / words, 2),
            "las": round(100 * labelled / words, 2)}
