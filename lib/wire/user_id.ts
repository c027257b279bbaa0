/** The names that users may have, as a pattern and in words. */
export const USER_ID = /^[A-Za-z0-9._@-]{1,128}$/;
export const USER_ID_RULE = "1 to 128 of A-Z a-z 0-9 . _ @ -";

/** What stands for the caller where a user_id is asked for. */
export const ME = "me";

/** Whether `value` is a user_id; `me` is one, too. */
export function isUserId(value: unknown): value is string {
  return typeof value === "string" && USER_ID.test(value);
}
