// <triage-chat>: the patient's chat as one custom element. No dependency, no build, no third-party request.
// Documentation: docs/widget.md

import { Api, Refused } from "./parts/api.js";
import { dictionary, el, icon, number, phone, rich, safeLink, words } from "./parts/dom.js";
import { STYLES } from "./parts/styles.js";
import { page, tools } from "./parts/summary.js";
import { Talk } from "./parts/talk.js";
import { EMERGENCY, ENDED, GREETING, NO_SUMMARY, PROBLEMS } from "./parts/words.js";
import "./parts/card.js"; // these four are needed one step further: named here, all parts are asked for at once
import "./parts/choices.js";
import "./parts/sources.js";
import "./parts/timeline.js";

const NARROW = "(max-width:520px),(max-height:460px)"; // where the panel takes the whole screen; the same in styles.js
const SIZES = [1, 1.15, 1.35];
const NAME = "After-Botox assistant";

let sheet;
const styles = () => {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLES);
  }
  return sheet;
};

class TriageChat extends HTMLElement {
  static observedAttributes = ["clinic-name", "phone"];

  connectedCallback() {
    if (!this._root) this._begin();
    this._listen("addEventListener");
  }

  disconnectedCallback() {
    this._listen("removeEventListener");
  }

  attributeChangedCallback() {
    if (this._root) this._name();
  }

  _listen(how) {
    window[how]("online", this._online);
    document[how]("visibilitychange", this._seen);
  }

  _begin() {
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
    this._talk = new Talk(this._api, {
      busy: (busy) => this.toggleAttribute("busy", busy),
      country: () => this._country(),
      known: () => Boolean(this._country() || words(this._config.country)),
      greeting: () => this.getAttribute("greeting") || GREETING,
      rest: () => (matchMedia("(pointer:coarse)").matches ? this._talk.log : this._input).focus({ preventScroll: true }),
    });
    this._online = () => this._talk.online();
    this._seen = () => this._started && document.visibilityState === "visible" && this._talk.look();
    this._config = {};
    this._max = 2000;
    this._size = 0;
    this._build();
    if (this.inline || this.hasAttribute("open")) this.open();
  }

  get inline() {
    return this.hasAttribute("inline");
  }

  _country() {
    const code = this.getAttribute("country") || "";
    return /^[A-Z]{2}$/.test(code) ? code : "";
  }

  /** Show the chat (also for scripts of the page). */
  open() {
    this._panel.hidden = false;
    this._launcher.hidden = true;
    if (!this._started) this._start();
    if (!this.inline) {
      this._panel.setAttribute("aria-modal", String(matchMedia(NARROW).matches));
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

  /** Send words as the patient's message (also for scripts of the page). False while another one is under way. */
  send(message, shown) {
    return this._talk.send(message, shown);
  }

  _build() {
    this._launcher = el("button.launcher.full", { type: "button", "aria-haspopup": "dialog", hidden: this.inline, onclick: () => this.open() },
      icon("chat"), this.getAttribute("label") || "Ask about your face after Botox");
    this._title = el("h2", { id: "title", dir: "auto" });
    this._by = el("p", { dir: "auto" });
    this._menuButton = el("button", { type: "button", "aria-expanded": "false", "aria-controls": "menu", "aria-label": "Menu",
      onclick: () => this._toggleMenu() }, icon("menu"));
    this._menu = this._buildMenu();
    const close = this.inline ? null : el("button", { type: "button", "aria-label": "Close the chat", onclick: () => this.close() }, icon("close"));
    this._urgent = el("p.urgent", { role: "note", "aria-label": "Emergency", dir: "auto" }, ...rich(EMERGENCY));
    this._input = el("textarea", { rows: "1", id: "words", dir: "auto", "aria-label": "Your message", placeholder: "Write your message",
      enterkeyhint: "send", autocomplete: "off", oninput: () => this._grow(), onkeydown: (event) => {
        if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
        event.preventDefault();
        this._submit();
      } });
    const form = el("form", { onsubmit: (event) => (event.preventDefault(), this._submit()) }, this._input,
      el("button.full", { type: "submit", "aria-label": "Send" }, icon("send")));
    this._dialog = el("dialog", { "aria-labelledby": "ask" });
    this._panel = el("section.panel", { role: this.inline ? "region" : "dialog", "aria-labelledby": "title", lang: "en", hidden: !this.inline,
      onkeydown: (event) => this._keys(event) },
      el("header", {}, el("span.mark", { "aria-hidden": "true" }, icon("chat")), el("div", {}, this._title, this._by), this._menuButton, close),
      this._menu, this._urgent, this._talk.log, el("div.edge", {}, this._talk.down), this._talk.status, form, this._dialog);
    this._root.append(this._launcher, this._panel);
    this._name();
  }

  _buildMenu() {
    const item = (text, act) => el("button", { type: "button", onclick: () => (this._toggleMenu(false), act()) }, text);
    const restart = () => (this._talk.restart(), this._input.focus());
    const forget = async () => (await this._talk.forget(), this._input.focus());
    return el("div.menu", { id: "menu", hidden: true },
      item("Summary for your doctor", () => this._summary()),
      el("div.row", { role: "group", "aria-label": "Text size" }, el("span", {}, "Text size"),
        el("button", { type: "button", "aria-label": "Smaller text", onclick: () => this._resize(-1) }, "A−"),
        el("button", { type: "button", "aria-label": "Larger text", onclick: () => this._resize(1) }, "A+")),
      item("Start again", () => this._ask("Start again?", "This conversation is cleared and a new one begins.", "Start again", restart)),
      item("Forget me", () => this._ask("Delete this conversation?", "Everything you told me is deleted at once, here and on the clinic's server.", "Delete it", forget)));
  }

  _name() {
    const clinic = dictionary(this._config.clinic);
    const name = this.getAttribute("clinic-name") || words(clinic.name);
    const digits = this.getAttribute("phone") || words(clinic.phone);
    this._title.textContent = name || NAME;
    this._by.replaceChildren(el("span", {}, "Software, not a doctor"), ...(digits ? [phone(digits)] : []));
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
      if (this._root.activeElement === (event.shiftKey ? first : last)) {
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
    this._talk.greet();
    this._api.json("config", { auth: false }).then((config) => {
      this._config = config;
      this._max = number(config.max_message) ?? this._max;
      if (words(config.emergency)) this._urgent.replaceChildren(...rich(config.emergency));
      this._name();
    }, () => {}); // the words that stand here already are good without the server
    if (this._api.token) await this._talk.history();
  }

  _submit() {
    const text = this._input.value.trim();
    if (!text) return;
    const length = [...text].length;
    if (length > this._max) {
      this._talk.say(`Please keep your message under ${this._max} characters (it has ${length}).`, true);
    } else if (this.send(text)) {
      this._input.value = "";
      this._grow();
    }
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
    const title = "Summary for your doctor";
    try {
      if (!this._api.token) throw new Refused("no-summary", 0);
      const made = await this._api.json("summary");
      this._show(title, page(made.text, true), tools(words(made.text), words(made.url), this._api.base));
    } catch (error) {
      const ended = ["session-expired", "no-session"].includes(error.code);
      this._show(title, el("p", {}, ended ? ENDED : PROBLEMS[error.code] || NO_SUMMARY));
    }
  }
}

if (!customElements.get("triage-chat")) customElements.define("triage-chat", TriageChat);
export { TriageChat };
