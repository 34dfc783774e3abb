// <triage-chat>: the patient's chat as one custom element. No dependency, no build, no third-party request.
// Text from anywhere becomes text nodes only; links pass `safeLink`. Documentation: docs/widget.md

const EMERGENCY =
  "If you have trouble breathing, swallowing or speaking, sudden weakness of the face, an arm or a leg, or any change in " +
  "your sight, call your emergency number now (112, 999, 911 or 000).";
const GREETING =
  "Hello. I answer questions about a face that feels uneven, heavy or weak after Botox or a similar treatment, and help " +
  "you decide whom to see and how soon.\nI am software, not a doctor. What have you noticed?";
const STARTERS = ["My smile is uneven", "My face feels heavy", "How long will it last?", "Could it be permanent?"];
const LEVELS = {
  EMERGENCY: ["Emergency: call now", "alert"],
  SAME_DAY: ["Be seen today", "clock"],
  SUPPORT: ["Support for you comes first", "heart"],
  SPECIALIST: ["See a specialist", "doctor"],
  INJECTOR: ["Book a review with your injector", "calendar"],
  WATCH: ["Look after it at home, with a review date", "home"],
  INFO: ["Information", "info"],
};
const DATES = {
  review: "Clearly better by",
  specialist_if_no_change: "No change? See a specialist",
  specialist: "Anything left? See a specialist",
};
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
  send: "M4 12 20 4l-5 16-4-6-7-2Zm7 2 9-10",
  phone: "M5 4h4l2 5-2.500 1.500a11 11 0 0 0 5 5L15 13l5 2v4a1 1 0 0 1-1 1A15 15 0 0 1 4 5a1 1 0 0 1 1-1Z",
};
const PHONE =
  /(?<![\w.,/+-])(?:\+\d[\d ()-]{6,16}\d|0\d[\d ()-]{6,13}\d|1[38]00[ -]?\d{2,3}[ -]?\d{3,4}|13 \d\d \d\d|1-\d{3}-\d{3}-\d{4}|116 ?\d{3}|112|999|911|995|000|111|988|811)(?![\w-]|[.,]\d| ?(?:units?|mg|ml|days?|weeks?|months?|years?)\b)/;
const LINKS = new RegExp(`\\[([^\\]\\n]{1,200})\\]\\(([^)\\s]{1,500})\\)|(https?://[^\\s<>"')\\]]+)|(${PHONE.source})`, "g");
const NONE = /^(no,? )?none\b|^nothing\b/i;
const SIZES = [1, 1.15, 1.35];

const DARK = `
  --bg:#10191d;--surface:#182429;--ink:#e8eff0;--soft:#a9bbc0;--line:#33464d;--mine:#1d5a60;--mine-ink:#f2fbfb;
  --accent:var(--triage-accent-dark,#5cc6c2);--on-accent:var(--triage-on-accent-dark,#062426);
  --urgent-bg:#3a1a1c;--urgent-ink:#ffd9d6;--tint:12%;
  --EMERGENCY:#ff9c95;--SAME_DAY:#ffb765;--SUPPORT:#d6b6ff;--SPECIALIST:#94c6ff;--INJECTOR:#6fd3cc;--WATCH:#93d699;--INFO:#b6c5ca;`;
