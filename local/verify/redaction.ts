import type { PlantedSecret } from "../traffic";
import type { VerificationReport } from "./report";

export type Texts = AsyncIterable<string> | Iterable<string>;

/** A source of texts to search: a sink or a log group. */
export interface SearchTarget {
  readonly name: string;
  readonly texts: () => Texts | Promise<Texts>;
}

/**
 * Searches every target for every planted secret. The same search must find all of them in the log groups, which
 * contain the original lines: otherwise the search itself does not work.
 */
export async function verifyRedaction(
  secrets: readonly PlantedSecret[],
  targets: { readonly source: SearchTarget; readonly destinations: readonly SearchTarget[] },
  report: VerificationReport,
): Promise<void> {
  report.heading("Redaction (full-text search for every planted secret)");
  const kinds = [...new Set(secrets.map(({ kind }) => kind))].toSorted();
  const searched = await Promise.all(
    [targets.source, ...targets.destinations].map(async (target) => ({
      place: target,
      ...(await search(target, secrets)),
    })),
  );
  report.table(
    ["planted", "written", ...searched.map(({ place: target }) => target.name)],
    kinds.map((kind) => [kind, ofKind(secrets, kind), ...searched.map(({ found }) => ofKind(found, kind))]),
  );
  const [source, ...destinations] = searched;
  const written = new Set(secrets.map(({ value }) => value)).size;
  report.check(source?.found.length === written, `the log groups contain all ${written} planted secrets`);
  for (const { place, found, texts } of destinations) {
    report.check(found.length === 0 && texts > 0, `${place.name}: none of them found in ${texts} texts`);
  }
}

async function search(
  target: SearchTarget,
  secrets: readonly PlantedSecret[],
): Promise<{ found: PlantedSecret[]; texts: number }> {
  let missing = [...new Map(secrets.map((secret) => [secret.value, secret])).values()];
  const found: PlantedSecret[] = [];
  let texts = 0;
  for await (const text of await target.texts()) {
    texts += 1;
    const foundHere = missing.filter(({ value }) => text.includes(value));
    if (foundHere.length === 0) continue;
    found.push(...foundHere);
    missing = missing.filter((secret) => !foundHere.includes(secret));
  }
  return { found, texts };
}

function ofKind(secrets: readonly PlantedSecret[], kind: string): number {
  return secrets.filter((secret) => secret.kind === kind).length;
}
