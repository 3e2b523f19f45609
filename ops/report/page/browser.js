/**
 * Sorts every table by the headings of its columns, and filters the evaluations. Without this script, the page shows
 * everything in its first order.
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

const form = document.getElementById("filter");
const rows = [...document.querySelectorAll("#evaluations-table tbody tr")];
const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
const shown = document.getElementById("shown");

function filter() {
  const chosen = new FormData(form);
  const states = chosen.getAll("state");
  const pack = chosen.get("pack");
  const words = chosen.get("text").toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const row of rows) {
    const matches =
      states.includes(row.dataset.state) &&
      (pack === "" || row.dataset.pack === pack) &&
      words.every((word) => texts.get(row).includes(word));
    row.hidden = !matches;
    if (matches) count += 1;
  }
  shown.textContent = `${count} of ${rows.length} shown`;
}

form.addEventListener("input", filter);
form.addEventListener("submit", (event) => event.preventDefault());
filter();
