// Telephone numbers: hers, what the service asks for, who may have one next, and what was texted.

import { $, element, fill } from "./dom.js";

// The buttons that answer what the service asks, and the offers that each of them takes up.
const ASKED = {
  whose: {
    prove_password: ["prove_ownership", "prove_then_merge"],
    declare_mine: ["declare_mine"],
    claim_number: ["claim_number"],
  },
  anew: {
    step_up_by_wechat: ["step_up_by_wechat"],
    step_up_by_password: ["step_up_by_password"],
  },
  both: {
    preview_merge: ["merge"],
    merge: ["merge"],
  },
};

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

export function showOffers(offers) {
  const actions = new Set(offers.map(({ action }) => action));
  for (const [group, buttons] of Object.entries(ASKED)) {
    const shown = Object.keys(buttons).filter((id) => buttons[id].some((one) => actions.has(one)));
    $(group).hidden = !shown.length;
    for (const id of Object.keys(buttons)) $(id).hidden = !shown.includes(id);
  }
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
