import { Writable } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { formatDifferences } from "@aws-cdk/cloudformation-diff";
import type { EnvironmentChange } from "./change";

/** Every difference of every stack, as `cdk diff` prints it. @param markdown in a code block that is folded */
export function fullDifferences({ stacks }: EnvironmentChange, markdown: boolean): string {
  const text = stacks
    .filter(({ difference }) => !difference.isEmpty)
    .map(({ stack, difference }) => `Stack ${stack}\n${format(difference)}`)
    .join("\n");
  if (!markdown) return text;
  // Indented, because a code block with a fence ends at a fence in a value.
  const block = stripVTControlCharacters(text).replaceAll(/^/gm, "    ");
  return `<details><summary>Every difference</summary>\n\n${block}\n\n</details>`;
}

function format(difference: Parameters<typeof formatDifferences>[1]): string {
  const parts: string[] = [];
  const stream = new Writable({
    write(part: Buffer, _encoding, done) {
      parts.push(part.toString());
      done();
    },
  });
  formatDifferences(stream, difference);
  return parts.join("");
}
