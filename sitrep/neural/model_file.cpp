#include "sitrep/neural/model_file.h"

#include <array>
#include <bit>
#include <cstring>

#include <fmt/format.h>

#include "sitrep/base/digest.h"
#include "sitrep/base/file.h"

namespace sitrep {

namespace {

static_assert(std::endian::native == std::endian::little, "tables are read in place");

constexpr std::string_view magic = "sitrepLM";
constexpr std::uint32_t version = 1;
constexpr std::size_t entry_bytes = 64, name_bytes = 32, digest_at = 16, digest_bytes = 32;
constexpr std::uint32_t text_kind = 4;
constexpr std::array<std::size_t, 5> bytes_of_kind = {1, 4, 4, 4, 1};

template <class T>
T number_at(std::string_view bytes, std::size_t at) {
  T value;
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

std::string hex(std::string_view bytes) {
  std::string out;
  for (const char byte : bytes) out += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  return out;
}

}  // namespace

Result<ModelFile> ModelFile::open(const std::filesystem::path& path) {
  Result<std::string> bytes = read_file(path, std::size_t{1} << 30);
  if (!bytes) return bytes.error();
  return parse(std::move(*bytes), path.string());
}

Result<ModelFile> ModelFile::parse(std::string bytes, std::string path) {
  ModelFile file;
  file.path_ = std::move(path);
  file.bytes_ = std::make_shared<const std::string>(std::move(bytes));
  const std::string_view all = *file.bytes_;
  if (all.size() < entry_bytes || !all.starts_with(magic))
    return Error{ErrorKind::corrupt, file.path_, "not a model file"};
  const auto found = number_at<std::uint32_t>(all, magic.size());
  if (found != version)
    return Error{
        ErrorKind::unsupported, file.path_,
        fmt::format("model file of version {}, this program reads version {}", found, version)};
  file.digest_ = hex(all.substr(digest_at, digest_bytes));
  if (sha256(all.substr(entry_bytes)) != file.digest_)
    return Error{ErrorKind::corrupt, file.path_,
                 "the contents do not have the SHA-256 of the header"};
  const Status read = file.read_directory(number_at<std::uint32_t>(all, magic.size() + 4));
  if (!read) return read.error();
  return file;
}

Status ModelFile::read_directory(std::uint32_t sections) {
  const std::string_view all = *bytes_;
  const Error outside{ErrorKind::corrupt, path_, "a table lies outside the file"};
  if (sections > (all.size() - entry_bytes) / entry_bytes) return outside;
  for (std::uint32_t i = 0; i < sections; ++i) {
    const std::size_t entry = entry_bytes * (i + 1), numbers = entry + name_bytes;
    Section section{number_at<std::uint32_t>(all, numbers),
                    number_at<std::uint32_t>(all, numbers + 4),
                    number_at<std::uint32_t>(all, numbers + 8),
                    {}};
    const auto offset = number_at<std::uint64_t>(all, numbers + 16);
    const auto size = number_at<std::uint64_t>(all, numbers + 24);
    if (offset > all.size() || size > all.size() - offset || section.kind > text_kind ||
        size != std::uint64_t{section.rows} * section.columns * bytes_of_kind[section.kind] ||
        offset % entry_bytes != 0)
      return outside;
    section.bytes = all.substr(offset, size);
    const std::string_view name = all.substr(entry, name_bytes);
    sections_.emplace(name.substr(0, name.find('\0')), section);
  }
  return Done{};
}

std::string_view ModelFile::text(std::string_view name) const {
  const auto found = sections_.find(name);
  return found == sections_.end() || found->second.kind != text_kind ? std::string_view()
                                                                     : found->second.bytes;
}

std::vector<std::string_view> ModelFile::lines(std::string_view name) const {
  std::vector<std::string_view> found;
  std::string_view rest = text(name);
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    found.push_back(rest.substr(0, end));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  return found;
}

}  // namespace sitrep
