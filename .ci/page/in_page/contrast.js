// The contrast of every text in an SVG with what lies under it, which axe does not look at.
// ALSO: selectors of other texts that axe could not decide on.

const bad = failures();
const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

// Everything is to be found under a point, also what lets clicks through.
const all = document.createElement("style");
all.textContent = "*{pointer-events:auto!important}";
document.head.append(all);

const others = ALSO.flatMap((selector) => [...document.querySelectorAll(selector)]);
const pieces = texts().filter(({ element }) => element instanceof SVGElement || others.includes(element));
for (const { element, text } of pieces) {
  element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
  const boxes = texts(element).filter((t) => t.element === element).flatMap((t) => t.boxes);
  let worst = null;
  for (const [x, y] of boxes.flatMap(points)) {
    if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) continue;
    for (const under of grounds(layers(x, y, element))) {
      for (const color of colors(inkOf(element))) {
        const ink = blend(faded(color, opacityOf(element, "fill-opacity")), under);
        const ratio = contrast(ink, under);
        if (!worst || ratio < worst.ratio) worst = { ratio, ink, under, x, y };
      }
    }
  }
  const place = () => `${path(element)} ${quoted(text)}`;
  if (!worst) {
    bad.add("contrast not measured", place());
    continue;
  }
  const size = parseFloat(style(element).fontSize) * (element instanceof SVGElement ? scaleOf(element) : 1);
  const least = size >= 24 || (size >= 18.66 && Number(style(element).fontWeight) >= 700) ? 3 : 4.5;
  if (worst.ratio < least) {
    const { ratio, ink, under, x, y } = worst;
    bad.add("low contrast", `${place()} ${ratio.toFixed(2)} of ${least}: rgb(${ink.map(Math.round)}) on rgb(${under.map(Math.round)}) at ${number(x)},${number(y)}`);
  }
}
all.remove();
scrollTo(0, 0);
return bad.told();

function points({ left, right, top, bottom }) {
  const columns = Math.min(9, Math.max(2, Math.ceil((right - left) / 8)));
  return [0.1, 0.5, 0.9].flatMap((down) =>
    Array.from({ length: columns }, (_, i) => [left + ((i + 0.5) * (right - left)) / columns, top + down * (bottom - top)]),
  );
}

function inkOf(element) {
  return element instanceof SVGElement ? style(element).fill : style(element).color;
}

// What is painted at a point under a text, from the top down: the colours that each layer may have there.
function layers(x, y, text) {
  const found = [];
  const own = style(text);
  const halo = own.paintOrder?.startsWith("stroke") && own.stroke !== "none" ? parseFloat(own.strokeWidth) * scaleOf(text) : 0;
  if (text instanceof SVGElement && halo >= 2) {
    found.push(colors(own.stroke).map((c) => faded(c, opacityOf(text, "stroke-opacity"))));
  }
  const stack = document.elementsFromPoint(x, y);
  const at = stack.findIndex((element) => element === text || text.contains(element));
  const above = stack.slice(0, Math.max(at, 0)).find((e) => !e.contains(text) && painted(e, x, y).some((layer) => layer.some((c) => c[3] > 0.5)));
  if (above) bad.add("text covered", `${path(text)} ${quoted(text.textContent)} by ${path(above)} at ${number(x)},${number(y)}`);
  return [...found, ...stack.slice(Math.max(at, 0)).flatMap((element) => painted(element, x, y))];
}

// The layers of one element at a point.
function painted(element, x, y) {
  const { fill, stroke, backgroundColor, backgroundImage } = style(element);
  const layer = (paints, own) => paints.flatMap(colors).map((c) => faded(c, opacityOf(element, own)));
  if (/^(text|tspan|textPath)$/.test(element.localName)) return [];
  if (element instanceof SVGGeometryElement) {
    const at = new DOMPoint(x, y).matrixTransform(element.getScreenCTM().inverse());
    const isLine = stroke !== "none" && element.isPointInStroke(at);
    return [isLine ? layer([stroke], "stroke-opacity") : layer([fill], "fill-opacity")];
  }
  if (element.localName === "use") return [layer([fill, stroke], "fill-opacity")];
  const images = backgroundImage.match(/(rgba?|oklch|oklab|color|hsla?)\([^()]*\)/g);
  return [...(images ? [layer(images)] : []), layer([backgroundColor])];
}

// The opaque colours that layers may come to, over the white of the page.
function grounds([top, ...rest]) {
  if (!top) return [[255, 255, 255]];
  if (!top.length) return grounds(rest);
  const below = top.every((c) => c[3] === 1) ? [[255, 255, 255]] : grounds(rest);
  return top.flatMap((color) => below.map((under) => blend(color, under)));
}

function opacityOf(element, own) {
  let opacity = own ? parseFloat(style(element).getPropertyValue(own)) : 1;
  for (let at = element; at; at = at.parentElement) opacity *= parseFloat(style(at).opacity);
  return opacity;
}

// The colours of a paint: one, none, or all of a pattern or gradient.
function colors(paint) {
  if (!paint || paint === "none") return [];
  const named = paint.match(/^url\("?#(.+?)"?\)/);
  if (named) {
    const parts = [...(document.getElementById(named[1])?.querySelectorAll("*") ?? [])];
    return parts.flatMap((e) => (e.localName === "stop" ? [style(e).stopColor] : [style(e).fill, style(e).stroke])).flatMap(colors);
  }
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = paint;
  canvas.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
  return a ? [[r, g, b, a / 255]] : [];
}

function faded([r, g, b, a], opacity) {
  return [r, g, b, a * opacity];
}

function blend([r, g, b, a], under) {
  return [r, g, b].map((value, i) => value * a + under[i] * (1 - a));
}

function contrast(a, b) {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color) {
  const [r, g, b] = color.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
