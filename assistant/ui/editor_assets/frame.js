// What belongs to the page as a whole: its style sheet (frame.css), the keys that Streamlit has no word for, the
// light between a sentence in the editor and its source beside it; and the address.

let keys = {};
let listening = false;
let showing = "";

export default function ({ data }) {
  keys = data.keys || {};
  document.documentElement.lang = data.lang || "nl";
  address(data.address || {});
  if (listening) return;
  listening = true;
  document.addEventListener("keydown", press);
  window.addEventListener("wc:caret", light);
  window.addEventListener("wc:address", moved);
}

// Another case is on the screen: it is read from its beginning.
function moved(event) {
  if (event.detail.case !== showing) for (const el of document.querySelectorAll(".st-key-wc-case, .st-key-wc-side")) el.scrollTop = 0;
  showing = event.detail.case;
  address(event.detail);
}

// Who is here and which case is open stand in the address, so that a reload brings the same screen back.
function address(wanted) {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(wanted)) {
    if (value) url.searchParams.set(name, value);
    else url.searchParams.delete(name);
  }
  if (url.href !== location.href) history.replaceState(history.state, "", url);
}

// `keys` says what a key reaches: {"?": {press: "help"}, "alt+w": {focus: "fact"}}; the names are Streamlit's keys (or
// how they begin). In a list of rows: {"j": {step: 1}} goes down, {"x": {pick: 1}} ticks; {row: 1} counts only while a row has the
// focus. A bare letter never counts while somebody types.
function press(event) {
  if (event.repeat && !(keys[event.key] || {}).step) return; // a key held down is one key
  const modified = event.ctrlKey || event.metaKey;
  const name = event.altKey ? `alt+${letter(event)}` : modified ? `ctrl+${event.key.toLowerCase()}` : event.key;
  const wanted = keys[name];
  const typing = event.target.closest?.("input, textarea, select, [contenteditable=true]");
  if (!wanted || (modified && event.altKey) || (typing && !event.altKey && !modified)) return;
  if (wanted.step || wanted.pick) return list(event, wanted);
  if (wanted.act) return reach(event, wanted.act);
  const holder = document.querySelector(`[class*="st-key-${CSS.escape(wanted.press || wanted.focus)}"]`);
  const target = holder?.querySelector(wanted.press ? "button" : "input, textarea");
  if (!target) return;
  event.preventDefault();
  if (wanted.press) target.click();
  else target.focus();
}

// {act: "called"}: what is marked data-act="called" and can be seen. A button is pressed, what folds opens at its first field.
function reach(event, name) {
  const target = [...document.querySelectorAll(`[data-act="${CSS.escape(name)}"]`)].find((el) => el.checkVisibility());
  if (!target || target.disabled) return;
  event.preventDefault();
  if (target.tagName === "SUMMARY") {
    target.parentElement.open = true;
    (target.parentElement.querySelector("input, select, textarea, button") || target).focus();
  } else if (target.tagName === "BUTTON") target.click();
  else target.focus();
}

function list(event, wanted) {
  const rows = [...document.querySelectorAll(".wc-rows > .wc-row")].filter((row) => row.offsetParent);
  const at = rows.findIndex((row) => row === document.activeElement || row.contains(document.activeElement));
  if (!rows.length || (wanted.row && at < 0)) return;
  event.preventDefault();
  if (wanted.pick) return rows[at]?.querySelector(".wc-pick")?.click();
  const from = at >= 0 ? at : rows.findIndex((row) => row.getAttribute("aria-current"));
  const next = rows[Math.min(rows.length - 1, Math.max(0, from + wanted.step))];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

// On some keyboards Alt with a letter gives another sign: the key's own place says which letter it is.
function letter(event) {
  return /^(Key|Digit)/.test(event.code || "") ? event.code.replace(/^(Key|Digit)/, "").toLowerCase() : event.key.toLowerCase();
}

function light(event) {
  const { text, at } = event.detail;
  for (const el of document.querySelectorAll("[data-sentence]")) {
    const start = text.indexOf(el.dataset.sentence);
    el.classList.toggle("wc-here", start >= 0 && at >= start && at <= start + el.dataset.sentence.length);
  }
}
