"""The network: rows summed into a vector a token, gated recurrent layers that run both ways over
windows of three tokens, and linear heads. sitrep/text/network.cpp is its run-time.

Every layer reads normalised vectors without learned scale (the next matrix has it), so that one
fixed scale a layer quantises them, and zero is what stands beside the ends of a sentence.
"""
import torch
from torch import nn
from torch.nn import functional

import features

WIDTH = 256        # numbers a token
HALF = WIDTH // 2  # of them, one direction
LAYERS = 6
WINDOW = 3
ARC_RANK = 128
LABEL_WIDTH = 128
BRAIN_FLOAT = torch.cpu._is_amx_tile_supported()  # multiply in bfloat16 while training
DISTANCE_MAX = 32  # beyond it, one weight for all distances
WORD_SIZE, AFFIX_SIZE, SHAPE_SIZE, TOUCH_SIZE = 96, 32, 32, 8


class Scan(torch.autograd.Function):
    """state[t] = keep[t] * state[t - 1] + add[t] over the first dimension."""

    @staticmethod
    def forward(context, keep, add):
        states = torch.empty_like(add)
        state = add[0]
        states[0] = state
        for t in range(1, add.shape[0]):
            state = torch.addcmul(add[t], keep[t], state, out=states[t])
        context.save_for_backward(keep, states)
        return states

    @staticmethod
    def backward(context, gradient):
        keep, states = context.saved_tensors
        add_gradient = gradient.contiguous().clone()
        keep_gradient = torch.zeros_like(keep)
        for t in range(keep.shape[0] - 1, 0, -1):
            torch.mul(add_gradient[t], states[t - 1], out=keep_gradient[t])
            add_gradient[t - 1].addcmul_(add_gradient[t], keep[t])
        return keep_gradient, add_gradient


def normalise(x):
    return functional.layer_norm(x, (x.shape[-1],))


def windows(x):
    """Each token with its neighbours: (time, batch, width) to (time, batch, 3 * width)."""
    padded = functional.pad(x, (0, 0, 0, 0, 1, 1))
    return torch.cat([padded[:-2], padded[1:-1], padded[2:]], dim=-1)


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.gates = nn.Linear(WINDOW * WIDTH, 6 * HALF)
        with torch.no_grad():  # begin by remembering
            self.gates.bias.zero_()
            self.gates.bias[2 * HALF:4 * HALF] = torch.linspace(-1, 2, HALF).repeat(2)

    def forward(self, x, mask):
        with torch.autocast("cpu", torch.bfloat16, enabled=self.training and BRAIN_FLOAT):
            gates = self.gates(windows(normalise(x) * mask)).float()
        candidate = torch.tanh(gates[..., :2 * HALF])
        keep = torch.sigmoid(gates[..., 2 * HALF:4 * HALF])
        shown = torch.sigmoid(gates[..., 4 * HALF:])
        add = (1 - keep) * candidate * mask
        # the second half of the numbers runs from the end to the beginning
        turn = lambda y: torch.cat([y[..., :HALF], y[..., HALF:].flip(0)], dim=-1)
        return turn(Scan.apply(turn(keep), turn(add))) * shown


class Network(nn.Module):
    def __init__(self, vectors, words, tags, feats, relations, names):
        super().__init__()
        self.vectors = nn.Embedding.from_pretrained(vectors, freeze=True)
        self.words = nn.Embedding(words, WORD_SIZE)
        self.affixes = nn.ModuleList(nn.Embedding(rows, AFFIX_SIZE)
                                     for _, _, rows in features.AFFIXES)
        self.shapes = nn.Embedding(features.SHAPE_ROWS, SHAPE_SIZE)
        self.touches = nn.Embedding(4, TOUCH_SIZE)
        size = (vectors.shape[1] + WORD_SIZE + AFFIX_SIZE * len(features.AFFIXES) + SHAPE_SIZE
                + TOUCH_SIZE)
        self.join = nn.Linear(size, WIDTH)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.tag = nn.Linear(WIDTH, tags)
        self.feat = nn.Linear(WIDTH, feats)
        self.name = nn.Linear(WIDTH, names)
        self.arc_dependent = nn.Linear(WIDTH, ARC_RANK)
        self.arc_head = nn.Linear(WIDTH, ARC_RANK)
        self.arc_root = nn.Parameter(torch.zeros(ARC_RANK))
        self.distance = nn.Parameter(torch.zeros(2 * DISTANCE_MAX + 1))
        self.label_dependent = nn.Linear(WIDTH, LABEL_WIDTH)
        self.label_head = nn.Linear(WIDTH, LABEL_WIDTH, bias=False)
        self.label_root = nn.Parameter(torch.zeros(LABEL_WIDTH))
        self.label = nn.Linear(LABEL_WIDTH, relations)
        for embedding in [self.words, *self.affixes, self.shapes, self.touches]:
            nn.init.normal_(embedding.weight, std=0.3)

    def embed(self, batch, drop):
        parts = [self.vectors(batch.vectors), self.words(batch.words)]
        if drop:  # whole words and vectors, so that the ends of unknown words are learned
            kept = torch.rand(2, *batch.words.shape, 1)
            parts = [part * (k > rate) for part, k, rate in zip(parts, kept, (0.08, 0.15))]
        parts += [table(batch.affixes[..., i]) for i, table in enumerate(self.affixes)]
        parts += [self.shapes(batch.shapes), self.touches(batch.touches)]
        return self.join(torch.cat(parts, dim=-1))

    def encode(self, batch, drop=0.0):
        mask = batch.mask.unsqueeze(-1)
        x = normalise(self.embed(batch, drop > 0))
        x = functional.dropout(x, drop, drop > 0)
        for layer in self.layers:
            y = layer(x, mask)
            if drop:  # one mask a sentence
                y = y * (torch.rand(1, *y.shape[1:]) > drop).float() / (1 - drop)
            x = x + y
        return normalise(x)

    def arcs(self, x):
        """Scores (batch, dependent, 1 + head): column 0 is the root."""
        dependent = self.arc_dependent(x).transpose(0, 1)
        head = torch.relu(self.arc_head(x)).transpose(0, 1)
        root = torch.relu(self.arc_root).expand(head.shape[0], 1, ARC_RANK)
        scores = dependent @ torch.cat([root, head], dim=1).transpose(1, 2)
        at = torch.arange(x.shape[0])
        distance = (at.unsqueeze(0) - at.unsqueeze(1)).clamp(-DISTANCE_MAX, DISTANCE_MAX)
        return scores + functional.pad(self.distance[distance + DISTANCE_MAX], (1, 0))

    def labels(self, x, heads):
        """Scores of the relations to given heads (time, batch), 0 for the root."""
        head = torch.cat([self.label_root.expand(1, x.shape[1], LABEL_WIDTH), self.label_head(x)])
        chosen = head.gather(0, heads.unsqueeze(-1).expand(-1, -1, LABEL_WIDTH))
        return self.label(torch.relu(self.label_dependent(x) + chosen))
