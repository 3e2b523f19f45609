import { rememberSecrets } from "../../../lambda/forwarder/secrets";

const VALUE = ["made", "up"].join("-");

test("a secret is read once, however many ask for it, and comes without white space around it", async () => {
  const read = jest.fn(() => Promise.resolve(`${VALUE}\n`));
  const secrets = rememberSecrets(read);
  await expect(Promise.all([secrets("dsn"), secrets("dsn")])).resolves.toEqual([VALUE, VALUE]);
  await secrets("dsn");
  expect(read).toHaveBeenCalledTimes(1);
});

test("each secret is its own", async () => {
  const secrets = rememberSecrets((id) => Promise.resolve(`value of ${id}`));
  await secrets("a");
  await expect(secrets("b")).resolves.toBe("value of b");
});

test("a failed read is not remembered", async () => {
  const read = jest.fn(() => Promise.resolve(VALUE)).mockRejectedValueOnce(new Error("no answer"));
  const secrets = rememberSecrets(read);
  await expect(secrets("dsn")).rejects.toThrow("no answer");
  await expect(secrets("dsn")).resolves.toBe(VALUE);
});

test.each([
  ["ResourceNotFoundException", "deploy the forwarding stack"],
  ["AccessDeniedException", "the forwarder's role needs secretsmanager:GetSecretValue on it"],
  ["TimeoutError", "see that the function reaches Secrets Manager"],
])("%s is told with the secret's id and the remedy", async (name, remedy) => {
  const secrets = rememberSecrets(() => Promise.reject(Object.assign(new Error("no"), { name })));
  await expect(secrets("staging/dsn")).rejects.toThrow(
    `secret staging/dsn cannot be read (${name}: no); ${remedy}`,
  );
});
