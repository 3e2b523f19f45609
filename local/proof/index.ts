export { prove } from "./prove";
