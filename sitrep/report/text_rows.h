#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sitrep/report/text.h"

namespace sitrep {

/// Prints events with those who tell them: what all parts of the text share.
class TextRows {
 public:
  TextRows(const Account& told, std::size_t columns, Writer& out)
      : told_(told), story_(told.material.story), columns_(columns), out_(out) {}

  /// Rows in order; neighbours that one sentence tells stand above it together.
  void rows(const std::vector<Row>& rows);

  /// "CNN, 2012-06-27, caption, according to ...:" and the words below it.
  void telling(std::uint32_t page, const Telling& telling, const Passage& passage,
               std::vector<Span> words, std::size_t indent, std::string_view id = {});

  /// A line broken at the width, its further lines two columns deeper.
  void line(std::string_view words, std::size_t indent);

  std::size_t columns() const { return columns_; }

  /// "2 outlets, 3 reports; they differ on where, killed"; empty where one report tells it.
  std::string agreement(const Dossier& dossier) const;

  /// "2021-09-14, Isfara: attack by ... [ASSAULT] 7417d7e6:e1".
  std::string headline(const Dossier& dossier) const;

 private:
  /// What one passage of one page tells of one happening.
  struct Group {
    std::uint32_t page = 0, passage = 0;
    std::vector<In<Event>> records;
    friend bool operator==(const Group& a, const Group& b) {
      return a.page == b.page && a.passage == b.passage;
    }
  };
  std::vector<Group> groups(const std::vector<Report>& reports) const;
  void group(const Group& group, std::size_t indent);
  bool same_voices(const Group& a, const Group& b) const;
  void copies(const Dossier& dossier);

  const Account& told_;
  const Story& story_;
  std::size_t columns_;
  Writer& out_;
};

}  // namespace sitrep
