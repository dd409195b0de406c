/**
 * What the page can do besides being read: filter and sort the cases, and hide an answer in the pictures. It shows its
 * controls itself: without it there are none.
 */
export const SCRIPT = `"use strict";
(() => {
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  for (const control of all("[data-script]")) control.hidden = false;

  const text = document.getElementById("filter-text");
  const level = document.getElementById("filter-level");
  const measure = document.getElementById("filter-measure");
  const told = document.getElementById("filter-told");
  if (text) {
    const cases = all("[data-case]");
    const rows = cases.filter((one) => one.tagName === "TR");
    const fits = (one) =>
      one.dataset.case.toLowerCase().includes(text.value.toLowerCase()) &&
      (level.value === "" || one.dataset.level === level.value || (level.value === "unlike" && one.dataset.level !== "equal")) &&
      (measure.value === "" || one.dataset.exceeding.split(" ").includes(measure.value));
    const filter = () => {
      for (const one of cases) one.hidden = !fits(one);
      told.textContent = rows.filter((row) => !row.hidden).length + " of " + rows.length + " cases";
    };
    for (const control of [text, level, measure]) control.addEventListener("input", filter);
    filter();
  }

  const order = document.getElementById("sort-cards");
  const cards = document.getElementById("cards");
  if (order && cards) {
    const given = [...cards.children];
    order.addEventListener("input", () => {
      const byName = (one, other) => one.dataset.case.localeCompare(other.dataset.case, undefined, { numeric: true });
      const sorted = order.value === "name" ? given.toSorted(byName) : order.value === "best" ? given.toReversed() : given;
      cards.append(...sorted);
    });
  }

  for (const table of all("table[data-sortable]")) {
    const body = table.tBodies[0];
    for (const head of all("th", table.tHead)) {
      const button = head.querySelector("button");
      if (!button) continue;
      button.addEventListener("click", () => {
        const up = head.getAttribute("aria-sort") !== "ascending";
        for (const other of all("th", table.tHead)) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        const value = (row) => row.cells[head.cellIndex].dataset.value ?? row.cells[head.cellIndex].textContent;
        const isNumber = button.dataset.sort === "number";
        const compare = (one, other) =>
          isNumber ? Number(value(one) || -1) - Number(value(other) || -1) : value(one).localeCompare(value(other), undefined, { numeric: true });
        const rows = [...body.rows].sort(compare);
        body.append(...(up ? rows : rows.reverse()));
      });
    }
  }

  for (const side of ["a", "b"]) {
    const box = document.getElementById("show-" + side);
    if (box) box.addEventListener("input", () => document.body.classList.toggle("without-" + side, !box.checked));
  }
})();
`;
