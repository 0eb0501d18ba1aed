#include "io/tabular/csv_tokenizer.h"

#include <gmock/gmock.h>

#include "tests/io/memory_bytes.h"

namespace pelorus {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Split(const std::string& text, char separator = ',') {
  std::vector<std::string_view> fields;
  std::string scratch;
  if (SplitCsv(text, separator, fields, scratch) != CsvSplit::kWhole) return {"broken"};
  return {fields.begin(), fields.end()};
}

struct Rows {
  std::vector<std::string> joined;  // fields with a bar between, or the status
  std::vector<std::uint64_t> offsets;
};

Rows RowsOf(std::unique_ptr<ByteSource> bytes, std::size_t width) {
  CsvTokenizer tokenizer(std::move(bytes));
  tokenizer.set_width(width);
  Rows rows;
  for (CsvTokenizer::Row row; tokenizer.Next(row);) {
    std::string text = row.status == CsvTokenizer::Status::kOk       ? ""
                       : row.status == CsvTokenizer::Status::kBroken ? "<broken>"
                                                                     : "<long>";
    for (const auto field : row.fields) text += std::string(field) + "|";
    rows.joined.push_back(text);
    rows.offsets.push_back(row.offset);
  }
  return rows;
}

Rows RowsOf(const std::string& text, std::size_t width) {
  return RowsOf(std::make_unique<MemoryBytes>(text), width);
}

TEST(SplitCsv, KeepsEmptyFields) {
  EXPECT_THAT(Split("a,,b,"), ElementsAre("a", "", "b", ""));
  EXPECT_THAT(Split(","), ElementsAre("", ""));
  EXPECT_THAT(Split(""), ElementsAre(""));
}

// The examples of RFC 4180 §2.
TEST(SplitCsv, TakesQuotesOffAndMakesDoubledOnesSingle) {
  EXPECT_THAT(Split(R"("aaa","b,bb",ccc)"), ElementsAre("aaa", "b,bb", "ccc"));
  EXPECT_THAT(Split(R"("aaa","b""bb","ccc")"), ElementsAre("aaa", "b\"bb", "ccc"));
  EXPECT_THAT(Split(R"("","""","a""""b""")"), ElementsAre("", "\"", "a\"\"b\""));
}

TEST(SplitCsv, QuoteInsideAnUnquotedFieldIsOrdinary) {
  EXPECT_THAT(Split(R"(MS "ELLA",x)"), ElementsAre("MS \"ELLA\"", "x"));
}

TEST(SplitCsv, TextBehindAClosingQuoteIsBroken) {
  EXPECT_THAT(Split(R"("a"b,c)"), ElementsAre("broken"));
  EXPECT_THAT(Split(R"("a" ,c)"), ElementsAre("a", "c"));
}

TEST(SplitCsv, RefusesEndlessRows) {
  EXPECT_EQ(Split(std::string(kMaxCsvFields - 1, ',')).size(), kMaxCsvFields);
  EXPECT_THAT(Split(std::string(kMaxCsvFields, ',')), ElementsAre("broken"));
}

TEST(DetectSeparator, TakesTheMostFrequentOutsideQuotes) {
  EXPECT_EQ(DetectSeparator("mmsi,lat,lon"), ',');
  EXPECT_EQ(DetectSeparator("mmsi;lat;lon"), ';');
  EXPECT_EQ(DetectSeparator("mmsi\tlat\tlon, degrees"), '\t');
  EXPECT_EQ(DetectSeparator(R"("a,b,c,d";e;f)"), ';');
  EXPECT_EQ(DetectSeparator("mmsi|lat|lon"), '|');
  EXPECT_EQ(DetectSeparator("alone"), ',');
}

TEST(CsvTokenizer, SkipsBlankLinesAndGivesOffsets) {
  const auto rows = RowsOf("a,b\r\n\r\n  \nc,d", 2);
  EXPECT_THAT(rows.joined, ElementsAre("a|b|", "c|d|"));
  EXPECT_THAT(rows.offsets, ElementsAre(0, 10));
}

TEST(CsvTokenizer, QuotedFieldMayHoldLineEnds) {
  const auto rows = RowsOf("1,\"two\nlines\",x\n2,b,y\n", 3);
  EXPECT_THAT(rows.joined, ElementsAre("1|two\nlines|x|", "2|b|y|"));
  EXPECT_THAT(rows.offsets, ElementsAre(0, 16));
}

TEST(CsvTokenizer, StrayQuoteCostsOneRow) {
  const auto rows = RowsOf("1,\"HERMES,x\n2,b,y\n3,c,z\n4,d,w\n", 3);
  EXPECT_THAT(rows.joined, ElementsAre("<broken>", "2|b|y|", "3|c|z|", "4|d|w|"));
  EXPECT_THAT(rows.offsets, ElementsAre(0, 12, 18, 24));
}

TEST(CsvTokenizer, TwoStrayQuotesCostTwoRows) {
  const auto rows = RowsOf("1,\"A,x\n2,\"B,y\n3,c,z\n", 3);
  EXPECT_THAT(rows.joined, ElementsAre("<broken>", "<broken>", "3|c|z|"));
}

TEST(CsvTokenizer, StrayQuoteInTheLastRowEnds) {
  EXPECT_THAT(RowsOf("1,\"A,x", 3).joined, ElementsAre("<broken>"));
  EXPECT_THAT(RowsOf("", 3).joined, IsEmpty());
}

TEST(CsvTokenizer, LongLinesAreMarked) {
  const std::string text = "a,b\n" + std::string(100'000, 'x') + "\n\"" + std::string(60'000, 'y') +
                           "\n" + std::string(60'000, 'z') + "\",1\nc,d\n";
  EXPECT_THAT(RowsOf(text, 2).joined, ElementsAre("a|b|", "<long>", "<broken>",
                                                  std::string(60'000, 'z') + "\"|1|", "c|d|"));
}

TEST(CsvTokenizer, ChunksDoNotChangeTheRows) {
  std::string text;
  for (int i = 0; i < 300; ++i) {
    text += std::to_string(i) + (i % 7 == 0 ? ",\"two\r\nlines\",x\r\n" : ",\"o\"\"ne\",x\n");
    if (i % 11 == 0) text += "9,\"stray,x\n";
  }
  const auto whole = RowsOf(text, 3);
  EXPECT_EQ(whole.joined.size(), 328U);
  for (const std::size_t largest : {1UL, 3UL, 50UL, 1000UL}) {
    EXPECT_EQ(RowsOf(InPieces(text, largest, largest), 3).joined, whole.joined) << largest;
  }
}

}  // namespace
}  // namespace pelorus
