// No text clipped, overlapping, sticking out or too small; the page does not scroll sideways.
// PRINT: the page is laid out for paper.

const SMALLEST = 11; // CSS pixels, on screen
const NEAR = 1; // pixels that do not count

const bad = failures();
const all = texts();
const root = document.documentElement;

// The document's width.
if (root.scrollWidth > innerWidth + 0.5) {
  bad.add("page scrolls sideways", `${root.scrollWidth} px wide on ${innerWidth} px`);
  const wide = [...document.body.querySelectorAll("*")].filter(
    (e) => !e.closest(UNSEEN) && !e.parentElement.closest(".scroll") && e.getBoundingClientRect().right > innerWidth + NEAR,
  );
  for (const element of wide.filter((e) => !wide.some((other) => other !== e && e.contains(other))).slice(0, 4)) {
    bad.add("page scrolls sideways", `${path(element)} ends at ${number(element.getBoundingClientRect().right)} px`);
  }
}
for (const element of [root, document.body]) {
  if (/hidden|clip/.test(style(element).overflowX)) bad.add("page hides what is too wide", path(element) || "html");
}

// Regions that scroll.
for (const element of document.querySelectorAll(".scroll")) {
  const named = element.getAttribute("aria-label") || element.getAttribute("aria-labelledby");
  if (element.tabIndex !== 0 || element.getAttribute("role") !== "region" || !named) {
    bad.add("scroll region", `${path(element)} needs tabindex=0, role=region and a name`);
  }
}
for (const element of document.body.querySelectorAll("*")) {
  if (element instanceof SVGElement || element.closest(UNSEEN) || !isSeen(element)) continue;
  const { overflowX, overflowY } = style(element);
  const across = element.scrollWidth - element.clientWidth;
  const down = element.scrollHeight - element.clientHeight;
  const scrolls = /auto|scroll/;
  if (scrolls.test(overflowX) && across > NEAR && !element.matches(".scroll")) {
    bad.add("scrolls without class scroll", `${path(element)} by ${across} px`);
  }
  const owns = [...element.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim());
  if (!owns) continue;
  if (overflowX !== "visible" && across > NEAR && (PRINT || !element.matches(".scroll"))) {
    bad.add("text clipped", `${path(element)} ${quoted(element.textContent)} by ${across} px to the right`);
  }
  if (overflowY !== "visible" && down > NEAR) {
    bad.add("text clipped", `${path(element)} ${quoted(element.textContent)} by ${down} px below`);
  }
}

// The boxes that clip an element's text, from the innermost out.
const clips = remembered((element) => {
  if (!element || element === document.body || element === root) return [];
  const outer = clips(element.parentElement);
  const own = clipOf(element);
  return own ? [own, ...outer] : outer;
});

function clipOf(element) {
  const { overflowX, overflowY, clipPath } = style(element);
  const named = clipPath.match(/^url\("#(.+)"\)$/);
  if (named && element instanceof SVGElement) {
    const shape = document.getElementById(named[1])?.firstElementChild;
    return shape && { element, box: onScreen(shape.getBBox(), element.getScreenCTM()), x: "clip", y: "clip" };
  }
  if (overflowX === "visible" && overflowY === "visible") return null;
  if (element instanceof SVGSVGElement && element.ownerSVGElement) {
    const [x, y, width, height] = ["x", "y", "width", "height"].map((name) => element[name].baseVal.value);
    return { element, box: onScreen({ x, y, width, height }, element.parentElement.getScreenCTM()), x: "clip", y: "clip" };
  }
  if (element instanceof SVGElement && !(element instanceof SVGSVGElement)) return null;
  const outer = element.getBoundingClientRect();
  const left = outer.left + element.clientLeft;
  const top = outer.top + element.clientTop;
  const inner = element instanceof SVGElement ? [outer.width, outer.height] : [element.clientWidth, element.clientHeight];
  const box = { left, right: left + inner[0], top, bottom: top + inner[1] };
  return inner[0] || inner[1] ? { element, box, x: overflowX, y: overflowY } : null;
}

