#include "sitrep/cli/cli.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sitrep/base/test_folder.h"
#include "sitrep/cli/ordered_work.h"
#include "sitrep/report/describe.h"
#include "sitrep/store/store.h"

namespace sitrep {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

struct Ended {
  int status = -1;
  std::string out, err;
};

/// The program in a process of its own, as a shell starts it.
class CliTest : public TestWithFolder {
 protected:
  void SetUp() override {
    TestWithFolder::SetUp();
    ::setenv("SITREP_HOME", SITREP_SOURCE_DIR, 0);
    ::signal(SIGPIPE, SIG_IGN);
  }

  std::string path(std::string_view name) const { return (folder_ / name).string(); }
  std::string store() const { return path("store.sitrep"); }
  void write(std::string_view name, std::string_view bytes) const {
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
  }

  pid_t start(std::vector<std::string> arguments, int input, std::uint64_t file_bytes_max = 0) {
    const pid_t child = ::fork();
    if (child != 0) return child;
    if (file_bytes_max > 0) {
      const rlimit limit = {file_bytes_max, file_bytes_max};
      ::setrlimit(RLIMIT_FSIZE, &limit);
      ::signal(SIGXFSZ, SIG_IGN);
    }
    ::dup2(input, STDIN_FILENO);
    ::dup2(::open(path("out").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), STDOUT_FILENO);
    ::dup2(::open(path("err").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), STDERR_FILENO);
    arguments.insert(arguments.begin(), "sitrep");
    std::vector<char*> pointers;
    for (std::string& argument : arguments) pointers.push_back(argument.data());
    ::_exit(run_program(static_cast<int>(pointers.size()), pointers.data()));
  }

  Ended finish(pid_t child) const {
    int how = 0;
    ::waitpid(child, &how, 0);
    return {WIFEXITED(how) ? WEXITSTATUS(how) : 1000 + WTERMSIG(how), bytes_of(path("out")),
            bytes_of(path("err"))};
  }

  Ended run(std::vector<std::string> arguments, std::uint64_t file_bytes_max = 0) {
    const int input = ::open(path("in").c_str(), O_RDONLY | O_CREAT, 0600);
    const Ended ended = finish(start(std::move(arguments), input, file_bytes_max));
    ::close(input);
    return ended;
  }

