"""Quantises trained weights and writes the model file, with a self-test of sentences.

    export.py TRAINED.pt... --data FOLDER --vectors FOLDER --out model/english.bin [--words 80000]

Of several trainings that go on from each other the mean of the weights is taken.

Rows of input are multiplied by the joining matrix beforehand: a known word is one row, an unknown
one the sum of the rows of its ends. Matrices are int8 with a scale for each output.
"""
import argparse
import os

import numpy
import torch

import batches
import classes
import data
import features
import model_file
import reference
import train
from network import LAYERS, WIDTH, WORD_SIZE, AFFIX_SIZE, SHAPE_SIZE, Network

CLIP_QUANTILE = 0.9999  # of the normalised numbers: what is beyond is cut off

# Written for this purpose; "~" marks a token that touches the one before it.
SELF_TEST = """\
The foreign minister of Pakistan told reporters in Islamabad on Tuesday that the talks had failed ~.
" We will not negotiate with them ~, " said General Haddad ~, who commands the Northern Corps ~.
Militants killed at least 12 soldiers near Kandahar on 3 May 2011 ~.
Officials met the \u00dcber\u00e7okian envoy Zhqwat Blorptak in Qxyzabad ~.
UN Condemns Attack On Aid Convoy
He did ~n't say whether Smith ~'s office would pay $ ~1,200 ~.
Were the protesters ~, whom police had arrested ~, released yesterday ~?
The vroomish qwzlptk left \u4eba\u6c11 7x9b ~.
Yes
"""


def quantised(matrix):
    """int8 rows with a scale each, so that row * scale is near the matrix (outputs, inputs)."""
    scale = numpy.abs(matrix).max(axis=1, keepdims=True) / 127
    scale[scale == 0] = 1
    return numpy.rint(matrix / scale).astype(numpy.int8), scale[:, 0].astype(numpy.float32)


def word_table(weights, vocabulary_keys, vector_keys, vectors, count):
    """(keys, sums of rows) of the words that the run-time knows, and the row of unknown words."""
    join = weights["join.weight"].numpy()
    sizes = [vectors.shape[1], WORD_SIZE] + [AFFIX_SIZE] * len(features.AFFIXES)
    cuts = numpy.cumsum(sizes)
    columns = numpy.split(join, cuts, axis=1)  # vectors, words, affixes..., shapes + touches
    words = weights["words.weight"].numpy() @ columns[1].T
    unknown = words[0] + weights["join.bias"].numpy()
    affixes = [weights["affixes.%d.weight" % at].numpy() @ columns[2 + at].T
               for at in range(len(features.AFFIXES))]
    rest = columns[-1]
    shapes = weights["shapes.weight"].numpy() @ rest[:, :SHAPE_SIZE].T
    touches = weights["touches.weight"].numpy() @ rest[:, SHAPE_SIZE:].T
    keys = list(dict.fromkeys(list(vector_keys)[:count] + list(vocabulary_keys)))
    rows = numpy.empty((len(keys), WIDTH), numpy.float32)
    projected = vectors @ columns[0].T
    for at, key in enumerate(keys):
        row = words[vocabulary_keys.get(key, 0)] + weights["join.bias"].numpy()
        row = row + projected[vector_keys.get(key, 0)]
        for table, affix in zip(affixes, features.affix_rows(key)):
            row = row + table[affix]
        rows[at] = row
    return keys, rows, unknown, affixes, shapes, touches


def word_slots(keys):
    """Open addressing: (check, row) by hash; row 0xFFFFFFFF where free."""
    size = 1
    while size < 2 * len(keys):
        size *= 2
    slots = numpy.full((size, 2), 0xFFFFFFFF, numpy.uint32)
    for row, key in enumerate(keys):
        value = features.hash_of(key)
        at = (value ^ (value >> 32)) & (size - 1)
        while slots[at, 1] != 0xFFFFFFFF:
            at = (at + 1) & (size - 1)
        slots[at] = value >> 32, row
    return slots


@torch.no_grad()
def clips(network, encoded):
    """For each layer and the heads: the bound of its normalised input."""
    seen = [[] for _ in range(LAYERS + 1)]
    for batch in batches.batches(encoded, 2000):
        mask = batch.mask.unsqueeze(-1)
        normal = lambda x: torch.nn.functional.layer_norm(x, (WIDTH,))
        x = normal(network.embed(batch, False))
        for at, layer in enumerate(network.layers):
            seen[at].append(normal(x)[batch.mask > 0].abs())
            x = x + layer(x, mask)
        seen[LAYERS].append(normal(x)[batch.mask > 0].abs())
    return [float(numpy.quantile(torch.cat(parts).numpy(), CLIP_QUANTILE)) for parts in seen]