function onScreen({ x, y, width, height }, matrix) {
  const corners = [[x, y], [x + width, y], [x, y + height], [x + width, y + height]];
  const points = corners.map(([a, b]) => new DOMPoint(a, b).matrixTransform(matrix));
  return union(points.map((p) => ({ left: p.x, right: p.x, top: p.y, bottom: p.y })));
}

function clamped(box, clip) {
  return {
    left: Math.max(box.left, clip.left),
    right: Math.min(box.right, clip.right),
    top: Math.max(box.top, clip.top),
    bottom: Math.min(box.bottom, clip.bottom),
  };
}

// The nearest element with a box of its own.
const block = remembered((element) =>
  /^(inline|contents)$/.test(style(element).display) ? block(element.parentElement) : element,
);

// How far a box lies outside of another, and on which side.
function beyond(box, limit) {
  const sides = {
    left: limit.left - box.left,
    right: box.right - limit.right,
    above: limit.top - box.top,
    below: box.bottom - limit.bottom,
  };
  return Object.entries(sides).reduce((most, side) => (side[1] > most[1] ? side : most));
}

const lines = [];
for (const { element, text, boxes } of all) {
  const place = () => `${path(element)} ${quoted(text)}`;
  const size = parseFloat(style(element).fontSize) * (element instanceof SVGElement ? scaleOf(element) : 1);
  if (!PRINT && size < SMALLEST - 0.01) bad.add("text too small", `${place()} ${number(size)} px`);
  let isCut = false;
  for (const box of boxes) {
    let shown = box;
    if (box.left + scrollX < -NEAR || box.top + scrollY < -NEAR) isCut = `starts outside of the page at ${where(box)}`;
    for (const clip of clips(element)) {
      const scrolls = !PRINT && clip.element.matches(".scroll") && /auto|scroll/.test(clip.x);
      const [side, by] = beyond(shown, clip.box);
      if (by > NEAR && !(scrolls && /left|right/.test(side))) {
        isCut ||= `${number(by)} px ${side} of ${path(clip.element)}, at ${where(box)}`;
      }
      shown = clamped(shown, clip.box);
      if (shown.right <= shown.left || shown.bottom <= shown.top) break;
    }
    lines.push({ element, text, box, shown, clip: clips(element)[0]?.element });
    if (element instanceof SVGElement || isCut) continue;
    const holders = [block(element), block(element).closest(".card")].filter(Boolean);
    for (const holder of holders) {
      const [side, by] = beyond(box, holder.getBoundingClientRect());
      if (by > NEAR) {
        bad.add("text sticks out", `${place()} ${number(by)} px ${side} of ${path(holder)}, at ${where(box)}`);
        break;
      }
    }
  }
  if (isCut) bad.add("text clipped", `${place()} ${isCut}`);
}

// Texts over one another. Within one region as they are laid out, else as they are seen.
lines.sort((a, b) => a.box.top - b.box.top);
let open = [];
for (const line of lines) {
  open = open.filter((other) => other.box.bottom > line.box.top + NEAR);
  for (const other of open) {
    if (other.element.contains(line.element) || line.element.contains(other.element)) continue;
    const depth =
      other.clip === line.clip ? overlap(other.box, line.box) : overlap(other.shown, line.shown);
    if (depth <= NEAR) continue;
    bad.add(
      "texts overlap",
      `${path(other.element)} ${quoted(other.text)} at ${where(other.box)} and ` +
        `${path(line.element)} ${quoted(line.text)} at ${where(line.box)}, by ${number(depth)} px`,
    );
  }
  open.push(line);
}

// On paper everything is there.
if (PRINT) {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || element.closest(`${UNSEEN},.screen`) || isSeen(element)) continue;
    bad.add("hidden in print", `${path(element)} ${quoted(walker.currentNode.data)}`);
  }
}
return bad.told();
