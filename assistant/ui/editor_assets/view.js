// Draws a tree of plain nodes that Python sends. Text only ever goes in through textContent: what a customer or a
// document says cannot become markup. The tree is patched in place, so that scroll, focus and what was unfolded stay.
//
// A node: {t: tag, c: class, x: text, k: key, a: attributes, on: [action, value], copy: 1 to copy the editor's text, n: children}

const TAGS = new Set(["div", "span", "p", "ul", "ol", "li", "details", "summary", "button", "mark", "time", "strong", "kbd", "h2", "h3",
  "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td", "select", "option"]);
const ATTRIBUTES = /^(title|role|tabindex|disabled|selected|value|lang|dir|open|scope|aria-[a-z]+|data-[a-z]+)$/;

const HERE = new Set(["show", "insert"]); // what the editor beside it does, without asking the server
const mounted = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  let view = mounted.get(parentElement);
  if (!view) {
    const root = document.createElement("div");
    root.className = "wc-view";
    parentElement.appendChild(root);
    view = { root, drawn: "", act: null };
    mounted.set(parentElement, view);
  }
  view.act = (name, value) => setTriggerValue("act", { name, value, at: Date.now() });
  const fresh = JSON.stringify(data);
  if (fresh !== view.drawn) {
    view.drawn = fresh;
    patchChildren(view.root, data.n || [], view);
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

function listen(el, node, view) {
  if (el.tagName === "SELECT") {
    el.onchange = node.on ? () => view.act(node.on[0], { of: node.on[1], chosen: el.value }) : null;
    return;
  }
  el.onclick = node.on || node.copy ? (event) => click(event, node, view) : null;
  el.onkeydown = node.on && el.tagName !== "BUTTON" ? (event) => event.key === "Enter" && event.target === el && click(event, node, view) : null;
}

function click(event, node, view) {
  event.stopPropagation();
  if (node.copy) window.dispatchEvent(new CustomEvent("wc:copy"));
  if (node.on && HERE.has(node.on[0])) window.dispatchEvent(new CustomEvent(`wc:${node.on[0]}`, { detail: node.on[1] }));
  else if (node.on) view.act(node.on[0], node.on[1]);
}
