import type { MaskedClass } from "./masked-class";

/** Something CloudWatch Logs knows how to find by itself, for every country or for those named. */
export interface ManagedIdentifier {
  /** Its name at CloudWatch Logs; one for a country has the country's code after a hyphen. */
  readonly name: string;
  readonly countries?: readonly string[];
  readonly class: MaskedClass;
  readonly description: string;
  /** Whether a word such as `iban` or `phone` has to stand within 30 characters of it. */
  readonly requiresKeyword: boolean;
}

/**
 * What of CloudWatch Logs' own identifiers is masked. Source: Amazon CloudWatch Logs User Guide, "Types of data that you
 * can protect", which lists names, countries and keywords, and "Create a data protection policy for a single log
 * group", which warns that many types bring false positives: so none is here that a shop's stock has nothing to do with.
 */
export const MANAGED_IDENTIFIERS = [
  {
    name: "AwsSecretKey",
    class: "credential",
    description: "secret access keys of AWS",
    requiresKeyword: true,
  },
  {
    name: "OpenSshPrivateKey",
    class: "credential",
    description: "private keys of OpenSSH",
    requiresKeyword: false,
  },
  { name: "PgpPrivateKey", class: "credential", description: "private keys of PGP", requiresKeyword: false },
  {
    name: "PkcsPrivateKey",
    class: "credential",
    description: "private keys in PEM form",
    requiresKeyword: false,
  },
  {
    name: "PuttyPrivateKey",
    class: "credential",
    description: "private keys of PuTTY",
    requiresKeyword: false,
  },
  {
    name: "CreditCardNumber",
    class: "financial",
    description: "card numbers with a right check digit, but for those that issuers reserve for tests",
    requiresKeyword: true,
  },
  {
    name: "CreditCardSecurityCode",
    class: "financial",
    description: "the three or four digits that prove a card is at hand",
    requiresKeyword: true,
  },
  {
    name: "BankAccountNumber",
    countries: ["DE", "ES", "FR", "GB", "IT", "US"],
    class: "financial",
    description: "IBANs and account numbers",
    requiresKeyword: true,
  },
  { name: "EmailAddress", class: "contact", description: "e-mail addresses", requiresKeyword: false },
  {
    name: "PhoneNumber",
    countries: ["BR", "DE", "ES", "FR", "GB", "IT", "US"],
    class: "contact",
    description: "phone numbers",
    requiresKeyword: true,
  },
  {
    name: "Ssn",
    countries: ["ES", "US"],
    class: "identity",
    description: "social security numbers",
    requiresKeyword: true,
  },
  {
    name: "IndividualTaxIdentificationNumber",
    countries: ["US"],
    class: "identity",
    description: "numbers of taxpayers",
    requiresKeyword: true,
  },
  {
    name: "NationalIdentificationNumber",
    countries: ["DE", "ES", "IT"],
    class: "identity",
    description: "numbers of identity cards",
    requiresKeyword: true,
  },
  {
    name: "NationalInsuranceNumber",
    countries: ["GB"],
    class: "identity",
    description: "national insurance numbers",
    requiresKeyword: true,
  },
  {
    name: "SocialInsuranceNumber",
    countries: ["CA"],
    class: "identity",
    description: "social insurance numbers",
    requiresKeyword: true,
  },
  {
    name: "InseeCode",
    countries: ["FR"],
    class: "identity",
    description: "numbers of the register of persons",
    requiresKeyword: true,
  },
  {
    name: "CpfCode",
    countries: ["BR"],
    class: "identity",
    description: "numbers of taxpayers",
    requiresKeyword: true,
  },
] as const satisfies readonly ManagedIdentifier[];

/** `PhoneNumber-DE`; one name where there is no country to name. */
export function namesOf({ name, countries }: ManagedIdentifier): string[] {
  return countries?.map((country) => `${name}-${country}`) ?? [name];
}

/** What CloudWatch Logs could mask too, and why it does not here. */
export const UNMASKED_IDENTIFIERS = [
  {
    names: ["IpAddress"],
    reason:
      "it is evidence in the audit and security logs; elsewhere every access line of uvicorn has one, errors name the " +
      "database by it, and a release of four numbers looks like one",
  },
  {
    names: ["Name", "Address", "LatLong", "ZipCode-US", "PostalCode-CA", "CepCode-BR"],
    reason:
      "shops and brands are named after people, and a stock location is an address: it would mask what the log is about",
  },
  {
    names: ["CreditCardExpiration"],
    reason:
      "goods, tokens and cache entries expire too, and a date says nothing once the card's number is masked",
  },
  {
    names: ["Cnpj-BR", "TaxId-DE", "TaxId-ES", "TaxId-FR", "TaxId-GB"],
    reason: "a company's number is printed on its invoices",
  },
  {
    names: [
      "DriversLicense-US",
      "PassportNumber-US",
      "VehicleIdentificationNumber",
      "HealthInsuranceClaimNumber-US",
    ],
    reason:
      "an application that keeps stock meets none of them, nor their like of other countries, and a SKU may look like one",
  },
] as const satisfies readonly { readonly names: readonly string[]; readonly reason: string }[];
