import type { PlantedSecret } from "../traffic";
import { toWords, type VerificationReport } from "./report";

export type Texts = AsyncIterable<string> | Iterable<string>;

/** A source of texts to search: a sink or a log group. */
export interface SearchTarget {
  /** In camel case, as the name of a column. */
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
  report.section("redaction", "Redaction (full-text search for every planted secret)");
  const kinds = [...new Set(secrets.map(({ kind }) => kind))].toSorted();
  const searched = await Promise.all(
    [targets.source, ...targets.destinations].map(async (target) => ({
      target,
      ...(await search(target, secrets)),
    })),
  );
  report.table(
    kinds.map((kind) => ({
      planted: kind,
      written: ofKind(secrets, kind),
      ...Object.fromEntries(searched.map(({ target, found }) => [target.name, ofKind(found, kind)])),
    })),
  );
  const [source, ...destinations] = searched;
  const written = new Set(secrets.map(({ value }) => value)).size;
  report.check({
    name: targets.source.name,
    passed: source?.found.length === written,
    statement: `the log groups contain ${source?.found.length ?? 0} of ${written} planted secrets`,
    figures: { planted: written, found: source?.found.length ?? 0 },
  });
  for (const { target, found, texts } of destinations) {
    report.check({
      name: target.name,
      passed: found.length === 0 && texts > 0,
      statement: `${toWords(target.name)}: ${found.length === 0 ? "none" : found.length} of them found in ${texts} texts`,
      figures: { found: found.length, texts },
    });
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
