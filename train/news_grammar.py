"""Sentences in the grammar of news, made of those of the treebanks, whose trees are then known:
speakers before and behind what they say, a day between subject and verb, titles and appositions.
Treebanks of the web hardly have them; news has them in every second sentence.

The conventions are those of EWT 2.16: a verb of saying is the root and what is said its ccomp, also
where it comes first; titles are nmod:desc of the first name, last names flat.
"""
import random

import data
import features

FEATURES_UNKNOWN = "?"  # no features of the vocabulary: nothing is learned

FIRST = """Rashid Maria Ahmed John Fatima Nguyen Olena Sergei Amina David Juan Ibrahim Chen Yusuf Grace
Pierre Anna Mehmet Hassan Leila Carlos Samuel Aung Thein Kwame Hamid Viktor Elena Tariq Zeynep Moses
Abdul Noor Park Kenji Priya Rajesh Sunil Mary Robert James Linda Michael Peter Ali Omar Khalid Salma
Joseph Emmanuel Mahmoud Miriam Yitzhak Luis Pedro Ingrid Lars Piotr Marek Dragan Milan""".split()
LAST = """Tarar Kovalenko Haddad Smith Okafor Nguyen Petrov Mutua Rahman Silva Morales Osman Wei Kaya
Dubois Novak Yilmaz Karimi Hernandez Mensah Win Thant Boateng Shah Ivanov Popescu Aziz Demir Phiri
Qureshi Khan Lee Tanaka Sharma Gupta Perera Jones Brown Miller Johnson Clarke Suleiman Farouk Hakimi
Mwangi Diallo Toure Barakat Levi Cohen Garcia Lopez Berg Hansen Kowalski Zielinski Jovanovic Petrovic
al-Masri al-Hadi al-Rubaie Abdi Nkurunziza Habimana Tesfaye Bekele Gunawardena""".split()
PLACES = """Kabul Damascus Kyiv Nairobi Geneva Islamabad Baghdad Khartoum Bogota Ankara Moscow Manila
Colombo Tripoli Mogadishu Sanaa Beirut Goma Juba Dhaka Yangon Caracas Lima Cairo Tehran Kandahar Mosul
Aleppo Donetsk Peshawar Quetta Bamako Maiduguri Gaza Jakarta Bangkok Seoul Brussels Vienna""".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
RANKS = [("Colonel",), ("General",), ("Gen.",), ("Lt.", "Gen."), ("Maj.", "Gen."), ("Col.",), ("Brigadier",),
         ("President",), ("Prime", "Minister"), ("Foreign", "Minister"), ("Interior", "Minister"),
         ("Defense", "Minister"), ("Defence", "Secretary"), ("Sheikh",), ("Governor",), ("Mayor",),
         ("Senator",), ("Inspector",), ("Captain",), ("Major",), ("Mr.",), ("Ms.",), ("Dr.",), ("Judge",),
         ("Ambassador",), ("spokesman",), ("spokeswoman",), ("army", "spokesman"), ("police", "chief"),
         ("army", "chief"), ("government", "spokesman"), ("opposition", "leader"), ("rebel",
         "commander"), ("defence", "lawyer"), ("prosecutor",), ("resident",), ("lawmaker",)]
POSTS = """spokesman spokeswoman adviser commander representative member lawyer resident teacher
researcher lawmaker negotiator director doctor analyst official""".split()
BODIES = """ministry army police government opposition group movement agency party union navy court
commission embassy hospital militia alliance council coalition delegation""".split()
CROWDS = """officials police witnesses residents medics activists diplomats rebels authorities
prosecutors lawmakers relatives analysts commanders protesters rescuers critics organisers""".split()
ADJECTIVES = "senior local military Western Pakistani Afghan Turkish security provincial Syrian".split()
SAYING = """said said said said said added warned insisted claimed confirmed acknowledged noted
announced reported explained argued stressed alleged predicted says""".split()
OPENING = SAYING + "denied believes hopes fears suggested agreed admitted vowed".split()


class Phrase:
    """Words with a head among themselves: rows [text, tag, head, relation, name]; heads count from
    0 within the phrase, None for the phrase's own head."""

    def __init__(self, rows):
        self.rows = rows
        self.top = next(at for at, row in enumerate(rows) if row[2] is None)

    def joined(self, other, at, relation):
        """This phrase, then `other` hanging on word `at` of it."""
        base = len(self.rows)
        rows = [list(row) for row in self.rows]
        for text, tag, head, own, name in other.rows:
            rows.append([text, tag, at if head is None else base + head,
                         relation if head is None else own, name])
        return Phrase(rows)


def words(text, tag="NOUN"):
    return Phrase([[text, tag, None, "", "O"]])


