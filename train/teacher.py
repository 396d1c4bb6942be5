"""The teacher: a pretrained transformer (MiniLM, 6 layers of 384) under the same heads. It is too
slow to ship (about 2,000 words a second) but parses better than the network, and labels text that
no treebank holds; distil.py trains the network on what it says.

    teacher.py --data FOLDER --vectors FOLDER --encoder FOLDER --out FILE [--epochs 6] [--seed 1]

The encoder is uncased, so a word also brings what network.py knows of it: vector, ends, shape.
bfloat16 is used for the encoder: processors with AMX multiply it five times as fast.
"""
import argparse
import json
import math
import os
import random

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional

import classes
import data
import features
import train
from network import AFFIX_SIZE, DISTANCE_MAX, SHAPE_SIZE, TOUCH_SIZE, WORD_SIZE

STATE, ARC_SIZE, LABEL_SIZE = 384, 384, 256
PIECES_MAX = 510  # of a sentence; the encoder has 512 positions
CLASSIFY, SEPARATE = 101, 102  # the tokens around a text


class Pieces:
    """Words of a batch cut into word pieces: ids (batch, pieces), first and last piece a word."""

    def __init__(self, folder):
        self.tokenizer = Tokenizer.from_file(os.path.join(folder, "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.known = {}

    def of(self, text):
        if text not in self.known:
            ids = self.tokenizer.encode(text, add_special_tokens=False).ids
            self.known[text] = ids[:12] or [100]
        return self.known[text]

    def cut(self, texts, longest):
        rows = []
        first, last = torch.zeros(2, len(texts), longest, dtype=torch.long).unbind(0)
        for at, words in enumerate(texts):
            row = [CLASSIFY]
            for word, text in enumerate(words):
                pieces = self.of(text)
                if len(row) + len(pieces) > PIECES_MAX:
                    pieces = []
                first[at, word] = min(len(row), PIECES_MAX - 1)
                row += pieces
                last[at, word] = len(row) - 1
            rows.append(row + [SEPARATE])
        width = max(len(row) for row in rows)
        ids = torch.tensor([row + [0] * (width - len(row)) for row in rows])
        return ids, first, last


class Encoder(nn.Module):
    """BERT's layers with the weights of a folder of Hugging Face's layout."""

    def __init__(self, folder, drop=0.1):
        super().__init__()
        shape = json.load(open(os.path.join(folder, "config.json")))
        self.heads, self.drop = shape["num_attention_heads"], drop
        stored = load_file(os.path.join(folder, "model.safetensors"))
        stored = {name.removeprefix("bert."): value for name, value in stored.items()}
        def embedding(name):
            return nn.Embedding.from_pretrained(stored["embeddings.%s.weight" % name], freeze=False)
        def linear(name):
            layer = nn.Linear(*reversed(stored[name + ".weight"].shape))
            layer.load_state_dict({"weight": stored[name + ".weight"],
                                   "bias": stored[name + ".bias"]})
            return layer
        def norm(name):
            layer = nn.LayerNorm(shape["hidden_size"], eps=shape["layer_norm_eps"])
            layer.load_state_dict({"weight": stored[name + ".weight"],
                                   "bias": stored[name + ".bias"]})
            return layer
        self.words = embedding("word_embeddings")
        self.positions = embedding("position_embeddings")
        self.kinds = embedding("token_type_embeddings")
        self.norm = norm("embeddings.LayerNorm")
        self.layers = nn.ModuleList()
        for at in range(shape["num_hidden_layers"]):
            prefix = "encoder.layer.%d." % at
            self.layers.append(nn.ModuleDict({
                "query": linear(prefix + "attention.self.query"),
                "key": linear(prefix + "attention.self.key"),
                "value": linear(prefix + "attention.self.value"),
                "joined": linear(prefix + "attention.output.dense"),
                "attended": norm(prefix + "attention.output.LayerNorm"),
                "up": linear(prefix + "intermediate.dense"),
                "down": linear(prefix + "output.dense"),
                "out": norm(prefix + "output.LayerNorm")}))

    def forward(self, ids):
        """The states of every layer, from the embeddings on: each (batch, pieces, width)."""
        outside = (ids == 0)[:, None, None, :] * -1e4
        x = self.words(ids) + self.positions.weight[:ids.shape[1]] + self.kinds.weight[0]
        x = functional.dropout(self.norm(x), self.drop, self.training)
        states = [x]
        split = lambda y: y.view(*y.shape[:2], self.heads, -1).transpose(1, 2)
        for layer in self.layers:
            weights = split(layer["query"](x)) @ split(layer["key"](x)).transpose(2, 3)
            weights = weights / math.sqrt(x.shape[2] / self.heads) + outside
            weights = functional.dropout(weights.softmax(-1), self.drop, self.training)
            seen = weights @ split(layer["value"](x))
            seen = layer["joined"](seen.transpose(1, 2).flatten(2))
            x = layer["attended"](x + functional.dropout(seen, self.drop, self.training))
            grown = layer["down"](functional.gelu(layer["up"](x)))
            x = layer["out"](x + functional.dropout(grown, self.drop, self.training))
            states.append(x)
        return states


class Teacher(nn.Module):
    def __init__(self, folder, vectors, words, tags, feats, relations, names):
        super().__init__()
        self.pieces, self.encoder = Pieces(folder), Encoder(folder)
        self.mix = nn.Parameter(torch.zeros(len(self.encoder.layers) + 1))
        self.vectors = nn.Embedding.from_pretrained(vectors, freeze=True)
        self.affixes = nn.ModuleList(nn.Embedding(rows, AFFIX_SIZE)
                                     for _, _, rows in features.AFFIXES)
        self.words = nn.Embedding(words, WORD_SIZE)
        self.shapes = nn.Embedding(features.SHAPE_ROWS, SHAPE_SIZE)
        self.touches = nn.Embedding(4, TOUCH_SIZE)
        size = (2 * STATE + vectors.shape[1] + WORD_SIZE + AFFIX_SIZE * len(features.AFFIXES)
                + SHAPE_SIZE + TOUCH_SIZE)
        self.join = nn.Linear(size, STATE)
        self.near = nn.Conv1d(STATE, STATE, 3, padding=1)
        self.tag, self.feat = nn.Linear(STATE, tags), nn.Linear(STATE, feats)
        self.name = nn.Linear(STATE, names)
        self.arc_dependent, self.arc_head = nn.Linear(STATE, ARC_SIZE), nn.Linear(STATE, ARC_SIZE)
        self.arc_root = nn.Parameter(torch.zeros(ARC_SIZE))
        self.arc = nn.Linear(ARC_SIZE, ARC_SIZE, bias=False)
        self.arc_bias = nn.Linear(ARC_SIZE, 1, bias=False)
        self.distance = nn.Parameter(torch.zeros(2 * DISTANCE_MAX + 1))
        self.label_dependent = nn.Linear(STATE, LABEL_SIZE)
        self.label_head = nn.Linear(STATE, LABEL_SIZE)
        self.label_root = nn.Parameter(torch.zeros(LABEL_SIZE))
        self.label = nn.Linear(3 * LABEL_SIZE, relations)
        with torch.no_grad():
            self.mix[-3:] = 1
            self.arc.weight.mul_(0.5)

    def encode(self, batch, drop=0.0):
        """States (time, batch, STATE), as Network.encode."""
        self.train(drop > 0)
        ids, first, last = self.pieces.cut(batch.texts, batch.words.shape[0])
        with torch.autocast("cpu", torch.bfloat16):
            states = torch.stack(self.encoder(ids), -1)
        mixed = states.float() @ torch.softmax(self.mix, 0)
        pick = lambda at: mixed.gather(1, at.unsqueeze(-1).expand(-1, -1, STATE)).transpose(0, 1)
        own = [self.vectors(batch.vectors), self.words(batch.words)]
        own += [table(batch.affixes[..., i]) for i, table in enumerate(self.affixes)]
        own += [self.shapes(batch.shapes), self.touches(batch.touches)]
        own = functional.dropout(torch.cat(own, -1), 0.3, self.training)
        x = self.join(torch.cat([pick(first), pick(last), own], -1))
        x = x * batch.mask.unsqueeze(-1)
        near = self.near(functional.gelu(x).permute(1, 2, 0)).permute(2, 0, 1)
        return functional.layer_norm(x + near, (STATE,))

    def arcs(self, x):
        dependent = functional.gelu(self.arc_dependent(x)).transpose(0, 1)
        head = functional.gelu(self.arc_head(x)).transpose(0, 1)
        head = torch.cat([self.arc_root.expand(head.shape[0], 1, ARC_SIZE), head], 1)
        scores = self.arc(dependent) @ head.transpose(1, 2) / math.sqrt(ARC_SIZE)
        scores = scores + self.arc_bias(head).transpose(1, 2)
        at = torch.arange(x.shape[0])
        distance = (at.unsqueeze(0) - at.unsqueeze(1)).clamp(-DISTANCE_MAX, DISTANCE_MAX)
        return scores + functional.pad(self.distance[distance + DISTANCE_MAX], (1, 0))

    def labels(self, x, heads):
        head = torch.cat([self.label_root.expand(1, x.shape[1], LABEL_SIZE), self.label_head(x)])
        chosen = functional.gelu(
            head.gather(0, heads.unsqueeze(-1).expand(-1, -1, LABEL_SIZE)))
        dependent = functional.gelu(self.label_dependent(x))
        return self.label(torch.cat([dependent, chosen, dependent * chosen], -1))


def restore(path, folder, vectors):
    """The trained teacher of `path` and what was stored with it."""
    stored = torch.load(path, weights_only=False)
    teacher = Teacher(folder, vectors, len(stored["keys"]) + 1, len(classes.TAGS),
                      len(stored["feats"]), len(classes.RELATIONS), len(classes.NAMES))
    teacher.load_state_dict(stored["weights"], strict=False)
    return teacher.eval(), stored


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    train.add_arguments(parser)
    parser.add_argument("--encoder", required=True)
    parser.add_argument("--encoder-rate", type=float, default=1.5e-4)
    parser.set_defaults(epochs=6, rate=1e-3, batch=1000, drop=0.3)
    arguments = parser.parse_args()
    train.prepare(arguments)
    words, table = train.read_vectors(arguments.vectors, arguments.vector_words)
    start = torch.load(arguments.start, weights_only=False) if arguments.start else None
    vocabulary, sentences, sets = train.load_data(arguments.data, words, start)
    teacher = Teacher(arguments.encoder, table, *train.sizes(vocabulary))
    if start:
        teacher.load_state_dict(start["weights"], strict=False)
    slow = list(teacher.encoder.parameters())
    others = [p for name, p in teacher.named_parameters()
              if p.requires_grad and not name.startswith("encoder.")]
    optimiser = torch.optim.AdamW([{"params": slow, "lr": arguments.encoder_rate},
                                   {"params": others, "lr": arguments.rate}],
                                  betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    train.fit(teacher, optimiser, vocabulary, sentences, sets, arguments,
              random.Random(arguments.seed))


if __name__ == "__main__":
    main()
