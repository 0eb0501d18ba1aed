#include "io/modes/json_rows.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/io/memory_bytes.h"

namespace pelorus::modes {
namespace {

using Strings = std::vector<std::string>;

constexpr std::string_view kContainers[] = {"rows"};

/// What is cut out of `text`: `h` header, `r` row that stands alone, `i` row inside, `b` broken,
/// `l` too long, `c` cut; with the text of what is whole.
Strings CutFrom(std::unique_ptr<ByteSource> bytes) {
  JsonRows rows(std::move(bytes), kContainers);
  Strings cut;
  JsonRows::Item item;
  while (rows.Next(item)) {
    std::string kind(1, "hrblc"[static_cast<int>(item.kind)]);
    if (kind == "r" && item.inside) kind = "i";
    cut.push_back(kind + std::string(item.text));
  }
  return cut;
}

Strings Cut(const std::string& text) {
  const Strings whole = CutFrom(std::make_unique<MemoryBytes>(text));
  for (std::uint64_t seed = 1; seed < 5; ++seed) {
    EXPECT_EQ(CutFrom(InPieces(text, 3, seed)), whole) << text;
  }
  return whole;
}

TEST(JsonRows, AreCutOutOfTheContainerOfADocument) {
  EXPECT_EQ(Cut(R"({"now":1,"rows":[{"a":1},{"b":[2]}],"n":{"x":[1]}})"),
            (Strings{R"(h{"now":1,)", R"(i{"a":1})", R"(i{"b":[2]})"}));
  EXPECT_EQ(Cut(R"({"x":{"y":[1]},"rows":[{"a":1}]})"),
            (Strings{R"(h{"x":{"y":[1]},)", R"(i{"a":1})"}));
  EXPECT_EQ(Cut(R"({"rows" : [["a",1],["b",[2,3]]]})"),
            (Strings{"h{", R"(i["a",1])", R"(i["b",[2,3]])"}));
  EXPECT_EQ(Cut(R"({"now":1,"rows":[]}{"now":2,"rows":[{"a":1}]})"),
            (Strings{R"(h{"now":1,)", R"(h{"now":2,)", R"(i{"a":1})"}));
}

TEST(JsonRows, StandAloneInLinesBackToBackOrInOneArray) {
  const Strings two{R"(r{"a":{"rows":[]}})", R"(r{"b":"}{"})"};
  EXPECT_EQ(Cut("{\"a\":{\"rows\":[]}}\n{\"b\":\"}{\"}\n"), two);
  EXPECT_EQ(Cut(R"({"a":{"rows":[]}}{"b":"}{"})"), two);
  EXPECT_EQ(Cut(R"({"a":{"rows":[]}},{"b":"}{"},)"), two);
  EXPECT_EQ(Cut("\xef\xbb\xbf [ {\"a\":{\"rows\":[]}},\r\n {\"b\":\"}{\"} ]"), two);
}

TEST(JsonRows, AContainerKeyMattersOnlyAsAMemberOfTheDocumentWithAnArray) {
  EXPECT_EQ(Cut(R"({"rows":null})"), (Strings{R"(r{"rows":null})"}));
  EXPECT_EQ(Cut(R"({"a":"rows","b":[1]})"), (Strings{R"(r{"a":"rows","b":[1]})"}));
  EXPECT_EQ(Cut(R"({"a":["rows",[1]]})"), (Strings{R"(r{"a":["rows",[1]]})"}));
}

TEST(JsonRows, DamageCostsTheRowItIsIn) {
  // A cut line, a brace too few, a stray quote, in objects.
  EXPECT_EQ(Cut("{\"a\":1,\"b\n{\"c\":3}\n"), (Strings{"b", R"(r{"c":3})"}));
  EXPECT_EQ(Cut(R"({"rows":[{"a":1,{"b":2},{"c":3}]})"),
            (Strings{"h{", "b", R"(i{"b":2})", R"(i{"c":3})"}));
  EXPECT_EQ(Cut(R"({"rows":[{"a":"x","b":y"},{"c":3}]})"), (Strings{"h{", "b", R"(i{"c":3})"}));
  // The same in arrays.
  EXPECT_EQ(Cut(R"({"rows":[["a",1,["b",2],["c",3]]})"),
            (Strings{"h{", "b", R"(i["b",2])", R"(i["c",3])"}));
  EXPECT_EQ(Cut(R"({"rows":[["a",1],["b","x,"y",2],["c",[7],3]]})"),
            (Strings{"h{", R"(i["a",1])", "b", R"(i["c",[7],3])"}));
  EXPECT_EQ(Cut(R"({"rows":[[1,2,{"k":["x"],"m":}],[3,4]]})"), (Strings{"h{", "b", "i[3,4]"}));
}

TEST(JsonRows, ABrokenEndDoesNotHideTheNextDocument) {
  const std::string next = "{\"now\":2,\"rows\":[{\"a\":1}]}";
  const Strings read{R"(h{"now":1,)", "b", R"(h{"now":2,)", R"(i{"a":1})"};
  EXPECT_EQ(Cut("{\"now\":1,\"rows\":[{\"x\":}]}\n" + next), read);
  EXPECT_EQ(Cut("{\"now\":1,\"rows\":[]\n" + next), read);
}

TEST(JsonRows, WhatTheStreamEndsInsideIsCut) {
  EXPECT_EQ(Cut(R"({"rows":[{"a":1},{"b")"), (Strings{"h{", R"(i{"a":1})", "c"}));
  EXPECT_EQ(Cut(R"({"rows":[{"a":1},)"), (Strings{"h{", R"(i{"a":1})"}));
}

TEST(JsonRows, LongRowsAreGivenUpAndMemoryStaysBounded) {
  const std::string text(JsonRows::kMaxRow, 'x');
  EXPECT_EQ(Cut("{\"a\":\"" + text + "\"}\n{\"b\":2}\n"), (Strings{"l", R"(r{"b":2})"}));
  const std::string blanks(4 * JsonRows::kMaxRow + (1 << 18), ' ');
  EXPECT_EQ(Cut("{\"rows\":[[" + blanks + "1],[2]]}"), (Strings{"h{", "l", "i[2]"}));
  EXPECT_EQ(Cut("{\"rows\":[?[" + blanks + "1],[2]]}").back(), "i[2]");
}

TEST(JsonRows, NestingHasALimit) {
  const std::string deep(100, '[');
  EXPECT_EQ(Cut("{\"a\":" + deep + "\n{\"b\":2}\n"), (Strings{"b", R"(r{"b":2})"}));
}

TEST(JsonRows, OffsetsAreOfTheFirstByte) {
  const std::string text = R"({"rows":[ {"a":1},{"b":2}]})";
  JsonRows rows(InPieces(text, 4, 3), kContainers);
  JsonRows::Item item;
  std::vector<std::uint64_t> offsets;
  while (rows.Next(item)) offsets.push_back(item.offset);
  EXPECT_EQ(offsets, (std::vector<std::uint64_t>{0, text.find("{\"a"), text.find("{\"b")}));
}

}  // namespace
}  // namespace pelorus::modes
