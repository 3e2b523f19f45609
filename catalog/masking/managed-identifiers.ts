import type { MaskedClass } from "./masked-class";

/** A managed data identifier of CloudWatch Logs, for all countries or for the ones listed. */
export interface ManagedIdentifier {
  /** Name without the country. CloudWatch Logs appends a hyphen and the country code for identifiers of one country. */
  readonly name: string;
  readonly countries?: readonly string[];
  readonly class: MaskedClass;
  readonly description: string;
  /** Whether CloudWatch Logs matches it only within 30 characters of a keyword such as `iban` or `phone`. */
  readonly requiresKeyword: boolean;
}

/**
 * Managed data identifiers that the log groups mask. Many types cause false positives, so the list contains only types
 * that an inventory application may log. Source: Amazon CloudWatch Logs User Guide, "Types of data that you can
 * protect" for names, countries and keywords, and "Create a data protection policy for a single log group" for the
 * warning about false positives.
 */
export const MANAGED_IDENTIFIERS = [
  {
    name: "AwsSecretKey",
    class: "credential",
    description: "AWS secret access keys",
    requiresKeyword: true,
  },
  {
    name: "OpenSshPrivateKey",
    class: "credential",
    description: "OpenSSH private keys",
    requiresKeyword: false,
  },
  { name: "PgpPrivateKey", class: "credential", description: "PGP private keys", requiresKeyword: false },
  {
    name: "PkcsPrivateKey",
    class: "credential",
    description: "private keys in PEM format",
    requiresKeyword: false,
  },
  { name: "PuttyPrivateKey", class: "credential", description: "PuTTY private keys", requiresKeyword: false },
  {
    name: "CreditCardNumber",
    class: "financial",
    description: "card numbers with a valid check digit, except the issuers' test numbers",
    requiresKeyword: true,
  },
  {
    name: "CreditCardSecurityCode",
    class: "financial",
    description: "card security codes of three or four digits",
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
    description: "taxpayer identification numbers",
    requiresKeyword: true,
  },
  {
    name: "NationalIdentificationNumber",
    countries: ["DE", "ES", "IT"],
    class: "identity",
    description: "identity card numbers",
    requiresKeyword: true,
  },
  {
    name: "NationalInsuranceNumber",
    countries: ["GB"],
    class: "identity",
    description: "National Insurance numbers",
    requiresKeyword: true,
  },
  {
    name: "SocialInsuranceNumber",
    countries: ["CA"],
    class: "identity",
    description: "Social Insurance Numbers",
    requiresKeyword: true,
  },
  {
    name: "InseeCode",
    countries: ["FR"],
    class: "identity",
    description: "INSEE numbers of the French register of persons",
    requiresKeyword: true,
  },
  {
    name: "CpfCode",
    countries: ["BR"],
    class: "identity",
    description: "CPF numbers of Brazilian taxpayers",
    requiresKeyword: true,
  },
] as const satisfies readonly ManagedIdentifier[];

/** One name per country, such as `PhoneNumber-DE`; a single name for an identifier without countries. */
export function namesOf({ name, countries }: ManagedIdentifier): string[] {
  return countries?.map((country) => `${name}-${country}`) ?? [name];
}

/** Managed data identifiers that the log groups do not mask, with the reason. */
export const UNMASKED_IDENTIFIERS = [
  {
    names: ["IpAddress"],
    reason:
      "the audit and security logs must show IP addresses; in other logs every access line of uvicorn has one, database " +
      "errors contain the IP address of a host, and version numbers of four parts look like IP addresses",
  },
  {
    names: ["Name", "Address", "LatLong", "ZipCode-US", "PostalCode-CA", "CepCode-BR"],
    reason:
      "shops and brands are named after people, and a stock location is an address; masking them would make the logs useless",
  },
  {
    names: ["CreditCardExpiration"],
    reason:
      "goods, tokens and cache entries expire too, and an expiry date is harmless once the card number is masked",
  },
  {
    names: ["Cnpj-BR", "TaxId-DE", "TaxId-ES", "TaxId-FR", "TaxId-GB"],
    reason: "company numbers are public: they are printed on invoices",
  },
  {
    names: [
      "DriversLicense-US",
      "PassportNumber-US",
      "VehicleIdentificationNumber",
      "HealthInsuranceClaimNumber-US",
    ],
    reason:
      "an inventory application does not process these numbers or their equivalents in other countries, and a SKU can look like one",
  },
] as const satisfies readonly { readonly names: readonly string[]; readonly reason: string }[];
