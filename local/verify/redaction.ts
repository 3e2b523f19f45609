import type { Planted } from "../traffic";
import type { Report } from "./report";

type Texts = AsyncIterable<string> | Iterable<string>;

/** Something that can be searched for text: an intake, a log group. */
export interface Place {
  readonly name: string;
  readonly texts: () => Texts | Promise<Texts>;
}

/**
 * Searches every place for every planted value. The same search over the log groups, which hold what was written,
 * must find all of them: a search that finds nothing anywhere proves nothing.
 */
export async function proveRedaction(
  planted: readonly Planted[],
  places: { readonly source: Place; readonly destinations: readonly Place[] },
  report: Report,
): Promise<void> {
  report.heading("Redaction (every planted value, searched for in full)");
  const kinds = [...new Set(planted.map(({ kind }) => kind))].toSorted();
  const searched = await Promise.all(
    [places.source, ...places.destinations].map(async (place) => ({
      place,
      ...(await search(place, planted)),
    })),
  );
  report.table(
    ["planted", "written", ...searched.map(({ place }) => place.name)],
    kinds.map((kind) => [kind, ofKind(planted, kind), ...searched.map(({ found }) => ofKind(found, kind))]),
  );
  const [source, ...destinations] = searched;
  const written = new Set(planted.map(({ value }) => value)).size;
  report.check(
    source?.found.length === written,
    `the search finds all ${written} values where they were written`,
  );
  for (const { place, found, texts } of destinations) {
    report.check(found.length === 0 && texts > 0, `none of them in ${place.name} (${texts} texts searched)`);
  }
}

async function search(
  place: Place,
  planted: readonly Planted[],
): Promise<{ found: Planted[]; texts: number }> {
  let missing = [...new Map(planted.map((one) => [one.value, one])).values()];
  const found: Planted[] = [];
  let texts = 0;
  for await (const text of await place.texts()) {
    texts += 1;
    const here = missing.filter(({ value }) => text.includes(value));
    if (here.length === 0) continue;
    found.push(...here);
    missing = missing.filter((one) => !here.includes(one));
  }
  return { found, texts };
}

function ofKind(planted: readonly Planted[], kind: string): number {
  return planted.filter((one) => one.kind === kind).length;
}