const CSS = `
:host{--bg:#f5f8f8;--surface:#fff;--ink:#16262c;--soft:#4b5f66;--line:#cfdadc;--mine:#d7ecec;--mine-ink:#0d3034;
  --accent:var(--triage-accent,#0b6670);--on-accent:var(--triage-on-accent,#fff);
  --urgent-bg:#fdeeec;--urgent-ink:#7c1712;--tint:7%;
  --EMERGENCY:#b3170f;--SAME_DAY:#8f4700;--SUPPORT:#6a35a0;--SPECIALIST:#1c558f;--INJECTOR:#0b6670;--WATCH:#26692f;--INFO:#4b5f66;
  --radius:var(--triage-radius,14px);color-scheme:light;
  font:var(--triage-font,16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif);color:var(--ink);text-align:start}
@media(prefers-color-scheme:dark){:host(:not([theme=light])){color-scheme:dark;${DARK}}}
:host([theme=dark]){color-scheme:dark;${DARK}}
:host([inline]){display:block;block-size:min(720px,100dvh);min-inline-size:0}
:host([hidden]),[hidden]{display:none!important}
*,*::before,*::after{box-sizing:border-box}
button,textarea,summary,label.tick,.link{font:inherit;min-block-size:44px}
button,.link{display:inline-flex;align-items:center;justify-content:center;gap:.5em;cursor:pointer;color:var(--accent);
  background:var(--surface);border:1px solid var(--accent);border-radius:calc(var(--radius)*.7);padding:.4em .9em;font-weight:550;
  text-decoration:none;text-align:start;overflow-wrap:anywhere}
button:hover:not(:disabled),.link:hover{background:color-mix(in srgb,var(--accent) 9%,var(--surface))}
button:disabled{opacity:.55;cursor:default}
.full{background:var(--accent);color:var(--on-accent)}
.full:hover:not(:disabled){background:color-mix(in srgb,var(--accent) 88%,var(--ink))}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
svg.icon{inline-size:1.4em;block-size:1.4em;flex:none;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
.away{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.launcher{position:fixed;inset-block-end:max(20px,env(safe-area-inset-bottom));inset-inline-end:20px;z-index:var(--triage-z,2147483000);
  min-block-size:56px;padding:.6em 1.3em;border-radius:99px;border-color:transparent;box-shadow:0 6px 24px #0c2a3055}
.panel{display:flex;flex-direction:column;background:var(--bg);overflow:hidden;font-size:calc(1em*var(--fs,1));position:relative;
  border:1px solid var(--line);border-radius:var(--radius);block-size:100%}
:host(:not([inline])) .panel{position:fixed;inset-block-end:max(20px,env(safe-area-inset-bottom));inset-inline-end:20px;
  inline-size:420px;block-size:min(720px,calc(100dvh - 40px));z-index:var(--triage-z,2147483000);box-shadow:0 14px 50px #0c2a3040}
@media(max-width:520px),(max-height:460px){
  :host(:not([inline])) .panel{inset:0;inline-size:auto;block-size:100dvh;border:0;border-radius:0}}
header{display:flex;align-items:center;gap:.5em;padding-block:.5em;padding-inline:1em .5em;background:var(--surface);
  border-block-end:1px solid var(--line)}
header>div{flex:1;min-inline-size:0}
h2{font-size:1.05em;line-height:1.25;margin:0;font-weight:650;overflow-wrap:anywhere}
header p{margin:0;color:var(--soft);font-size:.82em;line-height:1.3}
header a{color:var(--accent);white-space:nowrap}
header button{border-color:transparent;padding:0;inline-size:44px;flex:none;color:var(--ink)}
.urgent{margin:0;padding:.5em 1em;font-size:.82em;line-height:1.4;background:var(--urgent-bg);color:var(--urgent-ink);
  border-block-end:1px solid color-mix(in srgb,var(--urgent-ink) 25%,transparent)}
.urgent a{color:inherit;font-weight:700;white-space:nowrap}
.menu{position:absolute;inset-block-start:3.6em;inset-inline-end:.5em;z-index:2;background:var(--surface);border:1px solid var(--line);
  border-radius:calc(var(--radius)*.8);padding:.4em;display:grid;gap:.15em;box-shadow:0 10px 34px #0c2a3038;inline-size:min(17em,calc(100% - 1em))}
.menu button{border-color:transparent;justify-content:flex-start;color:var(--ink);font-weight:450}
.menu .row{display:flex;align-items:center;gap:.3em;padding-inline-start:.9em;border-block:1px solid var(--line)}
.menu .row span{flex:1}.menu .row button{inline-size:44px;justify-content:center;padding:0;font-weight:650}
.log{flex:1;overflow-y:auto;overflow-x:hidden;position:relative;padding:1em;overscroll-behavior:contain;min-block-size:6em;scroll-behavior:smooth}
.log:focus-visible{outline-offset:-3px}
ol.turns{list-style:none;margin:0;padding:0;display:flex;flex-direction:column;gap:.7em}
.card li{margin-block-end:.25em}.card li::marker,details li::marker{color:var(--soft)}
.turns>li{max-inline-size:94%;min-inline-size:0}
.bubble{padding:.65em .95em;border-radius:var(--radius);white-space:pre-wrap;overflow-wrap:anywhere;background:var(--surface);border:1px solid var(--line)}
.bot{align-self:flex-start}.bot.wide{inline-size:100%;max-inline-size:100%}.bot .bubble{border-start-start-radius:4px;inline-size:fit-content;max-inline-size:100%}
.me{align-self:flex-end}.me .bubble{background:var(--mine);color:var(--mine-ink);border-color:transparent;border-end-end-radius:4px}
.bubble a,.card a:not(.link){color:inherit;font-weight:600}
.note{align-self:center;max-inline-size:100%!important;color:var(--soft);font-size:.88em;text-align:center}
.choices{display:flex;flex-wrap:wrap;gap:.5em;margin:.6em 0 0;padding:0;border:0;min-inline-size:0}
.choices button{border-radius:22px}
.choices.ticks{flex-direction:column;gap:.4em}
legend{padding:0;margin-block-end:.4em;color:var(--soft);font-size:.88em}
label.tick{display:flex;align-items:center;gap:.7em;padding:.45em .8em;background:var(--surface);border:1px solid var(--line);
  border-radius:calc(var(--radius)*.7);cursor:pointer}
label.tick:hover{border-color:var(--accent)}label.tick:has(:checked){border-color:var(--accent);background:color-mix(in srgb,var(--accent) 9%,var(--surface))}
label.tick input{inline-size:1.3em;block-size:1.3em;margin:0;flex:none;accent-color:var(--accent)}
.ticks .full{align-self:flex-start;margin-block-start:.3em}
details{margin-block-start:.3em;font-size:.88em}
summary{display:flex;align-items:center;cursor:pointer;color:var(--soft);inline-size:fit-content;padding-inline:.3em;gap:.4em;border-radius:6px}
summary::before{content:"";border:solid currentColor;border-width:0 2px 2px 0;inline-size:.45em;block-size:.45em;transform:rotate(45deg) translateY(-.1em);margin-inline:.2em}
details[open]>summary::before{transform:rotate(-135deg)}
details ul,.card ul{list-style:disc;margin:.2em 0 .4em;padding-inline-start:1.3em}
.card{--c:var(--INFO);background:var(--surface);border:1px solid var(--line);border-inline-start:5px solid var(--c);border-radius:var(--radius);overflow:hidden;overflow-wrap:anywhere}
.card .head{display:flex;align-items:center;gap:.6em;margin:0;padding:.6em 1em;font-size:1em;font-weight:700;line-height:1.3;color:var(--c);
  background:color-mix(in srgb,var(--c) var(--tint),var(--surface))}
.card .body{padding:.8em 1em}.card p{margin:0 0 .65em}.card .body>:last-child{margin-block-end:0}
.card .act{font-size:1.15em;line-height:1.4;font-weight:650}
.card .call{background:var(--c);border-color:var(--c);color:var(--surface);inline-size:100%;font-size:1.05em;min-block-size:52px;margin-block-end:.7em}
.card .call:hover{background:color-mix(in srgb,var(--c) 88%,var(--ink))}
dl{display:grid;grid-template-columns:1fr auto;gap:.1em 1em;margin:0 0 .7em;padding:.6em .8em;border-radius:10px;background:var(--bg)}
dt{color:var(--soft)}dd{margin:0;font-weight:650;text-align:end}
figure{margin:.6em 0 0;padding:.9em;background:var(--surface);border:1px solid var(--line);border-radius:var(--radius)}
figcaption{font-weight:650;line-height:1.35;margin-block-end:.5em}
figure p{margin:0 0 .6em;font-size:.94em}
figure svg{display:block;inline-size:100%;block-size:auto;direction:ltr;font-size:12px}
figure svg text{fill:var(--soft)}figure svg .bar{fill:var(--accent);opacity:.75}figure svg .rule{stroke:var(--line)}
figure svg .now{stroke:var(--EMERGENCY);stroke-width:2;stroke-dasharray:4 3}figure svg .nowtext{fill:var(--EMERGENCY);font-weight:700}
table{border-collapse:collapse;inline-size:100%}th,td{text-align:start;padding:.35em .4em;border-block-end:1px solid var(--line);font-weight:400}thead th{font-weight:650}
.tools{display:flex;flex-wrap:wrap;gap:.5em;margin-block-start:.7em}
pre{font:inherit;white-space:pre-wrap;overflow-wrap:anywhere;margin:0}
.status{min-block-size:0;padding-inline:1em;color:var(--soft);font-size:.88em}
.status:not(:empty){padding-block:.35em}.status.bad{color:var(--urgent-ink);background:var(--urgent-bg)}
.status button{margin-inline-start:.6em}
.dots{display:inline-flex;gap:.25em;margin-inline-end:.6em}.dots i{inline-size:.42em;block-size:.42em;border-radius:50%;background:var(--accent);animation:dot 1.2s infinite}
.dots i:nth-child(2){animation-delay:.2s}.dots i:nth-child(3){animation-delay:.4s}
@keyframes dot{50%{opacity:.25}}
form{display:flex;align-items:flex-end;gap:.5em;padding:.6em .7em max(.6em,env(safe-area-inset-bottom));background:var(--surface);border-block-start:1px solid var(--line)}
textarea{flex:1;min-inline-size:0;resize:none;max-block-size:8em;padding:.6em .8em;color:var(--ink);background:var(--bg);border:1px solid var(--soft);border-radius:calc(var(--radius)*.8);line-height:1.35;font-size:max(16px,1em)}
textarea::placeholder{color:var(--soft);opacity:1}
textarea:focus-visible{outline-width:2px;outline-offset:0}
form button{inline-size:48px;block-size:48px;padding:0;flex:none}
dialog{inline-size:min(36em,calc(100% - 2em));max-block-size:calc(100dvh - 3em);border:1px solid var(--line);border-radius:var(--radius);padding:1.2em;color:var(--ink);background:var(--surface);font-size:calc(1em*var(--fs,1))}
dialog::backdrop{background:#06181c99}
dialog h3{margin:0 0 .6em;font-size:1.1em}dialog p{margin:0}
dialog pre{max-block-size:50dvh;overflow:auto;padding:.8em;background:var(--bg);border-radius:8px;font-size:.92em}
@media(max-width:360px){dl{grid-template-columns:1fr}dd{text-align:start;margin-block-end:.3em}}
@media(max-height:560px){.log{min-block-size:9em}.panel{overflow-y:auto}header,.urgent,form,.status{flex:none}}
@media(prefers-reduced-motion:no-preference){.turns>li.new{animation:in .22s ease-out}@keyframes in{from{opacity:0;transform:translateY(6px)}}}
@media(prefers-reduced-motion:reduce){*{animation:none!important;scroll-behavior:auto!important}}
@media(forced-colors:active){.me .bubble,.urgent,.card,.status.bad{border:1px solid CanvasText}.card{border-inline-start:5px solid Highlight}
  figure svg .bar{fill:Highlight;opacity:1}figure svg text,figure svg .nowtext{fill:CanvasText}figure svg .now,figure svg .rule{stroke:CanvasText}.dots i{background:CanvasText}}
`;

