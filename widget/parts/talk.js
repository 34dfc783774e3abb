// The conversation: what stands in the log, and each message on its way to its last reply.

import { card } from "./card.js";
import { choices, offered, withoutList } from "./choices.js";
import { dictionary, el, icon, list, number, outside, paragraphs, safeLink, words } from "./dom.js";
import { sources } from "./sources.js";
import { page, tools } from "./summary.js";
import { timeline } from "./timeline.js";
import { ENDED, FAILED, LOST, NOT_DELETED, NO_HISTORY, OFFLINE, PROBLEMS, SLOW, STARTERS, TYPING, UNANSWERED } from "./words.js";

const PATIENCE = 8000; // ms of silence until the patient is told that it takes longer
const AGAIN = [1000, 2000]; // ms before each retry that needs no word from the patient …
const LATER = [5000, 10000, 20000, 30000]; // … and, after they were told, until the server is back
const RETELL = 1500; // ms between two looks at a history whose last answer is still being made

const wait = (ms) => new Promise((done) => setTimeout(done, ms));
const randomKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

export class Talk {
  /** `host` is told `busy`, and asked for `country()` (two letters or ""), `known()` (whether it is known at all), `greeting()` and `rest()` (where focus goes when its place is gone). */
  constructor(api, host) {
    this.api = api;
    this.host = host;
    this.turns = el("ol.turns");
    this.log = el("div.log", { role: "log", "aria-live": "polite", "aria-relevant": "additions", "aria-label": "Conversation", tabindex: "0",
      onscroll: () => this._below() }, this.turns);
    this.down = el("button.down", { type: "button", hidden: true, "aria-label": "More below", title: "More below",
      onclick: () => this.log.scrollBy({ top: this.log.clientHeight * 0.85 }) }, icon("down"));
    this.status = el("div.status", { role: "status", dir: "auto" });
    this._told = 0; // messages of the patient in this session
    this._job = null;
    this._set(false);
  }

  _set(busy) {
    this.busy = busy;
    this.host.busy(busy);
  }

  greet() {
    this.turns.replaceChildren();
    this._turn = null;
    this._told = 0;
    this._bot({ text: this.host.greeting(), buttons: STARTERS.map((title) => ({ title, payload: title })) });
  }

  /** What was said so far, unannounced: a reader would have to hear it all again. */
  async history() {
    if (this.busy) return;
    this.log.setAttribute("aria-live", "off");
    this._set(true);
    try {
      for (let shown = -1; ; await wait(RETELL)) {
        const past = await this.api.json("history");
        const said = list(past.messages).map(dictionary);
        if (said.length !== shown && said.length) this._retell(said);
        shown = said.length;
        if (past.waiting !== true) break;
        this._typing();
      }
      this.say("");
    } catch (error) {
      if (this._ended(error)) this._note(ENDED);
      else this.say(PROBLEMS[error.code] || NO_HISTORY, true, ["Try again", () => this.history()]);
    } finally {
      this._set(false);
      setTimeout(() => this.log.setAttribute("aria-live", "polite"), 300);
    }
  }

  _retell(said) {
    this.greet();
    for (const message of said) {
      if (message.from === "patient") this._mine(words(message.text));
      else this._bot(message);
    }
    for (const node of this.turns.querySelectorAll(".new")) node.classList.remove("new");
  }

  /** The page is looked at again: another tab of the same session may have gone on. */
  async look() {
    if (this.busy || !this.api.token) return;
    try {
      const past = await this.api.json("history");
      const told = patients(past);
      if (this.busy || past.waiting === true || told === this._told) return;
      if (told) await this.history();
      else this.greet();
    } catch {
      /* what stands here stays; the next message will tell what is wrong */
    }
  }

  _ended(error) {
    if (!["session-expired", "no-session"].includes(error?.code)) return false;
    this.api.keep(null);
    this._told = 0;
    this._closeChoices();
    return true;
  }

  /** A word about what is going on, with a button perhaps: `action` is its words and what it does. */
  say(text, bad = false, action) {
    clearTimeout(this._slow);
    this.status.classList.toggle("bad", bad);
    this.status.replaceChildren(...(text ? [text] : []));
    if (action) this.status.append(el("button", { type: "button", onclick: action[1] }, action[0]));
  }

