// The element that has the focus: what it is, whether it can be seen, and how the focus shows.

const element = document.activeElement;
if (!element || element === document.body || element === document.documentElement) return null;
const box = element.getBoundingClientRect();
const { outlineStyle, outlineWidth, outlineColor } = style(element);
// A line across has no height.
const inView = overlap({ left: box.left, top: box.top, right: Math.max(box.right, box.left + 1), bottom: Math.max(box.bottom, box.top + 1) }, { left: 0, top: 0, right: innerWidth, bottom: innerHeight }) > 0;
const [x, y] = [Math.min(Math.max((box.left + box.right) / 2, 1), innerWidth - 1), Math.min(Math.max((box.top + box.bottom) / 2, 1), innerHeight - 1)];
const top = document.elementFromPoint(x, y);
const isFree = !top || element.contains(top) || top.contains(element) || top.closest("svg") === element.closest("svg") || !["fixed", "sticky"].includes(style(top).position);
window.__stops ??= [];
let stop = window.__stops.indexOf(element);
const again = stop >= 0;
if (!again) stop = window.__stops.push(element) - 1;
return {
  stop,
  again,
  path: `${path(element)} ${quoted(element.textContent || "")}`,
  kind: kindOf(element),
  seen: isSeen(element) && box.width + box.height > 0 && inView,
  box: where(box),
  isFree,
  outline: outlineStyle !== "none" && parseFloat(outlineWidth) > 0 && outlineColor !== "rgba(0, 0, 0, 0)",
};
