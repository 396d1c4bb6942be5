#include <algorithm>
#include <charconv>

#include "sitrep/base/unicode.h"
#include "sitrep/markup/html_tree.h"
#include "sitrep/markup/phrases.h"

namespace sitrep {
namespace {

// The names of HTML 4 and those of HTML 5 that news pages use. Latin-1 in the order of its code
// points from 160, the rest as name=code point.
constexpr std::string_view latin =
    "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg "
    "plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 "
    "iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml "
    "Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave "
    "Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil "
    "egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde "
    "ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml ";
constexpr std::string_view others =
    "Tab=9 NewLine=10 newline=10 excl=33 quot=34 num=35 dollar=36 percnt=37 amp=38 apos=39 "
    "lpar=40 rpar=41 ast=42 plus=43 comma=44 period=46 sol=47 colon=58 semi=59 lt=60 "
    "equals=61 gt=62 quest=63 commat=64 lbrack=91 lsqb=91 bsol=92 rbrack=93 rsqb=93 lowbar=95 "
    "grave=96 lcub=123 verbar=124 vert=124 rcub=125 amacr=257 abreve=259 aogon=261 Cacute=262 "
    "cacute=263 Ccaron=268 ccaron=269 dstrok=273 emacr=275 eogon=281 ecaron=283 gbreve=287 "
    "imacr=299 idot=304 inodot=305 Lstrok=321 lstrok=322 nacute=324 omacr=333 odblac=337 "
    "OElig=338 oelig=339 rcaron=345 Sacute=346 sacute=347 Scedil=350 scedil=351 Scaron=352 "
    "scaron=353 tcedil=355 umacr=363 uring=367 udblac=369 Yuml=376 zacute=378 zdot=380 "
    "Zcaron=381 zcaron=382 fnof=402 circ=710 tilde=732 Alpha=913 Beta=914 Gamma=915 Delta=916 "
    "Epsilon=917 Zeta=918 Eta=919 Theta=920 Iota=921 Kappa=922 Lambda=923 Mu=924 Nu=925 "
    "Xi=926 Omicron=927 Pi=928 Rho=929 Sigma=931 Tau=932 Upsilon=933 Phi=934 Chi=935 Psi=936 "
    "Omega=937 alpha=945 beta=946 gamma=947 delta=948 epsilon=949 zeta=950 eta=951 theta=952 "
    "iota=953 kappa=954 lambda=955 mu=956 nu=957 xi=958 omicron=959 pi=960 rho=961 sigmaf=962 "
    "sigma=963 tau=964 upsilon=965 phi=966 chi=967 psi=968 omega=969 thetasym=977 upsih=978 "
    "piv=982 ensp=8194 emsp=8195 thinsp=8201 zwnj=8204 zwj=8205 lrm=8206 rlm=8207 dash=8208 "
    "hyphen=8208 ndash=8211 mdash=8212 lsquo=8216 rsquo=8217 sbquo=8218 ldquo=8220 rdquo=8221 "
    "bdquo=8222 dagger=8224 Dagger=8225 bull=8226 hellip=8230 permil=8240 prime=8242 "
    "Prime=8243 lsaquo=8249 rsaquo=8250 oline=8254 frasl=8260 euro=8364 incare=8453 "
    "image=8465 copysr=8471 weierp=8472 real=8476 trade=8482 alefsym=8501 larr=8592 uarr=8593 "
    "rarr=8594 darr=8595 harr=8596 crarr=8629 lArr=8656 uArr=8657 rArr=8658 dArr=8659 "
    "hArr=8660 forall=8704 part=8706 exist=8707 empty=8709 nabla=8711 isin=8712 notin=8713 "
    "ni=8715 prod=8719 sum=8721 minus=8722 lowast=8727 radic=8730 prop=8733 infin=8734 "
    "ang=8736 and=8743 or=8744 cap=8745 cup=8746 int=8747 there4=8756 sim=8764 cong=8773 "
    "asymp=8776 ne=8800 equiv=8801 le=8804 ge=8805 sub=8834 sup=8835 nsub=8836 sube=8838 "
    "supe=8839 oplus=8853 otimes=8855 perp=8869 sdot=8901 lceil=8968 rceil=8969 lfloor=8970 "
    "rfloor=8971 lang=9001 rang=9002 loz=9674 starf=9733 star=9734 phone=9742 spades=9824 "
    "clubs=9827 hearts=9829 diams=9830 check=10003 ";

constexpr std::size_t name_max = 10;

StringMap<char32_t> make_names() {
  StringMap<char32_t> names;
  char32_t next = 160;
  for (const std::string_view list : {latin, others}) {
    for (std::size_t at = 0; at < list.size();) {
      const std::size_t end = list.find(' ', at);
      const std::string_view entry = list.substr(at, end - at);
      const std::size_t equals = entry.find('=');
      unsigned value = next;
      if (equals == std::string_view::npos) {
        ++next;
      } else {
        std::from_chars(entry.data() + equals + 1, entry.data() + entry.size(), value);
      }
      names.emplace(entry.substr(0, equals), static_cast<char32_t>(value));
      at = end + 1;
    }
  }
  return names;
}

bool is_name_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// What browsers make of numbers 128 to 159: Windows-1252.
constexpr char32_t windows[] = {0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021,
                                0x2C6,  0x2030, 0x160,  0x2039, 0x152,  0x8D,   0x17D,  0x8F,
                                0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};

CharacterReference read_number(std::string_view text, std::size_t at) {
  std::size_t i = at + 2;
  const bool hex = i < text.size() && (text[i] == 'x' || text[i] == 'X');
  if (hex) ++i;
  std::uint32_t value = 0;
  const char* end = text.data() + std::min(text.size(), i + 8);
  const auto [stop, error] = std::from_chars(text.data() + i, end, value, hex ? 16 : 10);
  if (error != std::errc() || stop == text.data() + i) return {};
  std::size_t behind = static_cast<std::size_t>(stop - text.data());
  if (behind < text.size() && text[behind] == ';') ++behind;
  char32_t point = value;
  if (point >= 128 && point < 160) point = windows[point - 128];
  if (point == 0 || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000)) point = replacement;
  return {point, static_cast<std::uint32_t>(behind - at)};
}

}  // namespace

CharacterReference read_reference(std::string_view text, std::size_t at) {
  static const StringMap<char32_t> names = make_names();
  if (at + 2 >= text.size()) return {};
  if (text[at + 1] == '#') return read_number(text, at);
  std::size_t end = at + 1;
  while (end < text.size() && end - at <= name_max && is_name_byte(text[end])) ++end;
  const auto found = names.find(text.substr(at + 1, end - at - 1));
  if (found == names.end()) return {};
  const bool closed = end < text.size() && text[end] == ';';
  // Without its semicolon only the names of HTML 2 count: "&copy 2012", but not "&lang=en".
  if (!closed && (found->second > 255 || (end < text.size() && text[end] == '='))) return {};
  return {found->second, static_cast<std::uint32_t>(end - at + (closed ? 1 : 0))};
}

void append_unescaped(std::string& out, std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t mark = std::min(text.find('&', at), text.size());
    out.append(text, at, mark - at);
    at = mark;
    if (at == text.size()) return;
    const CharacterReference reference = read_reference(text, at);
    if (reference.length == 0) {
      out += text[at++];
      continue;
    }
    append(out, reference.first);
    at += reference.length;
  }
}

}  // namespace sitrep
