/** The columns that can have the focus, in the order of the arrows. Repairs begin at the last of them. */
export const COLUMN = { include: 0, agent: 1, skill: 2, now: 3, new: 4, weSet: 5, at: 6, note: 7, repairs: 8 } as const;
