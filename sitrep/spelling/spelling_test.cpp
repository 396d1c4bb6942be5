#include "sitrep/spelling/spelling.h"

#include <gtest/gtest.h>

namespace sitrep {
namespace {

struct Pair {
  std::string_view a, b, fit;
};

std::string_view fit_of(const Pair& pair) {
  const auto fit = fit_person_names(pair.a, pair.b);
  return fit ? word(*fit) : "conflict";
}

TEST(Spelling, TellsHowTwoNamesOfPersonsMeet) {
  for (const Pair& pair : std::vector<Pair>{
           {"Ashfaq Parvez Kayani", "Ashfaq Pervez Kayani", "other spelling of the name"},
           {"Ashfaq Pervaiz Kiyani", "Ashfaq Parvez Kayani", "other spelling of the name"},
           {"Ashfaq Kayani", "Ashfaq Parvez Kayani", "shorter form of the name"},
           {"Gen. Ashfaq Kayani", "Ashfaq Kayani", "same name"},
           {"Moammar Qaddafi", "Moammar Gadhafi", "other spelling of the name"},
           {"Muammar al-Gaddafi", "Moammar Kadhafi", "other spelling of the name"},
           {"Jalaluddin Haqqani", "Jalaluddin Haqani", "other spelling of the name"},
           {"Zahirul Islam", "Zaheer-ul-Islam", "other spelling of the name"},
           {"Osama bin Laden", "Usama Bin Ladin", "other spelling of the name"},
           {"Mohammed Morsi", "Mohamed Mursi", "other spelling of the name"},
           {"Volodymyr Zelensky", "Volodymyr Zelenskyy", "other spelling of the name"},
           {"Sergey Lavrov", "Sergei Lavrov", "other spelling of the name"},
           {"Aleksandr Lukashenko", "Alexander Lukashenka", "other spelling of the name"},
           {"Kim Jong-un", "Kim Jong Un", "same name"},
           {"John Allen", "John R. Allen", "shorter form of the name"},
           {"J. Allen", "John Allen", "initials of the name"},
           {"George Bush", "George W. Bush", "shorter form of the name"},
           {"Kayani", "Ashfaq Kayani", "surname alone"},
           {"Mr. Kayani", "Kiyani", "other spelling of the name"},
           {"Osama", "Osama bin Laden", "first part of the name alone"},
           {"Le Pen", "Marine Le Pen", "surname alone"},
           {"bin Laden", "Osama bin Laden", "surname alone"},
           {"Xi", "Xi Jinping", "first part of the name alone"},
           {"Martin Luther King Jr.", "Martin Luther King", "same name"}})
    EXPECT_EQ(fit_of(pair), pair.fit) << pair.a << " / " << pair.b;
}

TEST(Spelling, NeverJoinsNamesThatConflict) {
  for (const Pair& pair : std::vector<Pair>{{"John Smith", "Jane Smith", ""},
                                            {"J. Smith", "Kate Smith", ""},
                                            {"Melania Trump", "Eric M. Trump", ""},
                                            {"George W. Bush", "George H. W. Bush", ""},
                                            {"Ali Khamenei", "Ali Khomeini", ""},
                                            {"Hassan Nasrallah", "Hussein Nasrallah", ""},
                                            {"Lars Hansen", "Lars Hanson", ""},
                                            {"John Allen", "John Alden", ""},
                                            {"Robert Gates", "Robert Yates", ""},
                                            {"Ivan Petrov", "Ivan Popov", ""},
                                            {"Cal Ripken Jr.", "Cal Ripken Sr.", ""},
                                            {"", "Kayani", ""},
                                            {"K.", "Kayani", ""}}) {
    EXPECT_EQ(fit_of(pair), "conflict") << pair.a << " / " << pair.b;
    EXPECT_EQ(fit_person_names(pair.b, pair.a), std::nullopt) << pair.b << " / " << pair.a;
  }
}

TEST(Spelling, JoinsNothingOverPagesByOnePartAlone) {
  EXPECT_EQ(same_person_name("Kayani", "Ashfaq Kayani"), std::nullopt);
  EXPECT_EQ(same_person_name("Osama", "Osama bin Laden"), std::nullopt);
  EXPECT_EQ(same_person_name("Ashfaq Kayani", "Ashfaq Parvez Kayani"), "shorter form of the name");
}

TEST(Spelling, TakesAnyBytes) {
  const std::string odd(10000, '\xff');
  EXPECT_EQ(same_person_name(odd, "Kayani"), std::nullopt);
  EXPECT_EQ(spelling_key("Haqq\xC3\xA1ni"), "hakani");
}

}  // namespace
}  // namespace sitrep
