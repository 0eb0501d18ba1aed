#include "io/modes/open_messages.h"

#include <gmock/gmock.h>

#include "io/modes/aircraft_reader.h"
#include "io/modes/message_csv.h"
#include "io/survey.h"
#include "tests/io/modes/frame_bytes.h"
#include "tests/io/read_reports.h"
#include "tests/support/data_dir.h"

namespace pelorus::modes {
namespace {

const char* const kRecording = "adsb/beast/ulss7-beast-bin-utc-1522782148.136310917.beast";
// [Sun2021] section 3.1.
constexpr const char* kIdentity = "8d4840d6202cc371c32ce0576098";

std::unique_ptr<MessageSource> Messages(const std::string& location,
                                        const AircraftOptions& options = {}) {
  return OpenMessages(OpenInput(InputSpec::Parse(location)), SourceId{0}, options);
}

AircraftReader Reader(std::string text, Format format) {
  return {
      OpenMessages({format, "-", std::make_unique<MemoryBytes>(std::move(text))}, SourceId{3}, {}),
      SourceId{3}};
}

std::uint64_t Of(const Counters& counters, std::size_t format) {
  return counters.messages[static_cast<std::size_t>(MessageKind::kDownlinkFormat0) + format];
}

TEST(OpenMessages, ARecordingGivesWhatItsDescriptionSays) {
  PELORUS_REQUIRE_DATA(file, kRecording);
  const auto messages = Messages(file->string());
  const Survey survey = SurveyOf(*messages);
  EXPECT_EQ(survey.counters.received, 13'954U);
  EXPECT_EQ(survey.counters.messages[static_cast<std::size_t>(MessageKind::kModeAc)], 5026U);
  EXPECT_EQ(survey.received->first, *ParseEpochSeconds("1522782148.136310917"));
  // Its SBS-1 decode ends at 19:03:29.022.
  EXPECT_EQ(FormatIso8601(survey.received->last).substr(0, 23), "2018-04-03T19:03:29.022");
  EXPECT_TRUE(survey.counters.Conserved());
}

TEST(OpenMessages, CountersOfADecodeBeginIn1970UnlessToldOtherwise) {
  PELORUS_REQUIRE_DATA(file, kRecording);
  AircraftOptions options;
  options.counter_start_by_name = false;
  EXPECT_EQ(Messages(file->string(), options)->Next()->t, Time{});
  options.start = ParseIso8601("2018-04-03T19:00:00Z");
  EXPECT_EQ(Messages(file->string(), options)->Next()->t, options.start);
}

TEST(AircraftReader, GivesReportsAndAccountsForEveryRecord) {
  PELORUS_REQUIRE_DATA(file, kRecording);
  const auto decoded = SurveyOf(*Messages(file->string()));
  AircraftReader reader(Messages(file->string()), SourceId{3});
  std::uint64_t positions = 0;
  std::uint64_t records = 0;
  std::uint64_t names = 0;
  for (ReportBatch batch; reader.Read(batch); batch.clear()) {
    for (const Report& report : batch) {
      records += From(report).records;
      EXPECT_EQ(From(report).raw.source, SourceId{3});
      if (PositionOf(report) != nullptr) ++positions;
      if (std::holds_alternative<StaticReport>(report)) ++names;
    }
  }
  EXPECT_EQ(positions, decoded.box.positions());
  EXPECT_GT(names, 5U);
  EXPECT_EQ(reader.counters().used, 5026U);  // Mode A/C gives no report
  Counters all = reader.counters();
  all.used += records;
  EXPECT_TRUE(all.Conserved());
  EXPECT_EQ(Of(all, 17), Of(decoded.counters, 17));
}

TEST(AircraftReader, AMessageWithoutTimeIsOfTheTimeOfTheOneBefore) {
  const std::string stamped = BeastFrame(12'000'000, 0x40, kIdentity);
  const std::string multilaterated = BeastFrame(0xFF004D4C4154, 0, kIdentity);
  AircraftReader reader = Reader(multilaterated + stamped + multilaterated, Format::kBeast);
  ReportBatch batch;
  ASSERT_TRUE(reader.Read(batch));
  std::vector<AircraftReport> reports;
  for (const Report& report : batch) {
    if (const auto* aircraft = std::get_if<AircraftReport>(&report)) reports.push_back(*aircraft);
  }
  ASSERT_EQ(reports.size(), 2U);
  EXPECT_EQ(reports[1].from.received_at, reports[0].from.received_at);
  EXPECT_EQ(reports[1].time_sigma, std::chrono::seconds(2));
  EXPECT_EQ(reader.counters().rejected[static_cast<std::size_t>(Reject::kNoTime)], 1U);
  EXPECT_FALSE(reader.Read(batch));
}

TEST(AircraftReader, InputsWithoutAnyTimeAreCountedAndGiveNothing) {
  AircraftReader reader = Reader(std::string("*") + kIdentity + ";\n", Format::kAvr);
  ReportBatch batch;
  EXPECT_FALSE(reader.Read(batch));
  EXPECT_EQ(reader.counters().rejected[static_cast<std::size_t>(Reject::kNoTime)], 1U);
  EXPECT_TRUE(reader.counters().Conserved());
}

/// Messages as rows of a table.
std::string Table(MessageSource& messages) {
  std::string text(kAircraftCsvHeader);
  while (const Message* message = messages.Next()) {
    AppendCsvRow(*message, messages.stations()[message->station.value()], text);
  }
  return text;
}

TEST(MessageCsv, ATableOfMessagesIsReadBackToTheSameTable) {
  PELORUS_REQUIRE_DATA(file, kRecording);
  const std::string table = Table(*Messages(file->string()));
  EXPECT_EQ(DetectFormat(table.substr(0, 1000), false), Format::kAircraftCsv);
  const auto again = OpenMessages(
      {Format::kAircraftCsv, "table", std::make_unique<MemoryBytes>(table)}, SourceId{0}, {});
  EXPECT_EQ(Table(*again), table);
  EXPECT_EQ(again->counters().rejected_total(), 0U);
  EXPECT_EQ(again->counters().received, 13'948U - 5026U);
}

TEST(MessageCsv, WritesWhatAMessageSaysAndNothingElse) {
  Message message;
  message.t = *ParseEpochSeconds("1522782148.5");
  message.address = 0x00ab12;
  message.non_icao = true;
  message.position = GeoPoint::FromDegrees(-1.25, 178.5);
  message.alt_baro_ft = -975;
  message.gs_kt = 0.125F;
  message.on_ground = true;
  message.squawk = 0755;
  message.category = 0xA3;
  std::string row;
  AppendCsvRow(message, "roof, \"A\"", row);
  EXPECT_EQ(
      row,
      "1522782148.5,~00ab12,-1.25,178.5,-975,,0.125,,,,1,,0755,A3,,,,,,,\"roof, \"\"A\"\"\",\n");
}

}  // namespace
}  // namespace pelorus::modes
