// Draws a tree of plain nodes that Python sends. Text only ever goes in through textContent: what a customer or a
// document says cannot become markup. The tree is patched in place, so that scroll, focus and what was unfolded stay.
//
// A node: {t: tag, c: class, x: text, k: key, a: attributes, on: [action, value], copy: 1 to copy the editor's text, n: children,
// pick: [id, on] a box that is ticked here and now, gather: 1 sends what is ticked along,
// seen: 1 sends what stands in the editor along,
// here: [event, detail] told to the editor beside it, focus: takes the focus when this value is new, clip: text for the clipboard,
// tell: [event, detail] for the page, once it is new}. A form's `on` sends its fields
// along when it is submitted: {of, ...fields}.

const TAGS = new Set(["div", "span", "p", "ul", "ol", "li", "details", "summary", "button", "mark", "time", "strong", "kbd", "h2", "h3",
  "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td", "select", "option", "form", "input", "label", "datalist", "del", "ins"]);
const ATTRIBUTES =
  /^(title|role|tabindex|disabled|selected|value|lang|dir|open|scope|type|name|placeholder|required|min|max|step|list|id|maxlength|autocomplete|aria-[a-z]+|data-[a-z]+)$/;

const HERE = new Set(["show", "insert"]); // what the editor beside it does, without asking the server
const mounted = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  let view = mounted.get(parentElement);
  if (!view) {
    const root = document.createElement("div");
    root.className = "wc-view";
    parentElement.appendChild(root);
    view = { root, drawn: "", act: null, picked: new Set(), offered: new Set() };
    mounted.set(parentElement, view);
  }
  view.act = (name, value) => setTriggerValue("act", { name, value, at: Date.now() });
  const fresh = JSON.stringify(data);
  if (fresh !== view.drawn) {
    view.drawn = fresh;
    view.here = new Set();
    patchChildren(view.root, data.n || [], view);
    for (const id of view.offered) if (!view.here.has(id)) view.offered.delete(id) && view.picked.delete(id);
  }
  return () => {
    view.root.remove();
    mounted.delete(parentElement);
  };
}

function patchChildren(parent, nodes, view) {
  const old = Array.from(parent.children);
  const byKey = new Map(old.filter((el) => el.dataset.key).map((el) => [el.dataset.key, el]));
  const used = new Set();
  // What goes is taken out first: an element that need not move keeps the focus.
  const staying = new Set(nodes.map((node) => node.k).filter(Boolean));
  for (const [key, el] of byKey) if (!staying.has(key)) el.remove();
  nodes.forEach((node, index) => {
    const standing = parent.children[index];
    let el = node.k ? byKey.get(node.k) : standing && !standing.dataset.key ? standing : undefined;
    if (!el || used.has(el) || el.tagName.toLowerCase() !== tagOf(node)) el = document.createElement(tagOf(node));
    used.add(el);
    if (parent.children[index] !== el) parent.insertBefore(el, parent.children[index] || null);
    patch(el, node, view);
  });
  while (parent.children.length > nodes.length) parent.lastElementChild.remove();
}

function tagOf(node) {
  return TAGS.has(node.t) ? node.t : "div";
}

function patch(el, node, view) {
  if (el.className !== (node.c || "")) el.className = node.c || "";
  if (node.k) el.dataset.key = node.k;
  patchAttributes(el, node.a || {});
  if (node.n) {
    if (el.firstChild && el.children.length === 0) el.textContent = "";
    patchChildren(el, node.n, view);
  } else if (el.textContent !== (node.x || "") || el.children.length) {
    el.textContent = node.x || "";
  }
  listen(el, node, view);
  if (node.pick) pickable(el, node.pick, view);
  if (node.tell) tell(node.tell, view);
  if (node.focus && view.focused !== node.focus) {
    view.focused = node.focus;
    requestAnimationFrame(() => idle(view) && el.focus());
  }
}

function tell([event, detail], view) {
  const said = JSON.stringify(detail);
  if (view.told === said) return;
  view.told = said;
  window.dispatchEvent(new CustomEvent(`wc:${event}`, { detail }));
}

// Whoever went on to write somewhere else keeps the focus there.
function idle(view) {
  const at = document.activeElement;
  return !at || at === document.body || at.dataset.act === "rewrite" || view.root.contains(at);
}

