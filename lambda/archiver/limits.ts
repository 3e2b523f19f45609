/**
 * Limits of a request to Firehose: 500 records and 4 MiB, and 1,000 KiB per record, before base64. Source: Amazon Data
 * Firehose API Reference, "PutRecordBatch".
 */
export const MAX_RECORDS = 500;
export const MAX_REQUEST_BYTES = 4 * 1024 * 1024;
export const MAX_RECORD_BYTES = 1_000 * 1024;
