#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sitrep {

/// Buffers of best_tree(), reused.
struct TreeScratch {
  struct Contraction {
    std::vector<std::size_t> cycle;           ///< its nodes; the first stands for it afterwards
    std::vector<std::size_t> heads;           ///< of the nodes of the cycle
    std::vector<std::size_t> enters, leaves;  ///< by outer node: which node of the cycle
  };
  std::vector<double> scores;
  std::vector<std::size_t> heads;
  std::vector<std::uint8_t> active, mark;
  std::vector<Contraction> contractions;
};

/// Whether the heads (0 for the root, 1 for the first token ...) form one tree with one root.
bool is_tree(std::span<const std::int32_t> heads);

/// The tree of one root with the highest sum of scores: Chu and Liu 1965, Edmonds 1967, dense, with
/// the root's arcs made so dear that one is taken. scores[h * count + d] is for head h (0 the root)
/// of token d (from 0). Deterministic. At worst quadratic in count times the depth of cycles in
/// cycles.
void best_tree(std::span<const float> scores, std::size_t count, TreeScratch& scratch,
               std::span<std::int32_t> heads);

}  // namespace sitrep
