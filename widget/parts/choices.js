// The answers to choose from: buttons, or a checklist to tick and send.

import { dictionary, el, list, words } from "./dom.js";

const NONE = /^(no,? )?none\b|^nothing\b/i;

/** The choices of a reply: [{title, payload}]. */
export function offered(reply, data) {
  return list(list(reply.buttons).length ? reply.buttons : data.type === "question" ? data.choices : [])
    .map(dictionary)
    .map((choice) => ({ title: words(choice.title), payload: words(choice.payload) || words(choice.title) }))
    .filter((choice) => choice.title);
}

/** A group of buttons, or of boxes with one button; `send(payload, title)` for what was chosen. */
export function choices(options, multiple, send) {
  if (!options.length) return null;
  return multiple ? checklist(options, send) : el("div.choices", { role: "group", "aria-label": "Answers to choose from" },
    ...options.map((choice) => el("button", { type: "button", dir: "auto", onclick: () => send(choice.payload, choice.title) }, choice.title)));
}

/** Boxes. "None of these" excludes the rest. What is sent are the titles, joined by ", ". */
function checklist(options, send) {
  const boxes = options.map(() => el("input", { type: "checkbox" }));
  const none = (index) => NONE.test(options[index].title);
  const go = el("button.full", { type: "button", disabled: true }, "Send");
  boxes.forEach((box, index) => box.addEventListener("change", () => {
    if (box.checked) boxes.forEach((other, at) => at !== index && (none(index) || none(at)) && (other.checked = false));
    const ticked = boxes.filter((other) => other.checked).length;
    go.disabled = !ticked;
    go.textContent = ticked > 1 ? `Send ${ticked} answers` : "Send";
  }));
  go.addEventListener("click", () => {
    const ticked = options.filter((_, index) => boxes[index].checked);
    const title = ticked.map((choice) => choice.title).join(", ");
    send(ticked.length === 1 ? ticked[0].payload : title, title);
  });
  return el("fieldset.choices.ticks", {}, el("legend", {}, "Tick all that apply, then send"),
    el("div.rows", {}, ...options.map((choice, index) => el("label.tick", {}, boxes[index], el("span", { dir: "auto" }, choice.title)))),
    el("div.go", {}, go));
}

/** A question's text without the list that its boxes show: "…any of these: a; b; c? Or none?" is "…any of these?". */
export function withoutList(text) {
  return text.replace(/: [^:?\n]*;[^?\n]*\?(?: Or none[^?\n]*\?)?/, "?");
}
