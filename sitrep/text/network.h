#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sitrep/base/result.h"
#include "sitrep/neural/kernel.h"
#include "sitrep/neural/matrix.h"
#include "sitrep/neural/model_file.h"
#include "sitrep/neural/tree.h"
#include "sitrep/text/text.h"

namespace sitrep {

/// What the network is told of a token.
struct NetworkToken {
  std::string_view text, form;
  std::uint8_t touches = 0;  ///< 1: the token before it in its sentence, 2: the one after it
};

/// What it says of one. The head is 0 for the root of the sentence, 1 for its first token ...
struct NetworkGuess {
  Tag tag = Tag::X;
  Relation relation = Relation::dep;
  NameClass name = NameClass::none;
  bool name_begins = false;
  std::uint32_t features = 0;  ///< of Network::features()
  std::int32_t head = 0;
};

/// Numbers that one thread works with, reused.
struct NetworkScratch {
  std::vector<NetworkToken> tokens;
  std::vector<std::uint32_t> ends;
  std::vector<NetworkGuess> guesses;
  std::vector<Id<InternedString>> feature_ids;
  std::string key, shape;
  std::vector<float> states, gates, outputs, steps, scores, best;
  std::vector<std::uint8_t> inputs, heads, hidden;
  std::vector<std::int8_t> dependents;
  std::vector<std::int32_t> products, chosen;
  std::vector<std::uint8_t> name_steps;
  TreeScratch tree;
};

/// The trained network of model/english.bin: tags, features, trees and names of sentences that are
/// already split into tokens. Gated recurrent layers that run both ways over windows of three
/// tokens (after Bradbury and others 2016, Quasi-Recurrent Neural Networks), linear heads, arcs by
/// a bilinear form of low rank (after Dozat and Manning 2017), whole numbers of 8 bits throughout.
/// Immutable; the same input gives the same output on every processor and in every company of other
/// sentences.
class Network {
 public:
  /// Errors: those of ModelFile; corrupt where tables are missing or do not fit together, or where
  /// the sentences of the self-test do not come out as the file says.
  static Result<Network> load(const std::filesystem::path& path,
                              const Kernel& kernel = best_kernel());

  /// Sentence i has the tokens [ends[i - 1], ends[i]), at most sentence_max of them, in guesses
  /// too. Linear in the number of tokens.
  void run(std::span<const NetworkToken> tokens, std::span<const std::uint32_t> ends,
           NetworkScratch& scratch, std::span<NetworkGuess> guesses) const;

  static constexpr std::size_t sentence_max = 320;

  /// The feature lists, "" first or wherever it stands; NetworkGuess::features is an index.
  std::span<const std::string_view> features() const { return features_; }
  const ModelFile& file() const { return file_; }

 private:
  struct Rows {
    ModelFile::Table<std::int8_t> table;
    std::span<const float> scales;
  };
  struct Part {
    std::size_t begin = 0, size = 0;
  };

  Status read_rows(std::string_view name, Rows& rows) const;
  Status read_matrix(const std::string& name, std::size_t inputs, std::int32_t zero,
                     PackedMatrix& matrix) const;
  Status read_vocabularies();
  Status read_layers();
  Status read_tables();
  Status self_test() const;

  std::uint32_t word_of(std::string_view key) const;
  void add_row(const Rows& rows, std::size_t at, float* sum) const;
  void embed(const NetworkToken& token, NetworkScratch& scratch, float* sum) const;
  void encode(std::span<const std::uint32_t> ends, NetworkScratch& scratch) const;
  void quantise_states(std::span<const std::uint32_t> ends, float step,
                       NetworkScratch& scratch) const;
  void tag(const float* outputs, NetworkGuess& guess) const;
  void find_names(std::size_t first, NetworkScratch& scratch,
                  std::span<NetworkGuess> guesses) const;
  void find_heads(std::size_t first, NetworkScratch& scratch,
                  std::span<NetworkGuess> guesses) const;
  void find_relations(std::size_t first, NetworkScratch& scratch,
                      std::span<NetworkGuess> guesses) const;

  ModelFile file_;
  const Kernel* kernel_ = nullptr;
  std::size_t width_ = 0;
  Rows words_, unknown_, shapes_, touches_;
  std::vector<Rows> affixes_;
  ModelFile::Table<std::uint32_t> slots_;
  std::vector<PackedMatrix> layers_;
  std::vector<float> steps_;
  PackedMatrix heads_, label_;
  Part tag_, feature_, name_, dependent_, head_, label_dependent_, label_head_;
  std::vector<std::uint8_t> root_head_;
  float root_step_ = 0;
  std::vector<float> label_root_, distances_, no_distance_;
  std::vector<std::string_view> features_;
  std::vector<std::vector<std::uint16_t>> features_of_tag_;
};

}  // namespace sitrep
