import js from "@eslint/js";
import prettier from "eslint-config-prettier";
import { createNodeResolver, importX } from "eslint-plugin-import-x";
import jest from "eslint-plugin-jest";
import * as regexp from "eslint-plugin-regexp";
import tseslint from "typescript-eslint";

/** Who may import whom (docs/architecture.md): a folder, and what of the house it may import besides itself. */
const MAY_IMPORT = {
  "lib/config": ["lib/catalog"],
  "lib/catalog": [],
  lambda: ["lib/config", "lib/catalog"],
  "lib/functions": ["lib/storage", "lib/compliance", "lib/config", "lib/catalog"],
  "lib/compliance": ["lib/config", "lib/catalog"],
  "lib/storage": ["lib/compliance", "lib/config", "lib/catalog"],
  "lib/search": [
    "lib/storage",
    "lib/functions",
    "lib/compliance",
    "lib/config",
    "lib/catalog",
    "lambda/authentication.ts",
    "lambda/search-content/settings.ts",
  ],
  "lib/forwarding": [
    "lib/search",
    "lib/storage",
    "lib/functions",
    "lib/compliance",
    "lib/config",
    "lib/catalog",
    "lambda/forwarder/settings.ts",
    "lambda/replay/settings.ts",
  ],
  "lib/monitoring": [
    "lib/forwarding",
    "lib/search",
    "lib/storage",
    "lib/compliance",
    "lib/config",
    "lib/catalog",
  ],
  "lib/access": ["lib/search", "lib/storage", "lib/compliance", "lib/config", "lib/catalog"],
  ops: ["lambda", "lib/config", "lib/catalog"],
  chaos: ["lambda", "lib/catalog", "local/intakes", "local/traffic/random.ts"],
  local: ["lambda", "ops", "lib/functions", "lib/config", "lib/catalog"],
};

const WITHOUT_CDK = [
  "lib/config/**/*.ts",
  "lib/catalog/**/*.ts",
  "lambda/**/*.ts",
  "ops/**/*.ts",
  "local/**/*.ts",
  "chaos/**/*.ts",
];
const CDK_PACKAGES = ["aws-cdk-lib", "aws-cdk-lib/*", "constructs", "cdk-nag"];

export default tseslint.config(
  { ignores: ["cdk.out/", "dist/", ".work/", "coverage/"] },
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [
      ...tseslint.configs.strictTypeChecked,
      ...tseslint.configs.stylisticTypeChecked,
      regexp.configs["flat/recommended"],
    ],
    plugins: { "import-x": importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: { "import-x/resolver-next": [createNodeResolver({ extensions: [".ts", ".js", ".json"] })] },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      // Numbers read well in messages; everything else must say how it becomes text.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "import-x/no-restricted-paths": [
        "error",
        {
          zones: Object.entries(MAY_IMPORT).map(([target, others]) => ({
            target: `./${target}`,
            from: ".",
            except: ["./node_modules", `./${target}`, ...others.map((other) => `./${other}`)],
            message: `see MAY_IMPORT in eslint.config.mjs for what ${target} may import`,
          })),
        },
      ],
    },
  },
  {
    files: WITHOUT_CDK,
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        { patterns: [{ group: CDK_PACKAGES, message: "only bin/ and the constructs of lib/ know the CDK" }] },
      ],
    },
  },
  {
    files: ["lambda/**"],
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          patterns: [
            { group: CDK_PACKAGES, message: "a function never carries the CDK" },
            {
              group: ["zod"],
              message: "zod stays out of the functions: start-up and cost per record",
              allowTypeImports: true,
            },
          ],
        },
      ],
    },
  },
  {
    files: ["test/**/*.ts"],
    extends: [jest.configs["flat/recommended"]],
    rules: {
      "jest/expect-expect": [
        "error",
        {
          // The last are assertions of aws-cdk-lib/assertions.
          assertFunctionNames: [
            "expect",
            "expect*",
            "fc.assert",
            "**.has*",
            "**.resourceCountIs",
            "**.allResources*",
          ],
        },
      ],
      "jest/no-standalone-expect": "off",
    },
  },
  prettier,
);
