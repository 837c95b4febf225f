// What was said so far, and how the newest of it comes into view.

import { $ } from "./dom.js";
import { message, PHONE_TO_SERVICE } from "./talk.js";

const KEPT = 400;
const told = [];
let heard = 0;

export const heardUpTo = () => heard;

export function lastAnswer() {
  return told.findLast(({ exchange, isAnswer }) =>
    isAnswer && exchange.leg === PHONE_TO_SERVICE)?.exchange;
}

export function retell(language) {
  $("messages").replaceChildren(...told.map((_, place) => message(told, place, language)));
}

export function hear(journal, language) {
  if (journal.forgotten > heard) {
    told.length = 0;
    $("messages").replaceChildren();
  }
  const said = journal.exchanges.flatMap((exchange) => [
    { number: exchange.asked, exchange, isAnswer: false },
    { number: exchange.answered, exchange, isAnswer: true },
  ]).filter(({ number }) => number > heard).sort((a, b) => a.number - b.number);
  const isFirstLook = heard === 0;
  heard = Math.max(heard, journal.forgotten, ...said.map(({ number }) => number));
  $("silence").hidden = told.length + said.length > 0;
  if (!said.length) return;
  told.push(...said);
  const before = told.length - said.length;
  const fresh = said.map((_, place) => message(told, before + place, language));
  $("messages").append(...fresh);
  told.splice(0, told.length - KEPT);
  while ($("messages").childElementCount > told.length) $("messages").firstChild.remove();
  scrollTo(fresh[0], isFirstLook);
}

function scrollTo(first, isFirstLook) {
  const box = $("scroll");
  const isStory = first.classList.contains("opening") && !isFirstLook;
  const top = first.getBoundingClientRect().top - box.getBoundingClientRect().top;
  box.scrollTop = isStory ? box.scrollTop + top : box.scrollHeight;
}
