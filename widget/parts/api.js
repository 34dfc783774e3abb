// The server's API under /chat/v1. Knows the session; shows nothing.

import { dictionary, words } from "./dom.js";

const SILENCE = 35000; // ms without any event, heartbeats included, until a stream counts as cut

/** The server refused, with its code; `wait` in seconds if it named a time. */
export class Refused extends Error {
  constructor(code, seconds) {
    super(code);
    this.code = code;
    this.wait = seconds;
  }
}

export class Api {
  /** `base`: the address of chat/v1/. `storage`: where the token outlives a reload, or null. */
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

  /** What the doctors' claims and the evidence say, asked for once: {claims: {"4.8": {answer, text}}, evidence: {A7: {text}}}. */
  sources() {
    this._sources ||= this.json("sources", { auth: false }).catch((error) => {
      this._sources = null;
      throw error;
    });
    return this._sources;
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
      timer = setTimeout(() => stop.abort(), SILENCE);
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
