import { createHash } from "node:crypto";
import { isObject, parseJson } from "../shared/json";

/**
 * A signed manifest as it is stored: an envelope of DSSE, version 1.0.2, with one signature. The signature covers the
 * exact bytes of the payload, so that no canonical form of JSON is needed. Source: "DSSE: Dead Simple Signing Envelope",
 * Envelope and Protocol.
 */
export interface Envelope {
  readonly payload: string;
  readonly signature: Uint8Array;
}

const PAYLOAD_TYPE = "application/vnd.inventorysync.archive-manifest+json";

/** Signs the SHA-256 digest of a message with ECDSA on P-256. Returns the signature in DER. */
export type SignDigest = (digest: Uint8Array) => Promise<Uint8Array>;

/** The bytes of a signed manifest. */
export async function sealEnvelope(payload: string, sign: SignDigest): Promise<Uint8Array> {
  const signature = await sign(createHash("sha256").update(signedBytes(payload)).digest());
  return formatEnvelope({ payload, signature });
}

function formatEnvelope({ payload, signature }: Envelope): Uint8Array {
  const envelope = {
    payloadType: PAYLOAD_TYPE,
    payload: Buffer.from(payload).toString("base64"),
    signatures: [{ sig: Buffer.from(signature).toString("base64") }],
  };
  return Buffer.from(`${JSON.stringify(envelope, null, 2)}\n`);
}

/**
 * Undefined if the bytes are no envelope of a manifest, exactly as `sealEnvelope` writes it: a manifest must not change
 * even where its payload and its signature remain the same. The signature is not verified here.
 */
export function openEnvelope(stored: Uint8Array): Envelope | undefined {
  const value = parseJson(Buffer.from(stored).toString("utf8"));
  const { payload, signatures } = isObject(value) ? value : {};
  const [signature] = Array.isArray(signatures) ? (signatures as readonly unknown[]) : [];
  const sig = isObject(signature) ? signature["sig"] : undefined;
  if (typeof payload !== "string" || typeof sig !== "string") return undefined;
  const envelope = {
    payload: Buffer.from(payload, "base64").toString("utf8"),
    signature: Buffer.from(sig, "base64"),
  };
  return Buffer.compare(formatEnvelope(envelope), stored) === 0 ? envelope : undefined;
}

/** What the signature covers: the pre-authentication encoding of DSSE. */
export function signedBytes(payload: string): Uint8Array {
  const body = Buffer.from(payload);
  return Buffer.concat([
    Buffer.from(`DSSEv1 ${Buffer.byteLength(PAYLOAD_TYPE)} ${PAYLOAD_TYPE} ${body.byteLength} `),
    body,
  ]);
}

export function sha256Hex(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
