// The agreed decodes of other decoders (data/ais/expected), field for field.
#include <gtest/gtest.h>

#include <cmath>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "tests/io/ais/recordings.h"
#include "tests/support/data_dir.h"

namespace pelorus::ais {
namespace {

using Json = nlohmann::json;

struct Tally {
  int compared = 0;
  int equal = 0;
  std::vector<std::string> different;
};

/// Their names for ours: type 4 has its date under the names of an arrival, type 24 its part as a
/// number, the rate of turn unscaled where it has no scale.
Json Ours(const Json& mine, const std::string& key) {
  const int type = mine["type"];
  const bool clock = type == 4 || type == 11;
  if (clock && key.rfind("eta_", 0) == 0) return mine.value(key.substr(4), Json());
  if (key == "turn") {
    return mine["rot_deg_min"].is_null() ? mine["rot_raw"] : mine["rot_deg_min"];
  }
  if (key == "part" && mine["part"].is_string()) return mine["part"] == "B" ? 1 : 0;
  if (type == 8 && (key == "lat" || key == "lon" || key == "accuracy" || key == "draught")) {
    return mine.contains("app") ? mine["app"].value(key, Json()) : Json();
  }
  return mine.value(key, Json());
}

/// True where their value is the code for "not available".
bool IsSentinel(const std::string& key, const Json& theirs, const Json& all) {
  if (!theirs.is_number()) return false;
  const double value = theirs;
  static const std::map<std::string, double> kCodes = {
      {"lat", 91},    {"lon", 181},     {"heading", 511},  {"cog", 360},
      {"draught", 0}, {"turn", -128},   {"imo", 0},        {"eta_month", 0},
      {"eta_day", 0}, {"eta_hour", 24}, {"eta_minute", 60}};
  if (key == "sog") return value == 102.3 || value == 1023;
  if (key == "second") return value >= 60;
  if ((key == "eta_hour" || key == "eta_minute") && all.value("type", 0) == 5) {
    const bool empty = all.value("eta_hour", 0) == 0 && all.value("eta_minute", 0) == 0 &&
                       all.value("eta_month", 0) == 0 && all.value("eta_day", 0) == 0;
    if (empty) return true;
  }
  const auto code = kCodes.find(key);
  return code != kCodes.end() && code->second == value;
}

double Tolerance(const std::string& key, int type) {
  if (key == "lat" || key == "lon") return 5.1e-7;   // theirs have six digits
  if (key == "turn") return 0.51;                    // some peers round it to whole degrees
  if (key == "draught" && type == 8) return 0.0501;  // theirs is cut to decimetres
  return 1e-9;
}

std::string Stripped(const std::string& text) {
  const auto from = text.find_first_not_of(' ');
  return from == std::string::npos ? "" : text.substr(from, text.find_last_not_of(' ') - from + 1);
}

bool Equal(const std::string& key, const Json& theirs, const Json& all, const Json& mine) {
  const Json ours = Ours(mine, key);
  if (IsSentinel(key, theirs, all)) return ours.is_null();
  if (theirs.is_string()) {
    if (!ours.is_string()) return false;
    const std::string text = Stripped(ours);
    if (key == "name" && mine["type"] == 21) return text.rfind(theirs.get<std::string>(), 0) == 0;
    return text == theirs;
  }
  if (ours.is_null()) return false;
  const double value = ours.is_boolean() ? (ours.get<bool>() ? 1.0 : 0.0) : ours.get<double>();
  return std::abs(value - theirs.get<double>()) <= Tolerance(key, mine["type"]);
}

/// Where the peers agree and are wrong: this type 25 of 72 bits is addressed and structured, so its
/// application identifier would stand at bits 70 to 85; they read zeros behind its end.
bool IsPeerFault(const std::string& key, const Json& line) {
  return line["nmea"][0] == "!AIVDM,1,1,,B,I=6`i>?bwgHD,0*11" && (key == "dac" || key == "fi");
}

void Compare(const Json& line, Tally& tally) {
  std::string text;
  for (const std::string sentence : line["nmea"]) text += sentence + "\n";
  const auto decoded = DecodeLines(text);
  const Json mine = decoded.size() == 1 ? Json::parse(decoded[0]) : Json();
  for (const auto& [key, theirs] : line["expect"].items()) {
    if (IsPeerFault(key, line)) continue;
    ++tally.compared;
    if (!mine.is_null() && Equal(key, theirs, line["expect"], mine)) {
      ++tally.equal;
    } else {
      tally.different.push_back(key + " " + theirs.dump() + " of " + line["nmea"].dump() + " is " +
                                (mine.is_null() ? "not decoded" : Ours(mine, key).dump()));
    }
  }
}

class Expected : public testing::TestWithParam<const char*> {};

TEST_P(Expected, EveryAgreedFieldIsReproduced) {
  const std::string name = std::string("ais/expected/") + GetParam() + ".jsonl.gz";
  PELORUS_REQUIRE_DATA(file, name);
  std::istringstream lines(Unpacked(file->string()));
  Tally tally;
  for (std::string line; std::getline(lines, line);) Compare(Json::parse(line), tally);
  std::cout << GetParam() << ": " << tally.compared << " fields compared, " << tally.equal
            << " equal\n";
  for (const auto& text : tally.different) ADD_FAILURE() << text;
  EXPECT_GT(tally.compared, 0);
}

INSTANTIATE_TEST_SUITE_P(Files, Expected,
                         testing::Values("dma-aislib-stream_example", "dma-multistation-20131112",
                                         "gpsd-sample", "kystverket-1000-tagblock-c",
                                         "panama-28736", "satellite-tagblock-20211101",
                                         "us-2007-sar-13k", "uscg-nais-20060715"));

}  // namespace
}  // namespace pelorus::ais
