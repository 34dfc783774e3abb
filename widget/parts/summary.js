// The summary for injector or doctor: shown, copied, printed, saved.

import { el, safeLink, words } from "./dom.js";

/** The text as a page: its lines as they are, headings bold. */
export function page(text, focusable) {
  return el("div.page", { dir: "auto", ...(focusable ? { tabindex: "0", role: "document", "aria-label": "Summary" } : {}) },
    ...words(text).split("\n").map((line, index) =>
      el(index === 0 || /^[^-].*:$/.test(line) ? "p.h" : line.startsWith("- ") ? "p.i" : "p", {}, line.trim())));
}

/** Buttons to copy, print and save it. */
export function tools(text, url, base) {
  const copy = el("button", { type: "button", onclick: async () => {
    try {
      await navigator.clipboard.writeText(text);
      copy.textContent = "Copied";
    } catch {
      copy.textContent = "Please select the text and copy it";
    }
  } }, "Copy");
  const href = url && safeLink(url, base);
  return el("div.tools", {}, copy, el("button", { type: "button", onclick: () => print(text) }, "Print"),
    href && el("a.link", { href, download: "", rel: "noopener" }, "Save as PDF"));
}

function print(text) {
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
