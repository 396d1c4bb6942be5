#include <ctime>

#include "sitrep/inputs/limits.h"
#include "sitrep/markup/html_tree.h"
#include "sitrep/page/testing.h"

namespace sitrep {
namespace {

const std::string long_a =
    "The minister said on Tuesday that the bridge would be closed for two weeks.";
const std::string long_b =
    "Traders in the old town fear that the closure will cost them a season's income.";
const std::string long_c =
    "An engineer of the city, who asked not to be named, spoke of cracks in two pillars.";

std::string story(const std::string& inside) {
  return "<html><head><title>Bridge is closed for two weeks | The Daily</title></head><body>"
         "<nav><ul><li><a href=/>Home</a><li><a href=/w>World</a></ul></nav>"
         "<article><h1>Bridge is closed for two weeks</h1>" +
         inside + "</article><footer>&copy; The Daily</footer></body></html>";
}

TEST(HtmlPage, TellsThePartsOfAnArticleApart) {
  const Page page = open_html(story(
      "<p class=byline>By Ana Lopes</p><time datetime='2012-06-27T10:00:00Z'>June 27, 2012</time>"
      "<figure><img src=x><figcaption>The bridge in May.</figcaption></figure>"
      "<div class=article-body><p>PORTO NOVO \xE2\x80\x94 " +
      long_a + "<p>" + long_b +
      "<div class=share-tools><a href=#>Share</a> <a href=#>Tweet</a></div>"
      "<h2>Cracks</h2><p>" +
      long_c +
      "<ul><li>Two pillars<li>Four lanes</ul>"
      "<blockquote>It will hold, he said, until the last truck is over.</blockquote>"
      "<p><a href=/x>Read more: Old bridges of the north</a></div>"
      "<div class=author-bio>Ana Lopes writes about the north for The Daily since 2010.</div>"));
  EXPECT_EQ(print_blocks(page),
            "furniture: Home\nfurniture: World\ntitle: Bridge is closed for two weeks\n"
            "byline: By Ana Lopes\npublished: June 27, 2012\ncaption: The bridge in May.\n"
            "dateline: PORTO NOVO\nparagraph: " +
                long_a + "\nparagraph: " + long_b +
                "\nfurniture: Share Tweet\nsubheading: Cracks\nparagraph: " + long_c +
                "\nlist_item: Two pillars\nlist_item: Four lanes\n"
                "quote: It will hold, he said, until the last truck is over.\n"
                "furniture: Read more: Old bridges of the north\n"
                "author_bio: Ana Lopes writes about the north for The Daily since 2010.\n"
                "furniture: \xC2\xA9 The Daily\n");
  EXPECT_EQ(print_facts(page),
            "Bridge is closed for two weeks | Ana Lopes | 2012-06-27 (page header) |  | "
            "PORTO NOVO");
}

TEST(HtmlPage, TellsWhatFramesTheTextFromTheText) {
  const auto kinds = [](const std::string& inside) {
    const Page page = open_html(story(inside));
    std::string out;
    for (const Block& block : page.blocks) {
      const std::string_view text = page.at(block.span);
      const bool frame = text == "Home" || text == "World" || text[0] == '\xC2' ||
                         text == "Bridge is closed for two weeks";
      if (!frame) out += std::string(word(block.kind)) + " ";
    }
    return out;
  };
  const std::string body = "<div class=article-body><p>" + long_a + "</p><p>" + long_b + "</p>";
  const std::pair<std::string, std::string> rows[] = {
      {"<h2 class=standfirst>Traders fear for a whole season</h2>" + body,
       "title paragraph paragraph "},
      {"<div class=article-body><ul><li>Two pillars have cracks<li>Traders fear losses</ul><p>" +
           long_a + "</p><p>" + long_b + "</p>",
       "fact_item fact_item paragraph paragraph "},
      {body + "<p><a href=/x>GO HERE FOR MORE NEWS OF THE NORTH</a></p>",
       "paragraph paragraph furniture "},
      {body + "<p>[Image via City Press]</p><p>Photo: City Press</p>",
       "paragraph paragraph caption caption "},
      {body + "<p>With files from The Associated Press</p>", "paragraph paragraph byline "},
      {body + "<p>(Reporting by Ana Lopes; Editing by Jo Berg)</p>", "paragraph paragraph byline "},
      {body + "<p>Sources said that the bridge will be closed.</p>",
       "paragraph paragraph paragraph "},
      {body + "<p>PUBLISHED: May 2, 2012 at 8:48 p.m. | UPDATED: May 3, 2012 at 9:10 a.m.</p>",
       "paragraph paragraph published "},
      {body + "<p>4 days ago</p>", "paragraph paragraph published "},
      {body + "<h3>About the author</h3><p>Jo Berg has lived by the river all her life.</p>",
       "paragraph paragraph furniture author_bio "},
      {body + "<h1>Cracks</h1><p>" + long_c + "</p>", "paragraph paragraph subheading paragraph "},
      {"<section class=b1><div class=t><p>" + long_a + "</p><p>" + long_b +
           "</p></div></section><aside>Advertisement</aside><section class=b1><div class=t><p>" +
           long_c + "</p></div></section>",
       "paragraph paragraph furniture paragraph "},
      {body + "<p id=c5ad>" + long_c + "</p>", "paragraph paragraph paragraph "},
  };
  for (const auto& [inside, printed] : rows) EXPECT_EQ(kinds(inside), printed) << inside;
  // A table of contents does not make copies of the headings that it lists.
  const Page page = open_html(
      story("<nav><a href=#c>Cracks in two pillars</a></nav><div class=article-body><p>" + long_a +
            "</p><h2 id=c>Cracks in two pillars</h2><p>" + long_b + "</p></div>"));
  EXPECT_NE(print_blocks(page).find("subheading: Cracks in two pillars\n"), std::string::npos);
}

TEST(HtmlPage, WhatThePageStatesAboutItself) {
  const std::string body = "<div><p>" + long_a + "<p>" + long_b + "</div>";
  const std::pair<std::string, std::string> rows[] = {
      {"<script type=application/ld+json>{\"@graph\": [{\"@type\": \"NewsArticle\", \"headline\": "
       "\"Bridge is closed for two weeks\", \"datePublished\": \"2012-06-27T13:10:00-04:00\", "
       "\"author\": {\"@id\": \"#a\"}, \"publisher\": {\"name\": \"The Daily\"}}, {\"@type\": "
       "\"Person\", \"@id\": \"#a\", \"name\": \"Ana Lopes\"}]}</script>",
       "Bridge is closed for two weeks | Ana Lopes | 2012-06-27T13:10-04:00 (metadata) | The Daily "
       "| "},
      {"<meta property=og:site_name content='The Daily'><meta name=author content='Ana Lopes and "
       "Jo Berg'><meta property=article:published_time content=2012-06-27>",
       "Bridge is closed for two weeks | Ana Lopes, Jo Berg | 2012-06-27 (metadata) | The Daily "
       "| "},
      {"<link rel=canonical href=https://www.voanews.com/a/2012/06/27/bridge.html>",
       "Bridge is closed for two weeks |  | 2012-06-27 (url) | Voice of America | "},
      {"<span class=author-name>Ana Lopes</span> <span>Published: 27 June 2012</span>",
       "Bridge is closed for two weeks | Ana Lopes | 2012-06-27 (page header) |  | "},
      {"<h1><span class=kicker>River</span> Bridge is closed for two weeks</h1>",
       "Bridge is closed for two weeks |  |  () |  | "},
      {"<p><a href=/authors/ana-lopes>Ana Lopes</a></p>",
       "Bridge is closed for two weeks | Ana Lopes |  () |  | "},
      {"<p>posted on May 2, 2012 by Ana Lopes</p>",
       "Bridge is closed for two weeks | Ana Lopes | 2012-05-02 (page header) |  | "},
      {"<meta name=author content=alopes7><p>By Ana Lopes</p>",
       "Bridge is closed for two weeks | Ana Lopes |  () |  | "},
      {"<meta name=author content='Ana Lopes MSc'><meta name=twitter:label2 content='Verfasst "
       "von'>",
       "Bridge is closed for two weeks | Ana Lopes MSc |  () |  | "},
      {"<p>Updated May 3, 2012 4:04 AM EST Published May 2, 2012 12:16 PM EST</p>",
       "Bridge is closed for two weeks |  | 2012-05-02T12:16-05:00 (page header) |  | "},
      {"<meta property=article:modified_time content=2012-06-27>",
       "Bridge is closed for two weeks |  | 2012-06-27 (inferred from last change) |  | "},
      {"<p>This article was originally published on 2 May 2012 but has been updated.</p>",
       "Bridge is closed for two weeks |  | 2012-05-02 (page header) |  | "},
      {"<script type=application/ld+json>{broken \"@type\": [</script>",
       "Bridge is closed for two weeks |  |  () |  | "},
  };
  for (const auto& [markup, printed] : rows)
    EXPECT_EQ(print_facts(open_html(story(markup + body))), printed) << markup;
  Stated stated;
  stated.title = "Another title";
  stated.published = "2013-01-02";
  stated.outlet = "Some Paper";
  stated.authors = {"No One"};
  EXPECT_EQ(print_facts(open_html(story(body), stated)),
            "Another title | No One | 2013-01-02 (stated by the input) | Some Paper | ");
}

TEST(HtmlPage, ThreadsKeepTheTreeOfTheirMarkup) {
  const std::string article = "<div><p>" + long_a + "<p>" + long_b + "</div>";
  const std::string wordpress =
      "<ol class=commentlist><li class='comment depth-1' id=comment-7><div id=div-comment-7 "
      "class=comment-body><div class='comment-author vcard'><cite class=fn>CS</cite> <span "
      "class=says>says:</span></div><div class='comment-meta commentmetadata'><a href=#comment-7>"
      "July 7, 2012 at 9:07 pm</a></div><p>First line.<p>Second line.<div class=reply><a "
      "class=comment-reply-link>Reply</a></div></div><ul class=children><li class='comment "
      "depth-2' id=comment-8><div class=comment-body><cite class=fn>rk</cite><p>An answer.</div>"
      "</ul><li class='pingback' id=comment-9><p>Pingback: x<li class='comment depth-1' "
      "id=comment-10><div class=comment-body><cite class=fn>ED4</cite><p>Last.</div></ol>";
  EXPECT_EQ(print_comments(open_html(story(article) + wordpress)),
            "0 < - [CS] [2012-07-07T21:07] \"First line.\" \"Second line.\"\n"
            "1 < 0 [rk] [] \"An answer.\" !no time\n"
            "2 < - [ED4] [] \"Last.\" !no time\n");
  const std::string schema =
      "<div itemscope itemtype=https://schema.org/Comment><span itemprop=author>Eli</span> <time "
      "itemprop=dateCreated datetime=2012-07-02T06:30>two days ago</time><div itemprop=text>A "
      "remark.</div></div>";
  EXPECT_EQ(print_comments(open_html(story(article) + schema)),
            "0 < - [Eli] [2012-07-02T06:30] \"A remark.\"\n");
}

TEST(HtmlPage, AgesCountFromTheDayOfTheCrawl) {
  Stated stated;
  stated.retrieved = "2012-07-03T08:00:00Z";
  const std::string thread =
      "<div class=comment><span class=author>Eli</span><span class=date>2 days ago</span><p>First."
      "</div><div class=comment><span class=author>Sam</span><span class=date>3 hours ago</span>"
      "<p>Second.</div>";
  EXPECT_EQ(print_comments(open_html(story("<p>" + long_a) + thread, stated)),
            "0 < - [Eli] [2012-07-01] \"First.\"\n1 < - [Sam] [2012-07-03T05:00Z] \"Second.\"\n");
}

TEST(HtmlPage, CommentsElsewhereAreTold) {
  const Page page = open_html(story("<p>" + long_a + "<div id=disqus_thread></div>"));
  EXPECT_TRUE(page.comments.empty());
  ASSERT_EQ(page.notes.size(), 1u);
  EXPECT_EQ(page.notes[0].message,
            "the readers' comments are loaded from elsewhere and are not in the page");
}

TEST(HtmlPage, AnySpanLeadsBackToItsBytes) {
  const std::string source =
      story("<p>caf\xC3\xA9 &amp; th\xC3\xA9 &#8212; na\xC3\xAFve,\n   " + long_a +
            " &eacute;t&eacute; "
            "<b>bold</b>text<p>" +
            long_b);
  const Page page = open_html(source);
  std::size_t covered = 0;
  for (const SourceRun& run : page.source_map) {
    covered += run.length;
    const std::string_view text = std::string_view(page.text).substr(run.text_begin, run.length);
    const std::string_view bytes = std::string_view(source).substr(run.source_begin, run.length);
    if (source[run.source_begin] == '&') {
      std::string decoded;
      append_unescaped(decoded, std::string_view(source).substr(run.source_begin, 8));
      EXPECT_EQ(decoded.substr(0, text.size()), text);
    } else {
      EXPECT_EQ(text, bytes);
    }
  }
  std::size_t words = 0;
  for (const char c : page.text) words += c != ' ' && c != '\n';
  EXPECT_GE(covered, words);
}

TEST(HtmlPage, CharsetsAreToldAndLeadBack) {
  const std::string latin = "<meta charset=iso-8859-1><p>Z\xFCrich \x96 caf\xE9 " + long_a;
  const Page page = open_html(latin);
  EXPECT_EQ(page.charset, "windows-1252");
  const std::size_t at = page.text.find("caf\xC3\xA9");
  ASSERT_NE(at, std::string::npos);
  EXPECT_NE(page.text.find("Z\xC3\xBCrich \xE2\x80\x93"), std::string::npos);
  for (const SourceRun& run : page.source_map) {
    if (at + 3 < run.text_begin || at + 3 >= run.text_begin + run.length) continue;
    EXPECT_EQ(latin[run.source_begin + at + 3 - run.text_begin], '\xE9');
  }
  EXPECT_EQ(open_html("<meta charset=iso-8859-1><p>caf\xC3\xA9").charset, "utf-8");
  EXPECT_EQ(open_html(std::string("\xFF\xFE<\0p\0>\0x\0", 10)).text, "x\n");
  EXPECT_EQ(open_html("\xEF\xBB\xBF<p>x").source_map[0].source_begin, 6u);
  const Page damaged = open_html("<p>caf\xC3\xA9 th\xC3\xA9 na\xC3\xAFve \xC3\xA9t\xC3\xA9 \xFF x");
  EXPECT_EQ(damaged.charset, "utf-8");
  ASSERT_FALSE(damaged.notes.empty());
  EXPECT_EQ(damaged.notes[0].message, "1 bytes are no characters of utf-8");
}

TEST(HtmlPage, HostileMarkupCostsNoMoreThanItsSize) {
  std::string deep, lists, open_tags, times, replies, scripts, attributes = "<p ", bodies,
                                                               strangers;
  std::string people = "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"author\":[";
  for (int i = 0; i < 100000; ++i) {
    deep += "<div>";
    lists += "<ul><li>";
    open_tags += "<b><p>";
    times += "<time>a ";
    replies += "<ul><li class=comment><cite class=fn>a</cite>b";
    scripts += "<script type=application/ld+json>[{";
    attributes += "a=b ";
    bodies += "<article><div class=article-body><p>" + long_a + "</p></div></article>";
    people += "{\"@id\":\"#a\"},";
    strangers +=
        "<p>A paragraph of " + std::to_string(i) + " that is nowhere else on the page.</p>";
  }
  const std::string stated =
      "<script type=application/ld+json>{\"@type\":\"NewsArticle\","
      "\"articleBody\":\"" +
      std::string(200000, 'a') + "\"}</script>";
  const std::clock_t begin = std::clock();
  for (const std::string& html :
       {deep + long_a, lists + long_a, times, replies, scripts, open_tags + long_a,
        attributes + ">" + long_a, bodies, people + "]}</script>" + long_a, stated + strangers,
        std::string(300000, '<'), std::string(300000, '&'), "<!--" + deep, "<script>" + deep}) {
    const Page page = open_html(html);
    std::uint32_t end = 0;
    for (const Block& block : page.blocks) {
      EXPECT_GE(block.span.begin, end);
      end = block.span.end;
    }
  }
  // All are read in 3 s, in 30 s with sanitizers; what grows with the square takes minutes.
  EXPECT_LT(std::clock() - begin, 60 * CLOCKS_PER_SEC);
}

TEST(HtmlPage, LimitsAreToldInTheRecord) {
  const auto notes = [](std::string html) {
    std::string out;
    for (const Note& note : open_html(std::move(html)).notes) out += note.message + "\n";
    return out;
  };
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "<div>";
  EXPECT_EQ(notes(deep + "<p>" + long_a), "elements nested deeper than 400 were put there\n");
  std::string many(html_nodes_max * 3 + 3, ' ');
  for (std::size_t i = 0; i < many.size(); i += 3) many.replace(i, 3, "<b>");
  EXPECT_EQ(notes("<p>" + long_a + many + long_b),
            "elements nested deeper than 400 were put there\nmore than 2000000 elements and texts; "
            "the rest of the page was left out\n");
  std::string large;
  while (large.size() < limits::page_bytes) large += "<p>" + std::string(10000, 'a') + "</p>";
  EXPECT_EQ(notes(large), "longer than a page may be; the end was left out\n");
}

TEST(HtmlTree, DecodesReferences) {
  const std::tuple<std::string_view, std::string_view, std::string_view> rows[] = {
      // source, as text, as the value of an attribute
      {"Q&ampA", "Q&A", "Q&ampA"},
      {"&copy 2012", "\xC2\xA9 2012", "\xC2\xA9 2012"},
      {"?a=1&copy=2", "?a=1\xC2\xA9=2", "?a=1&copy=2"},
      {"&number &colon &hellip;", "&number &colon \xE2\x80\xA6", "&number &colon \xE2\x80\xA6"},
      {"&notin; &notit", "\xE2\x88\x89 \xC2\xACit", "\xE2\x88\x89 &notit"},
      {"&#x41;&#66&#150;", "AB\xE2\x80\x93", "AB\xE2\x80\x93"},
      {"&#11111111111;x", "\xEF\xBF\xBDx", "\xEF\xBF\xBDx"},
      {"AT&T &; &", "AT&T &; &", "AT&T &; &"},
  };
  for (const auto& [source, text, value] : rows) {
    std::string as_text, as_value;
    append_unescaped(as_text, source, true);
    append_unescaped(as_value, source);
    EXPECT_EQ(as_text, text) << source;
    EXPECT_EQ(as_value, value) << source;
  }
}

TEST(HtmlTree, FollowsHtml5WherePagesDependOnIt) {
  const auto shape = [](std::string_view html) {
    HtmlTree tree;
    tree.parse(html);
    std::string out;
    for (std::uint32_t i = 1; i < tree.size(); ++i) {
      std::size_t depth = 0;
      for (std::uint32_t up = tree[i].parent; up != 0; up = tree[up].parent) ++depth;
      out += std::to_string(depth);
      out += tree[i].tag == HtmlTag::text ? std::string(tree.at(tree[i].source)) : "<>";
      out += ' ';
    }
    return out;
  };
  const std::pair<std::string_view, std::string_view> rows[] = {
      {"<p>a<p>b", "0<> 1a 0<> 1b "},
      {"<ul><li>a<li>b<ul><li>c</ul><li>d</ul>", "0<> 1<> 2a 1<> 2b 2<> 3<> 4c 1<> 2d "},
      {"<p>a<br>b<img src=x>c", "0<> 1a 1<> 1b 1<> 1c "},
      {"<script>a<p></b></script>c", "0<> 1a<p></b> 0c "},
      {"<!-- <p> --><b>a</b>b", "0<> 1a 0b "},
      {"<a href='>'>x</a>", "0<> 1x "},
      {"<div><p>a</div>b", "0<> 1<> 2a 0b "},
      {"<table><tr><td>a<td>b<tr><td>c</table>d", "0<> 1<> 2<> 3a 2<> 3b 1<> 2<> 3c 0d "},
      {"</div>a</p><b>", "0a 0<> "},
      {"<b><p>a</b>b</p>c", "0<> 1<> 2a 2b 1c "},
      {"a<", "0a 0< "},
      {"a</", "0a 0< 0/ "},
  };
  for (const auto& [html, printed] : rows) EXPECT_EQ(shape(html), printed) << html;
}

}  // namespace
}  // namespace sitrep
