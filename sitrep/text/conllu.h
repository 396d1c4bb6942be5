#pragma once

#include <string_view>

#include "sitrep/page/page.h"
#include "sitrep/text/text.h"

namespace sitrep {

/// A page with one paragraph and its layer text, from a tree written by hand or from a treebank.
struct Treebank {
  Page page;
  Text text;
};

/// Reads trees in the CoNLL-U format (universaldependencies.org/format.html), so that the stages
/// after text/ can be tested on trees that are known to be right:
///
///     const Treebank tree = read_conllu(
///         "1 Kayani kayani PROPN _ Number=Sing 2 nsubj _ _\n"
///         "2 urged urge VERB _ Tense=Past 0 root _ _\n"
///         "3 NATO NATO PROPN _ Number=Sing 2 obj _ SpaceAfter=No\n"
///         "4 . . PUNCT _ _ 2 punct _ _\n");
///     EXPECT_EQ(tree.text.lemma(tree.text.child(Id<Token>{1}, Relation::obj)), "NATO");
///
/// Columns are separated by tabs or, so that trees are easy to write, by spaces; those that are
/// missing at the end are `_`. An empty line ends a sentence. The page's text is made of the forms:
/// a space after each unless MISC says SpaceAfter=No (in a multiword token "1-2 don't" its own line
/// says so, and its words have their parts of it), an empty line and a new block where a sentence
/// has the comment `# newpar` or `# newdoc`. Forms of tokens are made as Segmenter makes them;
/// lemmas, tags, features, relations and heads are as written; names come from MISC:
/// `Name=B-person`, then `Name=I-person` (BIO, words of NameClass). Unknown tags become X, unknown
/// relations dep. Lines that are not CoNLL-U are left out, with a note.
Treebank read_conllu(std::string_view conllu);

}  // namespace sitrep
