#include <gmock/gmock.h>

#include "replay/cli/arguments.h"
#include "replay/cli/progress.h"

namespace pelorus {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::variant<Invocation, NotACommand> Parse(std::vector<const char*> words) {
  words.insert(words.begin(), "pelorus");
  return ParseArguments(static_cast<int>(words.size()), words.data());
}

NotACommand Refused(const std::vector<const char*>& words) {
  const auto parsed = Parse(words);
  const auto* refused = std::get_if<NotACommand>(&parsed);
  return refused != nullptr ? *refused : NotACommand{"accepted", -1};
}

TEST(Arguments, ReplayIsReadAsTheInterfaceSays) {
  const auto parsed =
      Parse({"replay", "b.nmea", "csv@a.csv", "--out", "dir", "--region", "32,8,62,31", "--from",
             "2016-01-12T13:02:11.218Z", "--to", "1452610000", "--speed", "60", "--updates",
             "--threads", "2", "--config", "run.toml", "--quiet"});
  const Invocation& invocation = std::get<Invocation>(parsed);
  const auto& replay = std::get<ReplayArguments>(invocation.command);
  EXPECT_THAT(replay.inputs, ElementsAre("b.nmea", "csv@a.csv"));
  EXPECT_EQ(replay.out, "dir");
  EXPECT_EQ(replay.region, RedSeaRegion());
  EXPECT_EQ(FormatIso8601(*replay.from), "2016-01-12T13:02:11.218Z");
  EXPECT_EQ(*replay.to, TimeFromUnix(1'452'610'000));
  EXPECT_EQ(replay.speed, 60.0);
  EXPECT_TRUE(replay.updates);
  EXPECT_FALSE(replay.force);
  EXPECT_EQ(invocation.common.threads, 2);
  EXPECT_EQ(invocation.common.config, "run.toml");
  EXPECT_TRUE(invocation.common.quiet);
}

TEST(Arguments, OptionsMayStandBeforeTheInputs) {
  const auto parsed = Parse({"replay", "--updates", "--out", "dir", "--speed", "max", "a", "b"});
  const auto& replay = std::get<ReplayArguments>(std::get<Invocation>(parsed).command);
  EXPECT_THAT(replay.inputs, ElementsAre("a", "b"));
  EXPECT_EQ(replay.speed, std::nullopt);
}

TEST(Arguments, EvaluateTakesTruthsAndEventsInOrder) {
  const auto parsed = Parse({"evaluate", "--truth", "t1", "--events", "e1", "--truth", "t2",
                             "--events", "e2", "--format", "json", "--json", "f"});
  const auto& evaluate = std::get<EvaluateArguments>(std::get<Invocation>(parsed).command);
  EXPECT_THAT(evaluate.truths, ElementsAre("t1", "t2"));
  EXPECT_THAT(evaluate.events, ElementsAre("e1", "e2"));
  EXPECT_EQ(evaluate.format, EvaluationFormat::kJson);
  EXPECT_EQ(evaluate.json, "f");
  EXPECT_EQ(Refused({"evaluate", "--truth", "t1"}).exit_code, 2);
}

TEST(Arguments, DecodeTakesHowFramesAreJudged) {
  const auto parsed = Parse({"decode", "a.beast", "--reference", "-33.9,151.2", "--start",
                             "1522782148.136310917", "--accept-checked-frames", "--trust-addresses",
                             "--max-bit-errors", "2", "--beast-clock", "gps"});
  const auto& decode = std::get<DecodeArguments>(std::get<Invocation>(parsed).command);
  const modes::AircraftOptions& aircraft = decode.aircraft;
  EXPECT_EQ(aircraft.decoder.reference, GeoPoint::FromDegrees(-33.9, 151.2));
  EXPECT_EQ(aircraft.start, TimeFromUnix(1'522'782'148, 136'310'917));
  EXPECT_TRUE(aircraft.decoder.accept_checked_frames);
  EXPECT_TRUE(aircraft.decoder.trust_addresses);
  EXPECT_EQ(aircraft.decoder.max_bit_errors, 2);
  EXPECT_EQ(aircraft.clock, modes::ClockKind::kGps);
}

TEST(Arguments, FramesAreJudgedAsTheManualSaysWhereNothingElseIs) {
  const auto parsed = Parse({"info", "a.beast", "--start", "2018-04-03"});
  const auto& info = std::get<InfoArguments>(std::get<Invocation>(parsed).command);
  EXPECT_EQ(info.aircraft.decoder.max_bit_errors, 1);
  EXPECT_FALSE(info.aircraft.decoder.trust_addresses);
  EXPECT_FALSE(info.aircraft.decoder.accept_checked_frames);
  EXPECT_EQ(info.aircraft.decoder.reference, std::nullopt);
  EXPECT_EQ(info.aircraft.start, ParseIso8601("2018-04-03"));
}

TEST(Arguments, WrongUsageIsOneLineAndExitTwo) {
  const std::vector<std::vector<const char*>> wrong = {
      {},
      {"sail"},
      {"replay"},
      {"replay", "a"},
      {"replay", "a", "--out"},
      {"replay", "a", "--out", "d", "--region", "atlantis"},
      {"replay", "a", "--out", "d", "--region", "1,2,3"},
      {"replay", "a", "--out", "d", "--from", "yesterday"},
      {"replay", "a", "--out", "d", "--speed", "0"},
      {"replay", "a", "--out", "d", "--start", "soon"},
      {"decode", "a", "--reference", "12"},
      {"decode", "a", "--reference", "91,0"},
      {"decode", "a", "--reference", "1,2,3"},
      {"decode", "a", "--reference", "north,2"},
      {"decode", "a", "--max-bit-errors", "3"},
      {"decode", "a", "--max-bit-errors", "-1"},
      {"decode", "a", "--beast-clock", "sundial"},
      {"replay", "a", "--out", "d", "--speed", "fast"},
      {"replay", "a", "--out", "d", "--threads", "0"},
      {"replay", "a", "--out", "d", "--nonsense"},
      {"decode", "a", "--format", "xml"},
      {"info"}};
  for (const auto& words : wrong) {
    const NotACommand refused = Refused(words);
    EXPECT_EQ(refused.exit_code, 2) << refused.text;
    EXPECT_EQ(refused.text.find('\n'), std::string::npos) << refused.text;
    EXPECT_GT(refused.text.size(), 10U);
  }
  EXPECT_THAT(Refused(wrong[5]).text, HasSubstr("atlantis"));
}

TEST(Arguments, HelpAndVersionAreNoErrors) {
  EXPECT_EQ(Refused({"--version"}).exit_code, 0);
  EXPECT_THAT(Refused({"--version"}).text, HasSubstr("pelorus "));
  EXPECT_EQ(Refused({"--help"}).exit_code, 0);
  EXPECT_THAT(Refused({"replay", "--help"}).text, HasSubstr("--region"));
  EXPECT_EQ(Refused({"replay", "--help"}).exit_code, 0);
}

TEST(ProgressText, ShowsShareRateAndTimeLeft) {
  const std::string text = ProgressText({50'000'000, 200'000'000}, 5.0, "2016-01-12", 79);
  EXPECT_EQ(text, "[######                  ]  25 %  10.0 MB/s  0:15 left  2016-01-12");
}

TEST(ProgressText, FitsTheWidthAndDoesWithoutASize) {
  EXPECT_EQ(ProgressText({50'000'000, 0}, 5.0, "note", 79), "10.0 MB/s  note");
  EXPECT_EQ(ProgressText({1, 2}, 5.0, std::string(200, 'x'), 79).size(), 79U);
}

}  // namespace
}  // namespace pelorus
