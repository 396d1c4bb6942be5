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

}  // namespace
}  // namespace sitrep
