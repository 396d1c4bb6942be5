#include "sitrep/events/ontology.h"

#include <charconv>

namespace sitrep::coding {

namespace {

std::vector<std::pair<std::string, std::string>> pairs_of(std::string_view cell) {
  std::vector<std::pair<std::string, std::string>> found;
  for (const std::string_view value : values(cell))
    if (const std::size_t at = value.find('='); at != std::string_view::npos)
      found.emplace_back(value.substr(0, at), value.substr(at + 1));
  return found;
}

}  // namespace

Result<Ontology> Ontology::read(const std::filesystem::path& types) {
  Result<Table> table = Table::read(types, {"type", "mode", "quad", "score", "cameo"});
  if (!table) return table.error();
  Ontology ontology;
  const Table& rows = *table;
  for (const Table::Row& row : rows.rows()) {
    EventClass one;
    one.type = rows.cell(row, "type");
    one.mode = rows.cell(row, "mode");
    one.quad = rows.cell(row, "quad");
    one.cameo = rows.cell(row, "cameo");
    one.cameo_by_context = pairs_of(rows.cell(row, "cameo by context"));
    one.reciprocal = rows.cell(row, "actors") == "both";
    for (const std::string_view type : values(rows.cell(row, "swallows")))
      one.swallows.emplace_back(type);
    const std::string_view score = rows.cell(row, "score");
    if (std::from_chars(score.data(), score.data() + score.size(), one.score).ec != std::errc())
      return Error{ErrorKind::corrupt, types.string(),
                   "line " + std::to_string(row.line) + " has no number in 'score'"};
    const ClassId base = one.mode.empty() ? static_cast<ClassId>(ontology.classes_.size())
                                          : ontology.find(one.type, "");
    if (base == no_class)
      return Error{ErrorKind::corrupt, types.string(),
                   "line " + std::to_string(row.line) + ": a mode stands before its type"};
    ontology.classes_.push_back(std::move(one));
    ontology.bases_.push_back(base);
  }
  if (ontology.classes_.empty())
    return Error{ErrorKind::corrupt, types.string(), "has no event type"};
  return ontology;
}

Status Ontology::read_translation(const std::filesystem::path& path) {
  Result<Table> table = Table::read(path, {"type", "mode", "to type", "to mode", "to quad"});
  if (!table) return table.error();
  for (const Table::Row& row : table->rows())
    translations_.push_back(
        {std::string(table->cell(row, "type")), std::string(table->cell(row, "mode")),
         std::string(table->cell(row, "source sector")),
         std::string(table->cell(row, "target sector")), std::string(table->cell(row, "to type")),
         std::string(table->cell(row, "to mode")), std::string(table->cell(row, "to quad")),
         path.string(), row.line});
  return Done{};
}

Status Ontology::read_cameo(const std::filesystem::path& path) {
  Result<Table> table = Table::read(path, {"code", "goldstein"});
  if (!table) return table.error();
  for (const Table::Row& row : table->rows()) {
    const std::string_view cell = table->cell(row, "goldstein");
    double value = 0;
    if (std::from_chars(cell.data(), cell.data() + cell.size(), value).ec != std::errc())
      return Error{ErrorKind::corrupt, path.string(),
                   "line " + std::to_string(row.line) + " has no number in 'goldstein'"};
    goldstein_.emplace(table->cell(row, "code"), value);
  }
  return Done{};
}

std::optional<double> Ontology::goldstein_of(std::string_view cameo) const {
  const auto found = goldstein_.find(cameo);
  return found == goldstein_.end() ? std::nullopt : std::optional(found->second);
}

ClassId Ontology::find(std::string_view type, std::string_view mode) const {
  for (std::size_t i = 0; i < classes_.size(); ++i)
    if (classes_[i].type == type && classes_[i].mode == mode) return static_cast<ClassId>(i);
  return no_class;
}

}  // namespace sitrep::coding
