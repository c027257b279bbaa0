/** The columns before those of the requirements, in their order. */
export const PICK = 0;
export const SCORE = 1;
export const NAME = 2;
export const DECISION = 3;
export const YEARS = 4;
/** The first of the requirements' columns. */
export const FIRST_REQUIREMENT = 5;
