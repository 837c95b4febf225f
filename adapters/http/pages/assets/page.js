// The pages work without this; it counts down, tells that something is under way, takes a code
// from the clipboard, shows a password, and writes times in the reader's own zone.

const all = (selector, root = document) => [...root.querySelectorAll(selector)];

function announce(text) {
  const status = document.getElementById("status");
  if (status) status.textContent = text;
}

function countDown(button) {
  const label = button.textContent;
  const end = Date.now() + Number(button.dataset.countdown) * 1000;
  const tick = () => {
    const left = Math.ceil((end - Date.now()) / 1000);
    if (left > 0) {
      button.textContent = button.dataset.wait.replace("%s", left);
      return;
    }
    clearInterval(timer);
    button.textContent = label;
    button.removeAttribute("aria-disabled");
    announce(button.dataset.ready);
  };
  const timer = setInterval(tick, 1000);
  button.setAttribute("aria-disabled", "true");
  tick();
}

function refuseWhenDisabled(event) {
  const button = event.target.closest("[aria-disabled=true]");
  if (button) event.preventDefault();
}

const PATIENCE = 10_000;

// The button stays enabled for the browser, which would leave out the name of a disabled one.
function showBusy(event) {
  const form = event.target;
  if (form.dataset.busy !== undefined) {
    event.preventDefault();
    return;
  }
  form.dataset.busy = "";
  event.submitter?.setAttribute("aria-disabled", "true");
  announce(document.body.dataset.busyText);
  setTimeout(forgetBusy, PATIENCE, form);
}

function forgetBusy(form) {
  delete form.dataset.busy;
  for (const button of all("[aria-disabled]:not([data-countdown])", form)) {
    button.removeAttribute("aria-disabled");
  }
}

const FULL_WIDTH = /[０-９]/g;

function digitsOf(text) {
  const plain = text.replace(FULL_WIDTH, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0));
  const runs = plain.split(/\D+/);
  return runs.find((run) => run.length === 6) ?? runs.join("").slice(0, 6);
}

function takeCode(input, text) {
  const digits = digitsOf(text);
  if (!digits) return;
  input.value = digits;
  input.focus();
}

function offerPaste(button) {
  if (!navigator.clipboard?.readText) return;
  const input = document.getElementById(button.dataset.paste);
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      takeCode(input, await navigator.clipboard.readText());
    } catch {
      button.hidden = true;
      input.focus();
    }
  });
}

function tidyPaste(input) {
  input.addEventListener("paste", (event) => {
    event.preventDefault();
    takeCode(input, event.clipboardData.getData("text"));
  });
}

function offerReveal(button) {
  const input = document.getElementById(button.dataset.reveal);
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = input.type === "password";
    input.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", String(shown));
  });
  input.form.addEventListener("submit", () => { input.type = "password"; });
}

const STYLES = {
  day: { dateStyle: "long" },
  moment: { dateStyle: "medium", timeStyle: "short" },
  clock: { timeStyle: "short" },
};

function localise(time) {
  const format = new Intl.DateTimeFormat(document.documentElement.lang, STYLES[time.dataset.as]);
  time.textContent = format.format(new Date(time.dateTime));
}

all("[data-countdown]").filter((one) => Number(one.dataset.countdown) > 0).forEach(countDown);
all("[data-paste]").forEach(offerPaste);
all("input[name=sms_code]").forEach(tidyPaste);
all("[data-reveal]").forEach(offerReveal);
all("time[data-as]").forEach(localise);
document.addEventListener("click", refuseWhenDisabled);
document.addEventListener("submit", showBusy);
// A page that comes back by the back button was left busy.
window.addEventListener("pageshow", () => all("form[data-busy]").forEach(forgetBusy));
