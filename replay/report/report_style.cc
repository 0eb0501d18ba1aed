#include "replay/report/report_style.h"

namespace pelorus {
namespace {

/// By day, and where people prefer the dark, by night.
constexpr std::string_view kColors = R"css(
:root{--paper:#fff;--ink:#1a2530;--soft:#5a6a78;--line:#d5dde3;--sea:#e3eef5;--land:#d9d3c4;
--shore:#9c9583;--track:#4a7a9d;--dark:#b3261e;--meet:#8a4fbf;--other:#c77700;--quiet:#7d8b97;
--area:#b3261e22;--unknown:#eceff1;--own0:#0b5c97;--own1:#8a4fbf;--own2:#2e7d32}
@media (prefers-color-scheme:dark){:root{--paper:#12181e;--ink:#e4eaef;--soft:#9fb0bd;
--line:#2e3a45;--sea:#17232d;--land:#2c2f2b;--shore:#6b6d63;--track:#6aa5cf;--dark:#ff7a70;
--meet:#c79bff;--other:#ffb547;--quiet:#8798a5;--area:#ff7a7028;--unknown:#1d242b;--own0:#6fb7ee;--own1:#c79bff;
--own2:#7ccf80}}
)css";

constexpr std::string_view kPage = R"css(
*{box-sizing:border-box}
body{margin:0 auto;max-width:78rem;padding:1rem;background:var(--paper);color:var(--ink);
font:16px/1.5 system-ui,sans-serif}
h1{font-size:1.7rem;margin:.2rem 0}h2{font-size:1.3rem;margin-top:2rem}h3{font-size:1.1rem;margin:0}
a{color:inherit}a:focus-visible,button:focus-visible,input:focus-visible{outline:3px solid var(--own0)}
.soft,.refs,caption{color:var(--soft)}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem}
svg{display:block;width:100%;height:auto;margin:.6rem 0;border:1px solid var(--line)}
svg text{fill:var(--soft);font:11px system-ui,sans-serif}
article,footer,header,main>section{max-width:62rem}.first{display:grid;gap:1.2rem}
.first h2{margin-top:0}
@media (min-width:62rem){.first{grid-template-columns:minmax(0,1fr) minmax(0,1fr);align-items:start}
.first .findings{max-height:76vh;overflow-y:auto}}
.first>div>svg{max-height:82vh;border:0}
)css";

constexpr std::string_view kPictures = R"css(
.sea{fill:var(--sea)}.unknown{fill:var(--unknown)}.land{fill:var(--land);stroke:var(--shore);stroke-width:.6}
.grid path{stroke:var(--line);stroke-width:.6;fill:none}.scale path{stroke:var(--ink);fill:none}
.track{fill:none;stroke:var(--track);stroke-width:.8;opacity:.55}
.own{fill:none;stroke-width:1.8}.own0{stroke:var(--own0)}.own1{stroke:var(--own1)}
.own2{stroke:var(--own2)}
.silent{fill:none;stroke:var(--dark);stroke-width:1.6;stroke-dasharray:6 4}
.possible{fill:var(--area);stroke:var(--dark);stroke-width:.8}
.end{fill:var(--paper);stroke:var(--dark);stroke-width:2}.claimed{fill:var(--other)}
.mark{fill:var(--other);stroke:var(--paper)}
circle.event{stroke:var(--paper);stroke-width:1;fill:var(--other)}
circle.dark_transit,circle.transponder_gap{fill:var(--dark)}
circle.rendezvous,circle.air_sea_rendezvous{fill:var(--meet)}circle.silence{fill:var(--quiet)}
svg text.place,svg text.number{fill:var(--ink);font-weight:600}
.during{fill:var(--area)}.heard{fill:var(--own0)}
.expected{fill:none;stroke:var(--dark);stroke-dasharray:4 3}
.heard0{fill:#d73027;background:#d73027}.heard1{fill:#fc8d59;background:#fc8d59}
.heard2{fill:#fee090;background:#fee090}.heard3{fill:#91bfdb;background:#91bfdb}
.heard4{fill:#4575b4;background:#4575b4}path[class^=heard]{fill-opacity:.75}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:.3rem 1rem;padding:0;font-size:.9rem}
.swatch{display:inline-block;width:1.1rem;height:.8rem;margin-right:.35rem}
.refs ul{list-style:none;padding:0}details{margin:1rem 0}summary{cursor:pointer}
)css";

constexpr std::string_view kText = R"css(
.findings{list-style:none;padding:0}.findings li{border-bottom:1px solid var(--line);padding:.45rem 0}
.tag{display:inline-block;min-width:1.9rem;text-align:center;border-radius:.9rem;color:var(--paper);
background:var(--other);font-size:.85rem;padding:.05rem .45rem}
.tag.dark_transit,.tag.transponder_gap{background:var(--dark)}.tag.silence{background:var(--quiet)}
.tag.rendezvous,.tag.air_sea_rendezvous{background:var(--meet)}
.probability{float:right;color:var(--soft);margin-left:1rem}
.filter{display:flex;flex-wrap:wrap;gap:.5rem;margin:.6rem 0}
.filter label{border:1px solid var(--line);border-radius:1rem;padding:.1rem .7rem;cursor:pointer}
article{border-top:2px solid var(--line);padding:1rem 0;content-visibility:auto;
contain-intrinsic-size:auto 70rem}
.finding{font-size:1.05rem}
table{border-collapse:collapse;width:100%;margin:.8rem 0;font-size:.92rem}
caption{text-align:left;padding:.2rem 0}
th,td{text-align:left;vertical-align:top;padding:.25rem .5rem;border-bottom:1px solid var(--line)}
.number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
tfoot td,tfoot th{font-weight:600}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;font-size:.92rem}
dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}code{font-size:.85em;overflow-wrap:anywhere}
.wide{overflow-x:auto}
@media (max-width:34rem){body{padding:.6rem}dl{grid-template-columns:1fr}dd{margin-bottom:.4rem}}
@media print{body{max-width:none;font-size:11px}article{break-before:page;content-visibility:visible}
.filter,.skip{display:none}a{text-decoration:none}.first .findings{max-height:none;overflow:visible}
.first>div>svg{max-height:14cm}details>:not(summary){display:none}tr,svg{break-inside:avoid}}
)css";

}  // namespace

std::string ReportCss() {
  std::string css;
  for (const std::string_view part : {kColors, kPage, kPictures, kText}) css += part;
  return css;
}

std::string_view ReportScript() {
  return R"js(
"use strict";
const boxes=[...document.querySelectorAll(".filter input")];
function apply(){
  const off=new Set(boxes.filter(b=>!b.checked).map(b=>b.value));
  for(const row of document.querySelectorAll(".findings li"))row.hidden=off.has(row.dataset.kind);
}
for(const box of boxes)box.addEventListener("change",apply);
apply();
)js";
}

}  // namespace pelorus
