// What the service offered last, and the buttons that take it up.

import { $, element } from "./dom.js";

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
    preview_merge: ["merge", "choose_then_merge", "choose_phone"],
    merge: ["merge", "choose_then_merge"],
  },
};

const offers = new Map();
const choices = new Map();
const merged = new Set();

export function takeNote(seat, answer) {
  // What succeeds without a word, such as a fresh proof, leaves nothing to be asked.
  if (answer === null || answer.offers || answer.session) {
    offers.set(seat, answer?.offers ?? []);
    choices.delete(seat);
  }
  if (answer?.choices) choices.set(seat, answer.choices);
  if (answer?.merge) merged[answer.merge.undone_at ? "delete" : "add"](seat);
}

export function forgetOffers() {
  for (const kept of [offers, choices, merged]) kept.clear();
}

export function showOffers(seat, words, keep) {
  const actions = new Set((offers.get(seat) ?? []).map(({ action }) => action));
  for (const [group, buttons] of Object.entries(ASKED)) {
    const shown = Object.keys(buttons).filter((id) => buttons[id].some((one) => actions.has(one)));
    $(group).hidden = !shown.length;
    for (const id of Object.keys(buttons)) $(id).hidden = !shown.includes(id);
  }
  showChoices(choices.get(seat) ?? [], words, keep);
  $("merged").hidden = !merged.has(seat);
}

// Of two numbers one stays: there is no merging without saying which.
function showChoices(numbers, words, keep) {
  if (numbers.length) $("merge").hidden = true;
  $("choices").hidden = !numbers.length;
  $("choices").replaceChildren(...numbers.map(({ id, phone }) => {
    const button = element("button", "", words.keep(phone));
    button.type = "button";
    button.addEventListener("click", () => keep(button, id));
    return button;
  }));
}
