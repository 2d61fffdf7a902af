// The reply editor: one box a part, saved by itself.
//
// The store holds the truth. Every second the text on the screen is compared with the text that the store is known to
// hold; what differs is sent. What was typed also stands in this tab's own storage until the store has it, so that a
// reload, a killed server or a lost connection costs nothing. The box is only set when the stored version changed.

import { highlight, length, signed } from "./counting.js";
import { Sight } from "./sight.js";
import { Menu, Offers, button, element, set } from "./menus.js";

const mounted = new WeakMap();
const PAUSE = 700; // ms without a key before text is sent
const LONGEST = 3000; // ms of uninterrupted typing before it is sent all the same
const CALL = /(^|\s)(\/[\w-]*)$/; // "/name" before the caret asks for a standard text
const OFFERED = 7; // standard texts shown at once
const RESEND = 3000; // ms without an answer before it is sent again; doubled each time, since every sending makes a slow server begin anew
const RESENT = 5; // doublings at most

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  let editor = mounted.get(parentElement);
  if (editor && editor.case !== data.case) {
    editor.close(); // saves what stands there with the old case's own sender
    editor = null;
  }
  if (!editor) {
    editor = new Editor(parentElement, data);
    mounted.set(parentElement, editor);
  }
  editor.save = (value) => setStateValue("edit", value);
  editor.tell = (name, value) => setTriggerValue("act", { name, value, at: Date.now() });
  editor.receive(data);
  return () => {
    editor.close();
    if (mounted.get(parentElement) === editor) mounted.delete(parentElement);
  };
}

class Editor {
  constructor(parent, data) {
    this.case = data.case;
    this.given = data.put?.id; // what was put in before this editor was made is in
    this.store = `wc-edit-${data.case}`;
    this.base = { version: data.version, texts: data.texts };
    this.sent = [];
    this.waiting = 0;
    this.tries = 0;
    this.lastKey = 0;
    this.lastSave = 0;
    this.boxes = new Map();
    this.root = element("div", "wc-editor");
    this.root.dataset.case = data.case;
    this.sight = new Sight(this.root);
    parent.appendChild(this.root);
    this.conflict = null;
    this.bar = element("div", "wc-conflict");
    this.root.appendChild(this.bar);
    this.data = data;
    this.shape(data);
    this.fill(data.texts);
    this.recover(data);
    this.timer = setInterval(() => this.tick(), 1000);
    this.hears = {
      "wc:show": (event) => this.reveal(event.detail),
      "wc:insert": (event) => this.insert(event.detail),
      "wc:copy": () => this.copy(this.boxes.get("text")),
      "wc:put": (event) => this.put(event.detail) || event.preventDefault(),
      "wc:back": (event) => this.boxes.get(event.detail)?.area.focus(),
      "wc:fill": (event) => this.refill(event.detail),
      "wc:seen": (event) => this.seen(event.detail),
    };
    for (const [name, hear] of Object.entries(this.hears)) window.addEventListener(name, hear);
  }

  texts() {
    const now = { ...this.base.texts };
    for (const [id, box] of this.boxes) now[id] = box.area.value;
    return now;
  }

  // What is approved is what stands here, and up to where the thread was shown.
  seen(detail) {
    this.flush();
    Object.assign(detail, { case: this.case, texts: this.texts(), thread: this.data.thread });
  }

  dirty() {
    return !same(this.texts(), this.base.texts);
  }

  // What the server says of this case: its version, its text, and how the boxes look.
  receive(data) {
    this.data = data;
    this.waiting = this.tries = 0;
    this.shape(data);
    if (this.unsettled) {
      this.unsettled = null;
      this.clash(data);
    } else if (data.version !== this.base.version) this.rebase(data);
    if (!this.dirty()) this.forget();
    this.paint();
    this.sight.look();
    if (data.put && data.put.id !== this.given) {
      this.given = data.put.id;
      this.placed(data.put);
    }
  }

  // Two texts: this one and what somebody else saved. Neither goes away until a person chose.
  clash(data) {
    const told = Boolean(this.conflict);
    this.conflict = data;
    if (!told) this.send({ conflict: true });
  }

  rebase(data) {
    const mine = this.texts();
    const own = same(data.texts, mine) || this.sent.some((earlier) => same(earlier, data.texts));
    const clean = !this.dirty();
    if (!own && !clean) return this.clash(data);
    this.conflict = null;
    this.base = { version: data.version, texts: data.texts };
    if (!own && clean) this.fill(data.texts);
  }

  // After a reload: what this tab typed and the store does not have.
  recover(data) {
    const kept = read(this.store);
    if (!kept || data.readonly) return;
    this.sent = kept.sent || [];
    if (same(kept.texts, data.texts)) return this.forget();
    const ours = kept.version === data.version || this.sent.some((earlier) => same(earlier, data.texts));
    this.fill({ ...data.texts, ...kept.texts });
    if (!ours) this.unsettled = data; // told once the sender is there
  }

