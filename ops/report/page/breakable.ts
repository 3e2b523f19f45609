import { html, Html } from "../../../local/web/html";

const BREAK = new Html("<wbr>");

/** A path, name or finding that a browser may break after its separators, so that columns stay narrow. */
export function breakable(text: string): Html {
  return html`${text.split(/(?<=[/:.,-])(?=[^/:.,-])/).flatMap((part, index) => (index === 0 ? [part] : [BREAK, part]))}`;
}
