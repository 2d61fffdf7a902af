// What opens beside and under a box of the editor: the ways to rewrite, and the standard texts.

// The ways to rewrite, behind one word. Only what is selected is rewritten; nothing selected is everything.
export class Menu {
  constructor(choose) {
    this.choose = choose;
    this.root = element("details", "wc-menu");
    this.word = element("summary", "wc-button wc-link");
    this.word.dataset.act = "rewrite";
    this.word.setAttribute("aria-keyshortcuts", "Alt+H");
    this.items = element("div", "wc-menu-items");
    this.root.append(this.word, this.items);
    this.root.addEventListener("keydown", (event) => this.press(event));
    this.root.addEventListener("focusout", (event) => !this.root.contains(event.relatedTarget) && this.close());
    this.wishes = "";
  }

  shape(data) {
    this.root.hidden = Boolean(data.readonly) || !data.wishes;
    set(this.word, data.words.rewrite);
    this.word.title = data.words.rewrite_help;
    const wanted = JSON.stringify(data.wishes || []);
    if (wanted === this.wishes) return;
    this.wishes = wanted;
    this.items.textContent = "";
    for (const { wish, label } of data.wishes || []) this.items.append(button(label, () => this.take(wish)));
  }

  open(event) {
    event.preventDefault();
    event.stopPropagation();
    this.root.open = true;
    this.items.firstElementChild?.focus();
  }

  close() {
    this.root.open = false;
  }

  take(wish) {
    this.close();
    this.choose(wish);
  }

  press(event) {
    const items = [...this.items.children];
    const at = items.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (event.key === "Escape") {
      this.close();
      this.word.focus();
    } else if (step && at >= 0) items[(at + step + items.length) % items.length].focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

// Standard texts under the box while "/name" is typed: arrows choose, Enter or Tab takes, Escape closes.
export class Offers {
  constructor(take) {
    this.take = take;
    this.root = element("div", "wc-offers");
    this.root.setAttribute("role", "listbox");
    this.hide();
  }

  show({ token, texts }, label) {
    this.token = token;
    this.texts = texts;
    this.at = 0;
    this.root.hidden = !texts.length;
    this.root.setAttribute("aria-label", label || "");
    this.root.textContent = "";
    for (const text of texts) {
      const row = element("div", "wc-offer");
      row.setAttribute("role", "option");
      row.append(element("strong", "", `/${text.shortcut}`), element("span", "", text.title));
      row.addEventListener("mousedown", (event) => {
        event.preventDefault(); // the box keeps the focus
        this.hide();
        this.take(text);
      });
      this.root.append(row);
    }
    this.paint();
  }

  hide() {
    this.texts = [];
    this.root.hidden = true;
  }

  paint() {
    [...this.root.children].forEach((row, place) => row.setAttribute("aria-selected", String(place === this.at)));
  }

  press(event) {
    if (this.root.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      this.at = (this.at + step + this.texts.length) % this.texts.length;
      this.paint();
    } else if (event.key === "Enter" || event.key === "Tab") {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const text = this.texts[this.at];
      this.hide();
      this.take(text);
    } else if (event.key === "Escape") this.hide();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

export function element(tag, name, text) {
  const el = document.createElement(tag);
  if (name) el.className = name;
  if (text) el.textContent = text;
  return el;
}

export function button(text, act) {
  const el = element("button", "wc-button", text);
  el.type = "button";
  el.onclick = act;
  return el;
}

export function set(el, text) {
  if (el.textContent !== text) el.textContent = text;
}
