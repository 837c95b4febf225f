// The conversation: each exchange is said twice, as a question and as an answer.

import { element } from "./dom.js";
import { explain, smsTrouble } from "./meanings.js";
import { qqTrouble } from "./web.js";
import { WORDS } from "./words.js";

export const PHONE_TO_SERVICE = "mini program → service";
const PHONE_TO_WECHAT = "mini program → WeChat";
const SERVICE_TO_WECHAT = "service → WeChat";
const SERVICE_TO_SMS = "service → SMS";
const ON_THE_SPOT = ["wx", "qq", "sdk"];
const PARTIES = {
  [PHONE_TO_SERVICE]: ["mini", "service"],
  [PHONE_TO_WECHAT]: ["mini", "wechat"],
  [SERVICE_TO_WECHAT]: ["service", "wechat"],
  "mini program → QQ": ["mini", "qq"],
  "mobile app → WeChat": ["mobile", "wechat"],
  "browser → WeChat": ["browser", "wechat"],
  "browser → QQ": ["browser", "qq"],
  "browser → service": ["browser", "service"],
  "service → QQ": ["service", "qq"],
  [SERVICE_TO_SMS]: ["service", "sms"],
};
const LINE = 76;
const LONG = 72;

export function message(told, place, language) {
  const { exchange, isAnswer } = told[place];
  const [asker, answerer] = PARTIES[exchange.leg];
  const [from, to] = isAnswer ? [answerer, asker] : [asker, answerer];
  const node = element("li", `message ${asker === "service" ? "upstream" : ""}`);
  if (opensStory(told, place)) node.classList.add("opening");
  node.append(heading(exchange, isAnswer, [from, to], WORDS[language]));
  const meaning = explain(exchange, isAnswer, language);
  if (meaning) node.append(element("p", "meaning", meaning));
  const content = isAnswer ? exchange.answer : question(exchange);
  if (content !== null) node.append(element("pre", "content", json(content, WORDS[language])));
  return node;
}

// What the mini program does, and what it first asked of WeChat for it, is one story.
function opensStory(told, place) {
  const { exchange, isAnswer } = told[place];
  if (isAnswer || PARTIES[exchange.leg][0] === "service") return false;
  return exchange.leg === PHONE_TO_WECHAT || told[place - 1]?.exchange.leg !== PHONE_TO_WECHAT;
}

function heading(exchange, isAnswer, [from, to], words) {
  const route = element("span", "route",
    element("span", `party ${from}`, words[from]), " → ",
    element("span", `party ${to}`, words[to]));
  const head = element("div", "head", route);
  const isOnTheSpot = ON_THE_SPOT.includes(exchange.method);
  const call = isOnTheSpot ? exchange.path : `${exchange.method} ${exchange.path}`;
  if (!isAnswer) head.append(element("code", "call", call));
  else if (exchange.status) head.append(status(exchange));
  else if (!isOnTheSpot) {
    head.append(element("span", "status bad", words.no_answer));
  }
  return head;
}

function status(exchange) {
  const { status: number, answer } = exchange;
  const error = answer?.errcode || qqTrouble(exchange);
  const name = answer?.errcode ? "errcode" : "error";
  const text = error ? `${number} · ${name} ${error}` : String(number);
  const isBad = number >= 400 || error || smsTrouble(answer) || answer?.page === "error";
  return element("span", `status ${isBad ? "bad" : "good"}`, text);
}

function question({ query, body }) {
  if (body !== null) return body;
  return Object.keys(query).length ? query : null;
}

function json(value, words, indent = "") {
  if (value === null || typeof value === "number" || typeof value === "boolean") {
    return element("span", "literal", String(value));
  }
  if (typeof value === "string") return text(value, words);
  const isShort = indent.length + JSON.stringify(value).length <= LINE;
  const deeper = isShort ? "" : `${indent}  `;
  const [open, next, close] = isShort ? [" ", ", ", " "] : ["\n", ",\n", `\n${indent}`];
  const isList = Array.isArray(value);
  const entries = Object.entries(value);
  if (!entries.length) return isList ? "[]" : "{}";
  const node = element("span", "", isList ? "[" : "{", open);
  entries.forEach(([name, one], place) => {
    const label = isList ? [] : [element("span", "name", JSON.stringify(name)), ": "];
    node.append(deeper, ...label, json(one, words, deeper), place < entries.length - 1 ? next : close);
  });
  node.append(isList ? "]" : "}");
  return node;
}

function text(value, words) {
  if (value.length <= LONG) return element("span", "text", JSON.stringify(value));
  const short = JSON.stringify(`${value.slice(0, LONG / 2)}…`);
  return element("span", "text", short, element("small", "", ` ${words.shortened(value.length)}`));
}