  /// JSON Lines of different pages.
  static std::string pages(int count) {
    std::string lines;
    for (int i = 0; i < count; ++i)
      lines += fmt::format(
          "{{\"id\": \"page {}\", \"published\": \"2012-06-27\", \"text\": \"General Rao met "
          "visitor {} in Tavo. He said that the border is closed.\"}}\n",
          i, i);
    return lines;
  }
};

TEST_F(CliTest, NamesTheUnknownInTheFormThatItReads) {
  write("news.jsonl", pages(2));
  ASSERT_EQ(run({"read", path("news.jsonl"), "--store", store()}).status, 0);
  const Ended first = run({"lexicon", "unknown", store()});
  EXPECT_EQ(first.status, 0);
  EXPECT_NE(first.out.find("own.rao\tRao\tperson\t\tMIL\t\t2\t2\tGeneral\tGeneral Rao met visitor"),
            std::string::npos)
      << first.out;
  write("own.tsv", first.out);
  const Ended again = run({"read", path("news.jsonl"), "--actors", path("own.tsv"), "--json"});
  EXPECT_NE(again.out.find("\"actor\":\"own.rao\""), std::string::npos) << again.out;
  EXPECT_EQ(run({"lexicon", "unknown", store(), "--actors", path("own.tsv"), "--json"}).out, "");
  write("wrong.tsv", "id\tname\tkind\nx.a\tNorth Bank\tbank\n");
  const Ended wrong = run({"read", path("news.jsonl"), "--actors", path("wrong.tsv")});
  EXPECT_EQ(wrong.status, 1);
  EXPECT_NE(wrong.err.find("wrong.tsv:2: kind is person"), std::string::npos) << wrong.err;
}

TEST_F(CliTest, CodesEventsByTheUsersOntologyThroughStoreExportReportAndExplain) {
  write("news.txt", "KABUL, June 27 - Rebels killed three soldiers near Kandahar on Wednesday.\n");
  write("own.tsv",
        "type\tmode\tto type\tto mode\tto quad\nASSAULT\t\tViolence\tDeadly\tmaterial conflict\n");
  ASSERT_EQ(
      run({"read", path("news.txt"), "--store", store(), "--ontology", path("own.tsv")}).status, 0);
  const std::string record = run({"export", "--store", store(), "--to", "jsonl"}).out;
  EXPECT_NE(record.find("\"type\":\"Violence\",\"mode\":\"Deadly\""), std::string::npos) << record;
  EXPECT_NE(record.find("own.tsv:2 Violence"), std::string::npos) << record;
  EXPECT_NE(run({"report", "--store", store(), "--json"}).out.find("Violence"), std::string::npos);
  EXPECT_NE(run({"explain", path("news.txt") + ":e0", "--store", store()}).out.find("own.tsv:2"),
            std::string::npos);
  // made by another lexicon: read again
  EXPECT_EQ(run({"read", path("news.txt"), "--store", store()}).status, 0);
  const std::string again = run({"export", "--store", store(), "--to", "jsonl"}).out;
  EXPECT_EQ(again.find("Violence"), std::string::npos) << again;
  const Ended nowhere = run({"read", path("news.txt"), "--ontology", path("nowhere")});
  EXPECT_EQ(nowhere.status, 1);
  EXPECT_NE(nowhere.err.find("nowhere: there is no such ontology"), std::string::npos)
      << nowhere.err;
  write("bad.tsv", "type\tmode\tto type\tto mode\tto quad\nQUARREL\t\tFuss\t\t\n");
  const Ended bad = run({"lexicon", "check", "--ontology", path("bad.tsv")});
  EXPECT_EQ(bad.status, 1);
  EXPECT_NE(bad.out.find("bad.tsv:2: there is no 'QUARREL ' to translate"), std::string::npos)
      << bad.out;
}

TEST_F(CliTest, ExitStatusTable) {
  write("good.txt", "General Rao met Lin.\n");
  write("broken.gz", std::string("\x1f\x8b\x08\0\0\0\0\0\0\x03\xFF\xFF\xFF\xFF", 14));
  write("text.sitrep", std::string(5000, 'x'));
  fs::create_directories(folder_ / "empty");
  ASSERT_EQ(run({"read", path("good.txt"), "--store", store()}).status, 0);
  struct Case {
    std::vector<std::string> arguments;
    int status;
    std::string says;  // on standard error
  };
  for (const Case& test : {
           Case{{"--version"}, 0, ""},
           Case{{}, 2, "subcommand"},
           Case{{"fly"}, 2, "subcommand"},
           Case{{"read"}, 2, "inputs"},
           Case{{"read", path("good.txt"), "--layers", "soul"}, 2, "soul"},
           Case{{"read", path("good.txt"), "--threads", "0"}, 2, "threads"},
           Case{{"read", path("good.txt"), "--from", "pdf"}, 2, "from"},
           Case{{"read", path("good.txt"), "--json"}, 0, "1 read"},
           Case{{"read", path("good.txt"), path("missing.txt")}, 3, "missing.txt"},
           Case{{"read", path("missing.txt")}, 4, "missing.txt"},
           Case{{"read", path("empty")}, 4, "no page"},
           Case{{"read", path("broken.gz")}, 4, "broken.gz"},
           Case{{"read", path("good.txt"), "--store", path("text.sitrep")}, 1, "not a store"},
           Case{{"read", path("good.txt"), "--store", path("no/folder/s")}, 1, "No such file"},
           Case{{"report", "--store", path("missing")}, 4, "no such store"},
           Case{{"report"}, 2, "--store"},
           Case{{"report", "--store", store(), "--since", "yesterday"}, 2, "no day, month or year"},
           Case{{"report", "--store", store(), "--pair", "PAK"}, 2, "pair"},
           Case{{"report", "--store", store(), "--actor", "Nobody"}, 4, "nobody of this name"},
           Case{{"report", "--store", store(), "--event", "ffff:e0"}, 4, "no such event"},
           Case{{"report", "--store", store(), "--html", path("no/r.html")}, 1, "No such file"},
           Case{{"report", "--store", store(), "--html", path("r.html")}, 0, ""},
           Case{{"show", "ffffffff", "--store", store()}, 4, "no such page"},
           Case{{"show", path("good.txt") + ":c99", "--store", store()}, 4, "no such record"},
           Case{{"search", "Rao", "--store", store()}, 0, "1 of 1 hits"},
           Case{{"export", "--to", "csv", "--store", store()}, 2, "--table"},
           Case{{"export", "--to", "csv", "--table", "x", "--store", store()}, 4, "no such table"},
           Case{{"export", "--to", "xml", "--store", store()}, 2, "xml"},
       }) {
    const Ended ended = run(test.arguments);
    EXPECT_EQ(ended.status, test.status)
        << fmt::format("{}", fmt::join(test.arguments, " ")) << "\n"
        << ended.err;
    EXPECT_NE(ended.err.find(test.says), std::string::npos) << ended.err;
  }
}

TEST_F(CliTest, DecisionsAreMadeListedObeyedAndUndone) {
  write("news.jsonl", pages(2));
  ASSERT_EQ(run({"read", path("news.jsonl"), "--store", store(), "-q"}).status, 0);
  std::vector<std::string> ids;
  ASSERT_TRUE(Store::open(store(), Store::Access::read)
                  ->each([&](const Document& document) -> Status {
                    ids.push_back(document.page.id.substr(0, 8));
                    return Done{};
                  })
                  .ok());
  struct Case {
    std::vector<std::string> arguments;
    int status;
    std::string told;
  };
  const std::string event = ids[0] + ":e0", actor = ids[0] + ":n0", other = ids[1] + ":e0";
  for (const Case& row : {
           Case{{"reject", event}, 2, "--why is required"},
           Case{{"reject", event, "--why", ""}, 2, "--why"},
           Case{{"reject", ids[0], "--why", "x"}, 2, "is no actor and no event"},
           Case{{"reject", ids[0] + ":e99", "--why", "x"}, 4, "no such event on this page"},
           Case{{"reject", "ffffffff:e0", "--why", "x"}, 4, "no such page in the store"},
           Case{{"merge", event, actor, "--why", "x"}, 2, "give two of a kind"},
           Case{{"merge", event, event, "--why", "x"}, 2, "is one record"},
           Case{{"correct", event, "when", "--why", "x"}, 2, "is no FIELD=VALUE"},
           Case{{"correct", event, "when=soon", "--why", "x"}, 2, "must be a day"},
           Case{{"undo", "5"}, 4, "no such decision"},
           Case{{"list"}, 0, ""},
           Case{{"split", event, other, "--why", "two visits", "--by", "Ann"}, 0, ""},
       }) {
    std::vector<std::string> arguments = {"decide"};
    arguments.insert(arguments.end(), row.arguments.begin(), row.arguments.end());
    arguments.insert(arguments.end(), {"--store", store()});
    const Ended ended = run(arguments);
    EXPECT_EQ(ended.status, row.status) << ended.err;
    EXPECT_NE(ended.err.find(row.told), std::string::npos) << ended.err;
  }
  const auto reports_of_first = [&] {
    const Ended told = run({"report", "--store", store(), "--json"});
    return nlohmann::json::parse(told.out)["events"][0]["reports"].size();
  };
  EXPECT_EQ(reports_of_first(), 1u);
  EXPECT_EQ(run({"decide", "undo", "1", "--store", store()}).out, "decision 2\n");
  EXPECT_EQ(reports_of_first(), 2u);
  const Ended list = run({"decide", "list", "--store", store()});
  EXPECT_NE(list.out.find("Ann: two visits\n      undone by 2\n"), std::string::npos) << list.out;
  EXPECT_EQ(run({"decide", "list", "--store", path("missing")}).status, 4);
  EXPECT_FALSE(fs::exists(path("missing")));
}

TEST_F(CliTest, ReadingNothingLeavesNoStore) {
  fs::create_directory(path("empty"));
  EXPECT_EQ(run({"read", path("empty"), "--store", store()}).status, 4);
  for (const char* part : {"", "-wal", "-shm"}) EXPECT_FALSE(fs::exists(store() + part)) << part;
  write("news.jsonl", pages(1));
  ASSERT_EQ(run({"read", path("news.jsonl"), "--store", store()}).status, 0);
  EXPECT_EQ(run({"read", path("empty"), "--store", store()}).status, 4);
  EXPECT_TRUE(fs::exists(store()));  // another command made it
}

TEST_F(CliTest, OddIdsAndWordsAreExplained) {
  write("news.jsonl", pages(1));
  ASSERT_EQ(run({"read", path("news.jsonl"), "--store", store()}).status, 0);
  std::string id;
  ASSERT_TRUE(Store::open(store(), Store::Access::read)
                  ->each([&](const Document& document) -> Status {
                    id = document.page.id.substr(0, 8);
                    return Done{};
                  })
                  .ok());
  std::string capitals = id;
  for (char& one : capitals) one = static_cast<char>(::toupper(one));
  EXPECT_EQ(run({"show", capitals + ":e0", "--store", store()}).status, 0);
  const Ended odd = run({"show", id + ":t0", "--store", store()});
  EXPECT_EQ(odd.status, 4);
  EXPECT_NE(odd.err.find("\":t0\" names no record: a letter"), std::string::npos) << odd.err;
  for (const auto& [word, told] :
       {std::pair{"\"unbalanced", "is not closed"}, std::pair{"...", "no letter and no digit"}}) {
    const Ended ended = run({"search", word, "--store", store()});
    EXPECT_EQ(ended.status, 2);
    EXPECT_NE(ended.err.find(told), std::string::npos) << ended.err;
  }
}

TEST_F(CliTest, AnyNumberOfThreadsPrintsTheSameBytesInTheOrderOfTheInputs) {
  write("a.jsonl", pages(60));
  write("b.txt", "General Rao met Lin.\n");
  const std::vector<std::string> arguments = {"read",   path("b.txt"), path("a.jsonl"),
                                              "--json", "--layers",    "page.text,text"};
  std::vector<std::string> printed;
  for (const char* threads : {"1", "4"}) {
    std::vector<std::string> all = arguments;
    all.insert(all.end(), {"--threads", threads});
    printed.push_back(run(all).out);
  }
  EXPECT_EQ(std::ranges::count(printed[0], '\n'), 61);
  EXPECT_EQ(printed[0], printed[1]);
  EXPECT_LT(printed[0].find("b.txt"), printed[0].find("page 0\""));
  EXPECT_LT(printed[0].find("page 9\""), printed[0].find("page 10\""));
}

TEST_F(CliTest, ReadingAgainChangesNothing) {
  write("a.jsonl", pages(30));
  EXPECT_NE(run({"read", path("a.jsonl"), "--store", store()}).err.find("30 new"),
            std::string::npos);
  const std::string before = run({"export", "--to", "jsonl", "--store", store()}).out;
  const Ended again = run({"read", path("a.jsonl"), "--store", store()});
  EXPECT_EQ(again.status, 0);
  EXPECT_NE(again.err.find("30 unchanged"), std::string::npos) << again.err;
  EXPECT_EQ(run({"export", "--to", "jsonl", "--store", store()}).out, before);
}

TEST_F(CliTest, TheStoreKeepsTheRecordThatIsPrinted) {
  write("a.jsonl", pages(3));
  const auto lines = [](const std::string& text) {
    std::vector<std::string> all;
    for (std::size_t at = 0, end; (end = text.find('\n', at)) != std::string::npos; at = end + 1)
      all.push_back(text.substr(at, end - at));
    std::ranges::sort(all);
    return all;
  };
  const Ended read = run({"read", path("a.jsonl"), "--store", store(), "--json"});
  EXPECT_EQ(lines(read.out), lines(run({"export", "--to", "jsonl", "--store", store()}).out));
}

TEST_F(CliTest, ReadsStandardInput) {
  write("in", "General Rao met Lin.\n");
  const Ended ended = run({"read", "-", "--json", "--layers", "page.text"});
  EXPECT_EQ(ended.status, 0);
  EXPECT_NE(ended.out.find("General Rao met Lin."), std::string::npos);
}

TEST_F(CliTest, AKilledImportGoesOn) {
  constexpr int count = 3000;
  write("a.jsonl", pages(count));
  const std::vector<std::string> command = {"read", path("a.jsonl"), "--store", store()};
  const pid_t child = start(command, STDIN_FILENO);
  const auto kept = [&]() -> std::size_t {
    const auto opened = Store::open(store(), Store::Access::read);
    if (!opened) return 0;
    const auto size = opened->size();
    return size ? *size : 0;
  };
  for (int wait = 0; wait < 2000 && kept() == 0; ++wait) ::usleep(5000);
  ASSERT_EQ(::kill(child, SIGKILL), 0);
  finish(child);
  const std::size_t before = kept();
  EXPECT_GT(before, 0u);
  const Ended again = run(command);
  EXPECT_EQ(again.status, 0) << again.err;
  if (before < count) {
    EXPECT_NE(again.err.find(fmt::format("{} new", count - before)), std::string::npos)
        << before << again.err;
  }
  EXPECT_EQ(kept(), std::size_t{count});
}

TEST_F(CliTest, AnInterruptedImportKeepsWhatItReadAndSaysHowToGoOn) {
  int ends[2];
  ASSERT_EQ(::pipe2(ends, O_CLOEXEC), 0);
  const pid_t child = start({"read", "-", "--store", store(), "--from", "jsonl"}, ends[0]);
  ::close(ends[0]);
  const std::string lines = pages(600);  // more than the reader waits for before it begins
  ASSERT_EQ(::write(ends[1], lines.data(), lines.size()), static_cast<ssize_t>(lines.size()));
  std::size_t kept = 0;
  for (int wait = 0; wait < 2000 && kept == 0; ++wait) {
    ::usleep(5000);
    const auto opened = Store::open(store(), Store::Access::read);
    if (opened) kept = *opened->size();
  }
  ASSERT_EQ(::kill(child, SIGINT), 0);  // the pipe stays open: nothing else ends the program
  const Ended ended = finish(child);
  ::close(ends[1]);
  EXPECT_EQ(ended.status, 130) << ended.err;
  EXPECT_NE(ended.err.find("goes on from there"), std::string::npos) << ended.err;
  EXPECT_GT(*Store::open(store(), Store::Access::read)->size(), 0u);
}

TEST_F(CliTest, AReaderThatGoesAwayIsNoFailure) {
  write("a.jsonl", pages(200));
  int ends[2];
  ASSERT_EQ(::pipe2(ends, O_CLOEXEC), 0);
  ::close(ends[0]);
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(ends[1], STDOUT_FILENO);
    ::dup2(::open("/dev/null", O_WRONLY), STDERR_FILENO);
    std::string words[] = {"sitrep", "read", path("a.jsonl"), "--json"};
    char* pointers[] = {words[0].data(), words[1].data(), words[2].data(), words[3].data()};
    ::_exit(run_program(4, pointers));
  }
  ::close(ends[1]);
  EXPECT_EQ(finish(child).status, 0);
}

