"use strict";
(() => {
  const cards = [...document.querySelectorAll(".card")];
  const box = document.getElementById("find");
  if (box) {
    const found = document.getElementById("found");
    const texts = cards.map((card) => card.textContent.toLowerCase());
    box.closest("p").hidden = false;
    box.addEventListener("input", () => {
      const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      cards.forEach((card, at) => {
        card.hidden = !words.every((word) => texts[at].includes(word));
        shown += card.hidden ? 0 : 1;
      });
      found.textContent = words.length ? `${shown} / ${cards.length}` : "";
    });
  }

  const map = document.getElementById("map");
  if (map) {
    const things = [...map.querySelectorAll("[data-h]")].map((element) => [
      element,
      new Set(element.dataset.h.split(" ")),
    ]);
    const light = (wanted) => {
      map.classList.toggle("lit", wanted !== null);
      for (const [element, of] of things) {
        element.classList.toggle("on", wanted !== null && [...of].some((h) => wanted.has(h)));
      }
    };
    for (const [element, of] of things) {
      element.addEventListener("pointerenter", () => light(of));
      element.addEventListener("pointerleave", () => light(null));
      element.addEventListener("focusin", () => light(of));
      element.addEventListener("focusout", () => light(null));
    }
  }

  for (const table of document.querySelectorAll("table.sortable")) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const text = head.textContent;
      if (!text.trim()) return;
      const button = document.createElement("button");
      button.textContent = text;
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const key = (row) => row.cells[column].dataset.sort ?? row.cells[column].textContent;
        const rows = [...table.tBodies[0].rows];
        rows.sort((one, other) => key(one).localeCompare(key(other), document.documentElement.lang));
        table.tBodies[0].replaceChildren(...(down ? rows.reverse() : rows));
      });
    });
  }
})();
