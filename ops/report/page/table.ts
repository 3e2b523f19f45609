import { html, type Html } from "../../../local/web/html";

export type Cell = Html | string | number | undefined;

export interface Column {
  readonly title: string;
  /** For widths and alignment; see style.css. */
  readonly kind?: "number" | "wide" | "date";
}

export interface TableProps {
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly TableRow[];
}

export interface TableRow {
  readonly cells: readonly Cell[];
  /** Values by which a filter selects the row. */
  readonly data?: { readonly state: string; readonly pack: string };
}

/** A table whose columns the reader sorts by their headings. It scrolls by itself on a narrow screen. */
export function table({ id, caption, columns, rows }: TableProps): Html {
  return html`<div class="table" role="region" aria-label="Table: ${caption}" tabindex="0">
    <table id="${id}">
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map(
            ({ title, kind }) =>
              html`<th scope="col" class="${kind ?? ""}"><button type="button">${title}</button></th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => tableRow(row, columns))}
      </tbody>
    </table>
  </div>`;
}

function tableRow({ cells, data }: TableRow, columns: readonly Column[]): Html {
  const content = cells.map((cell, index) => html`<td class="${columns[index]?.kind ?? ""}">${cell}</td>`);
  return data === undefined
    ? html`<tr>
        ${content}
      </tr>`
    : html`<tr data-state="${data.state}" data-pack="${data.pack}">
        ${content}
      </tr>`;
}
