#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

namespace pelorus {

/// Answers two questions over HTTP: `/metrics`, in the text format of Prometheus (version 0.0.4),
/// and `/health`, 200 or 503 with the reason. One thread, one connection at a time, nothing else; a
/// client that does not speak is let go after a second.
class StatusServer {
 public:
  /// Listens on `HOST:PORT`, or on 127.0.0.1 where HOST is empty. Throws InputError, one line, when
  /// it cannot.
  explicit StatusServer(const std::string& address);
  ~StatusServer();
  StatusServer(const StatusServer&) = delete;
  StatusServer& operator=(const StatusServer&) = delete;

  /// What is answered from now on; `fault` empty: all is well.
  void Set(std::string metrics, std::string fault);

  /// The port that it listens on.
  std::uint16_t port() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// Collects numbers as Prometheus reads them.
class MetricsText {
 public:
  /// A metric that only grows, or one that goes up and down; `name` as `pelorus_records_total`.
  void Counter(const char* name, const char* help) { Head(name, help, "counter"); }
  void Gauge(const char* name, const char* help) { Head(name, help, "gauge"); }
  /// A value of the metric named last, with one label where `label` is not empty.
  void Value(double value, const std::string& label = {}, const std::string& is = {});

  std::string Take() { return std::move(text_); }

 private:
  void Head(const char* name, const char* help, const char* type);

  std::string text_;
  std::string name_;
};

}  // namespace pelorus