// What is ticked is the browser's: a second tick need not wait for the server's answer to the first. Each tick sends all of them.
function pickable(el, [id, on], view) {
  if (!view.offered.has(id) && on) view.picked.add(id);
  view.offered.add(id);
  view.here.add(id);
  el.setAttribute("aria-pressed", String(view.picked.has(id)));
  el.onclick = (event) => {
    event.stopPropagation();
    if (!view.picked.delete(id)) view.picked.add(id);
    el.setAttribute("aria-pressed", String(view.picked.has(id)));
    view.act("picked", [...view.picked]);
  };
}

function untick(view) {
  view.picked.clear();
  for (const el of view.root.querySelectorAll(".wc-pick")) el.setAttribute("aria-pressed", "false");
}

function patchAttributes(el, wanted) {
  for (const { name } of Array.from(el.attributes)) {
    const own = name === "class" || name === "data-key" || (name === "open" && el.tagName === "DETAILS");
    if (!own && !(name in wanted)) el.removeAttribute(name);
  }
  for (const [name, value] of Object.entries(wanted)) {
    if (!ATTRIBUTES.test(name)) continue;
    // An unfolded part is the reader's: `open` only counts when the element is new.
    if (name === "open" && el.dataset.seen) continue;
    if (el.getAttribute(name) !== String(value)) el.setAttribute(name, String(value));
  }
  if (el.tagName === "DETAILS") el.setAttribute("data-seen", "1");
}

// A handler that gives false would keep the key from the field it was typed in.
function on(el, pressed) {
  el.onkeydown = pressed && ((event) => void pressed(event));
}

function listen(el, node, view) {
  if (el.tagName === "SELECT") {
    el.onchange = node.on ? () => view.act(node.on[0], { of: node.on[1], chosen: el.value, picked: [...view.picked] }) : null;
    return;
  }
  if (el.tagName === "FORM") {
    el.onsubmit = (event) => submit(event, el, node, view);
    return;
  }
  if (el.tagName === "DETAILS") {
    on(el, (event) => event.key === "Escape" && el.classList.contains("wc-fold") && fold(event, el));
    return;
  }
  el.onclick = node.on || node.copy || node.here || node.clip ? (event) => click(event, node, view) : null;
  if (el.dataset.escape) {
    on(el, (event) => event.key === "Escape" && el.parentElement.querySelector("[data-leave]")?.click());
    return;
  }
  const pressed = (event) => plainEnter(event) && event.target === el && click(event, node, view);
  on(el, node.on && el.tagName !== "BUTTON" ? pressed : null);
}

function submit(event, form, node, view) {
  event.preventDefault();
  view.act(node.on[0], { of: node.on[1], ...Object.fromEntries(new FormData(form)), ...(node.seen ? { seen: seen() } : {}) });
  const around = form.closest("details.wc-fold");
  if (around) fold(event, around);
}

function fold(event, details) {
  event.stopPropagation();
  details.open = false;
  details.querySelector("summary").focus();
}

// Ctrl + Enter approves: it must not open the row that has the focus anew.
function plainEnter(event) {
  return event.key === "Enter" && !event.ctrlKey && !event.altKey && !event.metaKey;
}

function click(event, node, view) {
  event.stopPropagation();
  if (node.clip) navigator.clipboard.writeText(node.clip);
  if (node.here && !window.dispatchEvent(new CustomEvent(`wc:${node.here[0]}`, { detail: node.here[1], cancelable: true }))) return;
  if (node.copy) window.dispatchEvent(new CustomEvent("wc:copy"));
  if (node.on && HERE.has(node.on[0])) window.dispatchEvent(new CustomEvent(`wc:${node.on[0]}`, { detail: node.on[1] }));
  else if (node.on) view.act(node.on[0], along(node, view));
  if (node.on && node.on[0] === "clear") untick(view);
}

// What goes with a click: what it is about, and what this person had before them.
function along(node, view) {
  if (node.seen) return { of: node.on[1], seen: seen() };
  return node.gather ? { of: node.on[1], picked: [...view.picked] } : node.on[1];
}

// The text in the editor as it stands here and now: what the server drew meanwhile nobody has read.
function seen() {
  const detail = {};
  window.dispatchEvent(new CustomEvent("wc:seen", { detail }));
  return detail;
}
