import { assignment } from "./assignment";
import { callArgument } from "./call-argument";
import { codeBeforeName } from "./code-before-name";
import { commandFlag } from "./command-flag";
import { commandLine } from "./command-line";
import { credentialFormats } from "./credential-formats";
import { credentials } from "./credentials";
import type { Detector } from "./detector";
import { drawnValue } from "./drawn-value";
import { email } from "./email-address";
import { financial } from "./financial";
import { formField } from "./form-field";
import { identity } from "./identity";
import { namedAttribute } from "./named-attribute";
import { namedValue } from "./named-value";
import { namedNumber } from "./named-numbers";
import { nearVendor } from "./near-vendor";
import { network } from "./network";
import { opaqueToken } from "./opaque-token";
import { phone } from "./phone-number";
import { registryValue } from "./registry-value";
import { secretInSentence } from "./secret-in-sentence";
import { secretString } from "./secret-string";
import { spacedAssignment } from "./spaced-assignment";
import { sqlInsert } from "./sql-insert";
import { sqlParameters, uniqueKey } from "./sql-parameters";
import { drawnColumn, tableColumn } from "./table-column";
import { urlCredentials } from "./url-credentials";
import { validationError } from "./validation-error";
import { vendorTokens } from "./vendor-tokens";
import { xmlElement } from "./xml-element";

/** If findings overlap, the widest determines the kind; of equally wide findings, the first in this order. */
export const DETECTORS: readonly Detector[] = [
  assignment,
  namedAttribute,
  callArgument,
  commandFlag,
  spacedAssignment,
  commandLine,
  sqlInsert,
  sqlParameters,
  uniqueKey,
  formField,
  validationError,
  xmlElement,
  registryValue,
  secretString,
  drawnValue,
  tableColumn,
  drawnColumn,
  secretInSentence,
  ...urlCredentials,
  ...credentials,
  ...credentialFormats,
  ...vendorTokens,
  namedValue,
  nearVendor,
  opaqueToken,
  email,
  ...financial,
  namedNumber,
  codeBeforeName,
  ...identity,
  phone,
  ...network,
];