  // While the next case is being drawn its head may stand above this case's boxes: nothing is typed under another name.
  elsewhere() {
    const head = document.querySelector("[data-showing]");
    return Boolean(head) && head.dataset.showing !== this.case;
  }

  tick() {
    if (!this.dirty() || this.conflict || this.data.readonly) return;
    const now = Date.now();
    const settled = now - this.lastKey > PAUSE || now - this.lastSave > LONGEST;
    if (settled && (!this.waiting || now - this.waiting > RESEND * 2 ** this.tries)) this.flush();
  }

  flush() {
    if (!this.dirty() || this.conflict || this.data.readonly) return;
    const texts = this.texts();
    this.sent = [...this.sent.slice(-20), texts];
    if (this.waiting) this.tries = Math.min(this.tries + 1, RESENT);
    this.waiting = this.lastSave = Date.now();
    this.keep();
    this.send({});
  }

  send(more) {
    const nonce = `${Date.now()}-${Math.random().toString(36).slice(2)}`;
    this.save({ case: this.case, texts: this.texts(), version: this.base.version, nonce, ...more });
  }

  keep() {
    write(this.store, { version: this.base.version, texts: this.texts(), sent: this.sent });
  }

  forget() {
    sessionStorage.removeItem(this.store);
  }

  close() {
    this.flush();
    clearInterval(this.timer);
    for (const [name, hear] of Object.entries(this.hears)) window.removeEventListener(name, hear);
    this.sight.close();
    this.root.remove();
  }

  fill(texts) {
    for (const [id, box] of this.boxes) {
      if (box.area.value !== (texts[id] || "")) box.area.value = texts[id] || "";
    }
  }

  // The boxes themselves: made once, relabelled at each answer.
  shape(data) {
    for (const part of data.parts) {
      if (!this.boxes.has(part.id)) this.boxes.set(part.id, this.make(part.id));
      const box = this.boxes.get(part.id);
      box.part = part;
      set(box.label, part.label);
      set(box.copy, data.words.copy);
      box.menu.shape(data);
      set(box.sign, part.sign_off || "");
      box.area.setAttribute("aria-label", part.label);
      box.area.placeholder = part.placeholder || "";
      box.area.readOnly = Boolean(data.readonly);
      box.area.lang = data.lang || "";
    }
    for (const [id, box] of this.boxes) {
      if (!data.parts.some((part) => part.id === id)) {
        box.root.remove();
        this.boxes.delete(id);
      }
    }
  }

  make(id) {
    const box = { root: element("div", "wc-part"), head: element("div", "wc-part-head"), label: element("span", "wc-label"), count: element("span", "wc-count"), body: element("div", "wc-body"), mirror: element("div", "wc-mirror"), area: element("textarea", "wc-area"),
      sign: element("div", "wc-sign") };
    box.mirror.setAttribute("aria-hidden", "true");
    box.area.spellcheck = true;
    box.copy = button("", () => this.copy(box));
    box.copy.classList.add("wc-link");
    box.menu = new Menu((wish) => this.rewrite(id, box, wish));
    box.list = new Offers((text) => this.choose(id, box, text));
    box.head.append(box.label, box.menu.root, box.copy, box.count);
    box.body.append(box.mirror, box.area);
    if (id !== "text") box.area.dataset.act = "private";
    box.root.append(box.head, box.body, box.list.root, box.sign);
    this.root.appendChild(box.root);
    box.area.addEventListener("beforeinput", (event) => this.elsewhere() && event.preventDefault());
    box.area.addEventListener("input", () => {
      this.lastKey = Date.now();
      this.keep();
      this.paint();
      box.list.show(this.offered(box.area), this.data.words.texts);
    });
    box.area.addEventListener("blur", () => {
      box.list.hide();
      this.flush();
    });
    box.area.addEventListener("keydown", (event) => {
      if (event.key === "Control" || event.key === "Meta" || event.key === "Alt") this.flush();
      if (event.altKey && event.code === "KeyH") box.menu.open(event);
      else box.list.press(event);
    });
    for (const kind of ["keyup", "click", "focus"]) box.area.addEventListener(kind, () => caret(id, box.area));
    return box;
  }

  paint() {
    for (const [id, box] of this.boxes) {
      const used = length(box.area.value, box.part);
      const limit = box.part.limit;
      set(box.count, limit ? `${used} / ${limit}` : `${used}`);
      box.count.classList.toggle("wc-over", Boolean(limit) && used > limit);
      box.count.classList.toggle("wc-near", Boolean(limit) && used <= limit && used > limit * 0.9);
      highlight(box.mirror, box.area.value, (this.data.marks || {})[id] || []);
    }
    this.root.dataset.state = this.conflict ? "conflict" : this.dirty() ? "typing" : "saved";
    this.paintConflict();
  }

