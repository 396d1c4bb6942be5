"""What the heads of the network choose among."""
from data import CLASSES

TAGS = ("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X").split()
RELATIONS = (
    "acl acl:relcl advcl advcl:relcl advmod amod appos aux aux:pass case cc cc:preconj ccomp "
    "compound compound:prt conj cop csubj csubj:outer csubj:pass dep det det:predet discourse "
    "dislocated expl fixed flat goeswith iobj list mark nmod nmod:desc nmod:poss nmod:unmarked "
    "nsubj nsubj:outer nsubj:pass nummod obj obl obl:agent obl:unmarked orphan parataxis punct "
    "reparandum root vocative xcomp").split()
NAMES = ["O"] + [side + name for name in CLASSES[1:] for side in ("B-", "I-")]

TAG_OF = {tag: at for at, tag in enumerate(TAGS)}
RELATION_OF = {relation: at for at, relation in enumerate(RELATIONS)}
NAME_OF = {name: at for at, name in enumerate(NAMES)}
