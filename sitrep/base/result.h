#pragma once

#include <cassert>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace sitrep {

/// What went wrong with the world (files, network, store, model, lexicon). A page is never an
/// error: see Note.
enum class ErrorKind {
  not_found,    ///< no such file, id or table
  unreadable,   ///< exists, but permission, device or encoding forbids it
  corrupt,      ///< read, but not what it claims to be
  unsupported,  ///< of a version or kind that this engine does not know
  invalid,      ///< the caller asked for something that makes no sense
  full,         ///< no room: disk, quota or a named limit
  locked,       ///< another process holds it
};

struct [[nodiscard]] Error {
  ErrorKind kind = ErrorKind::invalid;
  std::string path;    ///< the file, store or argument concerned; may be empty
  std::string reason;  ///< one sentence for a person, without the path

  std::string message() const { return path.empty() ? reason : path + ": " + reason; }
};

/// A value or the reason why there is none. std::expected's place until the compilers of Debian 12
/// have it.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : held_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return held_.index() == 0; }
  explicit operator bool() const { return ok(); }

  const T& value() const& { return *check(std::get_if<0>(&held_)); }
  T& value() & { return *check(std::get_if<0>(&held_)); }
  T&& value() && { return std::move(*check(std::get_if<0>(&held_))); }
  const T* operator->() const { return check(std::get_if<0>(&held_)); }
  T* operator->() { return check(std::get_if<0>(&held_)); }
  const T& operator*() const& { return value(); }
  T& operator*() & { return value(); }
  T&& operator*() && { return std::move(*this).value(); }

  const Error& error() const { return *check(std::get_if<1>(&held_)); }

 private:
  template <class P>
  static P* check(P* held) {
    assert(held != nullptr);  // value() of an error, or error() of a value: a bug of the caller
    return held;
  }

  std::variant<T, Error> held_;
};

/// The result of an action that yields nothing.
struct Done {};
using Status = Result<Done>;

}  // namespace sitrep
