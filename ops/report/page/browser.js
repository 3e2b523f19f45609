/**
 * Sorts every table by the headings of its columns, and filters the evaluations and the controls. Without this script,
 * the page shows everything in its first order.
 */
/* global document, FormData */

const collator = new Intl.Collator("en", { numeric: true });

for (const table of document.querySelectorAll("table")) {
  const headings = [...table.tHead.rows[0].cells];
  headings.forEach((heading, column) => {
    heading.querySelector("button").addEventListener("click", () => {
      const ascending = heading.getAttribute("aria-sort") !== "ascending";
      for (const other of headings) other.removeAttribute("aria-sort");
      heading.setAttribute("aria-sort", ascending ? "ascending" : "descending");
      sortRows(table.tBodies[0], column, ascending);
    });
  });
}

function sortRows(body, column, ascending) {
  const keyed = [...body.rows].map((row) => ({ row, key: row.cells[column].textContent.trim() }));
  keyed.sort((a, b) => (ascending ? 1 : -1) * collator.compare(a.key, b.key));
  body.append(...keyed.map(({ row }) => row));
}

for (const form of document.querySelectorAll("form[data-filters]")) {
  const rows = [...document.querySelectorAll(`#${form.dataset.filters} tbody tr`)];
  const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  const names = new Set([...form.elements].map(({ name }) => name).filter((name) => name && name !== "text"));

  const filter = () => {
    const chosen = new FormData(form);
    const words = chosen.get("text").toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows) {
      const matches =
        [...names].every((name) => {
          const values = chosen.getAll(name);
          return values.includes("") || values.includes(row.dataset[name]);
        }) && words.every((word) => texts.get(row).includes(word));
      row.hidden = !matches;
      if (matches) count += 1;
    }
    form.querySelector("output").textContent = `${count} of ${rows.length} shown`;
  };

  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  filter();
}
