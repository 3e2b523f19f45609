import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { generate, type SelfsignedOptions } from "selfsigned";

/** PEM files of a certificate and its key. */
export interface Certificate {
  readonly certificateFile: string;
  readonly keyFile: string;
}

/** The certificates of one run of the platform. Only this run trusts them. */
export interface Certificates {
  /** The certificate authority that signed the other two. */
  readonly caFile: string;
  /** The certificate of every server of the platform, valid for 127.0.0.1. */
  readonly server: Certificate;
  /** The client certificate of the search engine's administrator. */
  readonly administrator: Certificate;
}

/** Subject of the administrator's certificate, as in the search engine's configuration. */
export const ADMINISTRATOR_SUBJECT = "CN=administrator";

const COMMON: SelfsignedOptions = { keyType: "ec", algorithm: "sha256" };

/** Creates a certificate authority for this run, and the certificates that it signs. They are valid for one year. */
export async function createCertificates(folder: string): Promise<Certificates> {
  await mkdir(folder, { recursive: true });
  const authority = await generate([{ name: "commonName", value: "local platform" }], {
    ...COMMON,
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const signed = async (
    subject: string,
    extensions: SelfsignedOptions["extensions"] = [],
  ): Promise<Certificate> => {
    const { cert, private: key } = await generate([{ name: "commonName", value: subject }], {
      ...COMMON,
      ca: { cert: authority.cert, key: authority.private },
      extensions: [
        { name: "basicConstraints", cA: false, critical: true },
        { name: "extKeyUsage", serverAuth: true, clientAuth: true },
        ...extensions,
      ],
    });
    return {
      certificateFile: await write(`${subject}.pem`, cert),
      keyFile: await write(`${subject}.key`, key),
    };
  };
  const write = async (name: string, text: string) => {
    const file = join(folder, name);
    await writeFile(file, text, { mode: name.endsWith(".key") ? 0o600 : 0o644 });
    return file;
  };
  return {
    caFile: await write("authority.pem", authority.cert),
    server: await signed("server", [{ name: "subjectAltName", altNames: [{ type: 7, ip: "127.0.0.1" }] }]),
    administrator: await signed("administrator"),
  };
}
