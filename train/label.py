"""What the teacher says of sentences: of plain text all layers, of the training data the layers
that a source lacks (names of EWT, trees of the lists of names).

    label.py --data FOLDER --vectors FOLDER --encoder FOLDER --teacher FILE --out FILE TEXT.jsonl...
"""
import argparse

import numpy
import torch

import answers
import batches
import plain_text
import teacher as teacher_module
import train


@torch.no_grad()
def label(teacher, encoded):
    """Sets `answers` of every sentence, in batches of like length."""
    order = sorted(range(len(encoded)), key=lambda at: len(encoded[at].words))
    groups = [order[begin:begin + 48] for begin in range(0, len(order), 48)]
    for count, group in enumerate(groups):
        batch = batches.Batch([encoded[at] for at in group])
        x = teacher.encode(batch)
        arcs = teacher.arcs(x).masked_fill(train.outside(batch), -1e4).softmax(-1)
        heads = arcs.argmax(-1).t()
        labels = teacher.labels(x, heads).softmax(-1)
        tags, names = teacher.tag(x).softmax(-1), teacher.name(x).softmax(-1)
        feats = teacher.feat(x).argmax(-1)
        half = lambda y: y.numpy().astype(numpy.float16)
        for at, which in enumerate(group):
            size = len(encoded[which].words)
            encoded[which].answers = answers.Answers(
                half(arcs[at, :size, :size + 1]), half(labels[:size, at]), half(tags[:size, at]),
                half(names[:size, at]), heads[:size, at].numpy(), feats[:size, at].numpy())
        if count % 200 == 0:
            print("labelled", count * 48, "of", len(encoded), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "vectors", "encoder", "teacher", "out"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("texts", nargs="*")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    stored = torch.load(arguments.teacher, weights_only=False)
    words, table = train.read_vectors(arguments.vectors, stored["arguments"]["vector_words"])
    _, sentences, _ = train.load_data(arguments.data, words, stored, plain_text.read(arguments.texts))
    teacher, _ = teacher_module.restore(arguments.teacher, arguments.encoder, table)
    label(teacher, sentences)
    torch.save({"feats": stored["feats"], "answers": [s.answers for s in sentences]}, arguments.out)


if __name__ == "__main__":
    main()
