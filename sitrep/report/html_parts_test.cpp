#include "sitrep/report/html_parts.h"

#include <gtest/gtest.h>

namespace sitrep {
namespace {

TEST(HtmlParts, NothingOfAPageIsMarkup) {
  EXPECT_EQ(html_text("<b a=\"x\" c='y'>&amp;"),
            "&lt;b a=&quot;x&quot; c=&#39;y&#39;&gt;&amp;amp;");
  EXPECT_EQ(html_text("a\x1b[2J\xE2\x80\xAE"
                      "b\xFF"),
            "a\xEF\xBF\xBD[2J\xEF\xBF\xBD"
            "b\xEF\xBF\xBD");
}

TEST(HtmlParts, OnlyAddressesOfTheWebAreLinks) {
  EXPECT_EQ(html_link("https://a.example/?x=\"1"),
            "<a href=\"https://a.example/?x=&quot;1\" rel=\"noopener noreferrer nofollow\">"
            "https://a.example/?x=&quot;1</a>");
  for (const char* url : {"javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)",
                          "data:text/html,x", "file:///etc/passwd", "//a.example", ""})
    EXPECT_EQ(html_link(url), url);
}

TEST(HtmlParts, MarksNestAndNeverCross) {
  struct Case {
    std::vector<HtmlMark> marks;
    const char* shown;
  };
  for (const Case& test : {
           Case{{}, "ab&lt;cdef"},
           Case{{{{10, 12}, ""}}, "<mark>ab</mark>&lt;cdef"},
           Case{{{{12, 13}, "x"}}, "ab<mark id=\"x\" tabindex=\"-1\">&lt;</mark>cdef"},
           Case{{{{10, 17}, ""}, {{13, 14}, ""}}, "<mark>ab&lt;<mark>c</mark>def</mark>"},
           Case{{{{10, 14}, ""}, {{13, 16}, ""}}, "<mark>ab&lt;<mark>c</mark></mark>def"},
           Case{{{{10, 12}, ""}, {{12, 13}, ""}}, "<mark>ab</mark><mark>&lt;</mark>cdef"},
           Case{{{{8, 12}, ""}, {{16, 18}, ""}, {{12, 12}, ""}}, "ab&lt;cdef"},
       })
    EXPECT_EQ(marked_html("ab<cdef", 10, test.marks), test.shown);
}

TEST(HtmlParts, PolicyHashIsBase64OfSha256) {
  EXPECT_EQ(policy_hash(""), "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='");
}

}  // namespace
}  // namespace sitrep
