#include "replay/live/piece_queue.h"

#include <gtest/gtest.h>

namespace pelorus {
namespace {

Piece Bytes(std::size_t source, std::string text, int at_ms, std::uint64_t sender = 0) {
  return {Piece::Kind::kBytes, source, Time(std::chrono::milliseconds(at_ms)), sender,
          std::move(text)};
}

std::vector<Piece> TakeFrom(PieceQueue& queue) {
  std::vector<Piece> out;
  queue.TakeAll(out, std::chrono::milliseconds(0));
  return out;
}

TEST(PieceQueue, JoinsWhatOneSenderSaysAtOnce) {
  PieceQueue queue(1000);
  queue.Push(Bytes(0, "a\n", 0));
  queue.Push(Bytes(0, "b\n", 5));
  queue.Push(Bytes(0, "c\n", 6, 7));  // another sender
  queue.Push(Bytes(1, "d\n", 6));
  queue.Push(Bytes(1, "e\n", 30));  // later
  const std::vector<Piece> pieces = TakeFrom(queue);
  ASSERT_EQ(pieces.size(), 4U);
  EXPECT_EQ(pieces[0].bytes, "a\nb\n");
  EXPECT_EQ(pieces[0].received_at, Time{});
}

TEST(PieceQueue, DropsTheOldestAndCountsItsLines) {
  PieceQueue queue(10);
  queue.Push(Bytes(0, "1\n2\n", 0));
  queue.Push({Piece::Kind::kEnd, 1, Time{}, 0, {}});
  queue.Push(Bytes(0, "3456789\n", 100));
  const auto counts = queue.counts();
  EXPECT_EQ(counts.dropped_lines, 2U);
  EXPECT_EQ(counts.dropped_bytes, 4U);
  EXPECT_EQ(counts.bytes, 8U);
  const std::vector<Piece> pieces = TakeFrom(queue);
  ASSERT_EQ(pieces.size(), 2U);  // that a source ended is never dropped
  EXPECT_EQ(pieces[0].kind, Piece::Kind::kEnd);
  EXPECT_EQ(pieces[1].bytes, "3456789\n");
}

TEST(PieceQueue, AFileWaitsForRoom) {
  PieceQueue queue(10);
  queue.Push(Bytes(0, "12345678\n", 0));
  Piece more = Bytes(1, "abc\n", 0);
  EXPECT_FALSE(queue.PushWhenRoom(more, std::chrono::milliseconds(1)));
  EXPECT_EQ(more.bytes, "abc\n");
  TakeFrom(queue);
  EXPECT_TRUE(queue.PushWhenRoom(more, std::chrono::milliseconds(1)));
  EXPECT_EQ(queue.counts().dropped_bytes, 0U);
}

}  // namespace
}  // namespace pelorus
