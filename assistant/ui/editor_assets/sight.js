// What somebody types stays in sight: findings that come up at the foot of the case must not cover the box they are about.

const FOOT = ".st-key-wc-foot", AROUND = ".st-key-wc-case";
const GAP = 8; // px between the box and the foot

export class Sight {
  constructor(root) {
    this.root = root;
    this.watch = new ResizeObserver(() => this.clear());
  }

  // The foot is drawn after the editor and anew with each case.
  look() {
    const foot = document.querySelector(FOOT);
    if (foot === this.foot) return;
    this.watch.disconnect();
    this.foot = foot;
    if (foot) this.watch.observe(foot);
  }

  // Up by what is covered, unless the box is too tall to be seen whole: then its reader scrolls.
  clear() {
    const area = document.activeElement, around = this.root.closest(AROUND);
    if (!this.foot || !around || !this.root.contains(area) || area.tagName !== "TEXTAREA") return;
    const box = area.getBoundingClientRect(), foot = this.foot.getBoundingClientRect();
    const covered = box.bottom + GAP - foot.top, room = box.top - around.getBoundingClientRect().top;
    if (covered > 0 && covered <= room) around.scrollBy(0, covered);
  }

  close() {
    this.watch.disconnect();
  }
}
