#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>

/// For tests alone.
namespace sitrep {

/// A test with a folder of its own, empty at its begin and gone at its end. Tests of all programs
/// may run side by side.
class TestWithFolder : public testing::Test {
 protected:
  void SetUp() override {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    const std::string name = std::string("sitrep.") + test->test_suite_name() + "." + test->name() +
                             "." + std::to_string(::getpid());
    folder_ = std::filesystem::temp_directory_path() / name;
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path folder_;
};

}  // namespace sitrep
