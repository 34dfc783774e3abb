// Where the patient stands among the doctors' ranges: a plot drawn from data, and the same as a table.

import { dictionary, el, list, number, paragraphs, svg, words } from "./dom.js";

const [LEFT, RIGHT, TOP, STEP, BAR] = [72, 350, 30, 26, 12];

/** The figure, or null if the data cannot be drawn. `said`: the reply's text, which the figure shows as well. */
export function timeline(data, said) {
  const rows = list(data.ranges).map(dictionary).map(range).filter(Boolean);
  if (!rows.length) return null;
  const now = number(data.today_months);
  const dates = dictionary(data.dates);
  const [intro, rest] = speech(words(said) || words(data.text), rows);
  const title = (intro || "How long the change lasts, by doctor").replace(/:$/, "");
  const position = now == null ? "" : ` You are ${Math.round(now * 10) / 10} months after the injections.`;
  const label = `${title}. ${rows.map((row) => `${row.name}: ${row.span}`).join("; ")}.${position}`;
  const head = el("thead", {}, el("tr", {}, ...["Doctor", "Months", "What is meant"].map((name) => el("th", { scope: "col" }, name))));
  const body = el("tbody", {}, ...rows.map((row) =>
    el("tr", {}, el("th", { scope: "row" }, row.name), el("td", {}, row.span), el("td", {}, row.note))));
  return el("figure", { "aria-label": "Time line" }, el("figcaption", {}, title), plot(rows, now, dates, label), ...paragraphs(rest),
    el("details", {}, el("summary", {}, "Show as a table"), el("div.scroll", { tabindex: "0", role: "region", "aria-label": "Table" }, el("table", {}, head, body))));
}

function range(row) {
  const [low, high] = [number(row.from, row.min), number(row.to, row.max)];
  if (low == null && high == null) return null;
  const about = row.approximate === true ? "about " : "";
  const span = high == null ? `${low} or more` : low === high ? `${about}${low}` : low ? `${low} to ${high}` : `up to ${high}`;
  return { answer: words(row.answer), name: `Answer ${words(row.answer)}`, low: low ?? 0, high, span, note: words(row.note), faint: row.min === null };
}

/** The text's first line, and what is left of it without the lines that the table shows row by row. */
function speech(text, rows) {
  const drawn = new Set(rows.map((row) => row.answer));
  const lines = text.split("\n").filter((line) => !drawn.has(/^- Answer (\d+):/.exec(line)?.[1]));
  return lines.length < text.split("\n").length ? [lines[0], lines.slice(1).join("\n")] : ["", text];
}

function plot(rows, now, dates, label) {
  const most = Math.max(6, Math.ceil(Math.max(now ?? 0, ...rows.map((row) => row.high ?? row.low + 1))));
  const x = (month) => LEFT + ((RIGHT - LEFT) * month) / most;
  const bottom = TOP + rows.length * STEP;
  const dated = Object.keys(dates).length > 0;
  const drawing = svg("svg", { viewBox: `0 0 366 ${bottom + (dated ? 50 : 36)}`, role: "img", "aria-label": label });
  const text = (content, attributes) => drawing.append(svg("text", attributes, content));
  const every = most > 12 ? 3 : most > 8 ? 2 : 1;
  for (let month = 0; month <= most; month += every) {
    drawing.append(svg("line", { class: "rule", x1: x(month), x2: x(month), y1: TOP, y2: bottom }));
    text(String(month), { x: x(month), y: bottom + 15, "text-anchor": "middle", class: "month" });
    const [, day, name] = /^(\d{1,2}) (\p{L}{3})/u.exec(words(dictionary(dates[month]).written)) || [];
    if (day && most <= 8) text(`${day} ${name}`, { x: x(month), y: bottom + 29, "text-anchor": "middle", class: "date" });
  }
  text("months after the injections", { x: (LEFT + RIGHT) / 2, y: bottom + (dated ? 45 : 31), "text-anchor": "middle" });
  rows.forEach((row, index) => {
    const y = TOP + index * STEP;
    const width = Math.max(BAR, x(row.high ?? most) - x(row.low));
    const start = Math.max(LEFT, Math.min(x(row.low) - (row.low === row.high ? BAR / 2 : 0), RIGHT - width));
    text(row.name.slice(0, 12), { x: 0, y: y + STEP / 2 + 4, class: "name" });
    drawing.append(svg("rect", { class: row.faint ? "bar faint" : "bar", x: start, y: y + (STEP - BAR) / 2, width, height: BAR, rx: BAR / 2 }));
  });
  if (now != null) {
    const at = x(Math.max(0, Math.min(most, now)));
    const anchor = at > RIGHT - 30 ? "end" : "middle";
    drawing.append(svg("line", { class: "now", x1: at, x2: at, y1: TOP - 8, y2: bottom }));
    text("you today", { class: "nowtext", x: anchor === "end" ? RIGHT + 6 : at, y: TOP - 13, "text-anchor": anchor });
  }
  return drawing;
}