let sheet;
const styles = () => {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
  }
  return sheet;
};

/** An element; attributes by name, `on…` as listeners; children are nodes or text. */
function el(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const node = document.createElement(tag);
  if (classes.length) node.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(key.slice(2), value);
    else if (value !== false && value != null) node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child != null && child !== false));
  return node;
}

function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

const icon = (name) =>
  svg("svg", { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" }, svg("path", { d: ICONS[name] || "" }));
const words = (value) => (typeof value === "string" ? value.trim() : typeof value === "number" ? String(value) : "");
const list = (value) => (Array.isArray(value) ? value : []);
const dictionary = (value) => (value && typeof value === "object" && !Array.isArray(value) ? value : {});
const number = (...values) => values.find((value) => typeof value === "number" && Number.isFinite(value));
const wait = (ms) => new Promise((done) => setTimeout(done, ms));
const randomKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** The address if its scheme is one a patient may follow, else null. */
function safeLink(address, base) {
  try {
    const url = new URL(address, base);
    return ["http:", "https:", "mailto:", "tel:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

const phone = (text) => el("a", { href: `tel:${text.replace(/[^\d+]/g, "")}` }, text);
const outside = (href, text) => el("a", { href, target: "_blank", rel: "noopener noreferrer" }, text);

/** Text as nodes: telephone numbers and allowed links become links, all else stays text. */
function rich(text) {
  const nodes = [];
  let end = 0;
  for (const found of text.matchAll(LINKS)) {
    const [whole, label, target, address, digits] = found;
    const href = digits ? null : safeLink(target || address);
    if (!digits && !href) continue;
    nodes.push(text.slice(end, found.index), digits ? phone(digits) : outside(href, label || address));
    end = found.index + whole.length;
  }
  return [...nodes, text.slice(end)].filter((node) => node !== "");
}

/** The server refused, with its code; `wait` in seconds if it named a time. */
class Refused extends Error {
  constructor(code, seconds) {
    super(code);
    this.code = code;
    this.wait = seconds;
  }
}

/** The server's API under /chat/v1. Knows the session; shows nothing. */
class Api {
  constructor(base, storage) {
    this.base = base;
    this.key = `triage-chat ${base}`;
    this.storage = storage;
    this.token = this._read();
  }

  _read() {
    try {
      return this.storage.getItem(this.key);
    } catch {
      return null; // storage is switched off: the session lives as long as the page
    }
  }

  keep(token) {
    this.token = token;
    try {
      if (token) this.storage.setItem(this.key, token);
      else this.storage.removeItem(this.key);
    } catch {
      /* as above */
    }
  }

  async request(path, { method = "GET", body, headers = {}, signal, auth = true } = {}) {
    const sent = { ...headers };
    if (auth && this.token) sent.Authorization = `Bearer ${this.token}`;
    if (body) sent["Content-Type"] = "application/json";
    const response = await fetch(new URL(path, this.base), {
      method,
      headers: sent,
      body: body && JSON.stringify(body),
      signal,
      credentials: "omit",
      cache: "no-store",
      referrerPolicy: "no-referrer",
    });
    if (response.ok) return response;
    const problem = dictionary(await response.json().catch(() => null));
    throw new Refused(words(problem.code) || `http-${response.status}`, Number(response.headers.get("Retry-After")) || 0);
  }

  async json(path, options) {
    return dictionary(await (await this.request(path, options)).json());
  }

  async session(prolong) {
    const made = await this.json("session", { method: "POST", body: {}, auth: Boolean(prolong) });
    this.keep(made.token);
    this.renewAt = Date.now() + (made.expires_in || 3600) * 500;
  }

  /** Send a message; `on(event, data)` for every event. Throws if the stream ends before its end. */
  async send(message, key, country, on) {
    if (!this.token) await this.session();
    else if (this.renewAt && Date.now() > this.renewAt) await this.session(true);
    const stop = new AbortController();
    let timer;
    const alive = () => {
      clearTimeout(timer);
      timer = setTimeout(() => stop.abort(), 35000);
    };
    alive();
    try {
      const body = country ? { message, country } : { message };
      const options = { method: "POST", body, headers: { "Idempotency-Key": key }, signal: stop.signal };
      const response = await this.request("messages", options);
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = "";
      for (;;) {
        const { value, done } = await reader.read();
        if (done) throw new TypeError("The stream was cut.");
        alive();
        const blocks = (rest + value).replace(/\r\n/g, "\n").split("\n\n");
        rest = blocks.pop();
        for (const block of blocks) {
          const event = /^event: ?(.*)$/m.exec(block)?.[1];
          const data = /^data: ?(.*)$/m.exec(block)?.[1];
          if (!event || !data) continue;
          const said = dictionary(JSON.parse(data));
          if (event === "error") throw new Refused(words(said.code) || "internal", 0);
          if (event === "done") return;
          on(event, said);
        }
      }
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Where the patient stands among the doctors' ranges, as a figure with a table; null if the data cannot be drawn. */
function timeline(data, said) {
  const rows = list(data.doctors || data.ranges || data.rows)
    .map(dictionary)
    .map((row) => {
      const range = list(row.range || row.months);
      const low = number(row.from, row.low, row.min, row.start, row.from_months, row.min_months, row.low_months, range[0]);
      const high = number(row.to, row.high, row.max, row.end, row.to_months, row.max_months, row.high_months, range[1]);
      const id = words(row.answer ?? row.doctor ?? row.id);
      const name = words(row.label || row.name) || (/^\d+$/.test(id) ? `Answer ${id}` : id);
      return { name, low: low ?? 0, high, open: high == null && low != null, note: words(row.text || row.quote || row.note) };
    })
    .filter((row) => row.open || row.high >= row.low);
  if (!rows.length) return null;
  const today = dictionary(data.today);
  const now = number(data.today, data.position, data.today_months, data.months, today.months, today.month, today.position);
  const dates = (Array.isArray(data.dates) ? data.dates.map(dictionary) : Object.entries(dictionary(data.dates)).map(([key, value]) =>
    value && typeof value === "object" ? { label: key, ...value } : { label: key, date: value }))
    .map((item) => [words(item.label || item.name || item.text || item.months), words(item.date || item.written)])
    .filter(([label, date]) => label && date)
    .map(([label, date]) => [DATES[label] || (/^\d+$/.test(label) ? `${label} months` : label.replaceAll("_", " ")), date]);
  const most = Math.max(6, Math.ceil(Math.max(now ?? 0, ...rows.map((row) => row.high ?? row.low + 1))));
  const [left, right, top, step] = [74, 352, 24, 24];
  const x = (month) => left + ((right - left) * month) / most;
  const bottom = top + rows.length * step;
  const span = (row) =>
    row.open ? `${row.low} months or more` : row.low === row.high ? `about ${row.low} months` : row.low ? `${row.low} to ${row.high} months` : `up to ${row.high} months`;
  const title = words(data.title) || "How long the change lasts, by doctor";
  const label = `${title}. ${rows.map((row) => `${row.name}: ${span(row)}`).join("; ")}.${
    now == null ? "" : ` You are ${Math.round(now * 10) / 10} months after the injections.`}`;
  const plot = svg("svg", { viewBox: `0 0 360 ${bottom + 36}`, role: "img", "aria-label": label });
  const every = most > 12 ? 3 : most > 8 ? 2 : 1;
  for (let month = 0; month <= most; month += every) {
    plot.append(svg("line", { class: "rule", x1: x(month), x2: x(month), y1: top, y2: bottom }));
    plot.append(svg("text", { x: x(month), y: bottom + 15, "text-anchor": "middle" }, String(month)));
  }
  plot.append(svg("text", { x: (left + right) / 2, y: bottom + 31, "text-anchor": "middle" }, "months after the injections"));
  rows.forEach((row, index) => {
    const y = top + index * step;
    const width = Math.max(6, x(row.high ?? most) - x(row.low));
    const start = Math.min(x(row.low), right - width);
    plot.append(svg("text", { x: 0, y: y + 16 }, row.name.slice(0, 12)));
    plot.append(svg("rect", { class: "bar", x: start, y: y + 6, width, height: step - 12, rx: 5 }));
  });
  if (now != null) {
    const at = x(Math.max(0, Math.min(most, now)));
    plot.append(svg("line", { class: "now", x1: at, x2: at, y1: top - 4, y2: bottom }));
    const anchor = at > right - 24 ? "end" : "middle";
    plot.append(svg("text", { class: "nowtext", x: at, y: top - 9, "text-anchor": anchor }, "today"));
  }
  const head = el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Doctor"), el("th", { scope: "col" }, "Lasts")));
  const body = el("tbody", {}, ...rows.map((row) => el("tr", {}, el("th", { scope: "row" }, row.name), el("td", {}, row.note ? `${span(row)} (${row.note})` : span(row)))));
  const dated = dates.length ? el("dl", {}, ...dates.flatMap(([name, date]) => [el("dt", {}, name), el("dd", {}, date)])) : null;
  const table = el("details", {}, el("summary", {}, "Show as a table"), el("table", {}, head, body));
  const text = words(data.text);
  return el("figure", {}, el("figcaption", {}, title), text && !words(said) && el("p", {}, text), plot, dated, table);
}

/** The advice as a card: level by word, icon and colour; the action first. */
function card(data, text) {
  const level = LEVELS[data.level] ? data.level : "INFO";
  const [title, symbol] = LEVELS[level];
  const action = words(data.action);
  const net = list(data.safety_net).map(words).filter(Boolean);
  const paragraphs = [];
  for (const whole of (text || "").split("\n")) {
    if (whole.trim() && whole.trim() === net.join(" ")) continue;
    const line = whole.trim().replace(`${title}. `, "").replace(action, "").trim();
    if (!line || line === `${title}.`) continue;
    const [, name, rest] = /^(Why|Whom to see|Also): ?(.*)$/.exec(line) || [];
    paragraphs.push(el("p", {}, ...(name ? [el("strong", {}, `${name}: `), ...rich(rest)] : rich(line))));
  }
  const told = list(data.reasons).map(words).filter((reason) => reason && !(text || "").includes(reason));
  const also = list(data.secondary).map((item) => words(dictionary(item).text)).filter((item) => item && !(text || "").includes(item));
  const meet = !text && [words(data.who), words(data.when)].filter(Boolean).join(", ");
  const dated = Object.entries(DATES).filter(([key]) => words(dictionary(data.dates)[key]));
  const urgent = level === "EMERGENCY" || level === "SAME_DAY";
  const digits = urgent && PHONE.exec(action)?.[0];
  const node = el(
    "article.card",
    { "aria-label": title },
    el("h3.head", {}, icon(symbol), title),
    el(
      "div.body",
      {},
      action && el("p.act", {}, ...rich(action)),
      digits && el("a.link.call", { href: `tel:${digits.replace(/[^\d+]/g, "")}` }, icon("phone"), `Call ${digits}`),
      meet && el("p", {}, meet),
      ...paragraphs,
      told.length > 0 && el("p", {}, el("strong", {}, "You said: "), told.join("; ")),
      ...also.map((item) => el("p", {}, el("strong", {}, "Also: "), ...rich(item))),
      dated.length > 0 && el("dl", {}, ...dated.flatMap(([key, name]) => [el("dt", {}, name), el("dd", {}, words(data.dates[key]))])),
      net.length > 0 && el("strong", {}, "Keep in mind"),
      net.length > 0 && el("ul", {}, ...net.map((item) => el("li", {}, ...rich(item)))),
    ),
  );
  node.style.setProperty("--c", `var(--${level})`);
  return node;
}

/** What an answer rests on, folded away. */
function sources(data) {
  const items = list(data.doctors).map(dictionary).filter((said) => words(said.answer)).map((said) => {
    const quote = words(said.text || said.quote);
    const claim = words(said.claim);
    return `Answer ${said.answer} of 10${claim ? ` (statement ${claim})` : ""}${quote ? `: ${quote}` : ""}`;
  });
  const evidence = list(data.evidence).map((item) => words(item) || words(dictionary(item).text || dictionary(item).id)).filter(Boolean);
  if (evidence.length) items.push(`Evidence: ${evidence.join(", ")}`);
  if (!items.length) return null;
  const name = items.length === 1 ? "1 source" : `${items.length} sources`;
  return el("details", {}, el("summary", {}, name), el("ul", {}, ...items.map((item) => el("li", {}, item))));
}

const PLACE = {
  "too-many": "That was a lot at once. Your message goes out in a moment.",
  "in-flight": "Still answering the message before. Yours goes out in a moment.",
  "bad-message": "That message could not be read. Please put it in other words.",
  "too-large": "That message is too long. Please shorten it.",
  "foreign-origin": "This page is not allowed to use the chat. Please tell the clinic.",
  "no-summary": "There is no advice to sum up yet. Tell me first what you noticed.",
  "not-forgotten": "The conversation could not be deleted. Please tell the clinic.",
  cancelled: "The answer was stopped.",
};
const FAILED = "Something went wrong on our side.";
const OFFLINE = "No connection. Your message is kept here and is sent only once.";
const ENDED = "Your session has ended, so the conversation starts again. I no longer know what you told me before.";

class TriageChat extends HTMLElement {
  static observedAttributes = ["clinic-name", "phone"];

  connectedCallback() {
    if (this._root) return;
    const root = (this._root = this.attachShadow({ mode: "open" }));
    root.adoptedStyleSheets = [styles()];
    const src = this.getAttribute("src");
    const base = src ? new URL("chat/v1/", safeLink(src.replace(/\/?$/, "/"), document.baseURI) || document.baseURI) : new URL("v1/", import.meta.url);
    let storage = null;
    try {
      storage = sessionStorage;
    } catch {
      /* not allowed here */
    }
    this._api = new Api(base.href, storage);
    this._config = {};
    this._max = 2000;
    this._size = 0;
    this._build();
    this._online = () => this._job?.retry?.();
    window.addEventListener("online", this._online);
    if (this.inline || this.hasAttribute("open")) this.open();
  }

  disconnectedCallback() {
    window.removeEventListener("online", this._online);
  }

  attributeChangedCallback() {
    if (this._root) this._name();
  }

  get inline() {
    return this.hasAttribute("inline");
  }

  /** Show the chat (also for scripts of the page). */
  open() {
    this._panel.hidden = false;
    this._launcher.hidden = true;
    if (!this._started) this._start();
    if (!this.inline) {
      const narrow = matchMedia("(max-width:520px),(max-height:460px)").matches;
      this._panel.setAttribute("aria-modal", String(narrow));
      this._input.focus();
    }
  }

  /** Hide the chat; the conversation goes on when it is opened again. */
  close() {
    if (this.inline) return;
    this._toggleMenu(false);
    this._panel.hidden = true;
    this._launcher.hidden = false;
    this._launcher.focus();
  }

  _build() {
    this._launcher = el("button.launcher.full", { type: "button", "aria-haspopup": "dialog", hidden: this.inline, onclick: () => this.open() },
      icon("chat"), this.getAttribute("label") || "Ask about your face after Botox");
    this._title = el("h2", { id: "title" });
    this._by = el("p");
    this._menuButton = el("button", { type: "button", "aria-expanded": "false", "aria-controls": "menu", "aria-label": "Menu",
      onclick: () => this._toggleMenu() }, icon("menu"));
    const item = (text, act) => el("button", { type: "button", onclick: () => (this._toggleMenu(false), act()) }, text);
    this._menu = el("div.menu", { id: "menu", hidden: true },
      item("Summary for your doctor", () => this._summary()),
      el("div.row", { role: "group", "aria-label": "Text size" }, el("span", {}, "Text size"),
        el("button", { type: "button", "aria-label": "Smaller text", onclick: () => this._resize(-1) }, "A−"),
        el("button", { type: "button", "aria-label": "Larger text", onclick: () => this._resize(1) }, "A+")),
      item("Start again", () => this._ask("Start again?", "This conversation is cleared and a new one begins.", "Start again", () => this._restart())),
      item("Forget me", () => this._ask("Delete this conversation?", "Everything you told me is deleted at once, here and on the clinic's server.", "Delete it", () => this._forget())));
    const close = this.inline ? null : el("button", { type: "button", "aria-label": "Close the chat", onclick: () => this.close() }, icon("close"));
    this._urgent = el("p.urgent", { role: "note", "aria-label": "Emergency" }, ...rich(EMERGENCY));
    this._turns = el("ol.turns");
    this._log = el("div.log", { role: "log", "aria-live": "polite", "aria-relevant": "additions", "aria-label": "Conversation", tabindex: "0" }, this._turns);
    this._status = el("div.status", { role: "status" });
    this._input = el("textarea", { rows: "1", id: "words", "aria-label": "Your message", placeholder: "Write your message", enterkeyhint: "send", autocomplete: "off",
      oninput: () => this._grow(),
      onkeydown: (event) => {
        if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
        event.preventDefault();
        this._submit();
      } });
    const form = el("form", { onsubmit: (event) => (event.preventDefault(), this._submit()) }, this._input,
      el("button.full", { type: "submit", "aria-label": "Send" }, icon("send")));
    this._dialog = el("dialog", { "aria-labelledby": "ask" });
    this._panel = el("section.panel", { role: this.inline ? "region" : "dialog", "aria-labelledby": "title", hidden: !this.inline,
      onkeydown: (event) => this._keys(event) },
      el("header", {}, el("div", {}, this._title, this._by), this._menuButton, close), this._menu, this._urgent, this._log, this._status, form, this._dialog);
    this._root.append(this._launcher, this._panel);
    this._name();
  }

  _name() {
    const clinic = dictionary(this._config.clinic);
    const name = this.getAttribute("clinic-name") || words(clinic.name);
    const digits = this.getAttribute("phone") || words(clinic.phone);
    this._title.textContent = name || "After-Botox assistant";
    this._by.replaceChildren(name ? "After-Botox assistant" : "Software, not a doctor");
    if (digits) this._by.append(" · ", phone(digits));
  }

  _keys(event) {
    if (this._dialog.open) return;
    if (event.key === "Escape") {
      event.stopPropagation();
      if (!this._menu.hidden) this._toggleMenu(false, true);
      else this.close();
    } else if (event.key === "Tab" && this._panel.getAttribute("aria-modal") === "true") {
      const found = [...this._panel.querySelectorAll("button,a[href],textarea,input,summary,[tabindex='0']")].filter((node) => !node.disabled && node.getClientRects().length);
      const [first, last] = [found[0], found.at(-1)];
      const at = this._root.activeElement;
      if (at === (event.shiftKey ? first : last)) {
        event.preventDefault();
        (event.shiftKey ? last : first).focus();
      }
    }
  }

  _toggleMenu(show = this._menu.hidden, back = false) {
    this._menu.hidden = !show;
    this._menuButton.setAttribute("aria-expanded", String(show));
    if (show) this._menu.querySelector("button").focus();
    else if (back) this._menuButton.focus();
  }

  _resize(by) {
    this._size = Math.max(0, Math.min(SIZES.length - 1, this._size + by));
    this._panel.style.setProperty("--fs", SIZES[this._size]);
    this._grow();
  }

  _grow() {
    this._input.style.blockSize = "auto";
    this._input.style.blockSize = `${this._input.scrollHeight + 2}px`;
  }

  async _start() {
    this._started = true;
    this._greet();
    this._api.json("config", { auth: false }).then((config) => {
      this._config = config;
      this._max = number(config.max_message) ?? this._max;
      if (words(config.emergency)) this._urgent.replaceChildren(...rich(config.emergency));
      this._name();
    }, () => {}); // the words that stand here already are good without the server
    if (this._api.token) await this._history();
  }

  _greet() {
    this._turns.replaceChildren();
    this._bot({ text: this.getAttribute("greeting") || GREETING, buttons: STARTERS.map((title) => ({ title, payload: title })) });
  }

  /** What was said so far, unannounced: a reader would have to hear it all again. */
  async _history() {
    this._log.setAttribute("aria-live", "off");
    this._busy = true;
    try {
      for (let shown = -1; ; await wait(1500)) {
        const past = await this._api.json("history");
        const said = list(past.messages).map(dictionary);
        if (said.length !== shown && said.length) {
          this._greet();
          for (const message of said) {
            if (message.from === "patient") this._mine(words(message.text));
            else this._bot(message);
          }
        }
        shown = said.length;
        if (past.waiting !== true) break;
        this._typing();
      }
      this._say("");
      for (const node of this._turns.querySelectorAll(".new")) node.classList.remove("new");
    } catch (error) {
      if (this._ended(error)) this._note(ENDED);
      else this._say("The conversation so far could not be loaded.", true, ["Try again", () => this._history()]);
    } finally {
      this._busy = false;
      setTimeout(() => this._log.setAttribute("aria-live", "polite"), 300);
    }
  }

  _ended(error) {
    if (!["session-expired", "no-session"].includes(error?.code)) return false;
    this._api.keep(null);
    this._closeChoices();
    return true;
  }

  _say(text, bad = false, action) {
    this._status.classList.toggle("bad", bad);
    this._status.replaceChildren(...(text ? [text] : []));
    if (action) this._status.append(el("button", { type: "button", onclick: action[1] }, action[0]));
  }

  _typing() {
    if (this._status.querySelector(".dots")) return;
    this._status.classList.remove("bad");
    this._status.replaceChildren(el("span.dots", { "aria-hidden": "true" }, el("i"), el("i"), el("i")), "The assistant is writing");
  }

  _append(node) {
    node.classList.add("new");
    this._turns.append(node);
    return node;
  }

  _note(text) {
    this._append(el("li.note", {}, text));
    this._log.scrollTop = this._log.scrollHeight;
  }

  _mine(text) {
    this._closeChoices();
    this._turn = this._append(el("li.me", {}, el("span.away", {}, "You said: "), el("div.bubble", { dir: "auto" }, text)));
    this._log.scrollTop = this._log.scrollHeight;
  }

  _closeChoices() {
    const held = this._root.activeElement?.closest(".choices");
    for (const node of this._turns.querySelectorAll(".choices")) node.remove();
    if (held) (matchMedia("(pointer:coarse)").matches ? this._log : this._input).focus({ preventScroll: true });
  }

  _bot(reply, again) {
    const data = dictionary(dictionary(reply.custom).data);
    const text = words(reply.text);
    const parts = [];
    if (data.type === "disposition") parts.push(card(data, text), sources({ evidence: data.evidence }));
    else if (data.type === "summary" && words(data.text)) {
      parts.push(el("div.card", {}, el("div.body", {}, el("pre", { dir: "auto" }, words(data.text)), this._tools(words(data.text), words(data.url)))));
    } else if (text) parts.push(el("div.bubble", { dir: "auto" }, ...rich(text)));
    const plot = data.type === "timeline" ? timeline(data, text) : null;
    if (plot) parts.push(plot);
    else if (data.type === "timeline" && !text && words(data.text)) parts.push(el("div.bubble", {}, ...rich(words(data.text))));
    if (data.type === "answer") parts.push(sources(data));
    for (const address of [reply.image, reply.attachment].map(words)) {
      const href = address && safeLink(address, this._api.base);
      if (href) parts.push(el("div.bubble", {}, outside(href, "Open the attachment")));
    }
    if (data.type === "error" && again) parts.push(el("div.choices", {}, el("button", { type: "button", onclick: again }, "Send my message again")));
    parts.push(this._choices(reply, data));
    const shown = parts.filter(Boolean);
    if (!shown.length) return;
    const wide = plot || ["disposition", "summary"].includes(data.type) ? ".wide" : "";
    this._append(el(`li.bot${wide}`, {}, el("span.away", {}, "Assistant: "), ...shown));
    const top = this._turn ? this._turn.offsetTop - 12 : 0;
    this._log.scrollTop = Math.min(top, this._log.scrollHeight);
  }

  _choices(reply, data) {
    const offered = list(list(reply.buttons).length ? reply.buttons : data.type === "question" ? data.choices : [])
      .map(dictionary)
      .map((choice) => ({ title: words(choice.title), payload: words(choice.payload) || words(choice.title) }))
      .filter((choice) => choice.title);
    if (!offered.length) return null;
    if (data.multiple !== true) {
      return el("div.choices", { role: "group", "aria-label": "Answers to choose from" },
        ...offered.map((choice) => el("button", { type: "button", dir: "auto", onclick: () => this.send(choice.payload, choice.title) }, choice.title)));
    }
    const boxes = offered.map((choice) => el("input", { type: "checkbox" }));
    const send = el("button.full", { type: "button", disabled: true }, "Send");
    const none = (index) => NONE.test(offered[index].title);
    boxes.forEach((box, index) => box.addEventListener("change", () => {
      if (box.checked) boxes.forEach((other, at) => at !== index && (none(index) || none(at)) && (other.checked = false));
      send.disabled = !boxes.some((other) => other.checked);
    }));
    send.addEventListener("click", () => {
      const ticked = offered.filter((_, index) => boxes[index].checked);
      const title = ticked.map((choice) => choice.title).join(", ");
      this.send(ticked.length === 1 ? ticked[0].payload : title, title);
    });
    return el("fieldset.choices.ticks", {}, el("legend", {}, "Tick all that apply, then send"),
      ...offered.map((choice, index) => el("label.tick", {}, boxes[index], el("span", { dir: "auto" }, choice.title))), send);
  }

  _submit() {
    const text = this._input.value.trim();
    if (!text) return;
    if ([...text].length > this._max) {
      this._say(`Please keep your message under ${this._max} characters (it has ${[...text].length}).`, true);
      return;
    }
    if (this.send(text)) {
      this._input.value = "";
      this._grow();
    }
  }

  /** Send words (or a button's payload) as the patient's message. False while another one is under way. */
  send(message, shown = message) {
    if (this._busy) {
      if (!this._job?.retry) this._typing();
      return false;
    }
    this._mine(shown);
    this._deliver({ message, shown, key: randomKey(), got: 0, tries: 0 });
    return true;
  }

  /** One message to its last reply. Retried with its key, so that the server never gets it twice. */
  async _deliver(job) {
    this._busy = true;
    this._job = job;
    job.retry = null;
    this._typing();
    const country = this.getAttribute("country");
    for (;;) {
      let index = 0;
      try {
        await this._api.send(job.message, job.key, /^[A-Z]{2}$/.test(country || "") ? country : null, (event, data) => {
          if (this._job !== job || event !== "message" || ++index <= job.got) return;
          job.got = index;
          this._typing();
          if (dictionary(dictionary(data.custom).data).type === "forgotten") this._clear();
          this._bot(data, () => this.send(job.message, job.shown));
        });
        return this._finish(job);
      } catch (error) {
        if (this._job !== job) return;
        if (this._ended(error)) {
          this._finish(job);
          this._note(ENDED);
          return this._say("Your last message was not answered.", true, ["Send it again", () => (this._say(""), this.send(job.shown))]);
        }
        if (error.code === "stale-choice" && job.message !== job.shown) {
          Object.assign(job, { message: job.shown, key: randomKey() });
          continue;
        }
        const later = ["too-many", "in-flight"].includes(error.code);
        job.tries += 1;
        if ((later && job.tries <= 6) || (!error.code && job.tries <= 2 && navigator.onLine)) {
          this._say(later ? PLACE[error.code] : "The connection was lost. Trying again …", !later);
          await wait(later ? Math.min(error.wait || 2, 60) * 1000 : job.tries * 1000);
          if (this._job !== job) return;
          continue;
        }
        const final = ["bad-message", "too-large", "cancelled", "foreign-origin"].includes(error.code);
        if (final) {
          this._finish(job);
          return this._say(PLACE[error.code], true);
        }
        job.retry = () => {
          if (this._job !== job || !job.retry) return;
          if (error.code && !later) job.key = randomKey();
          job.tries = 0;
          this._deliver(job);
        };
        this._log.scrollTop = this._log.scrollHeight;
        return this._say(error.code ? PLACE[error.code] || FAILED : OFFLINE, true, ["Try again", () => job.retry?.()]);
      }
    }
  }

  _finish(job) {
    if (this._job !== job) return;
    this._job = null;
    this._busy = false;
    this._say("");
  }

  _clear() {
    this._api.keep(null);
    this._turn = null;
    this._turns.replaceChildren();
  }

  async _restart() {
    this._job = null;
    this._busy = false;
    this._say("");
    if (this._api.token) this._api.request("forget", { method: "POST", body: {} }).catch(() => {});
    this._clear();
    this._greet();
    this._input.focus();
  }

  async _forget() {
    try {
      if (this._api.token) await this._api.request("forget", { method: "POST", body: {} });
    } catch (error) {
      if (!this._ended(error)) {
        this._say(PLACE[error.code] || "Not deleted: the server could not be reached.", true, ["Try again", () => this._forget()]);
        return;
      }
    }
    this._job = null;
    this._busy = false;
    this._clear();
    this._greet();
    this._say("Your conversation is deleted.");
    this._input.focus();
  }

  _show(title, ...children) {
    const done = el("button", { type: "button", onclick: () => this._dialog.close() }, "Close");
    this._dialog.replaceChildren(el("h3", { id: "ask" }, title), ...children);
    if (!this._dialog.querySelector(".tools")) this._dialog.append(el("div.tools"));
    this._dialog.querySelector(".tools").append(done);
    if (!this._dialog.open) this._dialog.showModal();
    this._dialog.onclose = () => this._menuButton.focus();
    return done;
  }

  _ask(title, text, verb, act) {
    const go = el("button.full", { type: "button", onclick: () => (this._dialog.close(), act()) }, verb);
    this._show(title, el("p", {}, text), el("div.tools", {}, go)).textContent = "Cancel";
  }

  async _summary() {
    try {
      if (!this._api.token) throw new Refused("no-summary", 0);
      const made = await this._api.json("summary");
      this._show("Summary for your doctor", el("pre", { tabindex: "0", dir: "auto" }, words(made.text)), this._tools(words(made.text), words(made.url)));
    } catch (error) {
      this._show("Summary for your doctor", el("p", {}, this._ended(error) ? ENDED : PLACE[error.code] || "The summary could not be loaded. Please try again."));
    }
  }

  _tools(text, url) {
    const copy = el("button", { type: "button", onclick: async () => {
      try {
        await navigator.clipboard.writeText(text);
        copy.textContent = "Copied";
      } catch {
        copy.textContent = "Please select the text and copy it";
      }
    } }, "Copy");
    const href = url && safeLink(url, this._api.base);
    return el("div.tools", {}, copy, el("button", { type: "button", onclick: () => this._print(text) }, "Print"),
      href && el("a.link", { href, download: "", rel: "noopener" }, "Save as PDF"));
  }

  _print(text) {
    const frame = el("iframe", { title: "Summary to print", "aria-hidden": "true", tabindex: "-1" });
    Object.assign(frame.style, { position: "fixed", inlineSize: "0", blockSize: "0", border: "0" });
    document.body.append(frame);
    const inside = frame.contentDocument;
    Object.assign(inside.body.style, { whiteSpace: "pre-wrap", font: "12pt/1.45 system-ui, sans-serif" });
    inside.title = "Summary";
    inside.body.append(text);
    frame.contentWindow.addEventListener("afterprint", () => setTimeout(() => frame.remove(), 500));
    frame.contentWindow.print();
  }
}

if (!customElements.get("triage-chat")) customElements.define("triage-chat", TriageChat);
export { TriageChat };
