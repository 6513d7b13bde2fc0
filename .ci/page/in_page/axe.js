// What axe finds. Its contrast rule takes seconds for thousands of cells, so it looks at three texts
// of each kind and pair of colours. CONTRAST: whether to run it.

const MOST_ALIKE = 3;

const alike = new Map();
for (const { element } of texts()) {
  if (element instanceof SVGElement) continue;
  const { color, backgroundColor, fontSize, fontWeight } = style(element);
  const cell = element.closest("td,th,li,p,div");
  const key = [kindOf(element), color, backgroundColor, fontSize, fontWeight, cell && style(cell).backgroundColor].join();
  if (!alike.has(key)) alike.set(key, new Set());
  if (alike.get(key).size < MOST_ALIKE) alike.get(key).add(element);
}
const few = [...alike.values()].flatMap((elements) => [...elements]);
const resultTypes = ["violations", "incomplete"];
const rules = axe.getRules(TAGS).map((rule) => rule.ruleId).filter((id) => id !== "color-contrast");
const runs = [[document, rules]];
if (CONTRAST && few.length) runs.push([{ include: few }, ["color-contrast"]]);
return (async () => {
  const found = { violations: [], undecided: [] };
  for (const [context, values] of runs) {
    const { violations, incomplete } = await axe.run(context, { runOnly: { type: "rule", values }, resultTypes });
    for (const { id, help, nodes } of violations) {
      const lines = nodes.map(({ target, any, all, none }) => {
        const why = [...any, ...all, ...none].map((check) => check.message).join("; ");
        return `axe ${id}: ${target.join(" ")}: ${why || help}`;
      });
      found.violations.push(...lines.slice(0, MOST_TOLD));
      if (lines.length > MOST_TOLD) found.violations.push(`axe ${id}: and ${lines.length - MOST_TOLD} more`);
    }
    const unsure = incomplete.filter((rule) => rule.id === "color-contrast").flatMap((rule) => rule.nodes);
    found.undecided.push(...unsure.map((node) => node.target[0]));
  }
  return found;
})();