  _typing() {
    const writing = (text) => {
      this.status.classList.remove("bad");
      this.status.replaceChildren(el("span.dots", { "aria-hidden": "true" }, el("i"), el("i"), el("i")), text);
    };
    if (!this.status.querySelector(".dots")) writing(TYPING);
    clearTimeout(this._slow);
    this._slow = setTimeout(() => writing(SLOW), PATIENCE);
  }

  _append(node) {
    node.classList.add("new");
    this.turns.append(node);
    return node;
  }

  _note(text) {
    this._append(el("li.note", {}, text));
    this.log.scrollTop = this.log.scrollHeight;
  }

  _mine(text) {
    this._closeChoices();
    this._told += 1;
    this._turn = this._append(el("li.me", {}, el("span.away", {}, "You said: "), el("div.bubble", { dir: "auto" }, text)));
    this.log.scrollTop = this.log.scrollHeight;
  }

  _closeChoices() {
    const held = this.log.getRootNode().activeElement?.closest(".choices");
    for (const node of this.turns.querySelectorAll(".choices")) node.remove();
    if (held) this.host.rest();
  }

  /** One reply. `again` sends the patient's last message once more, where an apology came instead of an answer. */
  _bot(reply, again) {
    const data = dictionary(dictionary(reply.custom).data);
    const text = words(reply.text);
    const parts = this._parts(data, text, reply);
    if (data.type === "error" && again) parts.push(el("div.choices", {}, el("button", { type: "button", onclick: again }, "Send my message again")));
    parts.push(choices(offered(reply, data), data.multiple === true, (message, shown) => this.send(message, shown)));
    const shown = parts.filter(Boolean);
    if (!shown.length) return;
    const wide = ["disposition", "summary", "timeline"].includes(data.type) || data.multiple === true ? ".wide" : "";
    this._append(el(`li.bot${wide}`, {}, el("span.away", {}, "Assistant: "), ...shown));
    const top = this._turn ? this._turn.offsetTop - 12 : 0;
    this.log.scrollTop = Math.min(top, this.log.scrollHeight);
    this._below();
  }

  _parts(data, text, reply) {
    const parts = [];
    const bubble = (nodes) => nodes.length > 0 && el("div.bubble", { dir: "auto" }, ...nodes);
    const plot = data.type === "timeline" ? timeline(data, text) : null;
    if (data.type === "disposition") {
      const { lead, node } = card(data, text, this.host.known());
      parts.push(bubble(lead), node, sources({ evidence: data.evidence }, this.api));
    } else if (data.type === "summary" && text) {
      parts.push(el("div.card", {}, el("div.body", {}, page(text), words(data.url) && tools(text, words(data.url), this.api.base))));
    } else if (data.type === "question" && text) {
      parts.push(bubble(question(data, text)));
    } else if (!plot) {
      parts.push(bubble(paragraphs(text || words(data.text))));
    }
    parts.push(plot);
    if (data.type === "answer") parts.push(sources(data, this.api));
    for (const address of [reply.image, reply.attachment].map(words)) {
      const href = address && safeLink(address, this.api.base);
      if (href) parts.push(bubble([outside(href, "Open the attachment")]));
    }
    return parts;
  }

  /** Whether to point at what is below: not at the end, nor where a checklist's own button stands. */
  _below() {
    const bottom = this.log.getBoundingClientRect().bottom;
    const ticks = [...this.turns.querySelectorAll(".ticks")].some((node) => node.getBoundingClientRect().top < bottom - 120);
    this.down.hidden = ticks || this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 48;
  }

  /** Send words (or a button's payload) as the patient's message. False while another one is under way. */
  send(message, shown = message) {
    if (this.busy) {
      if (!this._job?.retry) this._typing();
      return false;
    }
    const before = this._told;
    this._mine(shown);
    this._deliver({ message, shown, before, key: randomKey(), got: 0, tries: 0, round: 0 });
    return true;
  }

  /** One message to its last reply. Retried with its key, so that the server never gets it twice. */
  async _deliver(job) {
    this._set(true);
    this._job = job;
    job.retry = null;
    this._typing();
    for (;;) {
      let index = 0;
      try {
        if (job.lost && (await this._arrived(job))) return;
        await this.api.send(job.message, job.key, this.host.country(), (event, data) => {
          if (this._job !== job || event !== "message" || ++index <= job.got) return;
          job.got = index;
          this._typing();
          if (dictionary(dictionary(data.custom).data).type === "forgotten") this._clear();
          this._bot(data, () => this.send(job.message, job.shown));
        });
        return this._finish(job);
      } catch (error) {
        if (this._job !== job || !(await this._recover(job, error))) return;
      }
    }
  }

