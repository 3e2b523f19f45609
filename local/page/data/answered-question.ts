import type { Answer } from "./answer";

/** A question of the catalogue, with the answer of the search engine. */
export interface AnsweredQuestion {
  readonly id: string;
  readonly title: string;
  /** What it answers, as a question. */
  readonly description: string;
  readonly columns: readonly Column[];
  /** What an answer without rows means. */
  readonly ifEmpty: string;
  readonly answer: Answer<QuestionAnswer>;
}

export interface Column {
  readonly title: string;
  /** Numbers are aligned at their last digit. */
  readonly isNumber: boolean;
}

export interface QuestionAnswer {
  /** A text per column. */
  readonly rows: readonly (readonly string[])[];
  /**
   * The rows as a chart: an SVG document.
   * @default - only a table
   */
  readonly svg?: string;
}
