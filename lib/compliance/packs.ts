import {
  AwsSolutionsChecks,
  HIPAASecurityChecks,
  type NagPack,
  NIST80053R5Checks,
  PCIDSS321Checks,
  ServerlessChecks,
} from "cdk-nag";
import type { RulePack } from "../../config";
import { InventorySyncChecks } from "./inventorysync-checks";

/** The rule packs that an environment can choose, by their names in the configuration. */
const CHOSEN_PACKS: Readonly<Record<RulePack, () => NagPack>> = {
  "aws-solutions": () => new AwsSolutionsChecks(),
  "nist-800-53-r5": () => new NIST80053R5Checks(),
  "hipaa-security": () => new HIPAASecurityChecks(),
  "pci-dss-321": () => new PCIDSS321Checks(),
  serverless: () => new ServerlessChecks(),
};

/** Every rule pack, with the setting that chooses it. The project's own rules apply to every environment. */
export function createPacks(): readonly { readonly setting: RulePack | undefined; readonly pack: NagPack }[] {
  return [
    { setting: undefined, pack: new InventorySyncChecks() },
    ...(Object.keys(CHOSEN_PACKS) as RulePack[]).map((setting) => ({
      setting,
      pack: CHOSEN_PACKS[setting](),
    })),
  ];
}

const PACK_NAMES = createPacks().map(({ pack }) => pack.name);

/** The name of the rule pack in the id of a finding; undefined if the text is not such an id. */
export function packOfFinding(id: string): string | undefined {
  return PACK_NAMES.find(
    (name) => id.startsWith(`${name}-`) && /^\w+(?:\[.+\])?$/s.test(id.slice(name.length + 1)),
  );
}

/**
 * The ids of a finding that several rule packs report, for rules with the same name in each of them. cdk-nag names the
 * rules of these packs after the rules of AWS Config.
 */
export function twinIds(rule: string, ...packs: readonly TwinPack[]): string[] {
  return packs.map((pack) => `${TWIN_PACKS[pack]}-${rule}`);
}

const TWIN_PACKS = {
  nist: "NIST.800.53.R5",
  hipaa: "HIPAA.Security",
  pci: "PCI.DSS.321",
  serverless: "Serverless",
} as const;
type TwinPack = keyof typeof TWIN_PACKS;
