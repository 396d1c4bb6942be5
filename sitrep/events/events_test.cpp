#include "sitrep/events/events.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>

#include "sitrep/events/model.h"
#include "sitrep/text/conllu.h"

namespace sitrep {
namespace {

const EventsModel& model() {
  static const Result<EventsModel> loaded = EventsModel::load(SITREP_SOURCE_DIR);
  return loaded.value();
}

/// Every name and every noun that is marked `Name=` in the tree is an actor of its own, called as
/// the page words it.
Names actors_of_tree(const Treebank& tree) {
  Names names;
  for (std::uint32_t i = 0; i < tree.text.tokens.size(); ++i) {
    const Token& token = tree.text.tokens[i];
    if (token.name == NameClass::none) continue;
    Entity entity;
    entity.kind = EntityKind::group;
    entity.country = "UNK";  // who has a country or an office counts in words, not only in deeds
    entity.name = tree.page.at(token.span);
    names.by_head.emplace_back(i, Id<Entity>{static_cast<std::uint32_t>(names.entities.size())});
    names.entities.push_back(entity);
  }
  return names;
}

std::string print(const Event& event, const Names& names) {
  const auto list = [&](const std::vector<Id<Entity>>& actors) {
    std::string all;
    for (const Id<Entity> one : actors) all += (all.empty() ? "" : "+") + names[one].name;
    return all.empty() ? "-" : all;
  };
  std::string line = event.type + (event.mode.empty() ? "" : "/" + event.mode) + " " +
                     list(event.source) + " -> " + list(event.target) + " " +
                     std::string(word(event.status));
  if (event.magnitude.killed)
    line += " killed " + std::to_string(static_cast<int>(*event.magnitude.killed));
  return line;
}

std::string events_of(const char* conllu, BlockKind kind = BlockKind::paragraph,
                      const EventsModel& with = model()) {
  Treebank tree = read_conllu(conllu);
  for (Block& block : tree.page.blocks) block.kind = kind;
  const Names names = actors_of_tree(tree);
  std::string all;
  for (const Event& event : find_events(tree.page, tree.text, names, {}, {}, with).events)
    all += (all.empty() ? "" : "; ") + print(event, names);
  return all;
}

struct Row {
  const char* sentence;
  const char* tree;
  const char* events;
};

constexpr Row rows[] = {
    {"The minister met the envoy.",
     "1 The the DET _ _ 2 det\n2 minister minister NOUN _ _ 3 nsubj _ Name=B-person\n"
     "3 met meet VERB _ Tense=Past|VerbForm=Fin 0 root\n4 the the DET _ _ 5 det\n"
     "5 envoy envoy NOUN _ _ 3 obj _ Name=B-person\n",
     "CONSULT minister -> envoy happened"},
    {"Arnor will meet Gondor.",
     "1 Arnor Arnor PROPN _ _ 3 nsubj _ Name=B-country\n2 will will AUX _ VerbForm=Fin 3 aux\n"
     "3 meet meet VERB _ VerbForm=Inf 0 root\n4 Gondor Gondor PROPN _ _ 3 obj _ Name=B-country\n",
     "CONSULT Arnor -> Gondor planned"},
    {"Arnor refused to meet Gondor.",
     "1 Arnor Arnor PROPN _ _ 2 nsubj _ Name=B-country\n"
     "2 refused refuse VERB _ Tense=Past|VerbForm=Fin 0 root\n3 to to PART _ _ 4 mark\n"
     "4 meet meet VERB _ VerbForm=Inf 2 xcomp\n5 Gondor Gondor PROPN _ _ 4 obj _ Name=B-country\n",
     "REJECT/meet Arnor -> Gondor happened"},
    {"Arnor agreed to send aid to Gondor.",
     "1 Arnor Arnor PROPN _ _ 2 nsubj _ Name=B-country\n"
     "2 agreed agree VERB _ Tense=Past|VerbForm=Fin 0 root\n3 to to PART _ _ 4 mark\n"
     "4 send send VERB _ VerbForm=Inf 2 xcomp\n5 aid aid NOUN _ _ 4 obj\n6 to to ADP _ _ 7 case\n"
     "7 Gondor Gondor PROPN _ _ 4 obl _ Name=B-country\n",
     "AGREE Arnor -> Gondor happened"},
    {"Arnor halted aid to Gondor.",
     "1 Arnor Arnor PROPN _ _ 2 nsubj _ Name=B-country\n"
     "2 halted halt VERB _ Tense=Past|VerbForm=Fin 0 root\n3 aid aid NOUN _ _ 2 obj\n"
     "4 to to ADP _ _ 5 case\n5 Gondor Gondor PROPN _ _ 3 nmod _ Name=B-country\n",
     "SANCTION/discontinue Arnor -> Gondor happened"},
    {"Arnor threatened to attack Gondor.",
     "1 Arnor Arnor PROPN _ _ 2 nsubj _ Name=B-country\n"
     "2 threatened threaten VERB _ Tense=Past|VerbForm=Fin 0 root\n3 to to PART _ _ 4 mark\n"
     "4 attack attack VERB _ VerbForm=Inf 2 xcomp\n"
     "5 Gondor Gondor PROPN _ _ 4 obj _ Name=B-country\n",
     "THREATEN/violence Arnor -> Gondor happened"},
    {"Arnor urged Gondor to release prisoners.",
     "1 Arnor Arnor PROPN _ _ 2 nsubj _ Name=B-country\n"
     "2 urged urge VERB _ Tense=Past|VerbForm=Fin 0 root\n"
     "3 Gondor Gondor PROPN _ _ 2 obj _ Name=B-country\n4 to to PART _ _ 5 mark\n"
     "5 release release VERB _ VerbForm=Inf 2 xcomp\n6 prisoners prisoner NOUN _ _ 5 obj\n",
     "REQUEST/yield Arnor -> Gondor happened"},
    {"Arnor said Gondor must release prisoners.",
     "1 Arnor Arnor PROPN _ _ 2 nsubj _ Name=B-country\n"
     "2 said say VERB _ Tense=Past|VerbForm=Fin 0 root\n"
     "3 Gondor Gondor PROPN _ _ 5 nsubj _ Name=B-country\n4 must must AUX _ VerbForm=Fin 5 aux\n"
     "5 release release VERB _ VerbForm=Inf 2 ccomp\n6 prisoners prisoner NOUN _ _ 5 obj\n",
     "REQUEST Arnor -> Gondor happened"},
    {"Arnor lifted the curfew.",
     "1 Arnor Arnor PROPN _ _ 2 nsubj _ Name=B-country\n"
     "2 lifted lift VERB _ Tense=Past|VerbForm=Fin 0 root\n3 the the DET _ _ 4 det\n"
     "4 curfew curfew NOUN _ _ 2 obj\n",
     "CONCEDE Arnor -> - happened"},
    {"24 soldiers were killed by rebels.",
     "1 24 24 NUM _ _ 2 nummod\n2 soldiers soldier NOUN _ Number=Plur 4 nsubj:pass _ Name=B-group\n"
     "3 were be AUX _ Tense=Past|VerbForm=Fin 4 aux:pass\n"
     "4 killed kill VERB _ Tense=Past|VerbForm=Part 0 root\n5 by by ADP _ _ 6 case\n"
     "6 rebels rebel NOUN _ _ 4 obl:agent _ Name=B-group\n",
     "ASSAULT rebels -> soldiers happened killed 24"},
    {"Airstrikes by Arnor killed two dozen soldiers.",
     "1 Airstrikes airstrike NOUN _ _ 4 nsubj\n2 by by ADP _ _ 3 case\n"
     "3 Arnor Arnor PROPN _ _ 1 nmod _ Name=B-country\n"
     "4 killed kill VERB _ Tense=Past|VerbForm=Fin 0 root\n5 two two NUM _ _ 6 nummod\n"
     "6 dozen dozen NUM _ _ 7 nummod\n7 soldiers soldier NOUN _ Number=Plur 4 obj _ Name=B-group\n",
     "ASSAULT/aerial Arnor -> soldiers happened killed 24"},
    {"Arnor held talks with Gondor.",
     "1 Arnor Arnor PROPN _ _ 2 nsubj _ Name=B-country\n"
     "2 held hold VERB _ Tense=Past|VerbForm=Fin 0 root\n3 talks talk NOUN _ _ 2 obj\n"
     "4 with with ADP _ _ 5 case\n5 Gondor Gondor PROPN _ _ 2 obl _ Name=B-country\n",
     "CONSULT Arnor -> Gondor happened"},
    {"Workers began a hunger strike to protest Arnor's decision.",
     "1 Workers worker NOUN _ _ 2 nsubj _ Name=B-group\n"
     "2 began begin VERB _ Tense=Past|VerbForm=Fin 0 root\n3 a a DET _ _ 5 det\n"
     "4 hunger hunger NOUN _ _ 5 compound\n5 strike strike NOUN _ _ 2 obj\n6 to to PART _ _ 7 "
     "mark\n"
     "7 protest protest VERB _ VerbForm=Inf 2 advcl\n"
     "8 Arnor Arnor PROPN _ _ 10 nmod:poss _ Name=B-country\n9 's 's PART _ _ 8 case\n"
     "10 decision decision NOUN _ _ 7 obj\n",
     "PROTEST/hunger Workers -> Arnor happened"},
    {"Police did not arrest the leader.",
     "1 Police police NOUN _ _ 4 nsubj _ Name=B-group\n2 did do AUX _ Tense=Past|VerbForm=Fin 4 "
     "aux\n"
     "3 not not PART _ _ 4 advmod\n4 arrest arrest VERB _ VerbForm=Inf 0 root\n"
     "5 the the DET _ _ 6 det\n6 leader leader NOUN _ _ 4 obj _ Name=B-person\n",
     "COERCE/arrest Police -> leader did_not_happen"},
    {"Arnor says Gondor is not doing enough.",
     "1 Arnor Arnor PROPN _ _ 2 nsubj _ Name=B-country\n"
     "2 says say VERB _ Tense=Pres|VerbForm=Fin 0 root\n"
     "3 Gondor Gondor PROPN _ _ 6 nsubj _ Name=B-country\n"
     "4 is be AUX _ Tense=Pres|VerbForm=Fin 6 aux\n5 not not PART _ _ 6 advmod\n"
     "6 doing do VERB _ VerbForm=Part|Tense=Pres 2 ccomp\n7 enough enough ADV _ _ 6 advmod\n",
     "ACCUSE/disapprove Arnor -> Gondor happened"},
    {"Three persons were killed in police firing.",
     "1 Three three NUM _ _ 2 nummod\n2 persons person NOUN _ Number=Plur 4 nsubj:pass _ "
     "Name=B-group\n"
     "3 were be AUX _ Tense=Past|VerbForm=Fin 4 aux:pass\n"
     "4 killed kill VERB _ Tense=Past|VerbForm=Part 0 root\n5 in in ADP _ _ 6 case\n"
     "6 police police NOUN _ _ 4 obl _ Name=B-group\n7 firing fire VERB _ VerbForm=Ger 4 advcl\n",
     "ASSAULT/firearms police -> persons happened killed 3"},
    {"Arnor and Gondor signed a treaty.",
     "1 Arnor Arnor PROPN _ _ 4 nsubj _ Name=B-country\n2 and and CCONJ _ _ 3 cc\n"
     "3 Gondor Gondor PROPN _ _ 1 conj _ Name=B-country\n"
     "4 signed sign VERB _ Tense=Past|VerbForm=Fin 0 root\n5 a a DET _ _ 6 det\n"
     "6 treaty treaty NOUN _ _ 4 obj\n",
     "SUPPORT Arnor+Gondor -> - happened"},
    {"The bank attacked inflation.",
     "1 The the DET _ _ 2 det\n2 bank bank NOUN _ _ 3 nsubj _ Name=B-organisation\n"
     "3 attacked attack VERB _ Tense=Past|VerbForm=Fin 0 root\n4 inflation inflation NOUN _ _ 3 "
     "obj\n",
     ""},
    {"Three people were killed in a crash.",
     "1 Three three NUM _ _ 2 nummod\n2 people people NOUN _ Number=Plur 4 nsubj:pass _ "
     "Name=B-group\n"
     "3 were be AUX _ Tense=Past|VerbForm=Fin 4 aux:pass\n"
     "4 killed kill VERB _ Tense=Past|VerbForm=Part 0 root\n5 in in ADP _ _ 7 case\n"
     "6 a a DET _ _ 7 det\n7 crash crash NOUN _ _ 4 obl\n",
     ""},
    {"Police failed to protect villagers.",
     "1 Police police NOUN _ Number=Plur 2 nsubj _ Name=B-group\n"
     "2 failed fail VERB _ Tense=Past|VerbForm=Fin 0 root\n3 to to PART _ _ 4 mark\n"
     "4 protect protect VERB _ VerbForm=Inf 2 xcomp\n"
     "5 villagers villager NOUN _ Number=Plur 4 obj _ Name=B-group\n",
     "AID Police -> villagers did_not_happen"},
    {"Arnor said police failed to protect villagers.",
     "1 Arnor Arnor PROPN _ _ 2 nsubj _ Name=B-country\n"
     "2 said say VERB _ Tense=Past|VerbForm=Fin 0 root\n"
     "3 police police NOUN _ Number=Plur 4 nsubj _ Name=B-group\n"
     "4 failed fail VERB _ Tense=Past|VerbForm=Fin 2 ccomp\n5 to to PART _ _ 6 mark\n"
     "6 protect protect VERB _ VerbForm=Inf 4 xcomp\n"
     "7 villagers villager NOUN _ Number=Plur 6 obj _ Name=B-group\n",
     "ACCUSE/disapprove Arnor -> police happened"},
    {"Police stood by as mobs attacked villagers.",
     "1 Police police NOUN _ Number=Plur 2 nsubj _ Name=B-group\n"
     "2 stood stand VERB _ Tense=Past|VerbForm=Fin 0 root\n3 by by ADP _ _ 6 mark\n"
     "4 as as SCONJ _ _ 6 mark\n5 mobs mob NOUN _ Number=Plur 6 nsubj _ Name=B-group\n"
     "6 attacked attack VERB _ Tense=Past|VerbForm=Fin 2 advcl\n"
     "7 villagers villager NOUN _ Number=Plur 6 obj _ Name=B-group\n",
     "COERCE/restrict Police -> - did_not_happen; ASSAULT mobs -> villagers happened"},
    {"Arnor called Gondor a traitor.",
     "1 Arnor Arnor PROPN _ _ 2 nsubj _ Name=B-country\n"
     "2 called call VERB _ Tense=Past|VerbForm=Fin 0 root\n"
     "3 Gondor Gondor PROPN _ _ 2 obj _ Name=B-country\n4 a a DET _ _ 5 det\n"
     "5 traitor traitor NOUN _ _ 2 xcomp\n",
     "ACCUSE/disapprove Arnor -> Gondor happened"},
    {"Arnor called the clash an attack.",
     "1 Arnor Arnor PROPN _ _ 2 nsubj _ Name=B-country\n"
     "2 called call VERB _ Tense=Past|VerbForm=Fin 0 root\n"
     "3 the the DET _ _ 4 det\n"
     "4 clash clash NOUN _ _ 2 obj\n"
     "5 an a DET _ _ 6 det\n"
     "6 attack attack NOUN _ _ 2 xcomp\n",
     ""},
    {"Arnor called Gondor illegal.",
     "1 Arnor Arnor PROPN _ _ 2 nsubj _ Name=B-country\n"
     "2 called call VERB _ Tense=Past|VerbForm=Fin 0 root\n"
     "3 Gondor Gondor PROPN _ _ 2 obj _ Name=B-country\n"
     "4 illegal illegal ADJ _ _ 3 amod\n",
     "ACCUSE/disapprove Arnor -> Gondor happened"},
    {"The man charged with arson fled.",
     "1 man man NOUN _ _ 4 nsubj _ Name=B-person\n"
     "2 charged charge VERB _ Tense=Past|VerbForm=Fin 1 acl\n"
     "3 arson arson NOUN _ _ 2 obl\n"
     "4 fled flee VERB _ Tense=Past|VerbForm=Fin 0 root\n",
     "ACCUSE/allege - -> man happened"},
    {"Arnor thwarted an attack by Gondor.",
     "1 Arnor Arnor PROPN _ _ 2 nsubj _ Name=B-country\n"
     "2 thwarted thwart VERB _ Tense=Past|VerbForm=Fin 0 root\n3 an a DET _ _ 4 det\n"
     "4 attack attack NOUN _ _ 2 obj\n5 by by ADP _ _ 6 case\n"
     "6 Gondor Gondor PROPN _ _ 4 nmod _ Name=B-country\n",
     "ASSAULT Gondor -> - did_not_happen"},
    {"Arnor called Gondor to thank it.",
     "1 Arnor Arnor PROPN _ _ 2 nsubj _ Name=B-country\n"
     "2 called call VERB _ Tense=Past|VerbForm=Fin 0 root\n"
     "3 Gondor Gondor PROPN _ _ 2 obj _ Name=B-country\n4 to to PART _ _ 5 mark\n"
     "5 thank thank VERB _ VerbForm=Inf 2 advcl\n6 it it PRON _ _ 5 obj\n",
     "CONSULT/phone Arnor -> Gondor happened"},
    {"Arnor launched a scathing attack on Gondor.",
     "1 Arnor Arnor PROPN _ _ 2 nsubj _ Name=B-country\n"
     "2 launched launch VERB _ Tense=Past|VerbForm=Fin 0 root\n3 a a DET _ _ 5 det\n"
     "4 scathing scathing ADJ _ _ 5 amod\n5 attack attack NOUN _ _ 2 obj\n6 on on ADP _ _ 7 case\n"
     "7 Gondor Gondor PROPN _ _ 5 nmod _ Name=B-country\n",
     "ACCUSE/disapprove Arnor -> Gondor happened"},
    {"Arnor will not release prisoners.",
     "1 Arnor Arnor PROPN _ _ 4 nsubj _ Name=B-country\n2 will will AUX _ VerbForm=Fin 4 aux\n"
     "3 not not PART _ _ 4 advmod\n4 release release VERB _ VerbForm=Inf 0 root\n"
     "5 prisoners prisoner NOUN _ Number=Plur 4 obj _ Name=B-group\n",
     "REJECT/yield Arnor -> prisoners happened"},
    {"Remove prisoners.",
     "1 Remove deport VERB _ Mood=Imp|VerbForm=Fin 0 root\n"
     "2 prisoners prisoner NOUN _ Number=Plur 1 obj _ Name=B-group\n",
     ""},
};

TEST(Events, are_coded_by_composition) {
  for (const Row& row : rows) EXPECT_EQ(events_of(row.tree), row.events) << row.sentence;
}

TEST(Events, are_not_read_from_bios_and_furniture) {
  for (const BlockKind kind : {BlockKind::author_bio, BlockKind::furniture})
    EXPECT_EQ(events_of(rows[0].tree, kind), "");
  EXPECT_EQ(events_of(rows[0].tree, BlockKind::caption), rows[0].events);
}

TEST(Events, told_twice_are_one_record_with_mentions) {
  std::string twice = rows[0].tree;
  twice +=
      "\n# newpar\n1 The the DET _ _ 2 det\n2 meeting meeting NOUN _ _ 3 nsubj\n"
      "3 lasted last VERB _ Tense=Past|VerbForm=Fin 0 root\n";
  const Treebank tree = read_conllu(twice);
  const Names names = actors_of_tree(tree);
  const Events events = find_events(tree.page, tree.text, names, {}, {}, model());
  ASSERT_EQ(events.events.size(), 1u);
  ASSERT_EQ(events.events[0].mentions.size(), 1u);
  EXPECT_EQ(tree.page.at(events.events[0].mentions[0]), "meeting");
}

TEST(Events, of_readers_stay_apart_from_the_page_and_from_each_other) {
  std::string thrice = rows[0].tree;
  for (int i = 0; i < 2; ++i) thrice += "\n# newpar\n" + std::string(rows[0].tree);
  Treebank tree = read_conllu(thrice);
  ASSERT_EQ(tree.page.blocks.size(), 3u);
  tree.page.comments = {{}, {}};
  tree.page.comments[0].time = "2012-07-07T21:07";
  tree.page.comments[1].time = "2012-07-08T01:00";
  tree.page.published.value = "2012-06-27";
  for (const std::uint32_t i : {0u, 1u}) {
    tree.page.blocks[i + 1].kind = BlockKind::comment;
    tree.page.blocks[i + 1].comment = {i};
  }
  const Events events = find_events(tree.page, tree.text, actors_of_tree(tree), {}, {}, model());
  std::vector<std::string> days;
  for (const Event& event : events.events) days.push_back(event.when.value);
  EXPECT_EQ(days, (std::vector<std::string>{"../2012-06-27", "../2012-07-07", "../2012-07-08"}));
  ASSERT_EQ(events.events.size(), 3u);
  EXPECT_TRUE(told_by_reader(tree.page, events.events[0]).none());
  EXPECT_EQ(told_by_reader(tree.page, events.events[2]), Id<Comment>{1});
}

/// The scene of a tree with one time and one place, each at the first token of that form.
Scene scene_of(const Treebank& tree, std::string_view time, const char* value,
               std::string_view place) {
  Scene scene;
  for (const Token& token : tree.text.tokens) {
    const std::string_view form = tree.page.at(token.span);
    if (form == time) scene.times.push_back({token.span, value, TimeKind::date, ""});
    if (form == place) scene.places.push_back({token.span, std::string(place), {}, {}, "", "", ""});
  }
  return scene;
}

std::string setting_of(const char* conllu, std::string_view time, const char* value,
                       std::string_view place) {
  Treebank tree = read_conllu(conllu);
  tree.page.published.value = "2012-08-02T10:00Z";
  const Scene scene = scene_of(tree, time, value, place);
  const Events events = find_events(tree.page, tree.text, actors_of_tree(tree), scene, {}, model());
  if (events.events.empty()) return "no event";
  const Event& event = events.events[0];
  return event.when.value + " " + (event.where.place ? scene.places[0].name : "nowhere");
}

TEST(Events, have_the_time_and_place_of_their_own_clause) {
  const char* met =
      "1 Arnor Arnor PROPN _ _ 2 nsubj _ Name=B-country\n"
      "2 met meet VERB _ Tense=Past|VerbForm=Fin 0 root\n"
      "3 Gondor Gondor PROPN _ _ 2 obj _ Name=B-country\n4 in in ADP _ _ 5 case\n"
      "5 Bree Bree PROPN _ _ 2 obl\n6 Thursday Thursday PROPN _ _ 2 obl:unmarked\n";
  EXPECT_EQ(setting_of(met, "Thursday", "2012-08-02", "Bree"), "2012-08-02 Bree");
  EXPECT_EQ(setting_of(met, "Thursday", "PAST_REF", "Gondor"), "../2012-08-02 nowhere");
  const char* leave =
      "1 Troops troop NOUN _ _ 3 nsubj _ Name=B-group\n2 will will AUX _ VerbForm=Fin 3 aux\n"
      "3 withdraw withdraw VERB _ VerbForm=Inf 0 root\n4 by by ADP _ _ 5 case\n"
      "5 2014 2014 NUM _ _ 3 obl\n";
  EXPECT_EQ(setting_of(leave, "2014", "2014", ""), "../2014-12-31 nowhere");
  const char* closed =
      "1 Arnor Arnor PROPN _ _ 2 nsubj _ Name=B-country\n"
      "2 closed close VERB _ Tense=Past|VerbForm=Fin 0 root\n3 routes route NOUN _ _ 2 obj\n"
      "4 after after SCONJ _ _ 6 mark\n5 Gondor Gondor PROPN _ _ 6 nsubj _ Name=B-country\n"
      "6 left leave VERB _ Tense=Past|VerbForm=Fin 2 advcl\n"
      "7 November November PROPN _ _ 6 obl:unmarked\n";
  EXPECT_EQ(setting_of(closed, "November", "2011-11", ""), "2011-11/.. nowhere");
}

TEST(Events, are_found_in_linear_time_in_a_tree_that_is_a_chain) {
  std::string chain = "1 Arnor Arnor PROPN _ _ 2 nsubj _ Name=B-country\n";
  constexpr int words = 20000;
  for (int i = 2; i <= words; ++i)
    chain += std::to_string(i) + " refused refuse VERB _ Tense=Past|VerbForm=Fin " +
             (i == 2 ? "0 root\n" : std::to_string(i - 1) + " xcomp\n");
  EXPECT_EQ(events_of(chain.c_str()).find("no such"), std::string::npos);
}

TEST(Events, give_an_empty_layer_for_an_empty_page) {
  EXPECT_TRUE(find_events({}, {}, {}, {}, {}, model()).events.empty());
}

TEST(Lexicon, has_no_problems) {
  for (const LexiconProblem& problem : model().problems())
    ADD_FAILURE() << problem.path << ":" << problem.line << " " << problem.message;
}

TEST(Ontology, of_a_user_replaces_the_types) {
  const std::filesystem::path home = SITREP_SOURCE_DIR;
  const Result<EventsModel> own =
      EventsModel::load_ontology(home / "lexicon" / "ontologies" / "acled_like", home);
  ASSERT_TRUE(own.ok()) << own.error().message();
  EXPECT_EQ(events_of(rows[9].tree, BlockKind::paragraph, *own),
            "Battles/Armed clash rebels -> soldiers happened killed 24");
  EXPECT_EQ(events_of(rows[12].tree, BlockKind::paragraph, *own),
            "Protests/Peaceful protest Workers -> Arnor happened");
}

TEST(Ontology, that_is_not_there_is_an_error_with_its_path) {
  const Result<EventsModel> none = EventsModel::load("/nowhere");
  ASSERT_FALSE(none.ok());
  EXPECT_NE(none.error().message().find("/nowhere"), std::string::npos);
}

}  // namespace
}  // namespace sitrep
