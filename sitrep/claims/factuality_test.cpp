#include "sitrep/claims/factuality.h"

#include <gtest/gtest.h>

#include "sitrep/claims/sample.h"

namespace sitrep {
namespace {

struct Case {
  const char* tree;
  const char* expected;
};

TEST(Factuality, WhatRulesAWordHandsItsValueOn) {
  const Case cases[] = {
      {"1 They they PRON _ _ 2 nsubj\n"
       "2 failed fail VERB _ _ 0 root\n"
       "3 to to PART _ _ 4 mark\n"
       "4 stop stop VERB _ VerbForm=Inf 2 xcomp\n",
       "failed+3 stop-3"},
      {"1 They they PRON _ _ 4 nsubj\n"
       "2 did do AUX _ _ 4 aux\n"
       "3 not not PART _ _ 4 advmod\n"
       "4 fail fail VERB _ _ 0 root\n"
       "5 to to PART _ _ 6 mark\n"
       "6 stop stop VERB _ VerbForm=Inf 4 xcomp\n",
       "fail-3 stop+3"},
      {"1 They they PRON _ _ 3 nsubj\n"
       "2 may may AUX _ _ 3 aux\n"
       "3 attack attack VERB _ _ 0 root\n",
       "attack+1"},
      {"1 Nobody nobody PRON _ _ 2 nsubj\n"
       "2 died die VERB _ _ 0 root\n",
       "died-3"},
      {"1 Lund Lund PROPN _ _ 2 nsubj\n"
       "2 denied deny VERB _ _ 0 root\n"
       "3 that that SCONJ _ _ 5 mark\n"
       "4 troops troops NOUN _ _ 5 nsubj\n"
       "5 fled flee VERB _ _ 2 ccomp\n",
       "denied+3 troops+3 fled-3"},
  };
  for (const Case& c : cases) EXPECT_EQ(sample::predicates(c.tree), c.expected) << c.tree;
}

TEST(Factuality, ConditionsAreOpen) {
  EXPECT_EQ(sample::predicates("1 If if SCONJ _ _ 3 mark\n"
                               "2 troops troops NOUN _ _ 3 nsubj\n"
                               "3 leave leave VERB _ _ 6 advcl\n"
                               "4 they they PRON _ _ 6 nsubj\n"
                               "5 will will AUX _ _ 6 aux\n"
                               "6 attack attack VERB _ _ 0 root\n"),
            "troops+3 leave+1 attack+1");
}

TEST(Factuality, NounsAreNoSurerThanWhatTheyArePartOf) {
  const Case cases[] = {
      {"1 Oslo Oslo PROPN _ _ 2 nsubj\n"
       "2 faces face VERB _ VerbForm=Fin 0 root\n"
       "3 the the DET _ _ 4 det\n"
       "4 threat threat NOUN _ _ 2 obj\n"
       "5 of of ADP _ _ 6 case\n"
       "6 war war NOUN _ _ 4 nmod\n",
       "faces+3 threat+3 war+1"},
      {"1 Oslo Oslo PROPN _ _ 3 nsubj\n"
       "2 may may AUX _ _ 3 aux\n"
       "3 launch launch VERB _ VerbForm=Inf 0 root\n"
       "4 raids raid NOUN _ _ 3 obj\n"
       "5 before before ADP _ _ 7 case\n"
       "6 the the DET _ _ 7 det\n"
       "7 election election NOUN _ _ 3 obl\n",
       "launch+1 raids+1 election+3"},
      {"1 Oslo Oslo PROPN _ _ 4 nsubj\n"
       "2 did do AUX _ _ 4 aux\n"
       "3 not not PART _ _ 4 advmod\n"
       "4 launch launch VERB _ VerbForm=Inf 0 root\n"
       "5 any any DET _ _ 6 det\n"
       "6 raid raid NOUN _ _ 4 obj\n",
       "launch-3 raid-2"},
      {"1 Oslo Oslo PROPN _ _ 2 nsubj\n"
       "2 waited wait VERB _ VerbForm=Fin 0 root\n"
       "3 for for ADP _ _ 4 case\n"
       "4 talks talk NOUN _ _ 2 obl\n",
       "waited+3 talks+1"},
  };
  for (const Case& c : cases) EXPECT_EQ(sample::predicates(c.tree), c.expected) << c.tree;
}

TEST(Factuality, ClausesHoldAsTheirMarksSay) {
  const Case cases[] = {
      {"1 They they PRON _ _ 2 nsubj\n"
       "2 stayed stay VERB _ VerbForm=Fin 0 root\n"
       "3 until until SCONJ _ _ 5 mark\n"
       "4 it it PRON _ _ 5 nsubj\n"
       "5 fell fall VERB _ VerbForm=Fin|Tense=Past 2 advcl\n",
       "stayed+3 fell+3"},
      {"1 They they PRON _ _ 2 nsubj\n"
       "2 fled flee VERB _ VerbForm=Fin 0 root\n"
       "3 rather rather ADV _ _ 5 mark\n"
       "4 than than ADP _ _ 3 fixed\n"
       "5 fight fight VERB _ VerbForm=Inf 2 advcl\n",
       "fled+3 fight-3"},
      {"1 They they PRON _ _ 4 nsubj\n"
       "2 did do AUX _ _ 4 aux\n"
       "3 not not PART _ _ 4 advmod\n"
       "4 say say VERB _ VerbForm=Inf 0 root\n"
       "5 when when ADV _ _ 7 advmod\n"
       "6 it it PRON _ _ 7 nsubj\n"
       "7 fell fall VERB _ VerbForm=Fin 4 ccomp\n",
       "say-3 fell+2"},
      {"1 Not not PART _ _ 4 advmod\n"
       "2 only only ADV _ _ 4 advmod\n"
       "3 they they PRON _ _ 4 nsubj\n"
       "4 fled flee VERB _ VerbForm=Fin 0 root\n",
       "fled+3"},
      {"1 They they PRON _ _ 2 nsubj\n"
       "2 went go VERB _ VerbForm=Fin 0 root\n"
       "3 to to PART _ _ 4 mark\n"
       "4 help help VERB _ VerbForm=Inf 2 advcl\n",
       "went+3 help+2"},
  };
  for (const Case& c : cases) EXPECT_EQ(sample::predicates(c.tree), c.expected) << c.tree;
}

}  // namespace
}  // namespace sitrep