def add_rows(sections, name, rows):
    sections[name], sections[name + ".scale"] = quantised(rows)


def add_matrix(sections, name, weight, bias, input_step):
    table, scale = quantised(weight)
    sections[name] = table
    sections[name + ".scale"] = (scale * numpy.float32(input_step)).astype(numpy.float32)
    sections[name + ".bias"] = bias.astype(numpy.float32)


def build(stored, network, vectors, vector_keys, calibration, count, description):
    weights = {name: p.detach() for name, p in network.state_dict().items()}
    keys, rows, unknown, affixes, shapes, touches = word_table(
        weights, stored["keys"], vector_keys, vectors, count)
    sections = {"description": description, "words": word_slots(keys)}
    add_rows(sections, "word", rows)
    add_rows(sections, "unknown", unknown[None])
    for at, table in enumerate(affixes):
        add_rows(sections, "affix%d" % at, table)
    add_rows(sections, "shape", shapes)
    add_rows(sections, "touch", touches)
    bounds = clips(network, calibration)
    steps = [bound / 127 for bound in bounds]
    sections["steps"] = numpy.array(steps, numpy.float32)
    for at in range(LAYERS):
        add_matrix(sections, "layer%d" % at, weights["layers.%d.gates.weight" % at].numpy(),
                   weights["layers.%d.gates.bias" % at].numpy(), steps[at])
    parts = ["tag", "feat", "name", "arc_dependent", "arc_head", "label_dependent", "label_head"]
    matrix = numpy.concatenate([weights[p + ".weight"].numpy() for p in parts])
    bias = numpy.concatenate([
        weights[p + ".bias"].numpy() if p + ".bias" in weights else numpy.zeros(
            weights[p + ".weight"].shape[0], numpy.float32) for p in parts])
    add_matrix(sections, "heads", matrix, bias, steps[LAYERS])
    sections["arc_root"] = numpy.maximum(weights["arc_root"].numpy(), 0)
    sections["label_root"] = weights["label_root"].numpy()
    sections["distance"] = weights["distance"].numpy()
    add_matrix(sections, "label", weights["label.weight"].numpy(), weights["label.bias"].numpy(), 1)
    sections["tags"] = "\n".join(classes.TAGS)
    sections["feats"] = "\n".join(feats or "_" for feats in stored["feats"])
    sections["relations"] = "\n".join(classes.RELATIONS)
    sections["names"] = "\n".join(classes.NAMES)
    sections["allowed"] = stored["allowed"].astype(numpy.int8)
    return sections


def restore(paths, vectors_folder):
    trainings = [torch.load(path, map_location="cpu", weights_only=False) for path in paths]
    stored = trainings[-1]
    assert all(other["keys"] == stored["keys"] for other in trainings)
    for name in stored["weights"]:
        stored["weights"][name] = sum(t["weights"][name] for t in trainings) / len(trainings)
    words, table = train.read_vectors(vectors_folder, stored["arguments"]["vector_words"])
    network = Network(table, len(stored["keys"]) + 1, len(classes.TAGS), len(stored["feats"]),
                      len(classes.RELATIONS), len(classes.NAMES))
    network.load_state_dict(stored["weights"], strict=False)
    network.eval()
    return stored, network, {w.encode(): at + 1 for at, w in enumerate(words)}, table.numpy()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("trained", nargs="+")
    parser.add_argument("--data", required=True)
    parser.add_argument("--vectors", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--words", type=int, default=80000)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    stored, network, vector_keys, vectors = restore(arguments.trained, arguments.vectors)
    vocabulary = batches.Vocabulary([], [])
    vocabulary.keys, vocabulary.vector_keys = stored["keys"], vector_keys
    vocabulary.feats = stored["feats"]
    dev = data.read_treebank(os.path.join(arguments.data, "dev.conllu.gz"))
    encoded = [batches.encode(s, vocabulary) for s in dev[::8]]
    description = "".join("%s\t%s\n" % item for item in sorted(stored["arguments"].items())
                          if item[0] not in ("data", "vectors", "out", "start"))
    sections = build(stored, network, vectors, vector_keys, encoded, arguments.words, description)
    model = reference.Reference(sections)
    sections["self_test"] = reference.self_test(model, SELF_TEST)
    model_file.write(arguments.out, sections)
    print("fp32", train.score(network, encoded), "int8", reference.score(model, dev[::8]))


if __name__ == "__main__":
    main()
