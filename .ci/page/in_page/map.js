// The maps' labels lie within the map, clear of one another, of marks and of trips.

const NEAR = 0.5; // units of the map that do not count

const bad = failures();
for (const svg of document.querySelectorAll(".map svg, svg.map")) {
  if (svg.ownerSVGElement || !isSeen(svg)) continue;
  const scale = scaleOf(svg);
  const near = NEAR * scale;
  const frame = svg.getBoundingClientRect();
  const ofText = (e) => union(texts(e).flatMap((t) => t.boxes));
  const seen = (selector) => [...svg.querySelectorAll(selector)].filter(isSeen);
  const labels = seen("text").map((e) => ({ e, box: ofText(e), name: `${path(e)} ${quoted(e.textContent)}` }));
  const marks = seen(".thing, .place-dot").map((e) => ({ e, box: e.getBoundingClientRect(), name: path(e) }));
  const trips = seen(".way").map((line) => ({ points: course(line), name: path(line) }));
  const units = (pixels) => `${number(pixels / scale)} units`;
  labels.forEach((label, i) => {
    const { box, name } = label;
    if (box.left < frame.left - near || box.right > frame.right + near || box.top < frame.top - near || box.bottom > frame.bottom + near) {
      bad.add("label outside of the map", `${name} at ${where(box)}, the map at ${where(frame)}`);
    }
    for (const other of [...labels.slice(i + 1), ...marks]) {
      if (other.e.contains(label.e) || label.e.contains(other.e)) continue;
      const depth = overlap(box, other.box);
      if (depth > near) {
        const kind = marks.includes(other) ? "label over a mark" : "labels overlap";
        bad.add(kind, `${name} at ${where(box)} and ${other.name} at ${where(other.box)}, by ${units(depth)}`);
      }
    }
    const inner = { left: box.left + near, right: box.right - near, top: box.top + near, bottom: box.bottom - near };
    for (const trip of trips) {
      const at = trip.points.findIndex((p, j) => j && passes(trip.points[j - 1], p, inner));
      if (at > 0) {
        const [from, to] = [trip.points[at - 1], trip.points[at]].map((p) => `${number(p.x)},${number(p.y)}`);
        bad.add("trip through a label", `${trip.name} from ${from} to ${to} and ${name} at ${where(box)}`);
      }
    }
  });
}
return bad.told();

// The points of a line on the screen. Curves are sampled.
function course(line) {
  const matrix = line.getScreenCTM();
  const onScreen = (p) => new DOMPoint(p.x, p.y).matrixTransform(matrix);
  if (line.points) return [...line.points].map(onScreen);
  const length = line.getTotalLength();
  const steps = line.localName === "line" ? 1 : Math.max(1, Math.ceil(length / 2));
  return Array.from({ length: steps + 1 }, (_, i) => onScreen(line.getPointAtLength((length * i) / steps)));
}

// Whether the segment from `a` to `b` has a point in the box.
function passes(a, b, box) {
  let [from, to] = [0, 1];
  for (const [start, step, low, high] of [
    [a.x, b.x - a.x, box.left, box.right],
    [a.y, b.y - a.y, box.top, box.bottom],
  ]) {
    if (step === 0) {
      if (start <= low || start >= high) return false;
      continue;
    }
    const [first, second] = [(low - start) / step, (high - start) / step].sort((x, y) => x - y);
    from = Math.max(from, first);
    to = Math.min(to, second);
  }
  return from < to;
}
