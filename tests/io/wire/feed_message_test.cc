#include "io/wire/feed_message.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/io/feed/feed_world.h"

namespace pelorus::feed {
namespace {

TEST(FeedMessage, AHeaderComesBack) {
  const Header header{1, 1'795'477'384'568'542'615, 77, 5, 1'795'477'384'568'542'616, true};
  const auto back = DecodeHeader(Encode(header));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->schema_major, 1U);
  EXPECT_EQ(back->stream_epoch, header.stream_epoch);
  EXPECT_EQ(back->sequence, 77U);
  EXPECT_EQ(back->topic_sequence, 5U);
  EXPECT_EQ(back->published_ns, header.published_ns);
  EXPECT_TRUE(back->replay);
}

TEST(FeedMessage, FieldsHaveTheNumbersOfTheSchema) {
  // Tag bytes are number << 3 | wire type, by the encoding guide of protocol buffers: field 1 and 3
  // as varints.
  Header header;
  header.sequence = 300;
  EXPECT_EQ(Encode(header), std::string("\x08\x01\x18\xAC\x02"));
}

TEST(FeedMessage, ATrackThatEndedKeepsTheRest) {
  const std::string bytes = Encode(Update(244123456, 1000.25));
  const auto track = DecodeTrack(Ended(bytes));
  ASSERT_TRUE(track);
  EXPECT_EQ(track->state, TrackState::kEnded);
  EXPECT_EQ(track->track, "mmsi:244123456.1");
  EXPECT_EQ(track->time, Time(FromSeconds(1000.25)));
  EXPECT_FALSE(track->altitude_ft);
}

TEST(FeedMessage, AnEventCarriesItsWholeLine) {
  Event event;
  event.kind = EventKind::kRendezvous;
  event.id = "abc";
  event.start = Time(FromSeconds(100));
  event.at = GeoPoint::Degrees(40.5, 50.5);
  event.participants.push_back({TargetKey::Of(Mmsi(244123456)), {}});
  event.participants.push_back({TargetKey::Of(Mmsi(244123457)), {}});
  const std::string bytes = Encode(event, {"input"});
  const auto note = DecodeEvent(bytes);
  ASSERT_TRUE(note);
  EXPECT_EQ(note->id, "abc");
  EXPECT_EQ(note->kind, "rendezvous");
  EXPECT_THAT(note->participants, ::testing::ElementsAre("mmsi:244123456", "mmsi:244123457"));
  EXPECT_DOUBLE_EQ(note->probability, 0.5);  // log odds of 0
  const std::size_t json = bytes.find("{\"id\"");
  ASSERT_NE(json, std::string::npos);
  EXPECT_EQ(nlohmann::json::parse(bytes.substr(json))["kind"], "rendezvous");
}

TEST(FeedMessage, WhatIsNoMessageIsNothing) {
  for (const char* bytes : {"\xff\xff\xff", "\x0a\x7f", "\x08"}) {
    EXPECT_FALSE(DecodeHeader(bytes));
    EXPECT_FALSE(DecodeTrack(bytes));
    EXPECT_FALSE(DecodeEvent(bytes));
    EXPECT_FALSE(DecodeHeartbeat(bytes));
  }
}

}  // namespace
}  // namespace pelorus::feed
