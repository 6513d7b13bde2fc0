// Puts a tiny text at the start and the end of everything that must stay on one printed page, and
// two that are 100 px apart, which show whether the page is printed smaller to make it fit; and one
// in the heading of each table, which is printed again on each page of the table.

const items = [];
const tables = [...document.querySelectorAll("table")].filter((e) => e.tHead && isSeen(e) && isSeen(e.tHead) && !e.tHead.matches(".vh"));
tables.forEach((table, number) => put(table.tHead.rows[0].cells[0], `@@${number}t@`, "static", "prepend"));
put(document.body, "@@rs@", "absolute;top:0;left:0", "prepend");
put(document.body, "@@re@", "absolute;top:0;left:100px", "prepend");
for (const element of document.querySelectorAll(".card, figure, tbody tr")) {
  const outer = element.parentElement.closest(".card, figure");
  if (outer || (!isSeen(element) && !element.matches(".card"))) continue;
  const holder = element.matches("tr") ? element.cells[0] : element;
  if (!holder) continue;
  const table = element.matches("tr") ? tables.indexOf(element.closest("table")) : -1;
  const number = items.push({ path: path(element), height: element.getBoundingClientRect().height, table }) - 1;
  if (style(holder).position === "static") holder.style.position = "relative";
  put(holder, `@@${number}s@`, "absolute;top:0;left:0", "prepend");
  put(holder, `@@${number}e@`, "absolute;bottom:0;left:0", "append");
}
const drawings = [...document.querySelectorAll("svg")].filter((e) => !e.ownerSVGElement && isSeen(e));
return { items, drawings: drawings.map((e) => ({ path: path(e), height: e.getBoundingClientRect().height })) };

function put(holder, text, at, how) {
  const mark = document.createElement("span");
  mark.textContent = text;
  mark.style.cssText = `all:initial;position:${at};font:1px/1px monospace;color:inherit;white-space:nowrap`;
  holder[how](mark);
}
