// Puts a tiny text at the start and the end of everything that must stay on one printed page, and
// two that are 100 px apart, which show whether the page is printed smaller to make it fit.

const items = [];
put(document.body, "@@rs@", "top:0;left:0", "prepend");
put(document.body, "@@re@", "top:0;left:100px", "prepend");
for (const element of document.querySelectorAll(".card, figure, tbody tr")) {
  const outer = element.parentElement.closest(".card, figure");
  if (outer || (!isSeen(element) && !element.matches(".card"))) continue;
  const holder = element.matches("tr") ? element.cells[0] : element;
  if (!holder) continue;
  const number = items.push({ path: path(element), height: element.getBoundingClientRect().height }) - 1;
  if (style(holder).position === "static") holder.style.position = "relative";
  put(holder, `@@${number}s@`, "top:0;left:0", "prepend");
  put(holder, `@@${number}e@`, "bottom:0;left:0", "append");
}
const drawings = [...document.querySelectorAll("svg")].filter((e) => !e.ownerSVGElement && isSeen(e));
return { items, drawings: drawings.map((e) => ({ path: path(e), height: e.getBoundingClientRect().height })) };

function put(holder, text, at, how) {
  const mark = document.createElement("span");
  mark.textContent = text;
  mark.style.cssText = `all:initial;position:absolute;${at};font:1px/1px monospace;color:inherit;white-space:nowrap`;
  holder[how](mark);
}
