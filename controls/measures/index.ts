import type { Measure } from "../measure";
import { ACCESS_MEASURES } from "./access";
import { ARCHIVE_MEASURES } from "./archive";
import { CHANGE_MEASURES } from "./changes";
import { DETECTION_MEASURES } from "./detection";
import { KEEPING_MEASURES } from "./keeping";
import { PROTECTION_MEASURES } from "./protection";
import { RECORD_MEASURES } from "./records";

const ALL = {
  ...ACCESS_MEASURES,
  ...PROTECTION_MEASURES,
  ...KEEPING_MEASURES,
  ...DETECTION_MEASURES,
  ...RECORD_MEASURES,
  ...CHANGE_MEASURES,
  ...ARCHIVE_MEASURES,
};

export type MeasureId = keyof typeof ALL;
export const MEASURES: Readonly<Record<MeasureId, Measure>> = ALL;
