#include "sitrep/inputs/stream.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <cstring>
#include <deque>

#include "sitrep/base/file.h"
#include "sitrep/inputs/limits.h"

namespace sitrep {
namespace {

constexpr std::size_t packed_bytes = std::size_t{128} << 10;
constexpr std::size_t unpacked_bytes = std::size_t{256} << 10;

enum class Codec { unknown, plain, gzip, zstd };

bool is_gzip(std::string_view bytes) {
  return bytes.size() >= 4 && bytes[0] == '\x1f' && bytes[1] == '\x8b' && bytes[2] == 8 &&
         (static_cast<unsigned char>(bytes[3]) & 0xE0) == 0;
}

bool is_zstd(std::string_view bytes) {
  if (bytes.size() < 4) return false;
  const auto byte = [&](int i) { return static_cast<unsigned char>(bytes[i]); };
  const bool frame = byte(0) == 0x28 && byte(1) == 0xB5 && byte(2) == 0x2F && byte(3) == 0xFD;
  const bool skippable =
      (byte(0) & 0xF0) == 0x50 && byte(1) == 0x2A && byte(2) == 0x4D && byte(3) == 0x18;
  return frame || skippable;
}

struct Member {
  std::uint64_t unpacked = 0, file = 0;  // where its first byte stands
};

}  // namespace

struct Stream::State {
  std::string path;
  int file = -1;
  bool file_ended = false;
  std::optional<std::uint64_t> total;
  std::string packed;
  std::size_t packed_at = 0;
  std::uint64_t packed_base = 0;  // file offset of packed[0]
  Codec codec = Codec::unknown;
  bool in_member = false;
  Member member;
  std::deque<Member> members;  // those that begin at or after the next unread byte
  z_stream inflater{};
  bool inflating = false;
  ZSTD_DStream* decompressor = nullptr;
  // Archives hold a member a record, most of them small: growing the window by a whole buffer and
  // cutting it again would cost more than unpacking.
  std::string unpacked;
  std::string window;
  std::size_t window_at = 0;
  std::uint64_t window_base = 0;  // unpacked offset of window[0]
  std::optional<Error> failure;
  bool damaged = false, ended = false;

  ~State() {
    if (file > 0) ::close(file);
    if (inflating) inflateEnd(&inflater);
    ZSTD_freeDStream(decompressor);
  }

  std::string_view rest() const { return std::string_view(packed).substr(packed_at); }
  std::uint64_t file_position() const { return packed_base + packed_at; }
  std::uint64_t unpacked_end() const { return window_base + window.size(); }

  void fail(ErrorKind kind, std::string reason) {
    damaged = kind == ErrorKind::corrupt;
    failure = Error{kind, path, std::move(reason)};
  }

  // At least `count` packed bytes in the buffer, fewer at the end of the file.
  bool read_packed(std::size_t count) {
    while (packed.size() - packed_at < count && !file_ended) {
      packed.erase(0, packed_at);
      packed_base += packed_at;
      packed_at = 0;
      const std::size_t have = packed.size();
      packed.resize(have + packed_bytes);
      const ssize_t got = ::read(file, packed.data() + have, packed_bytes);
      packed.resize(have + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) {
        failure = system_error(path);
        return false;
      }
      file_ended = got == 0;
    }
    return true;
  }

  void begin_member() {
    in_member = true;
    member = {unpacked_end(), file_position()};
    members.push_back(member);
    if (codec != Codec::plain) unpacked.resize(unpacked_bytes);
    if (codec == Codec::gzip) {
      if (inflating) {
        inflateReset(&inflater);
      } else {
        inflating = inflateInit2(&inflater, 15 + 16) == Z_OK;
      }
      assert(inflating);
    } else if (codec == Codec::zstd) {
      if (decompressor == nullptr) decompressor = ZSTD_createDStream();
      ZSTD_initDStream(decompressor);
    }
  }

  // Between members: what comes next? False at the end or at a failure.
  bool next_member() {
    if (!read_packed(4)) return false;
    if (rest().empty()) {
      ended = true;
      return false;
    }
    if (is_gzip(rest())) {
      codec = Codec::gzip;
    } else if (is_zstd(rest())) {
      codec = Codec::zstd;
    } else if (codec == Codec::unknown) {
      codec = Codec::plain;
    } else {
      // Tapes and some writers pad with zeros behind the last member.
      while (!rest().empty() && rest().find_first_not_of('\0') == std::string_view::npos) {
        packed_at = packed.size();
        if (!read_packed(1)) return false;
      }
      if (rest().empty()) {
        ended = true;
      } else {
        fail(ErrorKind::corrupt, "bytes that are neither gzip nor zstd behind a packed member");
      }
      return false;
    }
    begin_member();
    return true;
  }

