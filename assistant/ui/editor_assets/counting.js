// How long a text is where it goes, and where marked words stand in it.

import { element } from "./menus.js";

const ADDRESS = /https?:\/\/\S+|(?<![\w@.])(?:[a-z0-9-]+\.)+(?:nl|com|org|net|eu|be|example)(?:\/\S*)?/gi;

export function signed(text, part) {
  return part.sign_off ? `${text}${part.sign_gap || " "}${part.sign_off}` : text;
}

// As the platform counts, and as checks/length.py does: on X an address costs 23, an emoji or a wide sign 2.
export function length(text, part) {
  const whole = signed(text, part);
  if (!part.weighted) return Array.from(whole).length;
  let count = 0;
  const rest = whole.replace(ADDRESS, () => ((count += 23), ""));
  for (const sign of rest.normalize("NFC")) count += weight(sign.codePointAt(0));
  return count;
}

function weight(code) {
  if (code === 0x200d || code === 0xfe0f) return 0;
  return code < 0x1100 || (code >= 0x2000 && code <= 0x206f) ? 1 : 2;
}

export function highlight(mirror, text, marks) {
  const spans = [];
  for (const mark of marks) {
    const start = mark.quote ? text.indexOf(mark.quote) : -1;
    if (start >= 0) spans.push({ start, end: start + mark.quote.length, level: mark.level });
  }
  spans.sort((one, other) => one.start - other.start || other.end - one.end);
  mirror.textContent = "";
  let at = 0;
  for (const span of spans) {
    if (span.start < at) continue;
    mirror.append(document.createTextNode(text.slice(at, span.start)));
    mirror.append(element("mark", `wc-mark-${span.level}`, text.slice(span.start, span.end)));
    at = span.end;
  }
  mirror.append(document.createTextNode(text.slice(at) + "\n"));
}
