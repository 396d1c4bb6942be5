#include <algorithm>
#include <bit>

#include <fmt/format.h>

#include "sitrep/text/character.h"
#include "sitrep/text/features.h"
#include "sitrep/text/network.h"

namespace sitrep {

namespace {

Error misfit(const ModelFile& file, std::string_view what) {
  return {ErrorKind::corrupt, file.path(),
          fmt::format("table {} is missing or does not fit", what)};
}

template <class Enum>
bool is_vocabulary(const std::vector<std::string_view>& lines) {
  return std::ranges::equal(lines, words_of<Enum>);
}

/// "O", then "B-person", "I-person" ... in the order of NameClass.
bool are_name_labels(const std::vector<std::string_view>& lines) {
  if (lines.size() != 2 * words_of<NameClass>.size() - 1 || lines[0] != "O") return false;
  for (std::size_t i = 1; i < lines.size(); ++i)
    if (lines[i].substr(2) != words_of<NameClass>[(i + 1) / 2] ||
        !lines[i].starts_with(i % 2 == 1 ? "B-" : "I-"))
      return false;
  return true;
}

}  // namespace

Status Network::read_rows(std::string_view name, Rows& rows) const {
  rows.table = file_.bytes(name);
  rows.scales = file_.floats(fmt::format("{}.scale", name)).numbers;
  if (rows.table.rows == 0 || rows.table.columns != width_ || rows.scales.size() != rows.table.rows)
    return misfit(file_, name);
  return Done{};
}

Status Network::read_matrix(const std::string& name, std::size_t inputs, std::int32_t zero,
                            PackedMatrix& matrix) const {
  const auto table = file_.bytes(name);
  const auto scale = file_.floats(name + ".scale").numbers;
  const auto bias = file_.floats(name + ".bias").numbers;
  if (table.rows == 0 || table.columns != inputs || scale.size() != table.rows ||
      bias.size() != table.rows)
    return misfit(file_, name);
  matrix = packed(table.numbers, inputs, table.rows, zero);
  std::ranges::copy(scale, matrix.scale.begin());
  std::ranges::copy(bias, matrix.bias.begin());
  return Done{};
}

Status Network::read_vocabularies() {
  if (!is_vocabulary<Tag>(file_.lines("tags"))) return misfit(file_, "tags");
  if (!is_vocabulary<Relation>(file_.lines("relations"))) return misfit(file_, "relations");
  if (!are_name_labels(file_.lines("names"))) return misfit(file_, "names");
  features_ = file_.lines("feats");
  std::ranges::replace(features_, std::string_view("_"), std::string_view());
  const auto allowed = file_.bytes("allowed");
  if (features_.empty() || allowed.rows != words_of<Tag>.size() ||
      allowed.columns != features_.size())
    return misfit(file_, "allowed");
  features_of_tag_.resize(allowed.rows);
  for (std::size_t tag = 0; tag < allowed.rows; ++tag)
    for (std::size_t i = 0; i < allowed.columns; ++i)
      if (allowed.row(tag)[i] != 0) features_of_tag_[tag].push_back(static_cast<std::uint16_t>(i));
  return Done{};
}

Status Network::read_layers() {
  const auto steps = file_.floats("steps").numbers;
  if (steps.size() < 2) return misfit(file_, "steps");
  steps_.assign(steps.begin(), steps.end());
  layers_.resize(steps_.size() - 1);
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    const std::string name = fmt::format("layer{}", i);
    const Status read = read_matrix(name, 3 * width_, zero_point, layers_[i]);
    if (!read) return read.error();
    if (layers_[i].outputs != 3 * width_) return misfit(file_, name);
  }
  if (const Status read = read_matrix("heads", width_, zero_point, heads_); !read)
    return read.error();
  const auto arc_root = file_.floats("arc_root").numbers;
  const auto label_root = file_.floats("label_root").numbers;
  const std::size_t sizes[] = {
      words_of<Tag>.size(), features_.size(), 2 * words_of<NameClass>.size() - 1,
      arc_root.size(),      arc_root.size(),  label_root.size(),
      label_root.size()};
  Part* const parts[] = {&tag_,  &feature_,         &name_,      &dependent_,
                         &head_, &label_dependent_, &label_head_};
  std::size_t begin = 0;
  for (std::size_t i = 0; i < std::size(parts); begin += sizes[i++]) *parts[i] = {begin, sizes[i]};
  if (begin != heads_.outputs || arc_root.empty() || arc_root.size() % lanes != 0 ||
      label_root.empty() || label_root.size() % lanes != 0 || arc_root.size() > inputs_max ||
      label_root.size() > inputs_max)
    return misfit(file_, "heads");
  root_head_.resize(arc_root.size());
  const std::vector<float> nothing(arc_root.size());
  root_step_ =
      kernel_->quantise_sum(arc_root.data(), nothing.data(), arc_root.size(), root_head_.data());
  label_root_.assign(label_root.begin(), label_root.end());
  return read_matrix("label", label_root.size(), 0, label_);
}

