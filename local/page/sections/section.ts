import { html, type Html } from "../../web";
import type { Answer } from "../data";

/** A section of the page. `content` is refreshed. */
export function section(id: string, title: string, content: Html): Html {
  return html`<section aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    <div id="${id}" data-refresh>${content}</div>
  </section>`;
}

/** What a component answered, or its error. */
export function renderAnswer<Value>(answer: Answer<Value>, render: (value: Value) => Html): Html {
  return "error" in answer ? html`<p class="component-error">${answer.error}</p>` : render(answer.value);
}

/** A table that scrolls sideways on a narrow screen, also with the keyboard. */
export function table(label: string, columns: readonly Html[], rows: readonly Html[]): Html {
  return html`<div class="table" role="region" aria-label="${label}" tabindex="0" id="${idOf(label)}">
    <table>
      <thead>
        <tr>
          ${columns}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

export function column(title: string, className = ""): Html {
  return html`<th scope="col" class="${className}">${title}</th>`;
}

/** In UTC, to the second. */
export function time(date: Date): Html {
  const iso = date.toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 19).replace("T", " ")}</time>`;
}

function idOf(label: string): string {
  return `table-${label.toLowerCase().replaceAll(/\W+/g, "-")}`;
}
