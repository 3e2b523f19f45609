import js from "@eslint/js";
import prettier from "eslint-config-prettier";
import jest from "eslint-plugin-jest";
import * as regexp from "eslint-plugin-regexp";
import tseslint from "typescript-eslint";
import { noForeignErrorText } from "./eslint/no-foreign-error-text.mjs";

export default tseslint.config(
  { ignores: ["cdk.out/", "dist/", ".work/", "coverage/", "reports/"] },
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [
      ...tseslint.configs.strictTypeChecked,
      ...tseslint.configs.stylisticTypeChecked,
      regexp.configs["flat/recommended"],
    ],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      // Numbers are readable in messages; every other type must be converted explicitly.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
  {
    // The functions have secrets and log text in reach.
    files: ["lambda/**/*.ts"],
    plugins: { local: { rules: { "no-foreign-error-text": noForeignErrorText } } },
    rules: { "local/no-foreign-error-text": "error", "no-console": "error" },
  },
  {
    files: ["test/**/*.ts"],
    extends: [jest.configs["flat/recommended"]],
    rules: {
      "jest/expect-expect": [
        "error",
        {
          // The last three are assertions of aws-cdk-lib/assertions.
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
