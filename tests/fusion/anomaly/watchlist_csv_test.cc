#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>

#include "io/tabular/watchlist_csv.h"
#include "tests/support/data_dir.h"

namespace pelorus {
namespace {

class TextBytes : public ByteSource {
 public:
  explicit TextBytes(std::string text) : text_(std::move(text)) {}
  std::size_t Read(char* data, std::size_t size) override {
    const std::size_t n = std::min(size, text_.size() - done_);
    std::copy_n(text_.data() + done_, n, data);
    done_ += n;
    return n;
  }

 private:
  std::string text_;
  std::size_t done_ = 0;
};

WatchlistRead Reads(const std::string& text) {
  return ReadWatchlist(std::make_unique<TextBytes>(text), "list");
}

TEST(WatchlistCsv, ReadsOpenSanctionsMaritime) {
  const WatchlistRead read = Reads(
      "type,caption,imo,risk,countries,flag,mmsi,id,url,datasets,aliases\n"
      "VESSEL,ALPHA STAR,IMO9074729,sanction,ir,pa,352001234,q-7,https://example.org,a;b,"
      "\"OLD ALPHA;ALFA, STAR\"\n"
      "ORGANIZATION,ALPHA LINES,,sanction,ir,,,q-8,,,\n");
  ASSERT_EQ(read.rows.size(), 1U);
  EXPECT_EQ(read.others, 1U);
  const WatchlistRow& row = read.rows.front();
  EXPECT_EQ(row.id, "q-7");
  EXPECT_EQ(row.caption, "ALPHA STAR");
  EXPECT_THAT(row.imo, testing::ElementsAre(9074729U));
  EXPECT_THAT(row.mmsi, testing::ElementsAre(352001234U));
  EXPECT_THAT(row.names, testing::ElementsAre("OLD ALPHA", "ALFA, STAR"));
}

TEST(WatchlistCsv, ReadsSdn) {
  const WatchlistRead read = Reads(
      "1,\"SOMEONE\",\"individual\",\"X\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n"
      "2,\"ALPHA STAR\",\"vessel\",\"IRAN\",-0- ,\"EPXY\",\"Crude Oil Tanker\",-0- ,-0- ,"
      "\"Panama\",-0- ,\"Vessel Year of Build 1996; Vessel Registration Identification IMO 9074729;"
      " MMSI 352001234 (vessel); a.k.a. 'OLD ALPHA'.\"\n"
      "3,\"EP-XYZ\",\"aircraft\",\"IRAN\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"
      "\"Aircraft Model A340; Aircraft Mode S Transponder Code 730C41; Aircraft Tail Number "
      "EP-XYZ.\"\n"
      "4,broken\n");
  ASSERT_EQ(read.rows.size(), 2U);
  EXPECT_EQ(read.others, 1U);
  EXPECT_EQ(read.broken, 1U);
  EXPECT_EQ(read.rows[0].id, "2");
  EXPECT_THAT(read.rows[0].imo, testing::ElementsAre(9074729U));
  EXPECT_THAT(read.rows[0].mmsi, testing::ElementsAre(352001234U));
  EXPECT_THAT(read.rows[0].names, testing::ElementsAre("OLD ALPHA"));
  EXPECT_THAT(read.rows[1].icao, testing::ElementsAre(0x730c41U));
  EXPECT_THAT(read.rows[1].registrations, testing::Contains("EP-XYZ"));
}

TEST(WatchlistCsv, RefusesWhatIsNoList) {
  EXPECT_THROW(Reads("lat,lon\n1,2\n"), InputError);
  EXPECT_THROW(Reads(""), InputError);
}

TEST(WatchlistCsv, ReadsAPublicCatalogueWhole) {
  PELORUS_REQUIRE_DATA(file, "events/reference/watchlist_vessels.csv");
  const WatchlistRead read = ReadWatchlist(OpenBytes(file->string()), "catalogue");
  EXPECT_EQ(read.rows.size() + read.nothing, 1414U);  // rows by PROVENANCE.md
  EXPECT_EQ(read.broken, 0U);
  const auto tracos = std::find_if(read.rows.begin(), read.rows.end(),
                                   [](const WatchlistRow& row) { return row.caption == "TRACOS"; });
  ASSERT_NE(tracos, read.rows.end());
  EXPECT_THAT(tracos->imo, testing::ElementsAre(9224453U));
  EXPECT_THAT(tracos->names, testing::Contains("Mercury I"));
}

}  // namespace
}  // namespace pelorus
