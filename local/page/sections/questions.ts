import { html, type Html } from "../../web";
import type { Answer, AnsweredQuestion, QuestionAnswer } from "../data";
import { column, renderAnswer, section, table } from "./section";

/** Every question of the catalogue as a chart and a table. @param answer undefined without a search engine */
export function questionsSection(answer: Answer<readonly AnsweredQuestion[]> | undefined): Html {
  return section(
    "questions",
    "Questions",
    answer === undefined
      ? html`<p class="empty">The platform runs without OpenSearch, which answers the questions.</p>`
      : renderAnswer(answer, (all) => html`<div class="questions">${all.map(renderQuestion)}</div>`),
  );
}

function renderQuestion(question: AnsweredQuestion): Html {
  const { id, title, description, answer } = question;
  return html`<article class="question" aria-labelledby="question-${id}">
    <h3 id="question-${id}">${title}</h3>
    <p class="note">${description}</p>
    ${renderAnswer(answer, (value) => renderRows(question, value))}
  </article>`;
}

function renderRows({ id, title, columns, ifEmpty }: AnsweredQuestion, { rows, svg }: QuestionAnswer): Html {
  if (rows.length === 0) return html`<p class="empty">In the time window, ${ifEmpty}.</p>`;
  const rowsTable = table(
    `Answers to ${title}`,
    columns.map(({ title: name, isNumber }) => column(name, isNumber ? "number" : "")),
    rows.map(
      (row) =>
        html`<tr>
          ${row.map(
            (value, index) =>
              html`<td class="${columns[index]?.isNumber ? "number" : "answer"}">${value}</td>`,
          )}
        </tr>`,
    ),
  );
  if (svg === undefined) return rowsTable;
  return html`<img alt="Chart: ${title}. The table below has its values." src="${dataUrl(svg)}" />
    <details>
      <summary id="table-of-${id}">Table of ${rows.length} ${rows.length === 1 ? "row" : "rows"}</summary>
      ${rowsTable}
    </details>`;
}

/** As an image, a chart with log text in it can neither run a script nor load anything. */
function dataUrl(svg: string): string {
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
}
