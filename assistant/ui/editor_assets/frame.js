// What belongs to the page as a whole: its style sheet (frame.css), the keys that Streamlit has no word for, the
// light between a sentence in the editor and its source beside it; and the address.

let keys = {};
let listening = false;

export default function ({ data }) {
  keys = data.keys || {};
  document.documentElement.lang = data.lang || "nl";
  address(data.address || {});
  if (listening) return;
  listening = true;
  document.addEventListener("keydown", press);
  window.addEventListener("wc:caret", light);
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
// how they begin). A bare letter never counts while somebody types.
function press(event) {
  const modified = event.ctrlKey || event.metaKey;
  const name = event.altKey ? `alt+${letter(event)}` : event.key;
  const wanted = keys[name];
  const typing = event.target.closest?.("input, textarea, select, [contenteditable=true]");
  if (!wanted || modified || (typing && !event.altKey)) return;
  const holder = document.querySelector(`[class*="st-key-${CSS.escape(wanted.press || wanted.focus)}"]`);
  const target = holder?.querySelector(wanted.press ? "button" : "input, textarea");
  if (!target) return;
  event.preventDefault();
  if (wanted.press) target.click();
  else target.focus();
}

// On some keyboards Alt with a letter gives another sign: the key's own place says which letter it is.
function letter(event) {
  return event.code?.startsWith("Key") ? event.code.slice(3).toLowerCase() : event.key.toLowerCase();
}

function light(event) {
  const { text, at } = event.detail;
  for (const el of document.querySelectorAll("[data-sentence]")) {
    const start = text.indexOf(el.dataset.sentence);
    el.classList.toggle("wc-here", start >= 0 && at >= start && at <= start + el.dataset.sentence.length);
  }
}
