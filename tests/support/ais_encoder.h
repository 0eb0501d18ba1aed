#pragma once

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace pelorus {

/// Bits in sending order, put together field by field: the inverse of what a decoder reads. Written
/// for tests without a look at the decoder's tables.
class AisBits {
 public:
  AisBits& Put(std::int64_t value, int width) {
    for (int i = width - 1; i >= 0; --i) bits_.push_back(((value >> i) & 1) != 0);
    return *this;
  }
  /// Six-bit text, filled up with `@`.
  AisBits& PutText(std::string_view text, int characters) {
    for (int i = 0; i < characters; ++i) {
      const auto at = static_cast<std::size_t>(i);
      const char c = at < text.size() ? text[at] : '@';
      Put(c >= 64 ? c - 64 : c, 6);
    }
    return *this;
  }
  std::size_t size() const { return bits_.size(); }

  /// The payload characters (IEC 61162-1), and how many bits were added to fill the last one.
  std::string Armored(int& fill_bits) const {
    std::vector<bool> bits = bits_;
    fill_bits = static_cast<int>((6 - bits.size() % 6) % 6);
    bits.resize(bits.size() + static_cast<std::size_t>(fill_bits));
    std::string text;
    for (std::size_t i = 0; i < bits.size(); i += 6) {
      int value = 0;
      for (std::size_t j = 0; j < 6; ++j) value = value * 2 + (bits[i + j] ? 1 : 0);
      text += static_cast<char>(value < 40 ? value + 48 : value + 56);
    }
    return text;
  }

 private:
  std::vector<bool> bits_;
};

/// `body` between `!` and `*` with its checksum: a whole sentence without line end.
inline std::string NmeaSentence(std::string_view body) {
  unsigned sum = 0;
  for (const char c : body) sum ^= static_cast<unsigned char>(c);
  char digits[4];
  std::snprintf(digits, sizeof digits, "%02X", sum & 0xFFu);
  return "!" + std::string(body) + "*" + digits;
}

/// One message as one sentence, or as several of at most `longest` payload characters.
inline std::vector<std::string> AisSentences(const AisBits& bits, char channel = 'A',
                                             int sequence = 1, std::size_t longest = 60) {
  int fill = 0;
  const std::string payload = bits.Armored(fill);
  const std::size_t count = payload.empty() ? 1 : (payload.size() + longest - 1) / longest;
  std::vector<std::string> sentences;
  for (std::size_t i = 0; i < count; ++i) {
    std::string body = "AIVDM," + std::to_string(count) + "," + std::to_string(i + 1) + ",";
    if (count > 1) body += std::to_string(sequence);
    body += std::string(",") + channel + "," + payload.substr(i * longest, longest) + ",";
    sentences.push_back(NmeaSentence(body + std::to_string(i + 1 == count ? fill : 0)));
  }
  return sentences;
}

/// All sentences of a message, each with its line end.
inline std::string AisText(const AisBits& bits) {
  std::string text;
  for (const auto& sentence : AisSentences(bits)) text += sentence + "\n";
  return text;
}

/// Type, repeat indicator and MMSI.
inline AisBits AisHeader(int type, std::uint32_t mmsi, int repeat = 0) {
  return AisBits().Put(type, 6).Put(repeat, 2).Put(mmsi, 30);
}

/// Fields of a class A position report (types 1 to 3), all "not available" unless set; in the
/// standard's steps.
struct AisPositionA {
  int type = 1;
  std::uint32_t mmsi = 244660000;
  int status = 15, rot = -128, sog = 1023, accuracy = 0;
  int lon = 181 * 600000, lat = 91 * 600000;
  int cog = 3600, heading = 511, second = 60, maneuver = 0, raim = 0, radio = 0;

  AisBits Bits() const {
    return AisHeader(type, mmsi)
        .Put(status, 4)
        .Put(rot, 8)
        .Put(sog, 10)
        .Put(accuracy, 1)
        .Put(lon, 28)
        .Put(lat, 27)
        .Put(cog, 12)
        .Put(heading, 9)
        .Put(second, 6)
        .Put(maneuver, 2)
        .Put(0, 3)
        .Put(raim, 1)
        .Put(radio, 19);
  }
};

/// Fields of a base station report (type 4 or 11).
struct AisClock {
  int type = 4;
  std::uint32_t mmsi = 2190047;
  int year = 0, month = 0, day = 0, hour = 24, minute = 60, second = 60;
  int lon = 181 * 600000, lat = 91 * 600000;

  AisBits Bits() const {
    return AisHeader(type, mmsi)
        .Put(year, 14)
        .Put(month, 4)
        .Put(day, 5)
        .Put(hour, 5)
        .Put(minute, 6)
        .Put(second, 6)
        .Put(0, 1)
        .Put(lon, 28)
        .Put(lat, 27)
        .Put(1, 4)
        .Put(0, 10)
        .Put(0, 1)
        .Put(0, 19);
  }
};

/// Fields of a class A static and voyage report (type 5).
struct AisStatic {
  std::uint32_t mmsi = 244660000;
  std::uint32_t imo = 0;
  std::string callsign, name, destination;
  int ship_type = 0, to_bow = 0, to_stern = 0, to_port = 0, to_starboard = 0;
  int month = 0, day = 0, hour = 24, minute = 60, draught = 0;

  AisBits Bits() const {
    return AisHeader(5, mmsi)
        .Put(0, 2)
        .Put(imo, 30)
        .PutText(callsign, 7)
        .PutText(name, 20)
        .Put(ship_type, 8)
        .Put(to_bow, 9)
        .Put(to_stern, 9)
        .Put(to_port, 6)
        .Put(to_starboard, 6)
        .Put(1, 4)
        .Put(month, 4)
        .Put(day, 5)
        .Put(hour, 5)
        .Put(minute, 6)
        .Put(draught, 8)
        .PutText(destination, 20)
        .Put(0, 1)
        .Put(0, 1);
  }
};

}  // namespace pelorus
