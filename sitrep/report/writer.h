#pragma once

#include <functional>
#include <string_view>

#include "sitrep/base/result.h"

namespace sitrep {

/// Takes what a report prints, piece by piece; an error ends the report.
using Sink = std::function<Status(std::string_view)>;

/// Remembers the first error of a sink and is silent after it.
class Writer {
 public:
  explicit Writer(Sink sink) : sink_(std::move(sink)) {}

  Writer& operator<<(std::string_view text) {
    if (status_) status_ = sink_(text);
    return *this;
  }
  bool ok() const { return status_.ok(); }
  const Status& status() const { return status_; }

 private:
  Sink sink_;
  Status status_ = Done{};
};

}  // namespace sitrep
