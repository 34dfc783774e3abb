// What an answer rests on, folded away; the words behind each number are fetched when it is opened.

import { dictionary, el, list, words } from "./dom.js";

/** A disclosure for the answers and evidence of a reply's data, or null if it names none. */
export function sources(data, api) {
  const claims = new Map(); // answer → its claims, each once
  for (const said of list(data.doctors).map(dictionary)) {
    const answer = words(said.answer);
    if (!answer) continue;
    if (!claims.has(answer)) claims.set(answer, new Set());
    if (words(said.claim)) claims.get(answer).add(words(said.claim));
  }
  const evidence = [...new Set(list(data.evidence).map((item) => words(item) || words(dictionary(item).id)).filter(Boolean))];
  const count = claims.size + evidence.length;
  if (!count) return null;
  const items = el("ul", {}, ...rows(claims, evidence, {}));
  const fold = el("details.sources", {}, el("summary", {}, count === 1 ? "1 source" : `${count} sources`), items);
  fold.addEventListener("toggle", async () => {
    if (!fold.open || fold.dataset.known) return;
    try {
      const known = await api.sources();
      fold.dataset.known = "yes";
      items.replaceChildren(...rows(claims, evidence, known));
    } catch {
      /* the numbers stand; opening it again asks again */
    }
  });
  return fold;
}

function rows(claims, evidence, known) {
  const said = (kind, id) => words(dictionary(dictionary(known[kind])[id]).text);
  const sorted = [...claims].sort(([one], [other]) => Number(one) - Number(other));
  return [
    ...sorted.map(([answer, ids]) => {
      const texts = [...ids].sort().map((id) => (said("claims", id) ? [said("claims", id), " ", el("small", {}, id)] : [`statement ${id}`]));
      return el("li", {}, el("b", {}, `Answer ${answer} of 10`), ...texts.flatMap((text, index) => [index ? "; " : ": ", ...text]));
    }),
    ...evidence.map((id) => el("li", {}, el("b", {}, `Evidence ${id}`), said("evidence", id) && `: ${said("evidence", id)}`)),
  ];
}
