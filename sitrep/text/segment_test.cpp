#include "sitrep/text/segment.h"

#include <string>

#include <gtest/gtest.h>

#include "sitrep/text/character.h"

namespace sitrep {
namespace {

const Segmenter& segmenter() {
  static const Segmenter loaded = [] {
    Result<Segmenter> result = Segmenter::load(SITREP_SOURCE_DIR);
    EXPECT_TRUE(result) << result.error().message();
    return std::move(*result);
  }();
  return loaded;
}

Text split(std::string_view page_text) {
  Text text;
  std::vector<Piece> pieces;
  segmenter().split(page_text, {0, static_cast<std::uint32_t>(page_text.size())}, {0}, text,
                    pieces);
  return text;
}

/// Tokens joined by a space, sentences by " | ".
std::string print(std::string_view page_text) {
  const Text text = split(page_text);
  std::string line;
  for (const Sentence& sentence : text.sentences) {
    if (!line.empty()) line += " | ";
    for (std::uint32_t i = sentence.first.value; i < sentence.end.value; ++i) {
      if (i > sentence.first.value) line += ' ';
      line += page_text.substr(text.tokens[i].span.begin, text.tokens[i].span.size());
    }
  }
  return line;
}

struct Row {
  std::string_view input, output;
};

void expect(const std::vector<Row>& rows) {
  for (const Row& row : rows) EXPECT_EQ(print(row.input), row.output) << row.input;
}

TEST(Segment, words_are_cut_as_the_treebanks_cut_them) {
  expect({
      {"He can't, won't and cannot say it's John's.",
       "He ca n't , wo n't and can not say it 's John 's ."},
      {"We\xE2\x80\x99ll see Kayani\xE2\x80\x99s men; they don\xE2\x80\x99t.",
       "We \xE2\x80\x99ll see Kayani \xE2\x80\x99s men ; they do n\xE2\x80\x99t ."},
      {"the soldiers' pay, o'clock, O'Brien, 'em", "the soldiers ' pay , o'clock , O'Brien , 'em"},
      {"I'm gonna; wouldn't've; y'all", "I 'm gon na ; would n't 've ; y' all"},
      {"well-known Afghan-Pakistan border, al-Qaeda",
       "well - known Afghan - Pakistan border , al - Qaeda"},
      {"mid-1980s F-16", "mid-1980s F - 16"},
      {"non-violent co-operation, anti-American e-mail, re-election",
       "non-violent co-operation , anti-American e-mail , re-election"},
      {"its not its border", "it s not its border"},
      {"and/or w/o AT&T", "and / or w/o AT&T"},
      {"\"It [the war] ended,\" he said.", "\" It [ the war ] ended , \" he said ."},
      {"(He left.)", "( He left . )"},
      {"wait... what?! No--never\xE2\x80\x94no", "wait ... what ?! | No -- never \xE2\x80\x94 no"},
  });
}

TEST(Segment, numbers_money_and_units) {
  expect({
      {"$100 and US$5.5 million, 3,200 men, 12%", "$ 100 and US$ 5.5 million , 3,200 men , 12 %"},
      {"\xE2\x82\xAC"
       "20m at 9pm on 9/11, 10:30 am",
       "\xE2\x82\xAC 20 m at 9 pm on 9/11 , 10:30 am"},
      {"the 1990s, the 3rd, '90s and 24-hour", "the 1990s , the 3rd , '90s and 24 - hour"},
      {"pages 3-4, 1973-1974, call 713-853-1696 on 11-20-2000",
       "pages 3 - 4 , 1973 - 1974 , call 713-853-1696 on 11-20-2000"},
      {"notes [13,14]", "notes [ 13 , 14 ]"},
  });
}

TEST(Segment, abbreviations_keep_their_stop) {
  expect({
      {"Gen. Allen of the U.S. Army met Dr. A. B. Khan.",
       "Gen. Allen of the U.S. Army met Dr. A. B. Khan ."},
      {"It is in the U.S. The army left.", "It is in the U.S. | The army left ."},
      {"It is in the U.S.", "It is in the U.S."},
      {"Acme Inc. said so, etc.", "Acme Inc. said so , etc ."},
      {"At 9 p.m. Monday, e.g., he left.", "At 9 p.m. Monday , e.g. , he left ."},
      {"No. 5 is full. Is it? No. He left.", "No. 5 is full . | Is it ? | No . | He left ."},
      {"the U.S.-led mission", "the U.S. - led mission"},
      {"Ph.D. students", "Ph.D. students"},
  });
}

TEST(Segment, sentences_end_at_marks_and_the_quotes_after_them) {
  expect({
      {"\"Stop.\" He left. \"Why?\" she asked. \"Go!\"",
       "\" Stop . \" | He left . | \" Why ? \" she asked . | \" Go ! \""},
      {"\xE2\x80\x9CNo.\xE2\x80\x9D The end.", "\xE2\x80\x9C No . \xE2\x80\x9D | The end ."},
      {"It fell.[8] Then it rose.", "It fell . [ 8 ] | Then it rose ."},
      {"3. Bargain with them. 4. Leave.", "3 . Bargain with them . | 4 . Leave ."},
      {"he waited... then left... Nobody came.", "he waited ... then left ... | Nobody came ."},
      {"\"... [it] will\" and ...", "\" ... [ it ] will \" and ..."},
      {"Routes: \xE2\x80\xA2 One is open \xE2\x80\xA2 Two are not",
       "Routes : | \xE2\x80\xA2 One is open | \xE2\x80\xA2 Two are not"},
      {"the day.Then rain. and wind", "the day . | Then rain . | and wind"},
  });
}

TEST(Segment, datelines_and_lines_that_lost_their_breaks) {
  expect({
      {"ISLAMABAD \xE2\x80\x94 The commander met him.",
       "ISLAMABAD \xE2\x80\x94 | The commander met him ."},
      {"WASHINGTON, June 3 (Reuters) - The army left.",
       "WASHINGTON , June 3 ( Reuters ) - | The army left ."},
      {"Thursday, May 7, 2015 On Tuesday it rained.",
       "Thursday , May 7 , 2015 | On Tuesday it rained ."},
      {"Best regards, Jeff", "Best regards , | Jeff"},
      {"Sara Shackleton 04/16/2001 04:52 PM Please approve it.",
       "Sara Shackleton | 04/16/2001 04:52 PM | Please approve it ."},
  });
}

TEST(Segment, addresses_and_signs) {
  expect({
      {"See http://example.com/a-b?c=d. Then mail j.doe@example.co.uk, or (www.example.org).",
       "See http://example.com/a-b?c=d . | Then mail j.doe@example.co.uk , or ( www.example.org )"
       " ."},
      {"example.com's report.doc", "example.com 's report.doc"},
      {"@name likes #NATO :)", "@name likes #NATO :)"},
      {"good \xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD\xF0\x9F\x98\x80",
       "good \xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD \xF0\x9F\x98\x80"},
      {"wow!!! ***", "wow !!! | ***"},
  });
}

TEST(Segment, any_bytes_give_something) {
  expect({
      {"", ""},
      {" \t\n", ""},
      {"a\x01"
       "b\xFF\xFE"
       "c",
       "a b \xFF\xFE c"},
      {"\xE4\xBB\x96\xE6\x9D\xA5\xE3\x80\x82\xE5\xA5\xBD\xE3\x80\x82",
       "\xE4\xBB\x96\xE6\x9D\xA5 \xE3\x80\x82 | \xE5\xA5\xBD \xE3\x80\x82"},
      {"\xD9\x87\xD9\x84\xD8\x9F \xD9\x86\xD8\xB9\xD9\x85\xDB\x94",
       "\xD9\x87\xD9\x84 \xD8\x9F | \xD9\x86\xD8\xB9\xD9\x85 \xDB\x94"},
      {"co\xC2\xADoperate\xE2\x80\x8B now", "co\xC2\xADoperate now"},
  });
}

TEST(Segment, forms_are_keys_for_look_ups) {
  const auto form = [](std::string_view word) {
    std::string made;
    append_form(made, word);
    return made;
  };
  EXPECT_EQ(form("NATO"), "nato");
  EXPECT_EQ(form("n\xE2\x80\x99t"), "n't");
  EXPECT_EQ(form("\xE2\x80\x9C"), "\"");
  EXPECT_EQ(form("''"), "\"");
  EXPECT_EQ(form("\xE2\x80\x94"), "-");
  EXPECT_EQ(form("\xE2\x80\xA6"), "...");
  EXPECT_EQ(form("\xC3\x89lys\xC3\xA9"
                 "e"),
            "\xC3\xA9lys\xC3\xA9"
            "e");
  EXPECT_EQ(form("co\xC2\xADop"), "coop");
  EXPECT_EQ(form("a\xFF"), "a\xFF");
}

TEST(Segment, tokens_lie_in_order_inside_their_sentences) {
  const std::string_view page = "One. \"Two\" three's!\n\nFour (five) etc.";
  const Text text = split(page);
  std::uint32_t at = 0;
  for (const Sentence& sentence : text.sentences) {
    EXPECT_LT(sentence.first, sentence.end);
    for (std::uint32_t i = sentence.first.value; i < sentence.end.value; ++i) {
      EXPECT_GE(text.tokens[i].span.begin, at);
      EXPECT_FALSE(text.tokens[i].span.empty());
      EXPECT_TRUE(sentence.span.contains(text.tokens[i].span));
      at = text.tokens[i].span.end;
    }
  }
  EXPECT_EQ(at, page.size());
}

TEST(Segment, long_sentences_are_cut_and_long_words_too) {
  std::string words;
  for (int i = 0; i < 5000; ++i) words += i % 50 == 49 ? "word, " : "word ";
  const Text text = split(words);
  EXPECT_EQ(text.tokens.size(), 5100u);
  for (const Sentence& sentence : text.sentences)
    EXPECT_LE(sentence.end.value - sentence.first.value, sentence_tokens_max);
  EXPECT_EQ(text.form({text.sentences[0].end.value - 1}), ",");

  const Text letters = split(std::string(10000, 'x'));
  for (const Token& token : letters.tokens) EXPECT_LE(token.span.size(), token_bytes_max);
}

TEST(Segment, hostile_lines_take_linear_time) {
  for (const std::string_view unit : {"a",
                                      "a.",
                                      "ab.",
                                      "a'",
                                      "'s",
                                      "co-",
                                      "a@",
                                      "@",
                                      "www.",
                                      "http://",
                                      ".",
                                      "(",
                                      "\"",
                                      "1-",
                                      "1,",
                                      "\xE2\x80\x8D",
                                      "\xF0\x9F\x91\x8D\xE2\x80\x8D",
                                      "\xFF",
                                      "U.S.",
                                      "/",
                                      ":",
                                      "-",
                                      "[1]"}) {
    std::string line;
    while (line.size() < 400'000) line += unit;
    EXPECT_GT(split(line).tokens.size() + 1, 0u) << unit;  // the time limit of the test fails it
  }
}

TEST(Segment, the_word_lists_do_not_contradict_themselves) {
  for (const LexiconProblem& problem : segmenter().problems())
    ADD_FAILURE() << problem.path << ":" << problem.line << ": " << problem.message;
}

TEST(Segment, a_missing_word_list_is_an_error_with_its_path) {
  const Result<Segmenter> result = Segmenter::load("/nowhere");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().path, "/nowhere/lexicon/text/abbreviations.tsv");
}

}  // namespace
}  // namespace sitrep
