#include "sitrep/page/model.h"

#include <algorithm>
#include <array>

#include "sitrep/base/unicode.h"

namespace sitrep {
namespace {

constexpr std::size_t languages_max = 32;
constexpr std::size_t sample_bytes = 6000;  // of a page, to tell its language
constexpr std::size_t name_words_max = 4;   // of an outlet

// The lower-case words of a text, without diacritics, handed to `use` one by one.
template <class Use>
void each_word(std::string_view text, Use use) {
  std::string word;
  bool ascii = true;
  for (std::size_t at = 0; at <= text.size();) {
    const CodePoint point = decode(text, at);
    if (point.length > 0 && is_letter(point.value)) {
      word.append(text.substr(at, point.length));
      ascii = ascii && point.length == 1;
    } else if (!word.empty()) {
      use(ascii ? lower(word) : fold(word));
      word.clear();
      ascii = true;
    }
    at += std::max<std::uint32_t>(point.length, 1);
  }
}

}  // namespace

Result<PageModel> PageModel::load(const std::filesystem::path& home) {
  const std::filesystem::path folder = home / "lexicon" / "page";
  PageModel model;
  Result<DateWords> dates = DateWords::load(folder / "dates.tsv");
  if (!dates) return dates.error();
  model.dates_ = std::move(*dates);
  Result<Phrases> phrases = Phrases::load(folder / "phrases.tsv");
  if (!phrases) return phrases.error();
  model.phrases_ = std::move(*phrases);
  Result<ClassWords> classes = ClassWords::load(folder / "classes.tsv");
  if (!classes) return classes.error();
  model.classes_ = std::move(*classes);
  Result<CommentClasses> parts = CommentClasses::load(folder / "thread_classes.tsv");
  if (!parts) return parts.error();
  model.comment_classes_ = std::move(*parts);

  Result<Table> outlets = Table::read(folder / "outlets.tsv", {"outlet", "domain"});
  if (!outlets) return outlets.error();
  for (const Table::Row& row : outlets->rows()) {
    const std::string outlet(outlets->cell(row, "outlet"));
    for (const std::string_view domain : values(outlets->cell(row, "domain")))
      if (!model.outlets_.emplace(domain, outlet).second)
        model.problems_.push_back({outlets->path(), row.line, "domain stands twice"});
    for (const std::string_view name : values(outlets->cell(row, "names")))
      if (!model.named_.emplace(lower(name), outlet).second)
        model.problems_.push_back({outlets->path(), row.line, "name stands twice"});
  }

  Result<Table> languages = Table::read(folder / "languages.tsv", {"language", "word"});
  if (!languages) return languages.error();
  for (const Table::Row& row : languages->rows()) {
    if (model.languages_.size() == languages_max) {
      model.problems_.push_back({languages->path(), row.line, "too many languages"});
      break;
    }
    const unsigned bit = 1u << model.languages_.size();
    model.languages_.emplace_back(languages->cell(row, "language"));
    for (const std::string_view word : values(languages->cell(row, "word")))
      model.function_words_[std::string(word)] |= bit;
  }
  return model;
}

std::vector<LexiconProblem> PageModel::problems() const {
  std::vector<LexiconProblem> all = problems_;
  for (const auto& part :
       {dates_.problems(), phrases_.problems(), classes_.problems(), comment_classes_.problems()})
    all.insert(all.end(), part.begin(), part.end());
  return all;
}

std::string_view PageModel::outlet_of(std::string_view host) const {
  while (!host.empty()) {
    const auto found = outlets_.find(host);
    if (found != outlets_.end()) return found->second;
    const std::size_t dot = host.find('.');
    if (dot == std::string_view::npos) return {};
    host.remove_prefix(dot + 1);
  }
  return {};
}

std::string_view PageModel::outlet_named_in(std::string_view text) const {
  std::vector<std::string> words;
  each_word(text, [&](std::string word) { words.push_back(std::move(word)); });
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string name;
    for (std::size_t j = i; j < words.size() && j < i + name_words_max; ++j) {
      name += (name.empty() ? "" : " ") + words[j];
      const auto found = named_.find(name);
      if (found != named_.end()) return found->second;
    }
  }
  return {};
}

std::string PageModel::language_of(std::string_view text) const {
  std::array<int, languages_max> count{};
  int words = 0;
  each_word(text.substr(0, sample_bytes), [&](const std::string& word) {
    ++words;
    const auto found = function_words_.find(word);
    if (found == function_words_.end()) return;
    for (std::size_t i = 0; i < languages_.size(); ++i) count[i] += found->second >> i & 1;
  });
  const auto best = std::max_element(count.begin(), count.end());
  const bool telling = *best >= 2 && *best * 12 >= words;
  return telling ? languages_[static_cast<std::size_t>(best - count.begin())] : std::string();
}

}  // namespace sitrep
