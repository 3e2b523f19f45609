import { html, type Html } from "../../../local/web/html";
import { breakable } from "./breakable";

/** Renders a file and line of the repository, as a link where the repository can be read. */
export type SourceLink = (source: string) => Html;

/**
 * @param repository URL of the repository at GitHub, such as `https://github.com/example/logging`
 */
export function sourceLinks(repository: string | undefined, commit: string): SourceLink {
  return (source) => {
    if (repository === undefined) return html`<code>${breakable(source)}</code>`;
    const [file = "", line = ""] = source.split(":");
    return html`<a href="${repository}/blob/${commit}/${file}#L${line}"
      ><code>${breakable(source)}</code></a
    >`;
  };
}
