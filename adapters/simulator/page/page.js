// The page: presses the phone's buttons through the control API and tells what was said.

import { element, message, PHONE_TO_SERVICE } from "./talk.js";
import { WORDS, FAULTS, explain, faultName } from "./words.js";

const $ = (id) => document.getElementById(id);
const ENDPOINTS = ["/sns/jscode2session", "/cgi-bin/stable_token", "/wxa/checksession"];
const KEPT = 400;
const POLL = 1500;

let language = firstLanguage();
let state = null;
let heard = 0;
let clockSkew = 0;
const told = [];
const accounts = new Map();

function firstLanguage() {
  const asked = new URLSearchParams(location.search).get("lang") ?? remembered();
  return asked in WORDS ? asked : navigator.language.startsWith("zh") ? "zh" : "en";
}

function remembered() {
  try { return localStorage.getItem("language"); } catch { return null; }
}

const words = () => WORDS[language];

async function ask(path, body) {
  const options = body && {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
  const response = await fetch(`/__sim/${path}`, options || undefined);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

// What is seen

function show() {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  document.title = words().title;
  for (const node of document.querySelectorAll("[data-word]")) {
    node.textContent = words()[node.dataset.word];
  }
  const other = language === "zh" ? "en" : "zh";
  $("language").lang = other;
  $("language").textContent = other === "zh" ? "中文" : "English";
  $("new-name").placeholder = words().new_name;
  fill($("kind"), Object.keys(FAULTS).map((kind) => [kind, faultName(kind, language)]));
  if (state) showState();
  $("messages").replaceChildren(...told.map((_, place) => message(told, place, language)));
  $("result").replaceChildren();
  $("twisted").textContent = "";
}

function fill(select, options) {
  const chosen = select.value;
  select.replaceChildren(...options.map(([value, text]) => new Option(text, value)));
  if (options.some(([value]) => value === chosen)) select.value = chosen;
}

function showState() {
  fill($("app"), state.apps.map(({ alias }) => [alias, alias]));
  fill($("person"), state.people.map(({ id, nickname, risk }) =>
    [id, risk ? `${nickname} · ${words().at_risk}` : nickname]));
  showWaiting();
  showPhone();
  showClock();
}

function showPhone() {
  const person = state.people.find(({ id }) => id === $("person").value);
  const isIn = state.signed_in.some((one) => one.app === seat().app && one.person === seat().person);
  const account = accounts.get(key());
  const name = (isIn && account?.profile.nickname) || person.nickname;
  $("phone-app").textContent = $("app").value;
  $("nickname").textContent = name;
  $("avatar").textContent = [...name][0] ?? "";
  $("avatar").dataset.tint = String(state.people.indexOf(person) % 6);
  const standing = isIn ? words().signed_in : words().signed_out;
  $("standing").textContent = isIn && account ? `${standing} · ${words().account(account.id)}` : standing;
  $("standing").classList.toggle("in", isIn);
}

function showWaiting() {
  const kinds = Object.values(state.faults).flat();
  if (!kinds.length) return $("waiting").replaceChildren();
  const off = element("button", "quiet", words().call_off);
  off.type = "button";
  off.addEventListener("click", callOff);
  $("waiting").replaceChildren(words().waiting(kinds.length), off);
}

function showClock() {
  const now = new Date(Date.now() + clockSkew);
  const locale = language === "zh" ? "zh-CN" : "en-GB";
  $("now").dateTime = now.toISOString();
  $("now").textContent = now.toLocaleString(locale, { dateStyle: "medium", timeStyle: "medium" });
  $("phone-time").textContent = now.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
  const hours = Math.round(clockSkew / 3_600_000);
  $("ahead").hidden = hours < 1;
  $("ahead").textContent = words().ahead(hours);
}

// What was said

function hear(journal) {
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

// What is done

const seat = () => ({ app: $("app").value, person: $("person").value });
const key = () => `${seat().app} ${seat().person}`;

async function look() {
  const [now, journal] = await Promise.all([ask("state"), ask(`journal?after=${heard}`)]);
  hear(journal);
  clockSkew = new Date(now.now) - Date.now();
  const before = state && JSON.stringify({ ...state, now: "" });
  state = now;
  if (before !== JSON.stringify({ ...now, now: "" })) showState();
}

async function press(action, extra = {}) {
  const pressedFor = key();
  const body = { ...seat(), ...extra };
  $("twisted").textContent = "";
  try {
    const { status: number, answer } = await ask(`phone/${action}`, body);
    remember(pressedFor, answer);
    await look();
    tell(number, answer);
  } catch (error) {
    await look();
    $("result").replaceChildren(element("span", "status bad", "!"), ` ${error.message}`);
  }
}

function remember(pressedFor, answer) {
  const account = answer?.account ?? (answer?.profile && answer);
  if (account) accounts.set(pressedFor, account);
  if (state) showPhone();
}

function tell(number, answer) {
  const last = told.findLast(({ exchange, isAnswer }) =>
    isAnswer && exchange.leg === PHONE_TO_SERVICE);
  const good = number !== null && number < 400;
  const label = number === null ? words().no_answer : String(number);
  $("result").replaceChildren(
    element("span", `status ${good ? "good" : "bad"}`, label),
    ` ${explain(last?.exchange ?? { answer, status: number }, true, language)}`);
}

const TWISTS = {
  hour: () => ask("advance", { seconds: 3600 }),
  day: () => ask("advance", { seconds: 86_400 }),
  kill: () => ask("kill_tokens", { app: seat().app }),
  rotate: () => ask("rotate_session_key", seat()),
  stale: () => press("send_profile", { sealed_with: "previous" }),
  reset: () => ask("reset", {}).then(() => { accounts.clear(); $("result").replaceChildren(); }),
};

async function twist(name, act) {
  try {
    await act();
    $("twisted").textContent = words().done[name];
  } catch (error) {
    $("twisted").textContent = error.message;
  }
  await look();
}

const callOff = () => twist("calm", () => fetch("/__sim/faults", { method: "DELETE" }));

async function busy(button, act) {
  button.setAttribute("aria-busy", "true");
  try { await act(); } finally { button.removeAttribute("aria-busy"); }
}

function listen() {
  for (const button of document.querySelectorAll("[data-action]")) {
    button.addEventListener("click", () => busy(button, () => press(button.dataset.action)));
  }
  for (const button of document.querySelectorAll("[data-twist]")) {
    const name = button.dataset.twist;
    button.addEventListener("click", () => busy(button, () => twist(name, TWISTS[name])));
  }
  $("rename").addEventListener("submit", (event) => {
    event.preventDefault();
    busy(event.submitter, () => press("rename", { nickname: $("new-name").value }));
  });
  $("fault").addEventListener("submit", (event) => {
    event.preventDefault();
    const wish = { endpoint: $("endpoint").value, kind: $("kind").value };
    busy(event.submitter, () => twist("fault", () => ask("faults", wish)));
  });
  $("language").addEventListener("click", () => {
    language = language === "zh" ? "en" : "zh";
    try { localStorage.setItem("language", language); } catch { /* not remembered */ }
    show();
  });
  for (const id of ["app", "person"]) $(id).addEventListener("change", showPhone);
}

fill($("endpoint"), ENDPOINTS.map((path) => [path, path.split("/").pop()]));
listen();
show();
await look();
$("result").replaceChildren();
setInterval(() => { if (state) showClock(); }, 1000);
setInterval(() => { if (!document.hidden) look().catch(() => {}); }, POLL);
