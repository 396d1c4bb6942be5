#include "sitrep/read/models.h"

#include <algorithm>
#include <iterator>

#include "sitrep/base/digest.h"
#include "sitrep/base/file.h"

namespace sitrep {

namespace {

/// One hash over the names and bytes of all files below a folder, in the order of their names.
Result<std::string> hash_folder(const std::filesystem::path& folder) {
  namespace fs = std::filesystem;
  std::error_code failed;
  std::vector<fs::path> files;
  for (fs::recursive_directory_iterator at(folder, failed), end; !failed && at != end;
       at.increment(failed))
    if (at->is_regular_file()) files.push_back(at->path());
  if (failed) return Error{ErrorKind::unreadable, folder.string(), failed.message()};
  std::ranges::sort(files);
  std::string hashes;
  for (const fs::path& file : files) {
    Result<std::string> bytes = read_file(file);
    if (!bytes) return bytes.error();
    hashes += fs::relative(file, folder).generic_string() + "\n" + sha256(*bytes) + "\n";
  }
  return sha256(hashes);
}

/// Of a file or a folder.
Result<std::string> hash_of(const std::filesystem::path& path) {
  if (std::error_code failed; std::filesystem::is_directory(path, failed)) return hash_folder(path);
  Result<std::string> bytes = read_file(path);
  if (!bytes) return bytes.error();
  return sha256(*bytes);
}

}  // namespace

Result<Models> Models::load(const std::filesystem::path& home, const OwnTables& own) {
  auto page = PageModel::load(home);
  if (!page) return page.error();
  auto text = TextModel::load(home);
  if (!text) return text.error();
  auto names = NamesModel::load(home, own.actors);
  if (!names) return names.error();
  auto scene = SceneModel::load(home);
  if (!scene) return scene.error();
  auto claims = ClaimsModel::load(home);
  if (!claims) return claims.error();
  auto events = own.ontology.empty() ? EventsModel::load(home)
                                     : EventsModel::load_ontology(own.ontology, home);
  if (!events) return events.error();
  auto model = hash_folder(home / "model");
  if (!model) return model.error();
  auto lexicon = hash_folder(home / "lexicon");
  if (!lexicon) return lexicon.error();
  for (const std::filesystem::path& path : {own.actors, own.ontology}) {
    if (path.empty()) continue;
    const auto hash = hash_of(path);
    if (!hash) return hash.error();
    *lexicon = sha256(*lexicon + "\n" + *hash + "\n");
  }
  return Models{*std::move(page),
                *std::move(text),
                *std::move(names),
                *std::move(scene),
                *std::move(claims),
                *std::move(events),
                {SITREP_VERSION, *std::move(model), *std::move(lexicon)}};
}

std::vector<LexiconProblem> Models::problems() const {
  std::vector<LexiconProblem> all;
  const auto add = [&](std::vector<LexiconProblem> some) {
    std::ranges::move(some, std::back_inserter(all));
  };
  add(page.problems());
  add(text.problems());
  add(names.problems());
  add(scene.problems());
  add(claims.problems());
  add(events.problems());
  return all;
}

}  // namespace sitrep
