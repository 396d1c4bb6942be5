#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sitrep/events/modality.h"
#include "sitrep/events/reading.h"

namespace sitrep::coding {

/// What one word, or a word over others, says that somebody did.
struct Act {
  ClassId event = no_class;
  Id<Token> trigger;  ///< the word that is coded
  Id<Token> anchor;   ///< the verb whose clause tells when and where
  Modality modality;
  EventStatus status = EventStatus::happened;
  bool status_set = false;  ///< an operator said it: auxiliaries below it do not count any more
  std::vector<Id<Entity>> source, target;
  std::vector<std::string> contexts;
  std::string cameo;
  double weight = 1;
  std::vector<std::uint32_t> rules;
  std::vector<Id<Token>> parts;  ///< further words that tell the same act
  bool verbal = false;           ///< told by a verb
  bool alone = true;             ///< may stand without an operator
  bool consumed = false;         ///< part of another act, or said not to be one
  bool particular = false;       ///< a noun with just this word before it: "scathing attack"
  bool target_told = false;      ///< a noun's target stands there, be it an actor or not
  bool doer_told = false;        ///< a subject stands there, or a passive needs none
  /// What it tells where no operator stands over it, and to whom: "police failed to stop the mob"
  /// is a reproach if somebody says so, and else what police left undone.
  std::optional<ClassId> undone;
  std::vector<Id<Entity>> undone_target;
};

/// Codes one sentence after the other, from the leaves of the tree to its root.
class Coder {
 public:
  explicit Coder(const Reading& reading)
      : reading_(reading), act_of_(reading.text.tokens.size(), none) {}

  /// The acts of a sentence, with those that were consumed. Linear in its words.
  std::vector<Act> code(const Sentence& sentence);

 private:
  static constexpr std::uint32_t none = 0xffffffff;

  /// An operator's content: the word it stands over, and the act there, if any.
  struct Content {
    Id<Token> token;
    std::uint32_t act = none;
    bool clause = false;
    bool deep = false;  ///< the act hangs on the word, which the lexicon does not know
  };

  void code_token(Id<Token> token);
  bool code_operator(Id<Token> token, const OperatorSense& sense, bool over_act);
  void code_verb(Id<Token> token);
  void code_noun(Id<Token> token);
  void carry(Act& act, Id<Token> object);
  bool keeps_order(Id<Token> subject) const;
  std::vector<Id<Entity>> doer_before(Id<Token> gerund) const;
  bool misread_adjective(Id<Token> verb) const;
  void apply_adjectives(Id<Token> noun, std::uint32_t act);

  bool fits(const VerbSense& sense, Id<Token> verb, const Clause& clause) const;
  bool fits(const NounTest& test, Id<Token> noun) const;
  bool fits(const PhraseTest& test, Id<Token> head, const Clause& clause) const;
  bool fits(const NounSense& sense, Id<Token> noun, const Clause& clause) const;
  Word particle_of(Id<Token> verb) const;

  Content content_of(Id<Token> token, const OperatorSense& sense, const Clause& clause) const;
  Content clause_content(Id<Token> token, bool purposes) const;
  Content content_at(Id<Token> token, bool clause) const;
  std::uint16_t conditions_of(const Content& content, const std::vector<Id<Entity>>& doers) const;
  const Composition* composition_of(std::uint16_t op, const Content& content,
                                    std::uint16_t conditions) const;
  void keep(Id<Token> token, const OperatorSense& sense, const Composition& rule,
            const Content& content, const Clause& clause);
  bool compose(Id<Token> token, const OperatorSense& sense, const Composition& rule,
               const Content& content, const Clause& clause);
  void consume_below(const Content& content);

  std::vector<Id<Entity>> at_seats(const std::vector<Seat>& seats, Id<Token> token,
                                   const Clause& clause, const Content& content,
                                   const std::vector<Seat>& addressee,
                                   const std::vector<Id<Entity>>& except) const;
  std::vector<Id<Entity>> other_side(Id<Token> phrase) const;
  std::vector<Id<Entity>> at_seat(const Seat& seat, Id<Token> token, const Clause& clause,
                                  const Content& content, const std::vector<Seat>& addressee,
                                  const std::vector<Id<Entity>>& except) const;
  void take_means(Act& act, const Clause& clause);
  void absorb(Act& act, std::uint32_t other);
  void refine(Act& act, Word word) const;
  void settle(Act& act);
  void swallow(std::uint32_t at);
  bool told_past(Id<Token> token) const;
  bool no_act(const Content& content) const;
  bool coded(Id<Token> verb, const Clause& clause, NounTest::Kind object, bool light) const;
  bool plain_object(const OperatorSense& sense, const Clause& clause) const;
  std::uint32_t add(Act act, Id<Token> token);

  const Reading& reading_;
  std::vector<std::uint32_t> act_of_;  // by token
  std::vector<Act> acts_;
};

}  // namespace sitrep::coding