TEST_F(CliTest, AFullDiskIsToldAndTheStoreStaysWhole) {
  write("a.jsonl", pages(400));
  const Ended full = run({"read", path("a.jsonl"), "--store", store()}, 400'000);
  EXPECT_EQ(full.status, 1) << full.err;
  EXPECT_NE(full.err.find("store.sitrep: "), std::string::npos) << full.err;
  const Ended again = run({"read", path("a.jsonl"), "--store", store()});
  EXPECT_EQ(again.status, 0) << again.err;
  EXPECT_EQ(*Store::open(store(), Store::Access::read)->size(), 400u);
}

TEST_F(CliTest, CsvQuotesWhatItMust) {
  write("a.jsonl", "{\"id\": \"x,\\\"y\\\"\", \"title\": \"A, B\", \"text\": \"One.\\nTwo.\"}\n");
  ASSERT_EQ(run({"read", path("a.jsonl"), "--store", store()}).status, 0);
  const Ended imports = run({"export", "--to", "csv", "--table", "imports", "--store", store()});
  EXPECT_TRUE(imports.out.starts_with("key,source,page,state,reason,at\r\n1,\"x,\"\"y\"\"\",1,"))
      << imports.out;
  ASSERT_EQ(run({"export", "--to", "csv", "--folder", path("tables"), "--store", store()}).status,
            0);
  for (const std::string& table : Store::tables())
    EXPECT_TRUE(fs::exists(folder_ / "tables" / (table + ".csv"))) << table;
}

TEST_F(CliTest, ShowAndExplainOpenTheSentence) {
  write("a.txt", "General Rao met Lin in Tavo.\nThe border is closed.\n");
  ASSERT_EQ(run({"read", path("a.txt"), "--store", store()}).status, 0);
  const Ended shown = run({"show", path("a.txt") + ":s0", "--store", store()});
  EXPECT_NE(shown.out.find("[[General Rao met Lin in Tavo.]]"), std::string::npos) << shown.out;
  const Ended explained = run({"explain", path("a.txt") + ":s0", "--store", store()});
  EXPECT_NE(explained.out.find("payload bytes 0 to 28 of " + path("a.txt")), std::string::npos)
      << explained.out;
  EXPECT_NE(explained.out.find("made by"), std::string::npos);
}

TEST(PartId, Table) {
  struct Case {
    std::string id, page;
    Part part;
    std::uint32_t index;
  };
  for (const Case& test : {
           Case{"7e571c5d", "7e571c5d", Part::page, 0},
           Case{"7e571c5d:c3", "7e571c5d", Part::claim, 3},
           Case{"7e571c5d:e12", "7e571c5d", Part::event, 12},
           Case{"a:b.txt:n0", "a:b.txt", Part::entity, 0},
           Case{"a:b.txt", "a:b.txt", Part::page, 0},
           Case{"x:s", "x:s", Part::page, 0},
           Case{"x:z1", "x:z1", Part::page, 0},
           Case{"x:c-1", "x:c-1", Part::page, 0},
           Case{"x:c99999999999", "x:c99999999999", Part::page, 0},
           Case{"", "", Part::page, 0},
       }) {
    const PartId parsed = parse_id(test.id);
    EXPECT_EQ(parsed.page, test.page) << test.id;
    EXPECT_EQ(parsed.part, test.part) << test.id;
    EXPECT_EQ(parsed.index, test.index) << test.id;
  }
}

TEST(OrderedWork, GivesOutcomesInTheOrderOfTheTasks) {
  for (const std::size_t workers : {1u, 3u, 8u}) {
    int next = 0;
    OrderedWork<int, int> work(
        workers, 5,
        [&]() -> std::optional<int> { return next < 500 ? std::optional(next++) : std::nullopt; },
        [](int task, std::size_t) {
          if (task % 7 == 0) ::usleep(300);
          return 2 * task;
        });
    std::vector<int> outcomes;
    for (int outcome = 0;;) {
      const auto turn = work.next(outcome, std::chrono::seconds(10));
      if (turn == OrderedWork<int, int>::Turn::end) break;
      ASSERT_EQ(turn, (OrderedWork<int, int>::Turn::outcome));
      outcomes.push_back(outcome);
    }
    ASSERT_EQ(outcomes.size(), 500u);
    for (int i = 0; i < 500; ++i) ASSERT_EQ(outcomes[static_cast<std::size_t>(i)], 2 * i);
  }
}

TEST(OrderedWork, FinishesWhatWasPulledWhenStopped) {
  std::atomic<int> pulled = 0;
  OrderedWork<int, int> work(
      2, 4, [&]() -> std::optional<int> { return pulled++; },
      [](int task, std::size_t) { return task; });
  int outcome = 0, taken = 0;
  while (taken < 10)
    taken += work.next(outcome, std::chrono::seconds(1)) == OrderedWork<int, int>::Turn::outcome;
  work.stop();
  while (work.next(outcome, std::chrono::seconds(1)) == OrderedWork<int, int>::Turn::outcome)
    EXPECT_EQ(outcome, taken++);
  EXPECT_LE(taken, 10 + 4);  // no more than the window was ahead
}

}  // namespace
}  // namespace sitrep
