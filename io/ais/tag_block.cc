#include "io/ais/tag_block.h"

#include <cstring>

#include "io/ais/sentence.h"
#include "io/ais/stamp.h"

namespace pelorus::ais {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

std::size_t Find(std::string_view text, char c) {
  const std::size_t at = text.find(c);
  return at == std::string_view::npos ? text.size() : at;
}

/// Position of the colon behind a key, or the size of the field. Keys have few characters: a call
/// of memchr would cost more than the loop.
std::size_t FindColon(std::string_view field) {
  std::size_t at = 0;
  while (at < field.size() && field[at] != ':') ++at;
  return at;
}

/// `1-2-1234` → `1234`.
std::string_view GroupId(std::string_view value) {
  const std::size_t last = value.rfind('-');
  return last == std::string_view::npos ? std::string_view{} : value.substr(last + 1);
}

void ReadField(std::string_view key, std::string_view value, TagBlock& out) {
  if (key == "c") {
    out.received_at = ParseStampNumber(value);
    out.bad_time = !out.received_at;
  } else if (key == "s") {
    out.station = value;
  } else if (key == "t") {
    out.delivered_at = ParseStampNumber(value);
  } else if (key == "g") {
    out.group = GroupId(value);
  } else if (key == "si") {
    out.provider = value;
  } else if (key.size() == 3 && key[1] == 'G' && IsDigit(key[0]) && IsDigit(key[2])) {
    out.group = value;  // 1G2:0125
  }
}

void ReadFields(std::string_view text, TagBlock& out) {
  while (!text.empty()) {
    const std::size_t comma = Find(text, ',');
    const std::string_view field = text.substr(0, comma);
    const std::size_t colon = FindColon(field);
    if (colon < field.size()) ReadField(field.substr(0, colon), field.substr(colon + 1), out);
    text.remove_prefix(comma < text.size() ? comma + 1 : comma);
  }
}

void ReadBlock(std::string_view block, TagBlock& out) {
  const std::size_t star = block.rfind('*');
  if (star != std::string_view::npos) {
    std::string_view digits = block.substr(star + 1);
    block = block.substr(0, star);
    const auto sent = TakeHexByte(digits);
    if (!sent || *sent != XorOf(block)) out.damaged = true;
  }
  ReadFields(block, out);
}

}  // namespace

bool TakeTagBlocks(std::string_view& text, TagBlock& out) {
  bool any = false;
  while (!text.empty() && text[0] == '\\') {
    const std::size_t close = text.find('\\', 1);
    if (close == std::string_view::npos) {
      out.damaged = true;
      return any;
    }
    if (close > 1) ReadBlock(text.substr(1, close - 1), out);
    text.remove_prefix(close + 1);
    any = true;
  }
  return any;
}

}  // namespace pelorus::ais
