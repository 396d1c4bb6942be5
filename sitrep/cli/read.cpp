#include <algorithm>
#include <filesystem>
#include <iostream>
#include <sstream>

#include <nlohmann/json.hpp>

#include "sitrep/base/file.h"
#include "sitrep/cli/commands.h"
#include "sitrep/read/read.h"

namespace sitrep {

namespace {

std::string text_of(const nlohmann::json& line, std::initializer_list<const char*> keys) {
  for (const char* key : keys)
    if (const auto found = line.find(key); found != line.end() && found->is_string())
      return found->get<std::string>();
  return {};
}

std::vector<Payload> payloads_of_lines(const std::string& bytes) {
  std::vector<Payload> payloads;
  std::istringstream lines(bytes);
  for (std::string line; std::getline(lines, line);) {
    const auto json = nlohmann::json::parse(line, nullptr, false);
    if (!json.is_object()) continue;
    Payload payload;
    payload.source = text_of(json, {"id", "story_id"});
    payload.kind = json.contains("html") ? PayloadKind::html : PayloadKind::text;
    payload.bytes = text_of(json, {"html", "text", "event_text"});
    payload.stated.published = text_of(json, {"published", "date", "pub_date"});
    payload.stated.title = text_of(json, {"title", "headline"});
    payload.stated.url = text_of(json, {"url"});
    payload.stated.outlet = text_of(json, {"outlet", "publisher"});
    if (const auto authors = json.find("authors"); authors != json.end() && authors->is_array())
      for (const auto& author : *authors)
        if (author.is_string()) payload.stated.authors.push_back(author.get<std::string>());
    payloads.push_back(std::move(payload));
  }
  return payloads;
}

Result<std::vector<Payload>> payloads_of(const std::string& path) {
  Result<std::string> bytes =
      path == "-" ? std::string(std::istreambuf_iterator<char>(std::cin), {}) : read_file(path);
  if (!bytes) return bytes.error();
  if (bytes->starts_with("{")) return payloads_of_lines(*bytes);
  const bool html = path.ends_with(".html") || path.ends_with(".htm");
  std::vector<Payload> payloads(1);
  payloads[0] = {*std::move(bytes), path, html ? PayloadKind::html : PayloadKind::text, {}};
  return payloads;
}

}  // namespace

ExitCode read_command(const ReadOptions& options) {
  const auto asked = [&](const char* layer) {
    return std::ranges::find(options.layers, layer) != options.layers.end();
  };
  const RecordLayers layers = {asked("page.text"), asked("text"), asked("predicates")};
  const auto home = find_home();
  if (!home) {
    std::cerr << "sitrep: " << home.error().message() << "\n";
    return ExitCode::failure;
  }
  const auto models = Models::load(*home);
  if (!models) {
    std::cerr << "sitrep: " << models.error().message() << "\n";
    return ExitCode::failure;
  }
  Scratch scratch;
  std::size_t failed = 0;
  for (const std::string& input : options.inputs) {
    const auto payloads = payloads_of(input);
    if (!payloads) {
      std::cerr << "sitrep: " << payloads.error().message() << "\n";
      ++failed;
      continue;
    }
    for (const Payload& payload : *payloads)
      std::cout << to_json(read(payload, *models, scratch), layers) << "\n";
  }
  if (failed == 0) return ExitCode::ok;
  return failed == options.inputs.size() ? ExitCode::nothing_readable : ExitCode::some_failed;
}

}  // namespace sitrep