def case_phrase(preposition, noun, tag, name="O", determiner=None):
    rows = [[preposition, "ADP", None, "case", "O"]]
    if determiner:
        rows.append([determiner, "DET", None, "det", "O"])
    top = len(rows)
    for row in rows:
        row[2] = top
    rows.append([noun, tag, None, "", name])
    return Phrase(rows)


def person(chance):
    rows = []
    rank = chance.choice(RANKS) if chance.random() < 0.7 else ()
    top = len(rank)
    for at, word in enumerate(rank):
        last = at + 1 == len(rank)
        tag = "PROPN" if word[0].isupper() else "NOUN"
        rows.append([word, tag, top if last else at + 1, "nmod:desc" if last else "compound", "O"])
    if rank and chance.random() < 0.3:
        rows.append([chance.choice(LAST), "PROPN", None, "", "B-person"])
        return Phrase(rows)
    rows.append([chance.choice(FIRST), "PROPN", None, "", "B-person"])
    rows.append([chance.choice(LAST), "PROPN", top, "flat", "I-person"])
    return Phrase(rows)


def body(chance):
    noun, rows = chance.choice(BODIES), [["the", "DET", 1, "det", "O"]]
    if chance.random() < 0.3:
        adjective = chance.choice(ADJECTIVES)
        name = "B-nationality" if adjective[0].isupper() and adjective != "Western" else "O"
        rows[0][2] = 2
        rows.append([adjective, "ADJ", 2, "amod", name])
    return Phrase(rows + [[noun, "NOUN", None, "", "O"]])


def crowd(chance):
    rows = []
    if chance.random() < 0.25:
        rows.append([chance.choice(["two", "three", "several", "some", "many"]), "", 0, "", "O"])
        rows[0][1] = "NUM" if rows[0][0] in ("two", "three") else "ADJ" if rows[0][0] in (
            "several", "many") else "DET"
        rows[0][3] = {"NUM": "nummod", "ADJ": "amod", "DET": "det"}[rows[0][1]]
    if chance.random() < 0.4:
        adjective = chance.choice(ADJECTIVES)
        name = "B-nationality" if adjective[0].isupper() and adjective != "Western" else "O"
        rows.append([adjective, "ADJ", 0, "amod", name])
    for row in rows:
        row[2] = len(rows)
    phrase = Phrase(rows + [[chance.choice(CROWDS), "NOUN", None, "", "O"]])
    if chance.random() < 0.2:
        where = case_phrase("in", chance.choice(PLACES), "PROPN", "B-place")
        phrase = phrase.joined(where, phrase.top, "nmod")
    return phrase


def apposition(chance, phrase):
    """..., a spokesman for the ministry, or: ..., 43,"""
    comma = Phrase([[",", "PUNCT", None, "", "O"]])
    if chance.random() < 0.2:
        inner = words(str(chance.randint(19, 80)), "NUM")
        relation = "amod"
    else:
        inner = Phrase([["a", "DET", 1, "det", "O"], [chance.choice(POSTS), "NOUN", None, "", "O"]])
        if inner.rows[1][0][0] in "aeiou":
            inner.rows[0][0] = "an"
        of = chance.choice(["for", "for", "of", "with", "from", "in"])
        if of in ("from", "in"):
            inner = inner.joined(case_phrase(of, chance.choice(PLACES), "PROPN", "B-place"), 1, "nmod")
        else:
            inner = inner.joined(case_phrase(of, chance.choice(BODIES), "NOUN", "O", "the"), 1, "nmod")
        relation = "appos"
    at = len(phrase.rows) + 1 + inner.top
    out = phrase.joined(comma, phrase.top, "punct")
    out = out.joined(inner, phrase.top, relation).joined(comma, phrase.top, "punct")
    for row in (out.rows[len(phrase.rows)], out.rows[-1]):
        row[2] = at
    return out


def speaker(chance, may_end_in_comma=True):
    roll = chance.random()
    if roll < 0.5:
        phrase = person(chance)
        if may_end_in_comma and chance.random() < 0.35:
            phrase = apposition(chance, phrase)
        return phrase
    return body(chance) if roll < 0.7 else crowd(chance)


def tail(chance):
    """(phrase, relation) that follows a verb of saying, or (None, "")."""
    roll = chance.random()
    if roll < 0.45:
        return None, ""
    if roll < 0.6:
        return case_phrase("on", chance.choice(DAYS), "PROPN"), "obl"
    if roll < 0.75:
        return words(chance.choice(DAYS), "PROPN"), "obl:unmarked"
    if roll < 0.85:
        return case_phrase("in", chance.choice(["statement", "interview", "report"]), "NOUN", "O",
                           "a"), "obl"
    return case_phrase("in", chance.choice(PLACES), "PROPN", "B-place"), "obl"


