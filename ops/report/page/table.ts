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
  /** The target of links to the row. */
  readonly id?: string;
  /** Values by which a form selects the row, by the names of its fields. */
  readonly data?: Readonly<Record<string, string>>;
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

function tableRow({ cells, id, data = {} }: TableRow, columns: readonly Column[]): Html {
  return html`<tr
    ${id === undefined ? undefined : html`id="${id}"`}
    ${Object.entries(data).map(([name, value]) => html`data-${name}="${value}" `)}
  >
    ${cells.map((cell, index) => html`<td class="${columns[index]?.kind ?? ""}">${cell}</td>`)}
  </tr>`;
}
