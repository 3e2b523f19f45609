import { safeErrorName } from "../../../lambda/shared/safe-error-name";

const withName = (name: string, code?: unknown) => Object.assign(new Error("made-up"), { name, code });

test.each([
  [new TypeError("made-up"), "TypeError"],
  [withName("S3ServiceException"), "S3ServiceException"],
  [withName("Error", "ECONNREFUSED"), "Error ECONNREFUSED"],
  [withName("Error", "ERR_HTTP2_STREAM_ERROR"), "Error ERR_HTTP2_STREAM_ERROR"],
  [withName("quoted text", "quoted text"), "Error"],
  [withName("madeUp0123456789", "MADEUP0123456789"), "Error"],
  [withName("Error", 17), "Error"],
  ["made-up", "string"],
  [undefined, "undefined"],
])("%p has the name %s", (error, name) => {
  expect(safeErrorName(error)).toBe(name);
});
