#pragma once

#include <cmath>
#include <cstdint>
#include <iostream>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace pelorus::modes {

/// Counts fields of a recorded decode against ours, and keeps those that differ.
class FieldTally {
 public:
  /// Both have it, within `tolerance`, or neither has.
  template <class T>
  void Compare(const std::string& field, std::optional<double> recorded,
               const std::optional<T>& ours, double tolerance, const std::string& frame) {
    if (!recorded && !ours) return;
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();  // equals nothing
    const double theirs = recorded.value_or(kNone);
    const double mine = ours.has_value() ? static_cast<double>(*ours) : kNone;
    const bool equal = std::fabs(theirs - mine) <= tolerance;
    Note(field, equal, frame);
  }
  void CompareText(const std::string& field, const std::string& recorded, const std::string& ours,
                   const std::string& frame) {
    Note(field, recorded == ours, frame);
  }
  /// A field that the recording has wrong or that we withhold, and why.
  void Except(const std::string& reason) { ++exceptions_[reason]; }

  std::uint64_t compared() const { return compared_; }
  const std::vector<std::string>& differing() const { return differing_; }
  std::uint64_t exceptions(const std::string& reason) const {
    const auto found = exceptions_.find(reason);
    return found == exceptions_.end() ? 0 : found->second;
  }
  void Print(const std::string& what) const {
    std::cout << what << ": " << compared_ << " fields compared, " << compared_ - differing_.size()
              << " equal\n";
    for (const auto& [reason, count] : exceptions_) {
      std::cout << "  not compared, " << reason << ": " << count << '\n';
    }
  }

 private:
  void Note(const std::string& field, bool equal, const std::string& frame) {
    ++compared_;
    if (!equal) differing_.push_back(field + " of " + frame);
  }
  std::uint64_t compared_ = 0;
  std::vector<std::string> differing_;
  std::map<std::string, std::uint64_t> exceptions_;
};

}  // namespace pelorus::modes
