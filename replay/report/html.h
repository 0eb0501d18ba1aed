#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace pelorus {

/// Appends `text` so that HTML and SVG show it as it is.
void AppendEscaped(std::string& out, std::string_view text);

/// `text` as AppendEscaped writes it.
std::string Escaped(std::string_view text);

/// Appends a paragraph of `text`, of class `css` unless that is empty.
void AppendParagraph(std::string& out, std::string_view text, std::string_view css = "");

/// Opens a table with a caption and a row of column heads; the rows follow, then AppendTableEnd.
void AppendTableHead(std::string& out, std::string_view caption,
                     std::initializer_list<std::string_view> heads);

/// Appends a cell of a table: of words, of a number (set right), or the head of its row.
void AppendCell(std::string& out, std::string_view text);
void AppendNumberCell(std::string& out, std::string_view text);
void AppendHeadCell(std::string& out, std::string_view text);

/// Closes what AppendTableHead opened.
void AppendTableEnd(std::string& out);

}  // namespace pelorus
