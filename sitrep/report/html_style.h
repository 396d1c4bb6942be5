#pragma once

#include <string_view>

/// What the HTML report looks like and does: the only style and script that its policy lets run.
namespace sitrep {

inline constexpr std::string_view html_style = R"css(
:root { color-scheme: light dark; --ink: #1b1b1b; --dim: #5a5a5a; --paper: #fff; --edge: #d5d5d5;
  --raised: #f5f5f3; --link: #0b4f9e; --mark: #ffe58a; --here: #ffb347; --warn: #8a3b00;
  --q0: #2f7d4f; --q1: #7fbf95; --q2: #e0a15a; --q3: #b03a2e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e6e3; --dim: #a5a19b; --paper: #16181a;
  --edge: #3a3d40; --raised: #202326; --link: #8ab8f0; --mark: #5c4d12; --here: #9a5b00;
  --warn: #f0a868; --q0: #5fb884; --q1: #3f7a56; --q2: #a8702c; --q3: #e0705f; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 1rem; background: var(--paper);
  color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; margin: 0 0 .3rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; border-bottom: 2px solid var(--edge); }
h3 { font-size: 1rem; margin: 1.2rem 0 .4rem; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
nav ul { display: flex; flex-wrap: wrap; gap: .2rem 1rem; list-style: none; padding: 0; }
.dim, cite { color: var(--dim); font-style: normal; font-size: .9rem; }
.warn { color: var(--warn); }
.code { font: .8rem/1.4 ui-monospace, monospace; color: var(--dim); }
details { border: 1px solid var(--edge); border-radius: .4rem; margin: .4rem 0;
  background: var(--raised); }
summary { cursor: pointer; padding: .5rem .7rem; }
summary p { margin: .2rem 0 0; }
details > :not(summary) { margin-left: .7rem; margin-right: .7rem; }
blockquote { margin: .6rem .7rem; padding: .2rem 0 .2rem .8rem;
  border-left: 3px solid var(--edge); }
blockquote p { margin: .2rem 0; }
blockquote.reader, .comment { border-left: 3px dotted var(--warn); padding-left: .8rem; }
mark { background: var(--mark); color: inherit; }
mark:target, mark.here { background: var(--here); outline: 2px solid var(--here); }
table { border-collapse: collapse; margin: .5rem 0; font-size: .9rem; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .25rem .5rem;
  border-bottom: 1px solid var(--edge); }
td.n, th.n { text-align: right; }
details > table { width: calc(100% - 1.4rem); }
.differ { color: var(--warn); font-weight: 600; }
svg { display: block; width: 100%; min-width: 6rem; height: 1rem; }
svg .q0 { fill: var(--q0); } svg .q1 { fill: var(--q1); }
svg .q2 { fill: var(--q2); } svg .q3 { fill: var(--q3); }
form { display: none; flex-wrap: wrap; gap: .5rem; padding: .7rem; margin: .7rem 0;
  border: 1px solid var(--edge); border-radius: .4rem; }
.scripted form { display: flex; }
label { display: flex; flex-direction: column; font-size: .85rem; color: var(--dim); }
input, select, button { font: inherit; padding: .3rem; max-width: 100%; color: var(--ink);
  background: var(--paper); border: 1px solid var(--edge); border-radius: .3rem; }
.page p, .page h4 { white-space: pre-line; margin: .5rem 0; }
.page .caption { font-style: italic; }
.page .furniture { color: var(--dim); font-size: .85rem; }
[hidden] { display: none; }
@media (max-width: 40rem) { body { padding: .6rem; } label { flex: 1 1 9rem; }
  table.fields, table.fields tbody, table.fields tr, table.fields td { display: block; }
  table.fields thead { display: none; } table.fields td { border: 0; padding: .1rem .5rem; }
  table.fields tr { border-bottom: 1px solid var(--edge); padding: .3rem 0; }
  .scroll { overflow-x: auto; } }
@media print { body { max-width: none; font-size: 10pt; } nav, form { display: none !important; }
  details { border: 0; background: none; break-inside: avoid; } .pages { display: none; }
  a { color: inherit; text-decoration: none; } }
)css";

inline constexpr std::string_view html_script = R"js(
'use strict';
document.documentElement.classList.add('scripted');
const form = document.getElementById('filters');
const rows = Array.from(document.querySelectorAll('details.event'));
const shown = document.getElementById('shown');
function filter() {
  const asked = Object.fromEntries(new FormData(form));
  const words = asked.words.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const row of rows) {
    const is = row.dataset, text = words.length ? row.textContent.toLowerCase() : '';
    const fits = (!asked.standing || is.standing === asked.standing) &&
      (!asked.type || is.type === asked.type) &&
      (!asked.outlet || is.outlets.split('\n').includes(asked.outlet)) &&
      (!asked.country || is.countries.split(' ').includes(asked.country)) &&
      (!asked.from || is.day >= asked.from) &&
      (!asked.to || (is.day && is.day.slice(0, 10) <= asked.to)) &&
      words.every(word => text.includes(word));
    row.hidden = !fits;
    count += fits;
  }
  for (const section of document.querySelectorAll('section.standing'))
    section.hidden = !section.querySelector('details.event:not([hidden])');
  shown.textContent = count + ' of ' + rows.length + ' events';
}
form.addEventListener('input', filter);
form.addEventListener('submit', event => event.preventDefault());
form.addEventListener('reset', () => setTimeout(filter));
filter();
function open_target() {
  const target = document.getElementById(location.hash.slice(1));
  document.querySelectorAll('mark.here').forEach(mark => mark.classList.remove('here'));
  if (!target) return;
  for (let at = target; at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true;
  if (target.tagName === 'MARK') { target.classList.add('here'); target.focus(); }
  target.scrollIntoView({block: 'center'});
}
addEventListener('hashchange', open_target);
open_target();
let closed = [];
addEventListener('beforeprint', () => {
  closed = rows.filter(row => !row.open);
  for (const row of closed) row.open = true;
});
addEventListener('afterprint', () => { for (const row of closed) row.open = false; });
)js";

}  // namespace sitrep