  /** After a failure: true to try again at once; else the patient has been told. */
  async _recover(job, error) {
    if (this._ended(error)) {
      this._finish(job);
      this._note(ENDED);
      this.say(UNANSWERED, true, ["Send it again", () => (this.say(""), this.send(job.shown))]);
      return false;
    }
    if (error.code === "stale-choice" && job.message !== job.shown) {
      Object.assign(job, { message: job.shown, key: randomKey() });
      return true;
    }
    const later = ["too-many", "in-flight"].includes(error.code);
    job.lost ||= !error.code; // it may have been taken all the same
    job.tries += 1;
    if ((later && job.tries <= 6) || (!error.code && job.tries <= AGAIN.length && navigator.onLine)) {
      this.say(later ? PROBLEMS[error.code] : LOST, !later);
      await wait(later ? Math.min(error.wait || 2, 60) * 1000 : AGAIN[job.tries - 1]);
      return this._job === job;
    }
    if (["bad-message", "too-large", "cancelled", "foreign-origin"].includes(error.code)) {
      this._finish(job);
      this.say(PROBLEMS[error.code], true);
      return false;
    }
    this._hold(job, error.code && !later);
    this.log.scrollTop = this.log.scrollHeight;
    this.say(error.code ? PROBLEMS[error.code] || FAILED : OFFLINE, true, ["Try again", () => job.retry?.()]);
    return false;
  }

  /** The message waits: for the patient, for the network, or (while nothing answers) for the next try. */
  _hold(job, refused) {
    job.retry = () => {
      if (this._job !== job || !job.retry) return;
      clearTimeout(job.timer);
      if (refused) job.key = randomKey();
      job.tries = 0;
      this._deliver(job);
    };
    if (refused || job.round >= 40) return;
    const pause = LATER[Math.min(job.round, LATER.length - 1)];
    job.round += 1;
    job.timer = setTimeout(() => job.retry?.(), pause);
  }

  /** The network is back. */
  online() {
    this._job?.retry?.();
  }

  /** Whether a message that seemed lost was taken after all (the server may have lost its memory of the key): then its answer is shown. */
  async _arrived(job) {
    if (!this.api.token) return false;
    const past = await this.api.json("history");
    if (this._job !== job) return true;
    if (past.waiting === true || patients(past) <= job.before) return false;
    this._retell(list(past.messages).map(dictionary));
    this._finish(job);
    return true;
  }

  _finish(job) {
    if (this._job !== job) return;
    this._drop();
    this.say("");
  }

  _drop() {
    clearTimeout(this._job?.timer);
    this._job = null;
    this._set(false);
  }

  _clear() {
    this.api.keep(null);
    this._turn = null;
    this._told = 0;
    this.turns.replaceChildren();
  }

  /** A new conversation; the old one is deleted on the server if it can be reached. */
  restart() {
    this._drop();
    this.say("");
    if (this.api.token) this.api.request("forget", { method: "POST", body: {} }).catch(() => {});
    this._clear();
    this.greet();
  }

  /** Delete the conversation on the server, then here; says so, or that it failed. */
  async forget() {
    try {
      if (this.api.token) await this.api.request("forget", { method: "POST", body: {} });
    } catch (error) {
      if (!this._ended(error)) {
        this.say(PROBLEMS[error.code] || NOT_DELETED, true, ["Try again", () => this.forget()]);
        return;
      }
    }
    this._drop();
    this._clear();
    this.greet();
    this.say("Your conversation is deleted.");
  }
}

const patients = (past) => list(past.messages).filter((message) => dictionary(message).from === "patient").length;

/** A question: how far the check is, its words without what the boxes show, and quietly why it is asked. */
function question(data, text) {
  const [step, of] = [number(data.step), number(data.of)];
  const said = data.multiple === true ? withoutList(text) : text;
  const why = `(${words(data.why)})`;
  return [
    step && of && el("p.step", {}, `Question ${step} of at most ${of}`),
    ...said.split("\n").flatMap((line) => (line.trim() === why ? [el("p.why", {}, words(data.why))] : paragraphs(line))),
  ].filter(Boolean);
}
