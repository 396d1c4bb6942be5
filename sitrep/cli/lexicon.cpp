#include <fmt/format.h>

#include "sitrep/base/file.h"
#include "sitrep/cli/commands.h"
#include "sitrep/cli/output.h"
#include "sitrep/relations/assessments.h"

namespace sitrep {

ExitCode lexicon_check_command(const LexiconOptions& options) {
  const auto home = find_home();
  if (!home) return fail(home.error());
  const auto models = Models::load(*home, {options.actors, options.ontology});
  if (!models) return fail(models.error());
  const auto relations = RelationWords::load(*home / "lexicon");
  if (!relations) return fail(relations.error());
  std::vector<LexiconProblem> problems = models->problems();
  problems.insert(problems.end(), relations->problems().begin(), relations->problems().end());
  Output output;
  for (const LexiconProblem& problem : problems)
    output << fmt::format("{}:{}: {}\n", problem.path, problem.line, problem.message);
  if (Status status = output.finish(); !status) return fail(status.error());
  complain(problems.empty() ? "the lexicon is in order"
                            : fmt::format("{} problems in the lexicon", problems.size()));
  return problems.empty() ? ExitCode::ok : ExitCode::failure;
}

}  // namespace sitrep
