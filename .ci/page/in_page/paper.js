// The margins of the printed page, as `@page` says.

const rules = (list) => [...list].flatMap((rule) => (rule.cssRules ? [rule, ...rules(rule.cssRules)] : [rule]));
const pages = [...document.styleSheets].flatMap((sheet) => rules(sheet.cssRules)).filter((rule) => rule instanceof CSSPageRule && !rule.selectorText);
const margins = {};
for (const page of pages) {
  for (const side of ["top", "right", "bottom", "left"]) {
    const value = page.style.getPropertyValue(`margin-${side}`);
    if (value) margins[side] = value;
  }
}
return margins;
