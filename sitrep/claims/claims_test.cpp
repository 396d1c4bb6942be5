#include "sitrep/claims/claims.h"

#include <gtest/gtest.h>

#include "sitrep/claims/sample.h"

namespace sitrep {
namespace {

struct Case {
  const char* tree;
  const char* expected;
};

template <std::size_t n>
void check(const Case (&cases)[n]) {
  for (const Case& c : cases) EXPECT_EQ(sample::lines(c.tree), c.expected) << c.tree;
}

TEST(Claims, VerbsGiveTheirClauseInAnyOrder) {
  const Case cases[] = {
      {"1 Ferrer Ferrer PROPN _ _ 2 nsubj\n"
       "2 said say VERB _ _ 0 root\n"
       "3 that that SCONJ _ _ 5 mark\n"
       "4 troops troops NOUN _ _ 5 nsubj\n"
       "5 left leave VERB _ _ 2 ccomp _ SpaceAfter=No\n"
       "6 . . PUNCT _ _ 2 punct\n",
       "Ferrer | said | [that troops left] | indirect say positive certain\n"},
      {"1 Troops troops NOUN _ _ 3 nsubj\n"
       "2 may may AUX _ _ 3 aux\n"
       "3 leave leave VERB _ _ 0 root _ SpaceAfter=No\n"
       "4 , , PUNCT _ _ 6 punct\n"
       "5 Ferrer Ferrer PROPN _ _ 6 nsubj\n"
       "6 said say VERB _ _ 3 parataxis _ SpaceAfter=No\n"
       "7 . . PUNCT _ _ 3 punct\n",
       "Ferrer | said | [Troops may leave] | indirect say positive possible\n"},
      {"1 Troops troops NOUN _ _ 6 nsubj _ SpaceAfter=No\n"
       "2 , , PUNCT _ _ 4 punct\n"
       "3 Ferrer Ferrer PROPN _ _ 4 nsubj\n"
       "4 said say VERB _ _ 6 parataxis _ SpaceAfter=No\n"
       "5 , , PUNCT _ _ 4 punct\n"
       "6 left leave VERB _ _ 0 root _ SpaceAfter=No\n"
       "7 . . PUNCT _ _ 6 punct\n",
       "Ferrer | said | [Troops][left] | indirect say positive certain\n"},
      {"1 Ferrer Ferrer PROPN _ _ 2 nsubj\n"
       "2 denied deny VERB _ _ 0 root\n"
       "3 that that SCONJ _ _ 5 mark\n"
       "4 troops troops NOUN _ _ 5 nsubj\n"
       "5 left leave VERB _ _ 2 ccomp\n",
       "Ferrer | denied | [that troops left] | indirect deny negative certain\n"},
  };
  check(cases);
}

TEST(Claims, NobodySpeaksForTheReaderOrAsTheOutlet) {
  const Case cases[] = {
      {"1 Ferrer Ferrer PROPN _ _ 2 nsubj\n"
       "2 said say VERB _ VerbForm=Fin 0 root\n"
       "3 you you PRON _ Person=2 4 nsubj\n"
       "4 know know VERB _ _ 2 ccomp\n"
       "5 that that SCONJ _ _ 7 mark\n"
       "6 troops troops NOUN _ _ 7 nsubj\n"
       "7 left leave VERB _ _ 4 ccomp\n",
       "Ferrer | said | [you know that troops left] | indirect say positive certain\n"},
      {"1 We we PRON _ Person=1 2 nsubj\n"
       "2 hope hope VERB _ VerbForm=Fin 0 root\n"
       "3 that that SCONJ _ _ 5 mark\n"
       "4 troops troops NOUN _ _ 5 nsubj\n"
       "5 left leave VERB _ _ 2 ccomp\n",
       ""},
  };
  check(cases);
}

TEST(Claims, ATextThatBreaksOffGivesNone) {
  const Case cases[] = {
      {"1 Ferrer Ferrer PROPN _ _ 2 nsubj\n"
       "2 said say VERB _ VerbForm=Fin 0 root\n",
       ""},
      {"1 Ferrer Ferrer PROPN _ _ 2 nsubj\n"
       "2 said say VERB _ VerbForm=Fin 0 root\n"
       "3 what what PRON _ _ 2 obj\n",
       ""},
      {"1 According accord VERB _ _ 0 root\n"
       "2 to to ADP _ _ 1 case\n",
       ""},
  };
  check(cases);
}

TEST(Claims, FramesTellContentFromHearer) {
  const Case cases[] = {
      {"1 Ferrer Ferrer PROPN _ _ 2 nsubj\n"
       "2 urged urge VERB _ _ 0 root\n"
       "3 Oslo Oslo PROPN _ _ 2 obj\n"
       "4 to to PART _ _ 5 mark\n"
       "5 withdraw withdraw VERB _ VerbForm=Inf 2 xcomp\n",
       "Ferrer | urged | [Oslo to withdraw] | indirect ask positive possible\n"},
      {"1 Ferrer Ferrer PROPN _ _ 2 nsubj\n"
       "2 complained complain VERB _ _ 0 root\n"
       "3 to to ADP _ _ 4 case\n"
       "4 Oslo Oslo PROPN _ _ 2 obl\n"
       "5 about about ADP _ _ 6 case\n"
       "6 raids raid NOUN _ _ 2 obl\n",
       "Ferrer | complained | [raids] | indirect complain positive certain\n"},
      {"1 Ferrer Ferrer PROPN _ _ 2 nsubj\n"
       "2 called call VERB _ _ 0 root\n"
       "3 for for ADP _ _ 4 case\n"
       "4 talks talk NOUN _ _ 2 obl\n",
       "Ferrer | called for | [talks] | indirect ask positive unknown\n"},
      {"1 Oslo Oslo PROPN _ _ 3 nsubj:pass\n"
       "2 was be AUX _ _ 3 aux:pass\n"
       "3 accused accuse VERB _ _ 0 root\n"
       "4 of of ADP _ _ 5 case\n"
       "5 raids raid NOUN _ _ 3 obl\n",
       "? | accused | [Oslo][of raids] | indirect accuse positive probable\n"},
  };
  check(cases);
}

TEST(Claims, AChainLeadsFromTheInnerSpeakerOut) {
  const Case cases[] = {
      {"1 Talks talk NOUN _ _ 3 nsubj\n"
       "2 would would AUX _ _ 3 aux\n"
       "3 help help VERB _ _ 0 root _ SpaceAfter=No\n"
       "4 , , PUNCT _ _ 7 punct\n"
       "5 the the DET _ _ 6 det\n"
       "6 source source NOUN _ _ 7 nsubj\n"
       "7 said say VERB _ _ 3 parataxis\n"
       "8 Ferrer Ferrer PROPN _ _ 9 nsubj\n"
       "9 told tell VERB _ _ 7 ccomp\n"
       "10 Lund Lund PROPN _ _ 9 obj _ SpaceAfter=No\n"
       "11 . . PUNCT _ _ 3 punct\n",
       "source? | said | [Talks would help][Ferrer told Lund] | indirect say positive certain\n"
       "<0 Ferrer | told | [Talks would help] | indirect say positive probable\n"},
      {"1 Ferrer Ferrer PROPN _ _ 2 nsubj\n"
       "2 urged urge VERB _ _ 0 root\n"
       "3 Oslo Oslo PROPN _ _ 2 obj\n"
       "4 to to PART _ _ 5 mark\n"
       "5 withdraw withdraw VERB _ VerbForm=Inf 2 xcomp _ SpaceAfter=No\n"
       "6 , , PUNCT _ _ 10 punct\n"
       "7 according accord VERB _ _ 10 case\n"
       "8 to to ADP _ _ 7 fixed\n"
       "9 the the DET _ _ 10 det\n"
       "10 source source NOUN _ _ 2 obl _ SpaceAfter=No\n"
       "11 , , PUNCT _ _ 15 punct\n"
       "12 who who PRON _ _ 15 nsubj:pass\n"
       "13 was be AUX _ _ 15 aux:pass\n"
       "14 not not PART _ _ 15 advmod\n"
       "15 authorized authorize VERB _ _ 10 acl:relcl\n"
       "16 to to PART _ _ 17 mark\n"
       "17 speak speak VERB _ VerbForm=Inf 15 xcomp _ SpaceAfter=No\n"
       "18 . . PUNCT _ _ 2 punct\n",
       "source? (who was not authorized to speak) | according to | [Ferrer urged Oslo to withdraw] "
       "| "
       "indirect say positive certain\n"
       "<0 Ferrer | urged | [Oslo to withdraw] | indirect ask positive possible\n"},
      // Hung under the wrong verb, "the source said" still speaks of the whole sentence.
      {"1 Ferrer Ferrer PROPN _ _ 2 nsubj\n"
       "2 said say VERB _ _ 0 root\n"
       "3 troops troops NOUN _ _ 4 nsubj\n"
       "4 left leave VERB _ _ 2 ccomp _ SpaceAfter=No\n"
       "5 , , PUNCT _ _ 8 punct\n"
       "6 the the DET _ _ 7 det\n"
       "7 source source NOUN _ _ 8 nsubj\n"
       "8 said say VERB _ _ 4 parataxis _ SpaceAfter=No\n"
       "9 . . PUNCT _ _ 2 punct\n",
       "source? | said | [Ferrer said troops left] | indirect say positive certain\n"
       "<0 Ferrer | said | [troops left] | indirect say positive certain\n"},
  };
  check(cases);
}

TEST(Claims, NounsAndAdjectivesHaveSpeakersToo) {
  const Case cases[] = {
      {"1 Oslo Oslo PROPN _ _ 3 nmod:poss _ SpaceAfter=No\n"
       "2 's 's PART _ _ 1 case\n"
       "3 contention contention NOUN _ _ 7 nsubj:outer\n"
       "4 is be AUX _ _ 7 cop\n"
       "5 that that SCONJ _ _ 7 mark\n"
       "6 troops troops NOUN _ _ 7 nsubj\n"
       "7 left leave VERB _ _ 0 root\n",
       "Oslo | contention | [that troops left] | indirect say positive certain\n"},
      {"1 Ferrer Ferrer PROPN _ _ 3 nsubj\n"
       "2 is be AUX _ _ 3 cop\n"
       "3 confident confident ADJ _ _ 0 root\n"
       "4 that that SCONJ _ _ 6 mark\n"
       "5 troops troops NOUN _ _ 6 nsubj\n"
       "6 left leave VERB _ _ 3 ccomp\n",
       "Ferrer | confident | [that troops left] | indirect believe positive certain\n"},
  };
  check(cases);
}

TEST(Claims, ARefusalToCommentIsAClaimOfNothing) {
  const Case cases[] = {
      {"1 Oslo Oslo PROPN _ _ 5 nsubj\n"
       "2 did do AUX _ _ 5 aux\n"
       "3 not not PART _ _ 5 advmod\n"
       "4 immediately immediately ADV _ _ 5 advmod\n"
       "5 comment comment VERB _ _ 0 root\n"
       "6 on on ADP _ _ 8 case\n"
       "7 the the DET _ _ 8 det\n"
       "8 raid raid NOUN _ _ 5 obl\n",
       "Oslo | did not immediately comment | [on the raid] | "
       "indirect decline_to_comment negative unknown\n"},
      {"1 Ferrer Ferrer PROPN _ _ 2 nsubj\n"
       "2 declined decline VERB _ VerbForm=Fin 0 root\n"
       "3 to to PART _ _ 4 mark\n"
       "4 comment comment VERB _ VerbForm=Inf 2 xcomp\n",
       "Ferrer | declined | [to comment] | indirect decline_to_comment negative unknown\n"},
  };
  check(cases);
}

TEST(Claims, AReasonForNamelessnessIsKept) {
  const Case cases[] = {
      {"1 Raids raid NOUN _ _ 2 nsubj\n"
       "2 ended end VERB _ _ 7 ccomp _ SpaceAfter=No\n"
       "3 , , PUNCT _ _ 2 punct\n"
       "4 an a DET _ _ 5 det\n"
       "5 official official NOUN _ _ 7 nsubj\n"
       "6 there there ADV _ _ 5 advmod\n"
       "7 said say VERB _ VerbForm=Fin 0 root\n"
       "8 on on ADP _ _ 9 case\n"
       "9 condition condition NOUN _ _ 7 obl\n"
       "10 of of ADP _ _ 11 case\n"
       "11 anonymity anonymity NOUN _ _ 9 nmod _ SpaceAfter=No\n"
       "12 . . PUNCT _ _ 7 punct\n",
       "an official? (on condition of anonymity) | said | [Raids ended] | "
       "indirect say positive certain\n"},
      {"1 A a DET _ _ 2 det\n"
       "2 source source NOUN _ _ 9 nsubj\n"
       "3 who who PRON _ _ 4 nsubj\n"
       "4 declined decline VERB _ _ 2 acl:relcl\n"
       "5 to to PART _ _ 7 mark\n"
       "6 be be AUX _ _ 7 aux:pass\n"
       "7 named name VERB _ VerbForm=Part 4 xcomp\n"
       "8 there there ADV _ _ 7 advmod\n"
       "9 said say VERB _ VerbForm=Fin 0 root\n"
       "10 raids raid NOUN _ _ 11 nsubj\n"
       "11 ended end VERB _ _ 9 ccomp\n",
       "source? (who declined to be named there) | said | [raids ended] | "
       "indirect say positive certain\n"},
  };
  check(cases);
}

TEST(Claims, QuotationsGrowToTheirMarksAndGoOn) {
  const Case cases[] = {
      {"1 \" \" PUNCT _ _ 3 punct _ SpaceAfter=No\n"
       "2 We we PRON _ _ 3 nsubj\n"
       "3 leave leave VERB _ _ 7 ccomp\n"
       "4 Friday Friday NOUN _ _ 3 obl:unmarked _ SpaceAfter=No\n"
       "5 , , PUNCT _ _ 3 punct _ SpaceAfter=No\n"
       "6 \" \" PUNCT _ _ 3 punct\n"
       "7 said say VERB _ _ 0 root\n"
       "8 Ferrer Ferrer PROPN _ _ 7 nsubj _ SpaceAfter=No\n"
       "9 . . PUNCT _ _ 7 punct\n"
       "\n"
       "1 \" \" PUNCT _ _ 3 punct _ SpaceAfter=No\n"
       "2 Nobody nobody PRON _ _ 3 nsubj\n"
       "3 stays stay VERB _ _ 0 root\n"
       "4 in in ADP _ _ 5 case\n"
       "5 Lund Lund PROPN _ _ 3 obl _ SpaceAfter=No\n"
       "6 . . PUNCT _ _ 3 punct _ SpaceAfter=No\n"
       "7 \" \" PUNCT _ _ 3 punct\n",
       "Ferrer | said | [We leave Friday][Nobody stays in Lund.] | direct say positive certain\n"},
      {"1 Ferrer Ferrer PROPN _ _ 2 nsubj\n"
       "2 sold sell VERB _ _ 0 root\n"
       "3 the the DET _ _ 5 det\n"
       "4 \" \" PUNCT _ _ 5 punct _ SpaceAfter=No\n"
       "5 palace palace NOUN _ _ 2 obj _ SpaceAfter=No\n"
       "6 \" \" PUNCT _ _ 5 punct _ SpaceAfter=No\n"
       "7 . . PUNCT _ _ 2 punct\n",
       ""},
  };
  check(cases);
}

TEST(Claims, ACueIsFoundThoughTheTreeHangsItsContentAside) {
  const Case cases[] = {
      // What stands in front is not what is said where a clause follows.
      {"1 When when ADV _ _ 3 mark\n"
       "2 guests guest NOUN _ _ 3 nsubj\n"
       "3 objected object VERB _ VerbForm=Fin 6 ccomp _ SpaceAfter=No\n"
       "4 , , PUNCT _ _ 3 punct\n"
       "5 Ferrer Ferrer PROPN _ _ 6 nsubj\n"
       "6 said say VERB _ VerbForm=Fin 0 root\n"
       "7 it it PRON _ _ 9 nsubj\n"
       "8 was be AUX _ VerbForm=Fin 9 cop\n"
       "9 wrong wrong ADJ _ _ 6 parataxis _ SpaceAfter=No\n"
       "10 . . PUNCT _ _ 6 punct\n",
       "Ferrer | said | [it was wrong] | indirect say positive certain\n"},
      // Who is asked, and to do what, hung as if it told what for.
      {"1 Ferrer Ferrer PROPN _ _ 2 nsubj\n"
       "2 called call VERB _ VerbForm=Fin 0 root\n"
       "3 on on ADP _ _ 4 case\n"
       "4 Oslo Oslo PROPN _ _ 2 obl\n"
       "5 to to PART _ _ 6 mark\n"
       "6 withdraw withdraw VERB _ VerbForm=Inf 2 advcl\n",
       "Ferrer | called on | [Oslo to withdraw] | indirect ask positive probable\n"},
      {"1 Ferrer Ferrer PROPN _ _ 2 nsubj\n"
       "2 agreed agree VERB _ VerbForm=Fin 0 root\n"
       "3 by by ADP _ _ 4 case\n"
       "4 telephone telephone NOUN _ _ 2 obl\n"
       "5 to to PART _ _ 6 mark\n"
       "6 withdraw withdraw VERB _ VerbForm=Inf 2 advcl\n",
       "Ferrer | agreed | [to withdraw] | indirect agree positive probable\n"},
      // What stands before "and" is not said.
      {"1 Roads road NOUN _ _ 2 nsubj\n"
       "2 closed close VERB _ VerbForm=Fin 5 ccomp\n"
       "3 and and CCONJ _ _ 5 cc\n"
       "4 Ferrer Ferrer PROPN _ _ 5 nsubj\n"
       "5 said say VERB _ VerbForm=Fin 0 root\n"
       "6 they they PRON _ _ 7 nsubj\n"
       "7 reopened reopen VERB _ VerbForm=Fin 2 conj\n",
       "Ferrer | said | [they reopened] | indirect say positive certain\n"},
      // Until they agree, nobody has.
      {"1 Wait wait VERB _ VerbForm=Fin 0 root\n"
       "2 until until SCONJ _ _ 4 mark\n"
       "3 Ferrer Ferrer PROPN _ _ 4 nsubj\n"
       "4 agrees agree VERB _ Tense=Pres|VerbForm=Fin 1 advcl\n"
       "5 to to PART _ _ 6 mark\n"
       "6 withdraw withdraw VERB _ VerbForm=Inf 4 xcomp\n",
       ""},
      // A committee speaks, though nobody's name; an aside in commas stands before "that".
      {"1 The the DET _ _ 2 det\n"
       "2 committee committee NOUN _ _ 3 nsubj\n"
       "3 said say VERB _ VerbForm=Fin 0 root\n"
       "4 on on ADP _ _ 5 case\n"
       "5 Friday Friday NOUN _ _ 3 obl _ SpaceAfter=No\n"
       "6 , , PUNCT _ _ 9 punct\n"
       "7 where where ADV _ _ 9 advmod\n"
       "8 it it PRON _ _ 9 nsubj\n"
       "9 met meet VERB _ VerbForm=Fin 5 acl:relcl _ SpaceAfter=No\n"
       "10 , , PUNCT _ _ 13 punct\n"
       "11 that that SCONJ _ _ 13 mark\n"
       "12 Lund Lund PROPN _ _ 13 nsubj\n"
       "13 fell fall VERB _ VerbForm=Fin 5 acl:relcl _ SpaceAfter=No\n"
       "14 . . PUNCT _ _ 3 punct\n",
       "The committee | said | [that Lund fell] | indirect say positive certain\n"},
      // "..., say some officials" with them as object.
      {"1 Lund Lund PROPN _ _ 2 nsubj\n"
       "2 fell fall VERB _ VerbForm=Fin 0 root _ SpaceAfter=No\n"
       "3 , , PUNCT _ _ 2 punct\n"
       "4 say say VERB _ VerbForm=Fin 2 parataxis\n"
       "5 some some DET _ _ 6 det\n"
       "6 officials official NOUN _ _ 4 obj _ SpaceAfter=No\n"
       "7 . . PUNCT _ _ 2 punct\n",
       "some officials | say | [Lund fell] | indirect say positive certain\n"},
  };
  check(cases);
}

TEST(Claims, WhatIsSaidEndsWhereTheOutletGoesOn) {
  const Case cases[] = {
      {"1 Ferrer Ferrer PROPN _ _ 2 nsubj\n"
       "2 said say VERB _ VerbForm=Fin 0 root\n"
       "3 the the DET _ _ 4 det\n"
       "4 troops troops NOUN _ _ 6 nsubj\n"
       "5 had have AUX _ _ 6 aux\n"
       "6 left leave VERB _ VerbForm=Fin 2 ccomp _ SpaceAfter=No\n"
       "7 , , PUNCT _ _ 8 punct\n"
       "8 calling call VERB _ VerbForm=Ger 6 advcl\n"
       "9 it it PRON _ _ 8 obj\n"
       "10 a a DET _ _ 11 det\n"
       "11 retreat retreat NOUN _ _ 8 xcomp _ SpaceAfter=No\n"
       "12 . . PUNCT _ _ 2 punct\n",
       "Ferrer | said | [the troops had left] | indirect say positive certain\n"
       "the troops | calling | [it a retreat] | indirect describe positive certain\n"},
      {"1 Ferrer Ferrer PROPN _ _ 2 nsubj\n"
       "2 said say VERB _ VerbForm=Fin 0 root\n"
       "3 the the DET _ _ 4 det\n"
       "4 troops troops NOUN _ _ 6 nsubj\n"
       "5 had have AUX _ _ 6 aux\n"
       "6 left leave VERB _ VerbForm=Fin 2 ccomp _ SpaceAfter=No\n"
       "7 , , PUNCT _ _ 10 punct\n"
       "8 though though SCONJ _ _ 10 mark\n"
       "9 she she PRON _ _ 10 nsubj\n"
       "10 named name VERB _ VerbForm=Fin 6 advcl\n"
       "11 nobody nobody PRON _ _ 10 obj _ SpaceAfter=No\n"
       "12 . . PUNCT _ _ 2 punct\n",
       "Ferrer | said | [the troops had left] | indirect say positive certain\n"},
  };
  check(cases);
}

TEST(Claims, SurveysAndLabelsSpeak) {
  const Case cases[] = {
      {"1 In in ADP _ _ 3 case\n"
       "2 a a DET _ _ 3 det\n"
       "3 poll poll NOUN _ _ 6 obl _ SpaceAfter=No\n"
       "4 , , PUNCT _ _ 3 punct\n"
       "5 Ferrer Ferrer PROPN _ _ 6 nsubj\n"
       "6 leads lead VERB _ VerbForm=Fin 0 root\n",
       "a poll | In | [Ferrer leads] | indirect say positive certain\n"},
      {"1 Officials official NOUN _ _ 4 nsubj _ SpaceAfter=No\n"
       "2 : : PUNCT _ _ 1 punct\n"
       "3 Raids raid NOUN _ _ 4 nsubj\n"
       "4 ended end VERB _ VerbForm=Fin 0 root\n",
       "Officials | : | [Raids ended] | indirect say positive certain\n"},
  };
  check(cases);
}

TEST(Claims, AQuotationFindsItsCueHoweverShortOrFar) {
  const Case cases[] = {
      {"1 Ferrer Ferrer PROPN _ _ 2 nsubj\n"
       "2 said say VERB _ VerbForm=Fin 0 root _ SpaceAfter=No\n"
       "3 , , PUNCT _ _ 2 punct\n"
       "4 \" \" PUNCT _ _ 5 punct _ SpaceAfter=No\n"
       "5 No no INTJ _ _ 2 discourse _ SpaceAfter=No\n"
       "6 . . PUNCT _ _ 2 punct _ SpaceAfter=No\n"
       "7 \" \" PUNCT _ _ 2 punct\n",
       "Ferrer | said | [No.] | direct say positive certain\n"},
      {"1 \" \" PUNCT _ _ 5 punct _ SpaceAfter=No\n"
       "2 Do do AUX _ _ 5 aux\n"
       "3 we we PRON _ _ 5 nsubj\n"
       "4 ever ever ADV _ _ 5 advmod\n"
       "5 leave leave VERB _ _ 0 root _ SpaceAfter=No\n"
       "6 ? ? PUNCT _ _ 5 punct _ SpaceAfter=No\n"
       "7 \" \" PUNCT _ _ 5 punct\n"
       "\n"
       "1 Ferrer Ferrer PROPN _ _ 2 nsubj\n"
       "2 said say VERB _ VerbForm=Fin 0 root _ SpaceAfter=No\n"
       "3 . . PUNCT _ _ 2 punct\n",
       "Ferrer | said | [Do we ever leave?] | direct say positive possible\n"},
  };
  check(cases);
}

TEST(Claims, TheInnermostClaimIsFoundByByte) {
  const Treebank tree = read_conllu(
      "1 Ferrer Ferrer PROPN _ _ 2 nsubj\n"
      "2 said say VERB _ _ 0 root\n"
      "3 Lund Lund PROPN _ _ 4 nsubj\n"
      "4 promised promise VERB _ _ 2 ccomp\n"
      "5 to to PART _ _ 6 mark\n"
      "6 leave leave VERB _ VerbForm=Inf 4 xcomp\n");
  const Claims claims =
      find_claims(tree.page, tree.text, sample::names_of(tree), Scene{}, sample::model());
  ASSERT_EQ(claims.claims.size(), 2U);
  const auto at = [&](std::uint32_t token) {
    return claims.claim_at(tree.text.tokens[token].span.begin);
  };
  EXPECT_TRUE(at(0).none());
  EXPECT_EQ(at(2), Id<Claim>{0});
  EXPECT_EQ(at(5), Id<Claim>{1});
}

}  // namespace
}  // namespace sitrep
