#include "io/tabular/json_objects.h"

#include <gmock/gmock.h>

#include "tests/io/memory_bytes.h"

namespace pelorus {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> ObjectsOf(std::unique_ptr<ByteSource> bytes) {
  constexpr const char* kWords[] = {"", "<broken>", "<long>", "<cut>"};
  JsonObjects objects(std::move(bytes));
  std::vector<std::string> all;
  for (JsonObjects::Object object; objects.Next(object);) {
    all.push_back(kWords[static_cast<int>(object.status)] + std::string(object.text));
  }
  return all;
}

std::vector<std::string> ObjectsOf(const std::string& text) {
  return ObjectsOf(std::make_unique<MemoryBytes>(text));
}

TEST(JsonObjects, ComeOneALineBackToBackOrInAnArray) {
  const auto expected = ElementsAre(R"({"a":1})", R"({"b":{"c":2}})", "{}");
  EXPECT_THAT(ObjectsOf("{\"a\":1}\n{\"b\":{\"c\":2}}\r\n{}\n"), expected);
  EXPECT_THAT(ObjectsOf(R"({"a":1}{"b":{"c":2}}{})"), expected);
  EXPECT_THAT(ObjectsOf(R"([{"a":1}, {"b":{"c":2}},{}])"), expected);
  EXPECT_THAT(ObjectsOf("\xef\xbb\xbf{\"a\":1}{\"b\":{\"c\":2}}{}"), expected);
}

TEST(JsonObjects, BracesAndEscapesInStringsDoNotCount) {
  const std::string text = R"({"name":"}{\"\\"})";
  EXPECT_THAT(ObjectsOf(text + text), ElementsAre(text, text));
}

TEST(JsonObjects, MayGoOverLines) {
  const std::string text = "{\n  \"a\": {\n    \"b\": 1\n  }\n}";
  EXPECT_THAT(ObjectsOf(text + "\n" + text), ElementsAre(text, text));
}

TEST(JsonObjects, ABrokenLineCostsItself) {
  EXPECT_THAT(ObjectsOf("{\"a\":\"cut in a str\n{\"b\":1}\n"),
              ElementsAre("<broken>", R"({"b":1})"));
  EXPECT_THAT(ObjectsOf("{\"a\":{\"cut\":1\n{\"b\":1}\n"), ElementsAre("<broken>", R"({"b":1})"));
  EXPECT_THAT(ObjectsOf("rubbish {\"x\":1}\n{\"b\":1}\n"), ElementsAre("<broken>", R"({"b":1})"));
  EXPECT_THAT(ObjectsOf("}\n{\"b\":1}"), ElementsAre("<broken>", R"({"b":1})"));
}

TEST(JsonObjects, DamageWithoutLineEndsIsLeftAtTheNextMessage) {
  const std::string good = R"({"MessageType":"X"})";
  EXPECT_THAT(ObjectsOf("?" + good + good), ElementsAre("<broken>", good, good));
}

TEST(JsonObjects, EndlessObjectsAreLeftWithBoundedMemory) {
  const std::string text = "{\"a\":[" + std::string(500'000, '1') + "]}\n{\"b\":1}\n";
  EXPECT_THAT(ObjectsOf(text), ElementsAre("<long>", R"({"b":1})"));
}

TEST(JsonObjects, TheEndInsideAnObjectIsACut) {
  EXPECT_THAT(ObjectsOf(R"({"a":1}{"b")"), ElementsAre(R"({"a":1})", "<cut>"));
  EXPECT_THAT(ObjectsOf(""), IsEmpty());
  EXPECT_THAT(ObjectsOf(" \n[ ]\n"), IsEmpty());
}

TEST(JsonObjects, OffsetsAreThoseOfTheBraces) {
  JsonObjects objects(std::make_unique<MemoryBytes>(" {}\n x\n{}"));
  JsonObjects::Object object;
  std::vector<std::uint64_t> offsets;
  while (objects.Next(object)) offsets.push_back(object.offset);
  EXPECT_THAT(offsets, ElementsAre(1, 5, 7));
}

TEST(JsonObjects, ChunksDoNotChangeTheObjects) {
  std::string text;
  for (int i = 0; i < 400; ++i) {
    text += "{\"i\":" + std::to_string(i) + ",\"s\":\"{\\\"\"}";
    if (i % 3 == 0) text += "\n";
    if (i % 17 == 0) text += "{\"broken\":\"\n";
    if (i % 23 == 0) text += "x{\"MessageType\":1}";
    // Behind damage, a start that stands further away than is looked for.
    if (i % 29 == 0) text += "x{" + std::string(11, ' ') + "\"MetaData\":1}";
  }
  const auto whole = ObjectsOf(text);
  EXPECT_GT(whole.size(), 400U);
  for (const std::size_t largest : {1UL, 2UL, 13UL, 900UL}) {
    EXPECT_EQ(ObjectsOf(InPieces(text, largest, largest)), whole) << largest;
  }
}

}  // namespace
}  // namespace pelorus
