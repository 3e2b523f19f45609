import { X509Certificate } from "node:crypto";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  ADMINISTRATOR_SUBJECT,
  type Certificates,
  createCertificates,
} from "../../../local/startup/certificates";

let folder: string;
let certificates: Certificates;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "certificates-"));
  certificates = await createCertificates(folder);
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

test("the certificate authority signed both certificates, and neither is an authority", async () => {
  const authority = await read(certificates.caFile);
  for (const { certificateFile } of [certificates.server, certificates.administrator]) {
    const certificate = await read(certificateFile);
    expect(certificate.verify(authority.publicKey)).toBe(true);
    expect(certificate.checkIssued(authority)).toBe(true);
    expect(certificate.ca).toBe(false);
  }
  expect(authority.ca).toBe(true);
});

test("the server's certificate is valid for loopback addresses only", async () => {
  const server = await read(certificates.server.certificateFile);
  expect(server.checkIP("127.0.0.1")).toBe("127.0.0.1");
  expect(server.checkHost("example.com")).toBeUndefined();
});

test("the administrator's certificate has the subject of the engine's configuration", async () => {
  expect((await read(certificates.administrator.certificateFile)).subject).toBe(ADMINISTRATOR_SUBJECT);
});

test("keys are readable by their owner only", async () => {
  const { mode } = await stat(certificates.server.keyFile);
  expect(mode & 0o077).toBe(0);
});

async function read(file: string): Promise<X509Certificate> {
  return new X509Certificate(await readFile(file));
}