  bool inflate_some(char* into, std::size_t room, std::size_t& made) {
    inflater.next_in = reinterpret_cast<Bytef*>(packed.data() + packed_at);
    inflater.avail_in = static_cast<uInt>(packed.size() - packed_at);
    inflater.next_out = reinterpret_cast<Bytef*>(into);
    inflater.avail_out = static_cast<uInt>(room);
    const int code = inflate(&inflater, Z_NO_FLUSH);
    packed_at = packed.size() - inflater.avail_in;
    made = room - inflater.avail_out;
    if (code == Z_STREAM_END) in_member = false;
    return code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR;
  }

  bool decompress_some(char* into, std::size_t room, std::size_t& made) {
    ZSTD_inBuffer in{packed.data(), packed.size(), packed_at};
    ZSTD_outBuffer out{into, room, 0};
    const std::size_t code = ZSTD_decompressStream(decompressor, &out, &in);
    packed_at = in.pos;
    made = out.pos;
    if (code == 0) in_member = false;
    return ZSTD_isError(code) == 0;
  }

  // Adds bytes to the window. False at the end or at a failure.
  bool fill() {
    if (failure || ended) return false;
    if (!in_member && !next_member()) return false;
    if (!read_packed(1)) return false;
    const std::size_t have = window.size();
    if (codec == Codec::plain) {
      window.append(rest());
      packed_at = packed.size();
      ended = file_ended;
      return window.size() > have || !ended;
    }
    const bool out_of_input = rest().empty();
    std::size_t made = 0;
    const bool ok = codec == Codec::gzip ? inflate_some(unpacked.data(), unpacked.size(), made)
                                         : decompress_some(unpacked.data(), unpacked.size(), made);
    window.append(unpacked, 0, made);
    const std::uint64_t took = file_position() - member.file;
    if (!ok) {
      in_member = false;
      fail(ErrorKind::corrupt, "damaged packed member at byte " + std::to_string(member.file));
    } else if (made == 0 && out_of_input && in_member) {
      in_member = false;
      fail(ErrorKind::corrupt,
           "packed member at byte " + std::to_string(member.file) + " ends before its end");
    } else if (unpacked_end() - member.unpacked >
               limits::unpack_free + took * limits::unpack_ratio) {
      in_member = false;
      fail(ErrorKind::corrupt, "packed member at byte " + std::to_string(member.file) +
                                   " unpacks to more than " + std::to_string(limits::unpack_ratio) +
                                   " times its size");
    }
    return true;
  }
};

Stream::Stream(std::unique_ptr<State> state) : state_(std::move(state)) {}
Stream::Stream(Stream&&) noexcept = default;
Stream& Stream::operator=(Stream&&) noexcept = default;
Stream::~Stream() = default;

Result<Stream> Stream::open(const std::filesystem::path& path) {
  auto state = std::make_unique<State>();
  state->path = path.string();
  if (path == "-") {
    state->file = STDIN_FILENO;
    return Stream(std::move(state));
  }
  state->file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (state->file < 0) return system_error(path);
  struct stat about {};
  if (::fstat(state->file, &about) != 0) return system_error(path);
  if (S_ISDIR(about.st_mode)) return Error{ErrorKind::unreadable, path.string(), "is a folder"};
  if (S_ISREG(about.st_mode)) state->total = static_cast<std::uint64_t>(about.st_size);
  return Stream(std::move(state));
}

Result<std::string_view> Stream::peek(std::size_t count) {
  State& s = *state_;
  if (s.window_at > 0 && s.window.size() - s.window_at < count) {
    s.window.erase(0, s.window_at);
    s.window_base += s.window_at;
    s.window_at = 0;
  }
  while (s.window.size() - s.window_at < count && s.fill()) {
  }
  const std::string_view unread = std::string_view(s.window).substr(s.window_at);
  if (unread.empty() && count > 0 && s.failure) return *s.failure;
  return unread;
}

void Stream::take(std::size_t count) {
  State& s = *state_;
  assert(count <= s.window.size() - s.window_at);
  s.window_at += count;
  while (!s.members.empty() && s.members.front().unpacked < s.window_base + s.window_at)
    s.members.pop_front();
}

bool Stream::skip_damage() {
  State& s = *state_;
  if (!s.damaged) return false;
  s.failure.reset();
  s.damaged = false;
  while (s.read_packed(4) && s.rest().size() >= 4) {
    const char magic = s.codec == Codec::gzip ? '\x1f' : '\x28';
    const std::size_t found = s.rest().find(magic);
    if (found == std::string_view::npos) {
      s.packed_at = s.packed.size();
      continue;
    }
    s.packed_at += found;
    if (!s.read_packed(4)) return false;
    if (is_gzip(s.rest()) || is_zstd(s.rest())) return true;
    ++s.packed_at;
  }
  s.ended = true;
  return false;
}

std::uint64_t Stream::position() const {
  const std::uint64_t at = state_->window_base + state_->window_at;
  const auto& members = state_->members;
  return !members.empty() && members.front().unpacked == at ? members.front().file : at;
}

std::uint64_t Stream::bytes_read() const { return state_->file_position(); }
std::optional<std::uint64_t> Stream::bytes_total() const { return state_->total; }

}  // namespace sitrep
