"""Sentences to train on: CoNLL-U treebanks with names from GUM's Entity= column, and JSON Lines of
names (CrossNER, re3d)."""
import gzip
import json
import os
import re

import features

CLASSES = ["none", "person", "organisation", "group", "country", "place", "nationality", "other"]
GUM_CLASSES = {"person": "person", "organization": "organisation", "place": "place",
               "event": "other", "object": "other", "abstract": "other", "animal": "other",
               "plant": "other", "substance": "other"}
JSON_CLASSES = {"politician": "person", "person": "person", "Person": "person",
                "politicalparty": "organisation", "organisation": "organisation",
                "Organisation": "organisation", "country": "country", "location": "place",
                "Location": "place", "election": "other", "event": "other", "misc": "other",
                "Nationality": "nationality", "MilitaryPlatform": "other", "Weapon": "other"}


POSSESSIVES = ("his", "her", "its", "their", "our", "my", "your")


class Sentence:
    """Tokens with what is known of them; None for a layer that the source does not have."""
    __slots__ = ("texts", "touches", "tags", "feats", "heads", "relations", "names", "corpus",
                 "document")


def read_countries(path=os.path.join(os.path.dirname(os.path.abspath(__file__)), "countries.tsv")):
    """Country names and demonyms, each as tuples of lower-case words."""
    countries, demonyms = set(), set()
    for line in open(path, encoding="utf-8"):
        if line.startswith(("#", "country\t")):
            continue
        names, words = line.rstrip("\n").split("\t")
        countries.update(tuple(name.lower().split()) for name in names.split("|"))
        demonyms.update(tuple(word.lower().split()) for word in words.split("|"))
    return countries, demonyms


COUNTRIES, DEMONYMS = read_countries()


def open_text(path):
    return gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path)


def refine(name_class, words):
    """A place or organisation that is a country by name is a country."""
    words = tuple(word.lower() for word in words)
    if words[:1] == ("the",):
        words = words[1:]
    is_country = name_class in ("place", "organisation") and words in COUNTRIES
    return "country" if is_country else name_class


def mark_nationalities(sentence):
    """Demonyms that no name covers: American forces, Pakistanis."""
    words = [text.lower() for text in sentence.texts]
    at = 0
    while at < len(words):
        size = next((n for n in (2, 1) if tuple(words[at:at + n]) in DEMONYMS
                     and sentence.texts[at][:1].isupper()), 0)
        if size and all(name == "O" for name in sentence.names[at:at + size]):
            sentence.names[at:at + size] = ["B-nationality"] + ["I-nationality"] * (size - 1)
        at += max(size, 1)


def put_name(names, first, end, name_class):
    if all(name == "O" for name in names[first:end]):
        names[first:end] = ["B-" + name_class] + ["I-" + name_class] * (end - first - 1)


def gum_mentions(rows, open_mentions):
    """(first, last, type) of the mentions that end in a sentence; spans over words of `rows`."""
    found = []
    for at, row in enumerate(rows):
        for item in row[9].split("|"):
            if not item.startswith("Entity="):
                continue
            for opening, closing in re.findall(r"\(([^()]+)|([^()]+)?\)", item[7:]):
                if opening:
                    open_mentions.append((at, opening.split("-")))
                    continue
                identity = closing.split("-")[0] if closing else ""
                for i in range(len(open_mentions) - 1, -1, -1):
                    if not identity or open_mentions[i][1][0] == identity:
                        first, parts = open_mentions.pop(i)
                        if len(parts) > 1:
                            found.append((first, at, parts[1]))
                        break
    return found


def head_of(first, last, heads):
    for at in range(first, last + 1):
        if not first <= heads[at] - 1 <= last:
            return at
    return first


def name_extent(head, first, last, tags, texts, kind):
    """The run of name words around a mention's head: Joint Special Operations Command, University
    of California; for persons `of` ends it."""
    def inside(at):
        return tags[at] == "PROPN" or (tags[at] == "NUM" and not texts[at].isdigit())
    begin, end = head, head + 1
    while begin > first and (inside(begin - 1) or (
            texts[begin - 1] in ("-", "&", ".") and begin - 2 >= first
            and tags[begin - 2] == "PROPN")):
        begin -= 1
    while end <= last:
        if inside(end):
            end += 1
            continue
        step = end
        while step <= last and step - end < 2 and texts[step].lower() in (
                "of", "the", "for", "and", "&", "-", "'s", "on"):
            step += 1
        if step == end or step > last or tags[step] != "PROPN" or (
                kind in ("person", "place") and texts[end] != "-"):
            break
        end = step + 1
    return begin, end


def gum_names(rows, sentence, open_mentions):
    names = ["O"] * len(rows)
    mentions = gum_mentions(rows, open_mentions)
    for first, last, kind in sorted(mentions, key=lambda m: (m[0] - m[1], m[0])):
        name_class = GUM_CLASSES.get(kind)
        head = head_of(first, last, sentence.heads)
        if name_class is None or sentence.tags[head] != "PROPN":
            continue
        begin, end = name_extent(head, first, last, sentence.tags, sentence.texts, kind)
        words = sentence.texts[begin:end]
        put_name(names, begin, end, refine(name_class, words))
    return names


