/** Texts from which the examples of tokens are made. */
export const FILLER = "MadeUp0aB1cD2eF3gH4iJ5kL6mN7oP8qR9s";
export const HEX_FILLER = "0123456789abcdef";