Status Network::read_tables() {
  width_ = file_.bytes("word").columns;
  if (width_ == 0 || width_ % (2 * lanes) != 0 || 3 * width_ > inputs_max)
    return misfit(file_, "word");
  Status read = read_rows("word", words_);
  if (read) read = read_rows("unknown", unknown_);
  if (read) read = read_rows("shape", shapes_);
  if (read) read = read_rows("touch", touches_);
  affixes_.resize(affixes.size());
  for (std::size_t i = 0; read && i < affixes.size(); ++i) {
    read = read_rows(fmt::format("affix{}", i), affixes_[i]);
    if (read && !std::has_single_bit(affixes_[i].table.rows)) return misfit(file_, "affix");
  }
  if (!read) return read;
  slots_ = file_.counts("words");
  if (slots_.columns != 2 || !std::has_single_bit(slots_.rows) || touches_.table.rows != 4 ||
      !std::has_single_bit(shapes_.table.rows))
    return misfit(file_, "words");
  bool has_free_slot = false;  // where a search ends
  for (std::size_t i = 0; i < slots_.rows; ++i) {
    const std::uint32_t row = slots_.row(i)[1];
    has_free_slot = has_free_slot || row == Id<Token>::unset;
    if (row != Id<Token>::unset && row >= words_.table.rows) return misfit(file_, "words");
  }
  if (!has_free_slot) return misfit(file_, "words");
  const auto distance = file_.floats("distance").numbers;
  if (distance.size() % 2 == 0) return misfit(file_, "distance");
  const auto bound = static_cast<std::ptrdiff_t>(distance.size() / 2);
  const auto reach = static_cast<std::ptrdiff_t>(sentence_max + lanes);
  for (std::ptrdiff_t off = -reach; off <= reach; ++off)  // of the dependent from the head
    distances_.push_back(
        off == 0 ? -1e9F
                 : distance[static_cast<std::size_t>(std::clamp(-off, -bound, bound) + bound)]);
  no_distance_.assign(sentence_max + lanes, 0);
  return Done{};
}

Result<Network> Network::load(const std::filesystem::path& path, const Kernel& kernel) {
  Result<ModelFile> file = ModelFile::open(path);
  if (!file) return file.error();
  Network network;
  network.file_ = std::move(*file);
  network.kernel_ = &kernel;
  Status read = network.read_tables();
  if (read) read = network.read_vocabularies();
  if (read) read = network.read_layers();
  if (read) read = network.self_test();
  if (!read) return read.error();
  return network;
}

Status Network::self_test() const {
  NetworkScratch scratch;
  std::vector<std::string> forms, expected;
  std::vector<std::string_view> texts;
  std::vector<std::uint8_t> touches;
  std::vector<std::uint32_t> ends;
  for (const std::string_view line : file_.lines("self_test")) {
    if (line.empty()) {
      ends.push_back(static_cast<std::uint32_t>(texts.size()));
      continue;
    }
    const std::size_t tab = line.find('\t');
    if (tab == std::string_view::npos || tab + 2 > line.size()) return misfit(file_, "self_test");
    texts.push_back(line.substr(0, tab));
    append_form(forms.emplace_back(), texts.back());
    touches.push_back(static_cast<std::uint8_t>((line[tab + 1] - '0') & 3));
    expected.emplace_back(line.substr(tab + 3));
  }
  if (ends.empty() || ends.back() != texts.size()) return misfit(file_, "self_test");
  std::vector<NetworkToken> tokens;
  for (std::size_t i = 0; i < texts.size(); ++i) tokens.push_back({texts[i], forms[i], touches[i]});
  std::vector<NetworkGuess> guesses(tokens.size());
  run(tokens, ends, scratch, guesses);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const NetworkGuess& guess = guesses[i];
    const std::string_view features = features_[guess.features];
    const std::string found =
        fmt::format("{}\t{}\t{}\t{}\t{}{}", word(guess.tag), features.empty() ? "_" : features,
                    guess.head, word(guess.relation),
                    guess.name == NameClass::none ? "O"
                    : guess.name_begins           ? "B-"
                                                  : "I-",
                    guess.name == NameClass::none ? "" : word(guess.name));
    if (found != expected[i])
      return Error{ErrorKind::corrupt, file_.path(),
                   fmt::format("self-test: \"{}\" came out as {} instead of {}", texts[i], found,
                               expected[i])};
  }
  return Done{};
}

}  // namespace sitrep