def blocks(path):
    comments, rows = [], []
    for line in open_text(path):
        line = line.rstrip("\n")
        if not line:
            if rows:
                yield comments, rows
            comments, rows = [], []
        elif line[0] == "#":
            comments.append(line)
        else:
            rows.append(line.split("\t"))


def touches(rows):
    """Whether each word touches its neighbours, multiword tokens cut into their words."""
    right, inside_end, glued = [], 0, False
    for row in rows:
        if "-" in row[0]:
            inside_end = int(row[0].split("-")[1])
            glued = "SpaceAfter=No" in row[9].split("|")
        elif int(row[0]) < inside_end:
            right.append(True)
        elif int(row[0]) == inside_end:
            right.append(glued)
        else:
            right.append("SpaceAfter=No" in row[9].split("|"))
    right[-1] = False
    return [features.touch_of(at > 0 and right[at - 1], right[at]) for at in range(len(right))]


def read_treebank(path):
    sentences, corpus, document, open_mentions = [], "", "", []
    for comments, all_rows in blocks(path):
        for comment in comments:
            if comment.startswith("# newdoc"):
                document, open_mentions = comment.partition("=")[2].strip(), []
            if comment.startswith("# corpus"):
                corpus = comment.partition("=")[2].strip()
        all_rows = [row for row in all_rows if "." not in row[0]]
        rows = [row for row in all_rows if row[0].isdigit()]
        sentence = Sentence()
        sentence.corpus, sentence.document = corpus, document
        sentence.texts = [row[1] for row in rows]
        sentence.touches = touches(all_rows)
        sentence.tags = [row[3] for row in rows]
        sentence.feats = ["" if row[5] == "_" else row[5] for row in rows]
        sentence.heads = [int(row[6]) for row in rows]
        sentence.relations = [row[7] for row in rows]
        sentence.names = None
        if corpus == "GUM":
            sentence.names = gum_names(rows, sentence, open_mentions)
            mark_nationalities(sentence)
            open_mentions = []
        sentences.append(sentence)
    return sentences


def cut_hyphens(texts, spans):
    """Treebank words: well-known is well, -, known. Yields (text, begin, end)."""
    for text, (begin, _) in zip(texts, spans):
        if re.fullmatch(r"\w+(-\w+)+", text) and not text[0].isdigit():
            at = begin
            for piece in re.split(r"(-)", text):
                yield piece, at, at + len(piece.encode())
                at += len(piece.encode())
        elif len(text) > 2 and re.search(r"['\u2019]s$", text):
            size = len(text[-2:].encode())
            at = begin + len(text.encode()) - size
            yield text[:-2], begin, at
            yield text[-2:], at, at + size
        else:
            yield text, begin, begin + len(text.encode())


def read_names(path):
    """Lines of names, cut into sentences after a full stop before a capital."""
    sentences = []
    for line in open_text(path):
        document = json.loads(line)
        tokens = list(cut_hyphens(document["tokens"], document["spans"]))
        names = ["O"] * len(tokens)
        entities = [e for e in document["entities"] if e.get("kind", "name") == "name"]
        for entity in sorted(entities, key=lambda e: e["span"][0] - e["span"][1]):
            name_class = JSON_CLASSES.get(entity["type"])
            inside = [at for at, token in enumerate(tokens)
                      if entity["span"][0] <= token[1] and token[2] <= entity["span"][1]]
            words = [tokens[at][0] for at in inside]
            if name_class and inside and words[0].lower() not in POSSESSIVES:
                if words[0].lower() in ("the", "a", "an"):
                    inside = inside[1:]
                if inside:
                    put_name(names, inside[0], inside[-1] + 1, refine(name_class, words))
        begin = 0
        for at in range(len(tokens)):
            last = at + 1 == len(tokens)
            if last or (tokens[at][0] in ".!?" and tokens[at + 1][0][:1].isupper()
                        and names[at + 1][0] != "I"):
                sentences.append(named_sentence(document, tokens[begin:at + 1],
                                                names[begin:at + 1]))
                begin = at + 1
    return sentences


def named_sentence(document, tokens, names):
    sentence = Sentence()
    sentence.corpus, sentence.document = document["corpus"], document["id"]
    sentence.texts = [token[0] for token in tokens]
    right = [tokens[at][2] == tokens[at + 1][1] for at in range(len(tokens) - 1)] + [False]
    sentence.touches = [features.touch_of(at > 0 and right[at - 1], right[at])
                        for at in range(len(tokens))]
    sentence.tags = sentence.feats = sentence.heads = sentence.relations = None
    sentence.names = names
    mark_nationalities(sentence)
    return sentence
