import { printableLine } from "../cli";
import type { ChainResult } from "./chain";

/** The result for people. */
export function renderChain(bucket: string, { broken, ...proved }: ChainResult): string {
  const { manifests, objects, bytes, expired, from, to } = proved;
  const start = from === null ? "" : ` from ${from}`;
  const period = to === null ? "" : `${start} until ${to}`;
  const lines = [
    `As they were written${period} in ${bucket}: ${counted(manifests, "manifest")}, ${counted(objects, "object")} (${bytes} bytes).`,
    ...(expired === 0 ? [] : [`Gone after the end of their retention: ${counted(expired, "object")}.`]),
    ...(broken ? [`${broken.kind}: ${printableLine(broken.key)}`, `  ${printableLine(broken.detail)}`] : []),
  ];
  return lines.join("\n");
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}
