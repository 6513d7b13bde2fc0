// Nothing in the document can load, run or lead away; every link within the page leads somewhere.

const bad = failures();
const FORBIDDEN = "img,image,iframe,frame,object,embed,link,base,video,audio,source,track,picture,form,foreignObject,animate,set,meta[http-equiv=refresh]";
const LOADING = ["src", "srcset", "href", "xlink:href", "action", "formaction", "poster", "background", "ping", "data"];

for (const element of document.querySelectorAll("*")) {
  if (element.matches(FORBIDDEN)) bad.add("forbidden element", path(element));
  for (const { name, value } of element.attributes) {
    if (/^on/i.test(name)) bad.add("event attribute", `${path(element)} ${name}`);
    if (/pwned/i.test(name)) bad.add("element made of text", `${path(element)} ${name}`);
    if (!LOADING.includes(name)) continue;
    if (!value.startsWith("#")) bad.add("leads away", `${path(element)} ${name}=${quoted(value)}`);
    else if (value.length > 1 && !document.getElementById(decodeURIComponent(value.slice(1)))) {
      bad.add("leads nowhere", `${path(element)} ${name}=${quoted(value)}`);
    }
  }
}
const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
for (const id of new Set(ids.filter((id, i) => ids.indexOf(id) < i))) bad.add("id twice", id);
const cards = [...document.querySelectorAll("article.card")].map((e) => e.id);
cards.forEach((id, i) => id === `h${i}` || bad.add("cards out of order", `card ${i} has the id ${quoted(id)}`));
const drawn = document.querySelectorAll(".map svg .thing, svg.map .thing").length;
if (cards.length && !drawn) bad.add("no map", "no .thing in an svg within .map");
if (window.pwned !== undefined) bad.add("text has run", `window.pwned is ${window.pwned}`);
return bad.told();
