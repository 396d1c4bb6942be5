#include <gtest/gtest.h>

#include "sitrep/scene/model.h"
#include "sitrep/scene/resolve_places.h"

namespace sitrep {
namespace {

const SceneModel& model() {
  static const Result<SceneModel> loaded = SceneModel::load(SITREP_SOURCE_DIR);
  return loaded.value();
}

Page page_of(std::string text) {
  Page page;
  page.text = std::move(text);
  Block block;
  block.span = {0, static_cast<std::uint32_t>(page.text.size())};
  page.blocks.push_back(block);
  return page;
}

std::vector<Place> places_of(const Page& page, const Names& names = {}) {
  return resolve_places(page,
                        find_place_mentions(page, Text(), names, model().gazetteer, model().cues),
                        model().gazetteer);
}

/// "words=GeoNames id" of each place, or its kind where it has no id.
std::string printed(const Page& page, const std::vector<Place>& places) {
  std::string line;
  for (const Place& place : places) {
    if (!line.empty()) line += "; ";
    line += std::string(page.at(place.span)) + "=";
    line += place.geonames ? std::to_string(*place.geonames) : place.kind;
  }
  return line;
}

struct Row {
  const char* text;
  const char* places;
};

void expect_rows(std::initializer_list<Row> rows) {
  for (const Row& row : rows) {
    const Page page = page_of(row.text);
    EXPECT_EQ(printed(page, places_of(page)), row.places) << row.text;
  }
}

TEST(Places, CountriesCarryTheirIdsUnderEachSpelling) {
  expect_rows({
      {"between Pakistan and Afghanistan", "Pakistan=1168579; Afghanistan=1149361"},
      {"in the U.S. and the US", "U.S.=6252001; US=6252001"},
      {"tensions with Turkey and Burma", "Turkey=298795; Burma=1327865"},
      {"the Taliban of Afganistan", "Afganistan=1149361"},
  });
}

TEST(Places, TheTextSaysWhichOfManyItMeans) {
  expect_rows({
      {"He lives in Paris, Texas.", "Paris=4717560; Texas=4736286"},
      {"He lives in Paris, France.", "Paris=2988507; France=3017382"},
      {"met in Rawalpindi, Pakistan, on", "Rawalpindi=1166993; Pakistan=1168579"},
      {"born in Columbus, OH, in", "Columbus=4509177; OH=5165418"},
  });
}

TEST(Places, ProminenceAndThePageDecideOtherwise) {
  expect_rows({
      {"talks in Washington between", "Washington=4140963"},
      {"ISLAMABAD -- Pakistan said", "ISLAMABAD=1176615; Pakistan=1168579"},
      {"goes through Baluchistan to Kandahar", "Baluchistan=1183606; Kandahar=1138336"},
      {"said from Kabul that", "Kabul=1138958"},
      {"in Tbilisi, where Georgia and Russia", "Tbilisi=611717; Georgia=614540; Russia=2017370"},
      {"police in Atlanta, Macon and Savannah, Georgia, said",
       "Atlanta=4180439; Macon=4207400; Savannah=4221552; Georgia=4197000"},
  });
}

TEST(Places, WhatHasNoIdHasAPointOrHonestlyNone) {
  const Page page = page_of("across the Khyber Pass and through Central Asia to the tribal belt");
  const std::vector<Place> places = places_of(page);
  EXPECT_EQ(printed(page, places), "Khyber Pass=pass; Central Asia=region; tribal belt=region");
  ASSERT_EQ(places.size(), 3U);
  ASSERT_TRUE(places[0].at);
  EXPECT_NEAR(places[0].at->latitude, 34.0984, 1e-6);
  EXPECT_EQ(places[0].country, "PAK");
  EXPECT_FALSE(places[1].at);
}

TEST(Places, PersonsStreetsAndOtherNamesAreNone) {
  expect_rows({
      {"said Gen. Allen of", ""},
      {"Mr. Houston told them", ""},
      {"working for Voice of America when", ""},
      {"the White House said", ""},
      {"St. Patrick's Day in", ""},
      {"Most of them said One Major", ""},
      {"said that NATO and SWAT forces", ""},
  });
}

TEST(Places, APersonsNameHoldsNoPlace) {
  const Page page = page_of("for Lebanon Paris said");
  Names names;
  names.entities.emplace_back();
  names.entities[0].kind = EntityKind::person;
  names.entities[0].name = "Lebanon Paris";
  names.mentions.push_back({{4, 17}, Id<Token>(), MentionKind::name, Id<Entity>{0}});
  EXPECT_EQ(printed(page, places_of(page, names)), "");
}

TEST(Places, AJudgedNameNeedsNoOtherEvidence) {
  Page page = page_of("Sharon is quiet");
  EXPECT_EQ(printed(page, places_of(page)), "");
  Names names;
  names.places.push_back({0, 6});
  EXPECT_NE(printed(page, places_of(page, names)), "");
}

TEST(Places, CommentsMayWriteCountriesSmall) {
  Page page = page_of("ranked below yemen and somalia, or turkey dinner");
  page.blocks[0].kind = BlockKind::comment;
  EXPECT_EQ(printed(page, places_of(page)).substr(0, 26), "yemen=69543; somalia=51537");
}

TEST(Places, AnyBytesGiveALayer) {
  std::string bytes = "In Kabul ";
  for (unsigned i = 0; i < 20000; ++i) bytes += static_cast<char>(i * 2654435761U >> 24);
  const Page page = page_of(bytes);
  std::uint32_t last = 0;
  for (const Place& place : places_of(page)) {
    EXPECT_LE(last, place.span.begin);
    EXPECT_LE(place.span.end, page.text.size());
    last = place.span.end;
  }
}

TEST(Gazetteer, ComparesNamesWithoutMarksAndAbbreviations) {
  EXPECT_EQ(PlaceKey::of("St. Louis"), PlaceKey::of("Saint Louis"));
  EXPECT_EQ(PlaceKey::of("Kandah\xC4\x81r"), PlaceKey::of("kandahar"));
  EXPECT_EQ(PlaceKey::of("Mazar-i-Sharif"), PlaceKey::of("Mazar i Sharif"));
  EXPECT_NE(PlaceKey::of("Paris"), PlaceKey::of("Parish"));
}

TEST(Gazetteer, RefusesWhatIsNone) {
  const auto home = std::filesystem::temp_directory_path() / "sitrep_no_gazetteer";
  std::filesystem::remove_all(home);
  const auto loaded = Gazetteer::load(home);
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().kind, ErrorKind::not_found);
}

TEST(Gazetteer, TheLexiconHasNoContradictions) {
  for (const LexiconProblem& problem : model().problems())
    ADD_FAILURE() << problem.path << ":" << problem.line << " " << problem.message;
}

}  // namespace
}  // namespace sitrep