class Builder:
    """A sentence put together from phrases and pieces of another one."""

    def __init__(self):
        self.rows = []

    def add(self, phrase):
        """Puts the words of a phrase; returns the place of its head, its head yet unset."""
        base = len(self.rows)
        for text, tag, head, relation, name in phrase.rows:
            self.rows.append([text, tag, FEATURES_UNKNOWN, None if head is None else base + head,
                              relation, name])
        return base + phrase.top

    def copy(self, sentence, begin, end):
        """Copies words; their heads stay numbers of the old sentence until `finish`."""
        at = len(self.rows)
        for old in range(begin, end):
            self.rows.append([sentence.texts[old], sentence.tags[old], sentence.feats[old],
                              ("old", sentence.heads[old] - 1), sentence.relations[old],
                              sentence.names[old] if sentence.names else "O", old])
        return at

    def hang(self, at, head, relation):
        self.rows[at][3], self.rows[at][4] = head, relation

    def finish(self, source):
        place = {row[6]: at for at, row in enumerate(self.rows) if len(row) == 7}
        place[-1] = -1
        out = data.Sentence()
        out.corpus, out.document = source.corpus, source.document
        out.texts = [row[0] for row in self.rows]
        out.texts[0] = out.texts[0][:1].upper() + out.texts[0][1:]
        out.tags = [row[1] for row in self.rows]
        out.feats = [row[2] for row in self.rows]
        heads = [place[row[3][1]] if isinstance(row[3], tuple) else row[3] for row in self.rows]
        out.heads = [0 if head == -1 else head + 1 for head in heads]
        out.relations = [row[4] for row in self.rows]
        out.names = [row[5] for row in self.rows] if source.names else None
        touching = [source.touches[row[6]] & 2 if len(row) == 7 else 0 for row in self.rows]
        for at, row in enumerate(self.rows):
            if row[0] in (",", ".") and at:
                touching[at - 1] = 2
            if row[0] == '"':
                touching[at if at == 0 else at - 1] = 2
        touching[-1] = 0
        out.touches = [features.touch_of(at > 0 and touching[at - 1] > 0, touching[at] > 0)
                       for at in range(len(self.rows))]
        return out


def is_plain(s):
    """A statement with a subject, no quotation, closed by a full stop that hangs on its root."""
    if not 6 <= len(s.texts) <= 40 or s.texts[-1] != "." or s.tags is None or s.heads is None:
        return False
    root = s.heads.index(0)
    if s.tags[root] != "VERB" or s.heads[-1] != root + 1 or any(q in s.texts for q in '"``?!'):
        return False
    if s.tags[0] in ("CCONJ", "INTJ", "PUNCT") or (s.tags[0] == "X"):
        return False
    subject = [at for at in range(root) if s.heads[at] == root + 1 and s.relations[at] in (
        "nsubj", "nsubj:pass")]
    return len(subject) == 1 and s.texts[root].lower() not in SAYING


def lowered(s):
    """The first word as inside a sentence."""
    keep = s.tags[0] == "PROPN" or s.texts[0] == "I" or s.texts[0][1:2].isupper()
    return s.texts[0] if keep else s.texts[0][:1].lower() + s.texts[0][1:]


def closing(s, chance):
    """"S, officials said." and "S," said X, a spokesman for Y."""
    root, out, quoted = s.heads.index(0), Builder(), chance.random() < 0.35
    if quoted:
        quote = out.add(words('"', "PUNCT"))
    begin = out.copy(s, 0, len(s.texts) - 1)
    content = begin + root
    comma = out.add(words(",", "PUNCT"))
    if quoted:
        out.hang(quote, content, "punct")
        end = out.add(words('"', "PUNCT"))
        out.hang(end, content, "punct")
    verb_word = chance.choice(SAYING)
    inverted = chance.random() < (0.5 if quoted else 0.1)
    if inverted:
        verb = out.add(words(verb_word, "VERB"))
        who = out.add(speaker(chance))
        if out.rows[-1][0] == ",":
            out.rows.pop()
    else:
        who = out.add(speaker(chance))
        verb = out.add(words(verb_word, "VERB"))
        if chance.random() < 0.1:
            out.rows[verb][0] = "told"
            out.hang(out.add(words(chance.choice(["reporters", "journalists", "parliament"]))), verb, "iobj")
        after, relation = tail(chance)
        if after:
            out.hang(out.add(after), verb, relation)
    out.hang(who, verb, "nsubj")
    out.hang(content, verb, "ccomp")
    out.hang(verb, -1, "root")
    for at in (comma, out.add(words(".", "PUNCT"))):
        out.hang(at, verb, "punct")
    return out.finish(s)


