#include "replay/report/html.h"

namespace pelorus {
namespace {

void Wrapped(std::string& out, std::string_view open, std::string_view text,
             std::string_view close) {
  out += open;
  AppendEscaped(out, text);
  out += close;
}

}  // namespace

void AppendEscaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
}

std::string Escaped(std::string_view text) {
  std::string out;
  AppendEscaped(out, text);
  return out;
}

void AppendParagraph(std::string& out, std::string_view text, std::string_view css) {
  out += css.empty() ? "<p" : "<p class=\"";
  out += css;
  Wrapped(out, css.empty() ? ">" : "\">", text, "</p>");
}

void AppendTableHead(std::string& out, std::string_view caption,
                     std::initializer_list<std::string_view> heads) {
  Wrapped(out, "<div class=\"wide\"><table><caption>", caption, "</caption><thead><tr>");
  for (const std::string_view head : heads) Wrapped(out, "<th scope=\"col\">", head, "</th>");
  out += "</tr></thead><tbody>";
}

void AppendCell(std::string& out, std::string_view text) { Wrapped(out, "<td>", text, "</td>"); }

void AppendNumberCell(std::string& out, std::string_view text) {
  Wrapped(out, "<td class=\"number\">", text, "</td>");
}

void AppendHeadCell(std::string& out, std::string_view text) {
  Wrapped(out, "<th scope=\"row\">", text, "</th>");
}

void AppendTableEnd(std::string& out) { out += "</tbody></table></div>"; }

}  // namespace pelorus
