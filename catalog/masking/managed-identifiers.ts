import type { MaskedClass } from "./masked-class";

/** Something CloudWatch Logs knows how to find by itself, for every country or for those named. */
export interface ManagedIdentifier {
  /** Its name at CloudWatch Logs; one for a country has the country's code after a hyphen. */
  readonly kind: string;
  readonly countries?: readonly string[];
  readonly class: MaskedClass;
  readonly finds: string;
  /** Whether a word such as `iban` or `phone` has to stand within 30 characters of it. */
  readonly besideKeyword: boolean;
}

/**
 * What of CloudWatch Logs' own identifiers is masked. Source: Amazon CloudWatch Logs User Guide, "Types of data that you
 * can protect", which lists names, countries and keywords, and "Create a data protection policy for a single log
 * group", which warns that many types bring false positives: so none is here that a shop's stock has nothing to do with.
 */
export const MANAGED_IDENTIFIERS = [
  {
    kind: "AwsSecretKey",
    class: "credential",
    finds: "secret access keys of AWS",
    besideKeyword: true,
  },
  { kind: "OpenSshPrivateKey", class: "credential", finds: "private keys of OpenSSH", besideKeyword: false },
  { kind: "PgpPrivateKey", class: "credential", finds: "private keys of PGP", besideKeyword: false },
  { kind: "PkcsPrivateKey", class: "credential", finds: "private keys in PEM form", besideKeyword: false },
  { kind: "PuttyPrivateKey", class: "credential", finds: "private keys of PuTTY", besideKeyword: false },
  {
    kind: "CreditCardNumber",
    class: "financial",
    finds: "card numbers with a right check digit, but for those that issuers reserve for tests",
    besideKeyword: true,
  },
  {
    kind: "CreditCardSecurityCode",
    class: "financial",
    finds: "the three or four digits that prove a card is at hand",
    besideKeyword: true,
  },
  {
    kind: "BankAccountNumber",
    countries: ["DE", "ES", "FR", "GB", "IT", "US"],
    class: "financial",
    finds: "IBANs and account numbers",
    besideKeyword: true,
  },
  { kind: "EmailAddress", class: "contact", finds: "e-mail addresses", besideKeyword: false },
  {
    kind: "PhoneNumber",
    countries: ["BR", "DE", "ES", "FR", "GB", "IT", "US"],
    class: "contact",
    finds: "phone numbers",
    besideKeyword: true,
  },
  {
    kind: "Ssn",
    countries: ["ES", "US"],
    class: "identity",
    finds: "social security numbers",
    besideKeyword: true,
  },
  {
    kind: "IndividualTaxIdentificationNumber",
    countries: ["US"],
    class: "identity",
    finds: "numbers of taxpayers",
    besideKeyword: true,
  },
  {
    kind: "NationalIdentificationNumber",
    countries: ["DE", "ES", "IT"],
    class: "identity",
    finds: "numbers of identity cards",
    besideKeyword: true,
  },
  {
    kind: "NationalInsuranceNumber",
    countries: ["GB"],
    class: "identity",
    finds: "national insurance numbers",
    besideKeyword: true,
  },
  {
    kind: "SocialInsuranceNumber",
    countries: ["CA"],
    class: "identity",
    finds: "social insurance numbers",
    besideKeyword: true,
  },
  {
    kind: "InseeCode",
    countries: ["FR"],
    class: "identity",
    finds: "numbers of the register of persons",
    besideKeyword: true,
  },
  {
    kind: "CpfCode",
    countries: ["BR"],
    class: "identity",
    finds: "numbers of taxpayers",
    besideKeyword: true,
  },
] as const satisfies readonly ManagedIdentifier[];

/** `PhoneNumber-DE`; one name where there is no country to name. */
export function namesOf({ kind, countries }: ManagedIdentifier): string[] {
  return countries?.map((country) => `${kind}-${country}`) ?? [kind];
}

/** What CloudWatch Logs could mask too, and why it does not here. */
export const LEFT_OUT = [
  {
    kinds: ["IpAddress"],
    because:
      "it is evidence in the audit and security logs; elsewhere every access line of uvicorn has one, errors name the " +
      "database by it, and a release of four numbers looks like one",
  },
  {
    kinds: ["Name", "Address", "LatLong", "ZipCode-US", "PostalCode-CA", "CepCode-BR"],
    because:
      "shops and brands are named after people, and a stock location is an address: it would mask what the log is about",
  },
  {
    kinds: ["CreditCardExpiration"],
    because:
      "goods, tokens and cache entries expire too, and a date says nothing once the card's number is masked",
  },
  {
    kinds: ["Cnpj-BR", "TaxId-DE", "TaxId-ES", "TaxId-FR", "TaxId-GB"],
    because: "a company's number is printed on its invoices",
  },
  {
    kinds: [
      "DriversLicense-US",
      "PassportNumber-US",
      "VehicleIdentificationNumber",
      "HealthInsuranceClaimNumber-US",
    ],
    because:
      "an application that keeps stock meets none of them, nor their like of other countries, and a SKU may look like one",
  },
] as const satisfies readonly { readonly kinds: readonly string[]; readonly because: string }[];
