#include "sitrep/text/network.h"

#include <filesystem>
#include <fstream>
#include <random>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "sitrep/base/file.h"
#include "sitrep/text/character.h"

namespace sitrep {
namespace {

const std::filesystem::path model_path =
    std::filesystem::path(SITREP_SOURCE_DIR) / "model" / "english.bin";

const Network& network() {
  static const Network loaded = [] {
    Result<Network> result = Network::load(model_path);
    EXPECT_TRUE(result) << result.error().message();
    return std::move(*result);
  }();
  return loaded;
}

/// Sentences of words between spaces, and their guesses.
struct Sentences {
  explicit Sentences(const std::vector<std::string>& lines) {
    for (const std::string& line : lines) {
      for (std::size_t at = 0; at < line.size();) {
        const std::size_t end = std::min(line.find(' ', at), line.size());
        texts.push_back(line.substr(at, end - at));
        append_form(forms.emplace_back(), texts.back());
        at = end + 1;
      }
      ends.push_back(static_cast<std::uint32_t>(texts.size()));
    }
    for (std::size_t i = 0; i < texts.size(); ++i) tokens.push_back({texts[i], forms[i], 0});
  }

  std::string run(const Network& model, NetworkScratch& scratch) const {
    std::vector<NetworkGuess> guesses(tokens.size());
    model.run(tokens, ends, scratch, guesses);
    std::string line;
    for (const NetworkGuess& guess : guesses)
      line += fmt::format("{}:{}:{}:{}:{}{} ", word(guess.tag), guess.features, guess.head,
                          word(guess.relation), word(guess.name), guess.name_begins ? "*" : "");
    return line;
  }

  std::vector<std::string> texts, forms;
  std::vector<NetworkToken> tokens;
  std::vector<std::uint32_t> ends;
};

std::vector<std::string> odd_lines() {
  std::vector<std::string> lines = {
      "The minister met reporters in Kabul on Monday .",
      "x",
      ". . . . . . .",
      "\xFF\xFE \U0001F600\U0001F680 \u4EBA\u6C11 \u0645\u0631\u062D\u0628\u0627 ok",
      std::string(3000, 'a'),
      "THE ARMY SAID IT HAD SHOT DOWN 3 DRONES",
      "",
      "He said that she said that they said that it had failed"};
  std::mt19937 chance(11);
  for (const std::size_t size : {40u, 150u, 320u}) {
    std::string line;
    for (std::size_t i = 0; i < size; ++i)
      line += fmt::format("{}w{}", i ? " " : "", chance() % 1000);
    lines.push_back(line);
  }
  return lines;
}

TEST(Network, AllInstructionSetsGiveTheSameGuesses) {
  const Sentences sentences(odd_lines());
  NetworkScratch scratch;
  const std::string expected = sentences.run(network(), scratch);
  for (const Kernel* kernel : kernels()) {
    const Result<Network> other = Network::load(model_path, *kernel);
    ASSERT_TRUE(other) << other.error().message();
    EXPECT_EQ(sentences.run(*other, scratch), expected) << kernel->name;
  }
}

TEST(Network, ASentenceDoesNotDependOnItsCompany) {
  NetworkScratch scratch;
  std::string alone;
  for (const std::string& line : odd_lines()) alone += Sentences({line}).run(network(), scratch);
  EXPECT_EQ(Sentences(odd_lines()).run(network(), scratch), alone);
}

TEST(Network, AnyTokensGiveATreeOfOneRoot) {
  NetworkScratch scratch;
  for (const std::string& line : odd_lines()) {
    const Sentences sentences({line});
    std::vector<NetworkGuess> guesses(sentences.tokens.size());
    network().run(sentences.tokens, sentences.ends, scratch, guesses);
    std::vector<std::int32_t> heads;
    for (const NetworkGuess& guess : guesses) {
      heads.push_back(guess.head);
      EXPECT_EQ(guess.head == 0, guess.relation == Relation::root);
      EXPECT_LT(guess.features, network().features().size());
      EXPECT_FALSE(guess.name_begins && guess.name == NameClass::none);
    }
    EXPECT_TRUE(heads.empty() || is_tree(heads)) << line.substr(0, 60);
  }
}

TEST(Network, NothingGivesNothing) {
  NetworkScratch scratch;
  EXPECT_EQ(Sentences({}).run(network(), scratch), "");
  EXPECT_EQ(Sentences({"", ""}).run(network(), scratch), "");
}

/// The message of a model file with these bytes.
std::string refusal(std::string_view bytes) {
  const std::filesystem::path path =
      std::filesystem::temp_directory_path() / fmt::format("sitrep_network_test_{}.bin", getpid());
  std::ofstream(path, std::ios::binary) << bytes;
  const Result<Network> result = Network::load(path);
  std::filesystem::remove(path);
  if (result) return "loaded";
  EXPECT_EQ(result.error().path, path.string());
  return result.error().reason;
}

TEST(Network, RefusesAFileThatIsNotAModelAndSaysWhy) {
  Result<std::string> read = read_file(model_path);
  ASSERT_TRUE(read) << read.error().message();
  std::string bytes = std::move(*read);
  EXPECT_EQ(refusal(bytes), "loaded");
  EXPECT_EQ(refusal(""), "not a model file");
  EXPECT_EQ(refusal(std::string(1000, 'x')), "not a model file");
  EXPECT_EQ(refusal(bytes.substr(0, bytes.size() / 2)),
            "the contents do not have the SHA-256 of the header");
  bytes[bytes.size() / 3] ^= 1;
  EXPECT_EQ(refusal(bytes), "the contents do not have the SHA-256 of the header");
  bytes[8] = 7;
  EXPECT_EQ(refusal(bytes), "model file of version 7, this program reads version 1");
}

TEST(Network, NamesAMissingFile) {
  const Result<Network> result = Network::load("/nowhere/english.bin");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, ErrorKind::not_found);
  EXPECT_EQ(result.error().path, "/nowhere/english.bin");
}

}  // namespace
}  // namespace sitrep
