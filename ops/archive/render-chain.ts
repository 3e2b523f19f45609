import { printableLine } from "../cli";
import type { ChainResult } from "./chain";

/** The result for people. */
export function renderChain(bucket: string, { broken, ...proved }: ChainResult): string {
  const { manifests, objects, bytes, expired, from, to } = proved;
  const period = to === null ? "" : `, from ${from ?? "the start"} until ${to}`;
  const lines = [
    `${manifests} manifests and ${objects} objects (${bytes} bytes) of ${bucket} are as they were written${period}.`,
    ...(expired === 0 ? [] : [`${expired} further objects are gone, after the end of their retention.`]),
    ...(broken ? [`${broken.kind}: ${printableLine(broken.key)}`, `  ${printableLine(broken.detail)}`] : []),
  ];
  return lines.join("\n");
}
