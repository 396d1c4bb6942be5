#include "sitrep/base/file.h"

#include <unistd.h>

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace sitrep {
namespace {

namespace fs = std::filesystem;

fs::path scratch_file() {
  return fs::temp_directory_path() / fmt::format("sitrep-file-test-{}", ::getpid());
}

TEST(File, IsReadAsItWasWritten) {
  const fs::path path = scratch_file();
  ASSERT_TRUE(write_file(path, std::string_view("a\0b", 3)).ok());
  EXPECT_EQ(*read_file(path), std::string("a\0b", 3));
  EXPECT_EQ(read_file(path, 2).error().kind, ErrorKind::full);
  fs::remove(path);
}

TEST(File, ErrorsNamePathAndReason) {
  EXPECT_EQ(read_file("/no/such/file").error().message(),
            "/no/such/file: No such file or directory");
  EXPECT_EQ(read_file("/").error().message(), "/: is a folder");
  EXPECT_EQ(write_file("/no/such/folder/file", "x").error().kind, ErrorKind::not_found);
}

TEST(File, IsReplacedWhole) {
  const fs::path path = scratch_file();
  ASSERT_TRUE(write_file(path, "old").ok());
  ASSERT_TRUE(write_file(path, "new").ok());
  EXPECT_EQ(*read_file(path), "new");
  fs::remove(path);
}

}  // namespace
}  // namespace sitrep
