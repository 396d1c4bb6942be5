#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sitrep/base/result.h"

namespace sitrep {

/// A file of named tables: what train/model_file.py writes. Checked on opening: magic, version, the
/// SHA-256 of the contents, and that every table lies in the file. The tables are views into the
/// bytes, which copies share and the last one frees.
class ModelFile {
 public:
  /// Errors: those of read_file; corrupt; unsupported for another version.
  static Result<ModelFile> open(const std::filesystem::path& path);
  static Result<ModelFile> parse(std::string bytes, std::string path);

  /// The table of a name; an empty one where the file lacks it or has it with numbers of another
  /// kind.
  template <class T>
  struct Table {
    std::span<const T> numbers;
    std::size_t rows = 0, columns = 0;
    const T* row(std::size_t at) const { return numbers.data() + at * columns; }
  };
  Table<std::int8_t> bytes(std::string_view name) const { return table<std::int8_t>(name, 0); }
  Table<float> floats(std::string_view name) const { return table<float>(name, 2); }
  Table<std::uint32_t> counts(std::string_view name) const { return table<std::uint32_t>(name, 3); }
  std::string_view text(std::string_view name) const;
  std::vector<std::string_view> lines(std::string_view name) const;

  const std::string& path() const { return path_; }
  const std::string& digest() const { return digest_; }  ///< of the contents, hex

 private:
  struct Section {
    std::uint32_t kind = 0, rows = 0, columns = 0;
    std::string_view bytes;
  };

  Status read_directory(std::uint32_t sections);

  template <class T>
  Table<T> table(std::string_view name, std::uint32_t kind) const {
    const auto found = sections_.find(name);
    if (found == sections_.end() || found->second.kind != kind) return {};
    const Section& section = found->second;
    return {std::span(reinterpret_cast<const T*>(section.bytes.data()),
                      section.bytes.size() / sizeof(T)),
            section.rows, section.columns};
  }

  std::string path_, digest_;
  std::shared_ptr<const std::string> bytes_;
  std::map<std::string, Section, std::less<>> sections_;
};

}  // namespace sitrep
