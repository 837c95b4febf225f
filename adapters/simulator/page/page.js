// The page: presses the phone's buttons through the control API and tells what was said.

import { hear, heardUpTo, lastAnswer, retell } from "./conversation.js";
import { $, element, fill } from "./dom.js";
import { ENDPOINTS } from "./endpoints.js";
import { FAULTS, explain, faultName } from "./meanings.js";
import { handOver, showNumbers, showTexts } from "./numbers.js";
import { forgetOffers, showOffers, takeNote } from "./offers.js";
import { wishes } from "./wishes.js";
import { WORDS } from "./words.js";

const POLL = 1500;

let language = firstLanguage();
let state = null;
let clockSkew = 0;
let texts = [];
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
  for (const node of document.querySelectorAll("[data-hint]")) {
    node.placeholder = words()[node.dataset.hint];
  }
  const other = language === "zh" ? "en" : "zh";
  $("language").lang = other;
  $("language").textContent = other === "zh" ? "中文" : "English";
  fill($("kind"), Object.keys(FAULTS).map((kind) => [kind, faultName(kind, language)]));
  if (state) showState();
  retell(language);
  $("result").replaceChildren();
  $("twisted").textContent = "";
}

function showState() {
  fill($("app"), state.apps.filter(isOnPhone).map(({ alias }) => [alias, alias]));
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
  showNumbers(state, person, words());
  showOffers(key(), words(), (button, kept) => busy(button, () => press("merge", { kept })));
  // Whoever plays may sign in by a number of her own: its texts come to every phone.
  const isNobodys = (text) => text.person === null && !state.free_numbers.includes(text.number);
  const hers = texts.filter((text) => text.person === person.id || isNobodys(text));
  showTexts(hers, language);
  $("texts-tab").textContent = words().screen_texts(hers.length);
}

function turnTo(screen) {
  for (const tab of document.querySelectorAll("[data-screen]")) {
    const isOpen = tab.dataset.screen === screen;
    tab.setAttribute("aria-pressed", String(isOpen));
    $(tab.dataset.screen).hidden = !isOpen;
  }
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

// Only WeChat's mini programs run on this phone; other apps have pages or phones of their own.
function isOnPhone({ provider, kind }) {
  return provider === "wechat" && kind === "mini_program";
}

// What is done

const seat = () => ({ app: $("app").value, person: $("person").value });
const key = () => `${seat().app} ${seat().person}`;

async function look() {
  const [now, journal, sent] = await Promise.all([
    ask("state"), ask(`journal?after=${heardUpTo()}`), ask("sms"),
  ]);
  hear(journal, language);
  clockSkew = new Date(now.now) - Date.now();
  const before = state && JSON.stringify([{ ...state, now: "" }, texts]);
  [state, texts] = [now, sent];
  if (before !== JSON.stringify([{ ...now, now: "" }, texts])) showState();
}

async function press(action, extra = wishes(action)) {
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
  const account = answer?.account ?? (answer?.registered_at && answer);
  if (account) accounts.set(pressedFor, account);
  takeNote(pressedFor, answer);
  if (state) showPhone();
}

function tell(number, answer) {
  const good = number !== null && number < 400;
  const label = number === null ? words().no_answer : String(number);
  $("result").replaceChildren(
    element("span", `status ${good ? "good" : "bad"}`, label),
    ` ${explain(lastAnswer() ?? { answer, status: number }, true, language)}`);
}

const TWISTS = {
  hour: () => ask("advance", { seconds: 3600 }),
  day: () => ask("advance", { seconds: 86_400 }),
  months: () => ask("advance", { seconds: 91 * 86_400 }),
  kill: () => ask("kill_tokens", { app: seat().app }),
  rotate: () => ask("rotate_session_key", seat()),
  stale: () => press("send_profile", { sealed_with: "previous" }),
  take_back: () => handOver(ask, state).take_back(),
  give: () => handOver(ask, state).give(),
  reset: () => ask("reset", {}).then(() => {
    accounts.clear();
    forgetOffers();
    $("result").replaceChildren();
  }),
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
  for (const button of document.querySelectorAll("[type=button][data-action]")) {
    button.addEventListener("click", () => busy(button, () => press(button.dataset.action)));
  }
  for (const form of document.querySelectorAll("form.typed")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const button = event.submitter;
      busy(button, () => press(button.dataset.action));
    });
  }
  for (const tab of document.querySelectorAll("[data-screen]")) {
    tab.addEventListener("click", () => turnTo(tab.dataset.screen));
  }
  for (const button of document.querySelectorAll("[data-twist]")) {
    const name = button.dataset.twist;
    button.addEventListener("click", () => busy(button, () => twist(name, TWISTS[name])));
  }
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

fill($("endpoint"), ENDPOINTS);
listen();
show();
await look();
$("result").replaceChildren();
setInterval(() => { if (state) showClock(); }, 1000);
setInterval(() => { if (!document.hidden) look().catch(() => {}); }, POLL);
