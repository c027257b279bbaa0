/** What becomes of records when what they tell of is deleted. */
export const RECORD_FATES = ["kept", "deleted"] as const;
export type RecordFate = typeof RECORD_FATES[number];
/** The query parameter by which a deletion takes the record too, and what it is set to. */
export const RECORD_PARAMETER = { name: "record", value: "delete" } as const;
