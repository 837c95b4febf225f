// Telephone numbers: hers, who may have one next, and what was texted.

import { $, element, fill } from "./dom.js";

export function showNumbers(state, person, words) {
  const mine = person.numbers.toReversed().map((number) => [number, number]);
  fill($("number"), mine.length ? mine : [["", words.no_number]]);
  const held = state.people.flatMap(({ nickname, numbers }) =>
    numbers.map((number) => [number, `${number} ${nickname}`]));
  const free = state.free_numbers.map((number) => [number, `${number} ${words.free}`]);
  fill($("handed"), [...held, ...free]);
  fill($("receiver"), state.people.map(({ id, nickname }) => [id, nickname]));
}

export function showTexts(texts, language) {
  const locale = language === "zh" ? "zh-CN" : "en-GB";
  $("no-texts").hidden = texts.length > 0;
  $("texts").replaceChildren(...texts.toReversed().map(({ at, number, text }) => {
    const time = new Date(at).toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
    return element("li", "", element("small", "", `${number} · ${time}`), element("p", "", text));
  }));
}

export function handOver(ask, state) {
  const number = $("handed").value;
  const isFree = state.free_numbers.includes(number);
  const takeBack = () => ask("take_back_number", { number });
  return {
    take_back: takeBack,
    give: async () => {
      if (!isFree) await takeBack();
      await ask("give_number", { number, person: $("receiver").value });
    },
  };
}