def according(s, chance):
    """S, according to officials."""
    root, out = s.heads.index(0), Builder()
    begin = out.copy(s, 0, len(s.texts) - 1)
    comma = out.add(words(",", "PUNCT"))
    cue = out.add(words("according", "VERB"))
    to = out.add(words("to", "ADP"))
    who = out.add(speaker(chance, False))
    out.hang(comma, begin + root, "punct")
    out.hang(cue, who, "case")
    out.hang(to, cue, "fixed")
    out.hang(who, begin + root, "obl")
    out.hang(out.add(words(".", "PUNCT")), begin + root, "punct")
    return out.finish(s)


def opening(s, chance):
    """X, a spokesman for Y, said on Tuesday that S."""
    root, out = s.heads.index(0), Builder()
    who = out.add(speaker(chance))
    verb = out.add(words(chance.choice(OPENING), "VERB"))
    if chance.random() < 0.12:
        out.rows[verb][0] = "told"
        out.hang(out.add(words(chance.choice(["reporters", "journalists", "parliament"]))), verb, "iobj")
    after, relation = tail(chance)
    if after:
        out.hang(out.add(after), verb, relation)
    mark = out.add(words("that", "SCONJ")) if chance.random() < 0.55 else None
    begin = out.copy(s, 0, len(s.texts) - 1)
    out.rows[begin][0] = lowered(s)
    if mark is not None:
        out.hang(mark, begin + root, "mark")
    out.hang(who, verb, "nsubj")
    out.hang(begin + root, verb, "ccomp")
    out.hang(verb, -1, "root")
    out.hang(out.add(words(".", "PUNCT")), verb, "punct")
    return out.finish(s)


def subject_span(s):
    """(first, end, head) of the subject where it stands right before the verb's words."""
    root = s.heads.index(0)
    head = next(at for at in range(root) if s.heads[at] == root + 1 and s.relations[at] in (
        "nsubj", "nsubj:pass"))
    inside = {head}
    while True:
        more = {at for at in range(len(s.texts)) if s.heads[at] - 1 in inside} - inside
        if not more:
            break
        inside |= more
    first, end = min(inside), max(inside) + 1
    between = range(end, root)
    if end - first != len(inside) or any(s.relations[at] not in (
            "aux", "aux:pass", "advmod") or s.heads[at] != root + 1 for at in between):
        return None
    return first, end, head


def news_subject(s, chance):
    """Colonel X, a lawyer, on Tuesday + the rest of the sentence: subject replaced or followed."""
    span = subject_span(s)
    if not span or (span[0] and s.texts[span[0] - 1] == ","):
        return None
    first, end, head = span
    root, out = s.heads.index(0), Builder()
    out.copy(s, 0, first)
    replaced = s.tags[head] in ("PRON", "PROPN") or chance.random() < 0.4
    singular = "Number=Sing" in s.feats[head]
    if replaced and singular:
        who = out.add(speaker(chance) if chance.random() < 0.7 else apposition(chance, person(chance)))
    elif replaced:
        who = out.add(crowd(chance))
    else:
        who = out.copy(s, first, end) + head - first
    pending = []
    if chance.random() < (0.5 if replaced else 0.9):
        if chance.random() < 0.5:
            pending.append((out.add(case_phrase("on", chance.choice(DAYS), "PROPN")), "obl"))
        else:
            pending.append((out.add(words(chance.choice(DAYS), "PROPN")), "obl:unmarked"))
    elif not replaced:
        return None
    begin = out.copy(s, end, len(s.texts))
    verb = begin + root - end
    if replaced:
        out.hang(who, verb, s.relations[head])
    for at, relation in pending:
        out.hang(at, verb, relation)
    return out.finish(s)


WAYS = [(closing, 0.35), (opening, 0.55), (news_subject, 0.85), (according, 1.0)]


def sentences(treebank, share=0.9, seed=5):
    """About `share` times the plain statements of a treebank, each changed in one or two ways."""
    chance, out = random.Random(seed), []
    for s in treebank:
        if not is_plain(s) or chance.random() > share:
            continue
        if chance.random() < 0.4:
            s = news_subject(s, chance) or s
        roll = chance.random()
        made = next(way for way, bound in WAYS if roll < bound)(s, chance) if is_plain(s) else s
        if made is not None:
            out.append(made)
    return out


if __name__ == "__main__":
    import sys
    for made in sentences(data.read_treebank(sys.argv[1]), 0.01):
        print(" ".join(made.texts))
        print("  ", " ".join("%s/%s>%s:%s" % (made.texts[at], made.tags[at], made.texts[
            made.heads[at] - 1] if made.heads[at] else "ROOT", made.relations[at])
            for at in range(len(made.texts))))
