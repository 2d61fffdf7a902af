// What a person with weak eyes would measure: the contrast of every visible text against what it really stands on (WCAG 2.2, 1.4.3).
() => {
  const pixel = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (css) => {
    pixel.clearRect(0, 0, 1, 1);
    pixel.fillStyle = css;
    pixel.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = pixel.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = ([r, g, b, a], under) => [r, g, b].map((one, at) => one * a + under[at] * (1 - a));
  const light = (rgb) => {
    const [r, g, b] = rgb.map((one) => (one / 255 <= 0.04045 ? one / 255 / 12.92 : ((one / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const behind = (el) => (el ? over(rgba(getComputedStyle(el).backgroundColor), behind(el.parentElement)) : [255, 255, 255]);
  const opacity = (el) => (el ? Number(getComputedStyle(el).opacity) * opacity(el.parentElement) : 1);
  const seen = (el) => el.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && el.getClientRects().length && !el.closest("[aria-hidden=true]");
  const found = [];
  const measure = (el, text, style) => {
    const [r, g, b, a] = rgba(style.color);
    const under = behind(el);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const has = ratio(over([r, g, b, a * opacity(el)], under), under);
    if (has < (large ? 3 : 4.5)) found.push(`${has.toFixed(2)} ${el.tagName.toLowerCase()}.${[...el.classList].join(".")} "${text.trim().slice(0, 40)}"`);
  };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let count = 0;
  while (walk.nextNode()) {
    const el = walk.currentNode.parentElement;
    const text = walk.currentNode.data;
    if (!text.trim() || !seen(el) || el.closest("script, style, noscript, :disabled, [aria-disabled=true], textarea, option")) continue;
    count += 1;
    measure(el, text, getComputedStyle(el));
  }
  for (const el of document.querySelectorAll("input, textarea, select")) {
    if (!seen(el) || el.disabled) continue;
    if (el.value) measure(el, el.value, getComputedStyle(el));
    else if (el.placeholder) measure(el, el.placeholder, { ...plain(getComputedStyle(el)), color: getComputedStyle(el, "::placeholder").color });
  }
  function plain({ fontSize, fontWeight }) {
    return { fontSize, fontWeight };
  }
  return { count, found: [...new Set(found)] };
}
