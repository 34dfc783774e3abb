// The advice as a card: level by word, icon and colour; what to do first.

import { dial, dictionary, el, firstNumber, icon, list, numbers, paragraphs, plain, rich, words } from "./dom.js";
import { DATES, LEVELS } from "./words.js";

const CALLS = new Set(["EMERGENCY", "SAME_DAY"]);
const LABELLED = /^(Why|Whom to see|Also|Until help comes): ?(.*)$/;

/**
 * The card of a disposition, and before it (as paragraphs) what its text says before the advice. Every sentence of the
 * text is shown once; a field of the data is added only if the text does not say it. `here`: the patient's country is known.
 */
export function card(data, text, here) {
  const level = LEVELS[data.level] ? data.level : "INFO";
  const [title, symbol] = LEVELS[level];
  const action = words(data.action);
  const { lead, act, lines } = divide(text, action);
  const told = news(text);
  const net = list(data.safety_net).map(words).filter(Boolean);
  const reasons = list(data.reasons).map((reason) => words(reason).replace(/^you told me: /, "")).filter(told);
  const also = list(data.secondary).map((item) => words(dictionary(item).text)).filter(told);
  const meet = [words(data.who), words(data.when)].filter(Boolean);
  const dated = CALLS.has(level) ? [] : Object.entries(DATES).map(([key, name]) => [name, words(dictionary(data.dates)[key])]).filter(([, date]) => date && told(date));
  const node = el("article.card", { "aria-label": title, "data-level": level },
    el("h3.head", {}, icon(symbol), title),
    el("div.body", {},
      ...instruction(act, CALLS.has(level), here),
      ...lines.flatMap((line) => shown(line, net)),
      !text && meet.length > 0 && el("p", {}, meet.join(", ")),
      reasons.length > 0 && el("p", {}, el("strong", {}, "You said: "), reasons.join("; ")),
      ...also.map((item) => el("p", {}, el("strong", {}, "Also: "), ...rich(item))),
      dated.length > 0 && el("dl", {}, ...dated.flatMap(([name, date]) => [el("dt", {}, name), el("dd", {}, date)])),
      ...reminders(net.filter(told)),
    ));
  node.style.setProperty("--c", `var(--${level})`);
  return { lead: paragraphs(lead), node };
}

/** The text in three: what comes before the line with the action, the sentence that holds it, and all the other lines. */
function divide(text, action) {
  const all = text.split("\n").map((line) => line.trim()).filter(Boolean);
  const at = all.findIndex((line) => action && line.toLowerCase().includes(action.toLowerCase()));
  if (at < 0) return { lead: "", act: action, lines: all };
  const line = all[at];
  const found = line.toLowerCase().indexOf(action.toLowerCase());
  const start = Math.max(...[". ", "! ", "? "].map((stop) => line.lastIndexOf(stop, found) + 2).filter((index) => index > 1 && index <= found), 0);
  const around = [line.slice(0, start).trim(), line.slice(found + action.length).trim()].filter(Boolean).join(" ");
  return { lead: all.slice(0, at).join("\n"), act: line.slice(start, found + action.length), lines: [around, ...all.slice(at + 1)].filter(Boolean) };
}

/** What to do, large, with a button for each number to call. */
function instruction(act, calls, here) {
  if (!act) return [];
  const [before, after] = act.split(/:(.*)/s);
  const listed = calls && after ? numbers(after) : null;
  if (listed) return [el("p.act", {}, `${before}:`), el("div.calls", {}, ...listed.map(([digits, place]) => call(digits, place)))];
  const digits = calls && here && firstNumber(act);
  return [el("p.act", {}, ...rich(act)), digits && el("div.calls", {}, call(digits, ""))];
}

const call = (digits, place) =>
  el("a.link.call", { href: dial(digits) }, icon("phone"), el("span", {}, `Call ${digits}`, place && el("small", {}, place)));

/** A line of the text. The one that is the safety net becomes a list. */
function shown(line, net) {
  if (plain(line) === plain(net.join(" "))) return reminders(net);
  const [, name, rest] = LABELLED.exec(line) || [];
  return [el("p", {}, ...(name ? [el("strong", {}, `${name}: `), ...rich(rest)] : rich(line)))];
}

const reminders = (net) =>
  net.length ? [el("strong", {}, "Keep in mind"), el("ul", {}, ...net.map((item) => el("li", {}, ...rich(item))))] : [];

/** A test for what the text does not say yet, whatever its capitals and punctuation. */
function news(text) {
  const said = ` ${plain(text)} `;
  return (value) => Boolean(plain(value)) && !said.includes(` ${plain(value)} `);
}
