#include "sitrep/text/network.h"

#include <algorithm>
#include <array>
#include <limits>

#include "sitrep/text/features.h"

namespace sitrep {

namespace {

template <class T>
void grow(std::vector<T>& buffer, std::size_t size) {
  if (buffer.size() < size) buffer.resize(size);
}

template <class Range>
std::size_t best_of(const float* scores, const Range& candidates) {
  std::size_t best = *candidates.begin();
  for (const std::size_t i : candidates)
    if (scores[i] > scores[best]) best = i;
  return best;
}

std::size_t best_of(const float* scores, std::size_t size) {
  return static_cast<std::size_t>(std::max_element(scores, scores + size) - scores);
}

}  // namespace

std::uint32_t Network::word_of(std::string_view key) const {
  const std::uint64_t hash = hash_of(key);
  const auto check = static_cast<std::uint32_t>(hash >> 32);
  // The table is at most half full, and load() made sure that a slot is free.
  for (std::size_t at = row_of(hash, slots_.rows);; at = (at + 1) & (slots_.rows - 1)) {
    const std::uint32_t* slot = slots_.row(at);
    if (slot[1] == Id<Token>::unset || slot[0] == check) return slot[1];
  }
}

void Network::add_row(const Rows& rows, std::size_t at, float* sum) const {
  kernel_->add_row(rows.table.row(at), rows.scales[at], width_, sum);
}

void Network::embed(const NetworkToken& token, NetworkScratch& scratch, float* sum) const {
  std::fill_n(sum, width_, 0.0F);
  make_key(token.form, scratch.key);
  if (const std::uint32_t known = word_of(scratch.key); known != Id<Token>::unset) {
    add_row(words_, known, sum);
  } else {
    add_row(unknown_, 0, sum);
    for (std::size_t i = 0; i < affixes.size(); ++i) {
      const std::uint64_t hash = hash_of(affix_of(scratch.key, affixes[i]));
      add_row(affixes_[i], row_of(hash, affixes_[i].table.rows), sum);
    }
  }
  scratch.shape.clear();
  append_shape(token.text, scratch.shape);
  add_row(shapes_, row_of(hash_of(scratch.shape), shapes_.table.rows), sum);
  add_row(touches_, token.touches & 3u, sum);
  kernel_->normalise(sum, width_);
}

/// Sentences stand in the rows of `inputs` with a row of zeros before, between and after them: the
/// window of a token is the three rows around it.
void Network::quantise_states(std::span<const std::uint32_t> ends, float step,
                              NetworkScratch& scratch) const {
  std::size_t token = 0;
  std::uint8_t* row = scratch.inputs.data();
  for (const std::uint32_t end : ends) {
    std::fill_n(row, width_, zero_point);
    row += width_;
    for (; token < end; ++token, row += width_)
      kernel_->normalise_quantise(scratch.states.data() + token * width_, width_, step, row);
  }
  std::fill_n(row, width_, zero_point);
}

/// All sentences go through a matrix together, so that it comes from memory once; what the rows
/// between two sentences give is not used.
void Network::encode(std::span<const std::uint32_t> ends, NetworkScratch& scratch) const {
  const std::size_t rows = ends.empty() ? 0 : ends.back() + ends.size() - 1, gates = 3 * width_;
  for (std::size_t layer = 0; layer < layers_.size(); ++layer) {
    const PackedMatrix& matrix = layers_[layer];
    quantise_states(ends, steps_[layer], scratch);
    kernel_->multiply(scratch.inputs.data(), width_, rows, matrix.weights.data(), matrix.inputs,
                      gates, scratch.products.data());
    std::size_t first = 0, row = 0;
    for (const std::uint32_t end : ends) {
      const std::size_t size = end - first;
      for (std::size_t i = 0; i < size; ++i)
        kernel_->gates(scratch.products.data() + (row + i) * gates, matrix.scaling(), width_,
                       scratch.gates.data() + i * gates);
      kernel_->scan(scratch.gates.data(), size, width_, scratch.states.data() + first * width_);
      first = end;
      row += size + 1;
    }
  }
  quantise_states(ends, steps_.back(), scratch);
  kernel_->multiply(scratch.inputs.data() + width_, width_, rows, heads_.weights.data(), width_,
                    heads_.padded, scratch.products.data());
}

void Network::tag(const float* outputs, NetworkGuess& guess) const {
  guess.tag = static_cast<Tag>(best_of(outputs + tag_.begin, tag_.size));
  const auto& allowed = features_of_tag_[static_cast<std::size_t>(guess.tag)];
  guess.features =
      allowed.empty() ? 0 : static_cast<std::uint32_t>(best_of(outputs + feature_.begin, allowed));
}

/// Viterbi over labels O, B-x, I-x, where I-x may follow only B-x and I-x: a step needs the best
/// label before, and the better of two for each class.
void Network::find_names(std::size_t first, NetworkScratch& scratch,
                         std::span<NetworkGuess> guesses) const {
  constexpr std::size_t labels = 2 * words_of<NameClass>.size() - 1;
  constexpr float never = -std::numeric_limits<float>::infinity();
  grow(scratch.name_steps, guesses.size() * labels);
  std::array<float, labels> total{}, next{};
  for (std::size_t i = 0; i < guesses.size(); ++i) {
    const float* scores = scratch.outputs.data() + (first + i) * heads_.padded + name_.begin;
    std::uint8_t* came_from = scratch.name_steps.data() + i * labels;
    const std::size_t best = best_of(total.data(), labels);
    for (std::size_t label = 0; label < labels; ++label) {
      const bool inside = label > 0 && label % 2 == 0;
      const std::size_t before = !inside                            ? best
                                 : total[label - 1] >= total[label] ? label - 1
                                                                    : label;
      came_from[label] = static_cast<std::uint8_t>(before);
      next[label] = i == 0 ? (inside ? never : scores[label]) : total[before] + scores[label];
    }
    total = next;
  }
  std::size_t label = best_of(total.data(), labels);
  for (std::size_t i = guesses.size(); i-- > 0;) {
    guesses[i].name = static_cast<NameClass>((label + 1) / 2);
    guesses[i].name_begins = label % 2 == 1;
    label = scratch.name_steps[i * labels + label];
  }
}

void Network::find_heads(std::size_t first, NetworkScratch& scratch,
                         std::span<NetworkGuess> guesses) const {
  const std::size_t count = guesses.size(), columns = round_up(count), rank = head_.size;
  grow(scratch.dependents, 2 * columns * rank);
  grow(scratch.heads, (count + 1) * rank);
  grow(scratch.steps, columns + count + 1);
  grow(scratch.scores, (count + 1) * columns + count * (count + 1));
  grow(scratch.best, columns + rank);
  grow(scratch.chosen, columns);
  grow(scratch.products, (count + 1) * columns);
  float* const steps = scratch.steps.data();
  float* const head_steps = steps + columns;
  const float* const nothing = no_distance_.data();
  std::copy(root_head_.begin(), root_head_.end(), scratch.heads.begin());
  head_steps[0] = root_step_;
  for (std::size_t i = 0; i < count; ++i) {
    const float* outputs = scratch.outputs.data() + (first + i) * heads_.padded;
    steps[i] = kernel_->quantise_signed(outputs + dependent_.begin, rank,
                                        scratch.dependents.data() + i * rank);
    head_steps[i + 1] = kernel_->quantise_sum(outputs + head_.begin, nothing, rank,
                                              scratch.heads.data() + (i + 1) * rank);
  }
  // The dependents take the place of the weights.
  std::int8_t* const packed_rows = scratch.dependents.data() + columns * rank;
  for (std::size_t i = 0; i < columns; ++i)
    for (std::size_t k = 0; k < rank; k += 4)
      std::copy_n(scratch.dependents.data() + i * rank + k, 4,
                  packed_rows + i / lanes * lanes * rank + k * lanes + i % lanes * 4);
  kernel_->multiply(scratch.heads.data(), rank, count + 1, packed_rows, rank, columns,
                    scratch.products.data());
  std::fill_n(scratch.best.data(), columns, -std::numeric_limits<float>::infinity());
  for (std::size_t head = 0; head <= count; ++head) {
    const float* distance =
        head == 0 ? nothing : distances_.data() + sentence_max + lanes - (head - 1);
    kernel_->score_head(scratch.products.data() + head * columns, steps, head_steps[head], distance,
                        columns, static_cast<std::int32_t>(head),
                        scratch.scores.data() + head * columns, scratch.best.data(),
                        scratch.chosen.data());
  }
  const std::span<std::int32_t> chosen(scratch.chosen.data(), count);
  if (!is_tree(chosen)) {
    float* const tight = scratch.scores.data() + (count + 1) * columns;
    for (std::size_t head = 0; head <= count; ++head)
      std::copy_n(scratch.scores.data() + head * columns, count, tight + head * count);
    best_tree(std::span<const float>(tight, (count + 1) * count), count, scratch.tree, chosen);
  }
  for (std::size_t i = 0; i < count; ++i) guesses[i].head = chosen[i];
}

void Network::find_relations(std::size_t first, NetworkScratch& scratch,
                             std::span<NetworkGuess> guesses) const {
  const std::size_t count = guesses.size(), size = label_dependent_.size;
  grow(scratch.hidden, count * size);
  grow(scratch.steps, count);
  grow(scratch.products, count * label_.padded);
  grow(scratch.best, label_.padded);
  const auto row = [&](std::size_t at) {
    return scratch.outputs.data() + (first + at) * heads_.padded;
  };
  for (std::size_t i = 0; i < count; ++i) {
    const std::int32_t head = guesses[i].head;
    const float* from = head == 0 ? label_root_.data()
                                  : row(static_cast<std::size_t>(head - 1)) + label_head_.begin;
    scratch.steps[i] = kernel_->quantise_sum(row(i) + label_dependent_.begin, from, size,
                                             scratch.hidden.data() + i * size);
  }
  kernel_->multiply(scratch.hidden.data(), size, count, label_.weights.data(), size, label_.padded,
                    scratch.products.data());
  constexpr auto root = static_cast<std::size_t>(Relation::root);
  for (std::size_t i = 0; i < count; ++i) {
    float* const scores = scratch.best.data();
    for (std::size_t label = 0; label < label_.outputs; ++label)
      scores[label] = static_cast<float>(scratch.products[i * label_.padded + label]) *
                          (scratch.steps[i] * label_.scale[label]) +
                      label_.bias[label];
    scores[root] = -std::numeric_limits<float>::infinity();
    guesses[i].relation = guesses[i].head == 0
                              ? Relation::root
                              : static_cast<Relation>(best_of(scores, label_.outputs));
  }
}

void Network::run(std::span<const NetworkToken> tokens, std::span<const std::uint32_t> ends,
                  NetworkScratch& scratch, std::span<NetworkGuess> guesses) const {
  const std::size_t rows = tokens.size() + ends.size() + 1;
  grow(scratch.states, tokens.size() * width_);
  grow(scratch.inputs, rows * width_);
  grow(scratch.gates, sentence_max * 3 * width_);
  grow(scratch.products, rows * std::max(3 * width_, heads_.padded));
  grow(scratch.outputs, tokens.size() * heads_.padded);
  for (std::size_t i = 0; i < tokens.size(); ++i)
    embed(tokens[i], scratch, scratch.states.data() + i * width_);
  encode(ends, scratch);
  std::size_t token = 0;
  for (std::size_t sentence = 0; sentence < ends.size(); ++sentence) {
    for (; token < ends[sentence]; ++token) {
      float* outputs = scratch.outputs.data() + token * heads_.padded;
      kernel_->scale(scratch.products.data() + (token + sentence) * heads_.padded, heads_.scaling(),
                     heads_.padded, outputs);
      tag(outputs, guesses[token]);
    }
  }
  std::size_t first = 0;
  for (const std::uint32_t end : ends) {
    const std::size_t size = end - first;
    if (size > 0) {
      find_names(first, scratch, guesses.subspan(first, size));
      find_heads(first, scratch, guesses.subspan(first, size));
      find_relations(first, scratch, guesses.subspan(first, size));
    }
    first = end;
  }
}

}  // namespace sitrep
