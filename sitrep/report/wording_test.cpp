#include "sitrep/report/wording.h"

#include <gtest/gtest.h>

namespace sitrep {
namespace {

TEST(Wording, DaysTable) {
  for (const auto& [edtf, words] : {
           std::pair{"", "day unknown"},
           std::pair{"2012-06-27T13:10-04:00", "2012-06-27"},
           std::pair{"../2012-06-27", "by 2012-06-27"},
           std::pair{"2012-06-27/..", "from 2012-06-27 on"},
           std::pair{"2012-06/2012-08", "2012-06 to 2012-08"},
       })
    EXPECT_EQ(when_in_words(edtf), words);
}

TEST(Wording, DeedsTable) {
  EXPECT_EQ(deed_in_words("ASSAULT", "drone", "A", "B"), "attack (drone) by A on B");
  EXPECT_EQ(deed_in_words("RETREAT", "release", "A", "B"), "release by A of B");
  EXPECT_EQ(deed_in_words("CONSULT", "", "A and B", ""), "talks of A and B");
  EXPECT_EQ(deed_in_words("ASSAULT", "", "", "B"), "attack on B");
  EXPECT_EQ(deed_in_words("BATTLE_WON", "", "A", "B"), "battle won by A towards B");
}

TEST(Wording, VoicesFromTheOutermostIn) {
  EXPECT_EQ(voices_in_words({}), "");
  EXPECT_EQ(voices_in_words({{"an army source", true, false}, {"John Allen", false, true}}),
            "according to an army source (unnamed), citing John Allen");
}

TEST(Wording, Lists) {
  EXPECT_EQ(listed({}), "");
  EXPECT_EQ(listed({"a"}), "a");
  EXPECT_EQ(listed({"a", "b", "c"}, "or"), "a, b or c");
  EXPECT_EQ(counted(1, "page", "pages"), "1 page");
  EXPECT_EQ(counted(0, "page", "pages"), "0 pages");
}

}  // namespace
}  // namespace sitrep
