// Elements, text and links. Text from anywhere becomes text nodes only; links pass `safeLink`.

const ICONS = {
  alert: "M12 3 2 20h20L12 3Zm0 6v5m0 3v.5",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm0 4.500V12l3 2",
  heart: "M12 20S4 15 4 9a4 4 0 0 1 8-1 4 4 0 0 1 8 1c0 6-8 11-8 11Z",
  doctor: "M12 3a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM4.500 21c0-4 3-7 7.500-7s7.500 3 7.500 7M12 16v4m-2-2h4",
  calendar: "M4 6h16v14H4V6Zm0 4h16M8 3v4m8-4v4",
  home: "m3 12 9-8 9 8M6 10v10h12V10",
  info: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm0 8v5m0-8.500v.5",
  chat: "M4 5h16v11H10l-5 4v-4H4V5Zm4 4.500h8m-8 3h5",
  close: "m6 6 12 12M18 6 6 18",
  menu: "M4 7h16M4 12h16M4 17h16",
  send: "M12 19V5m-6 6 6-6 6 6",
  down: "M12 5v14m-6-6 6 6 6-6",
  phone: "M5 4h4l2 5-2.500 1.500a11 11 0 0 0 5 5L15 13l5 2v4a1 1 0 0 1-1 1A15 15 0 0 1 4 5a1 1 0 0 1 1-1Z",
};
const PHONE =
  /(?<![\w.,/+-])(?:\+\d[\d ()-]{6,16}\d|0\d[\d ()-]{6,13}\d|1[38]00[ -]?\d{2,3}[ -]?\d{3,4}|13 \d\d \d\d|1-\d{3}-\d{3}-\d{4}|116 ?\d{3}|112|999|911|995|000|111|988|811)(?![\w-]|[.,]\d| ?(?:units?|mg|ml|days?|weeks?|months?|years?)\b)/;
const DATE =
  /\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}\b/;
const PIECES = new RegExp(
  `\\[([^\\]\\n]{1,200})\\]\\(([^)\\s]{1,500})\\)|(https?://[^\\s<>"')\\]]+)|(${PHONE.source})|(${DATE.source})`, "g");

export const words = (value) => (typeof value === "string" ? value.trim() : typeof value === "number" ? String(value) : "");
export const list = (value) => (Array.isArray(value) ? value : []);
export const dictionary = (value) => (value && typeof value === "object" && !Array.isArray(value) ? value : {});
export const number = (...values) => values.find((value) => typeof value === "number" && Number.isFinite(value));

/** Words only: no capitals, no punctuation, one space. */
export const plain = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();

/** An element; `name` is tag.class; attributes by name, `on…` as listeners; children are nodes or text. */
export function el(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const node = document.createElement(tag);
  if (classes.length) node.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(key.slice(2), value);
    else if (value !== false && value != null) node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child != null && child !== false && child !== ""));
  return node;
}

export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

export const icon = (name) =>
  svg("svg", { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" }, svg("path", { d: ICONS[name] || "" }));

/** The address if its scheme is one a patient may follow, else null. */
export function safeLink(address, base) {
  try {
    const url = new URL(address, base);
    return ["http:", "https:", "mailto:", "tel:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

export const dial = (digits) => `tel:${digits.replace(/[^\d+]/g, "")}`;
export const phone = (text) => el("a", { href: dial(text) }, text);
export const outside = (href, text) => el("a", { href, target: "_blank", rel: "noopener noreferrer" }, text);

/** Text as nodes: telephone numbers and allowed links become links, dates do not break; all else stays text. */
export function rich(text) {
  const nodes = [];
  let end = 0;
  for (const found of text.matchAll(PIECES)) {
    const [whole, label, target, address, digits, date] = found;
    const href = digits || date ? null : safeLink(target || address);
    if (!digits && !date && !href) continue;
    const made = digits ? phone(digits) : date ? el("b", {}, date) : outside(href, label || address);
    nodes.push(text.slice(end, found.index), made);
    end = found.index + whole.length;
  }
  return [...nodes, text.slice(end)].filter((node) => node !== "");
}

/** A paragraph a line; lines that begin with a dash become a list. */
export function paragraphs(text) {
  const made = [];
  for (const line of text.split("\n").map((one) => one.trim()).filter(Boolean)) {
    const item = /^[-•] +(.+)$/.exec(line);
    if (!item) made.push(el("p", {}, ...rich(line)));
    else if (made.at(-1)?.localName === "ul") made.at(-1).append(el("li", {}, ...rich(item[1])));
    else made.push(el("ul", {}, el("li", {}, ...rich(item[1]))));
  }
  return made;
}

/** The telephone numbers at the head of a list such as "999 (UK), 911 (US) or 112": [[digits, place]]; null if it is more than that. */
export function numbers(text) {
  const item = new RegExp(`(${PHONE.source})(?: \\(([^)]{1,40})\\))?`, "g");
  const found = [...text.matchAll(item)].map(([, digits, place]) => [digits, place || ""]);
  const rest = text.replace(item, "").replace(/\b(or|and)\b|[\s,;.]/g, "");
  return found.length && !rest ? found : null;
}

/** The first telephone number in a text. */
export const firstNumber = (text) => PHONE.exec(text)?.[0];