  paintConflict() {
    this.bar.hidden = !this.conflict;
    if (!this.conflict || this.bar.childElementCount) {
      if (!this.conflict) this.bar.textContent = "";
      return;
    }
    const words = this.data.words;
    const theirs = button(words.take_theirs, () => this.settle(false));
    const mine = button(words.keep_mine, () => this.settle(true));
    this.bar.append(element("span", "", words.conflict), mine, theirs);
  }

  settle(keepMine) {
    const stored = this.conflict;
    this.conflict = null;
    this.base = { version: stored.version, texts: stored.texts };
    if (!keepMine) this.fill(stored.texts);
    this.paint();
    this.keep();
    this.send({});
  }

  copy(box) {
    const text = signed(box.area.value, box.part);
    navigator.clipboard.writeText(text).then(() => {
      set(box.copy, this.data.words.copied);
      setTimeout(() => set(box.copy, this.data.words.copy), 1500);
    });
  }

  // A ready sentence at the cursor, as if it was typed.
  insert(sentence) {
    const area = this.boxes.get("text").area;
    if (area.readOnly) return;
    const before = area.value.slice(0, area.selectionStart);
    const gap = before && !/\s$/.test(before) ? " " : "";
    area.focus();
    area.setRangeText(gap + sentence, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input"));
  }

  // One difference taken: the whole part as it becomes, or, when it moved on meanwhile, only these words.
  put({ part, before, after, old, new: fresh, back }) {
    const area = this.boxes.get(part)?.area;
    if (!area || area.readOnly) return false;
    if (back) area.focus();
    if (area.value === before) area.value = after;
    else if (old && area.value.includes(old)) area.value = area.value.replace(old, () => fresh);
    else return false; // it has no place any more: nothing was taken
    this.touched(area);
    return true;
  }

  // Another text in the place of this one, which the person chose.
  refill(texts) {
    for (const [id, { area }] of this.boxes) {
      if (area.readOnly) return;
      replace(area, texts[id] || "");
      this.touched(area);
    }
    this.boxes.get("text").area.focus();
  }

  touched(area) {
    area.dispatchEvent(new Event("input"));
    this.flush();
  }

  // The standard text that was asked for, where its name was typed.
  placed({ part, token, text }) {
    const area = this.boxes.get(part)?.area;
    if (!area || area.readOnly) return;
    const caretAt = area.selectionStart - token.length;
    const at = area.value.startsWith(token, caretAt) ? caretAt : area.value.indexOf(token);
    if (at < 0) return;
    area.focus();
    area.setRangeText(text, at, at + token.length, "end");
    this.touched(area);
  }

  // What "/..." before the caret may mean.
  offered(area) {
    const called = CALL.exec(area.value.slice(0, area.selectionStart));
    if (!called || !(this.data.offers || []).length) return { token: "", texts: [] };
    const typed = called[2].slice(1).toLowerCase();
    const first = this.data.offers.filter((text) => text.shortcut.toLowerCase().startsWith(typed));
    const more = this.data.offers.filter((text) => !first.includes(text) && text.title.toLowerCase().includes(typed));
    return { token: called[2], texts: [...first, ...more].slice(0, OFFERED) };
  }

  choose(part, box, text) {
    this.tell("text", { part, token: box.list.token, shortcut: text.shortcut });
  }

  rewrite(part, box, wish) {
    this.flush();
    this.tell("rewrite", { part, wish, span: [box.area.selectionStart, box.area.selectionEnd], texts: this.texts() });
    box.menu.word.focus(); // from where the proposal takes the focus, unless the person went on
  }

  reveal(sentence) {
    for (const { area } of this.boxes.values()) {
      const start = area.value.indexOf(sentence);
      if (start < 0) continue;
      area.focus({ preventScroll: true });
      area.setSelectionRange(start, start + sentence.length);
      return;
    }
  }
}

function caret(part, area) {
  window.dispatchEvent(new CustomEvent("wc:caret", { detail: { part, text: area.value, at: area.selectionStart } }));
}

// Another text, typed as it were, so that Ctrl+Z brings back what stood there.
function replace(area, text) {
  area.focus();
  area.select();
  if (!document.execCommand(text ? "insertText" : "delete", false, text)) area.value = text;
}

function same(one, other) {
  return (one.text || "") === (other.text || "") && (one.private_text || "") === (other.private_text || "");
}

function read(name) {
  try {
    return JSON.parse(sessionStorage.getItem(name));
  } catch {
    return null; // unreadable: as if nothing was kept
  }
}

function write(name, value) {
  try {
    sessionStorage.setItem(name, JSON.stringify(value));
  } catch {
    // the tab's storage is full or switched off: the store is still written every few seconds
  }
}
