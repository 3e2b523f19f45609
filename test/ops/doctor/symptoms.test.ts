import { HOST_CAUSES } from "../../../host";
import { SYMPTOMS } from "../../../ops/doctor/symptoms";

const CAUSES = SYMPTOMS.flatMap(({ causes }) => causes);

test.each(SYMPTOMS)("$id has each cause once", ({ causes }) => {
  const ids = causes.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)]);
});

test("a cause that several symptoms share is the same one", () => {
  const texts = new Map<string, string>();
  for (const { id, statement, remedy } of CAUSES) {
    expect(texts.get(id) ?? statement + remedy).toBe(statement + remedy);
    texts.set(id, statement + remedy);
  }
});

test("each cause on a host belongs to a symptom", () => {
  expect(CAUSES.map(({ id }) => id)).toEqual(expect.arrayContaining([...HOST_CAUSES]));
});
