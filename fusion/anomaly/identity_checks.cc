#include "fusion/anomaly/identity_checks.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "fusion/anomaly/flag.h"

namespace pelorus {

bool IsImoNumber(std::uint32_t number) {
  if (number < 1'000'000 || number > 9'999'999) return false;
  std::uint32_t sum = 0;
  std::uint32_t rest = number / 10;
  for (std::uint32_t weight = 2; weight <= 7; ++weight, rest /= 10) sum += weight * (rest % 10);
  return sum % 10 == number % 10;
}

IdentityFaults FaultsOf(TargetKey key, const Identity& identity) {
  IdentityFaults faults;
  if (key.kind() == TargetKey::Kind::kMmsi) {
    const Mmsi mmsi(static_cast<std::uint32_t>(key.number() & 0xffffffffU));
    const MmsiKind kind = KindOf(mmsi);
    faults.unallocated_digits = kind != MmsiKind::kDistressDevice && FlagOf(mmsi).empty();
  }
  faults.imo_check_fails = identity.imo && !IsImoNumber(*identity.imo);
  return faults;
}

FixedText<34> Comparable(std::string_view name) {
  std::array<char, 34> kept{};
  std::size_t size = 0;
  for (const char c : name) {
    const bool small = c >= 'a' && c <= 'z';
    const bool wanted = small || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (wanted && size < kept.size()) kept[size++] = small ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return FixedText<34>(std::string_view(kept.data(), size));
}

double Likeness(std::string_view a, std::string_view b) {
  const FixedText<34> x = Comparable(a);
  const FixedText<34> y = Comparable(b);
  const std::size_t longer = std::max(x.view().size(), y.view().size());
  if (longer == 0) return 0.0;
  std::array<std::size_t, 35> row{};
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < x.view().size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < y.view().size(); ++j) {
      const std::size_t other = diagonal + (x.view()[i] == y.view()[j] ? 0U : 1U);
      diagonal = row[j + 1];
      row[j + 1] = std::min({other, diagonal + 1, row[j] + 1});
    }
  }
  return 1.0 - static_cast<double>(row[y.view().size()]) / static_cast<double>(longer);
}

}  // namespace pelorus
