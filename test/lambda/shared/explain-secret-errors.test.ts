import { explainSecretErrors } from "../../../lambda/shared/explain-secret-errors";

test("a secret is read at every call, because it may have been rotated", async () => {
  const read = jest.fn((id: string) => Promise.resolve(`value of ${id}`));
  const secrets = explainSecretErrors(read);
  await expect(Promise.all([secrets("a"), secrets("a")])).resolves.toEqual(["value of a", "value of a"]);
  expect(read).toHaveBeenCalledTimes(2);
});

test.each([
  ["ResourceNotFoundException", "deploy the forwarding stack"],
  ["AccessDeniedException", "grant the function's role secretsmanager:GetSecretValue on it"],
  ["TimeoutError", "check that the function can reach Secrets Manager"],
])("%s is reported with the secret's id and the remedy", async (name, remedy) => {
  const secrets = explainSecretErrors(() => Promise.reject(Object.assign(new Error("no"), { name })));
  await expect(secrets("staging/dsn")).rejects.toThrow(
    `secret staging/dsn cannot be read (${name}); ${remedy}`,
  );
});
