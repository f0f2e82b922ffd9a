import { useCallback, useState } from "react";
import type { LineView } from "../../../backend";
import { useEditCell } from "../../../mutations";
import { COLUMN } from "./columns";
import type { useRoving } from "./useRoving";

/** Editing New in place: one row at a time; the edit is kept beside the person's file, never in it. */
export function useEditing(roving: ReturnType<typeof useRoving>) {
  const [edit, setEdit] = useState<{ at: number; typed: string | null } | null>(null);
  const { send } = useEditCell();
  const { go } = roving;

  const begin = useCallback((at: number, typed: string | null = null) => setEdit({ at, typed }), []);

  const done = useCallback((line: LineView, text: string | null, then: "stay" | "down" | "right") => {
    const row = edit?.at ?? 0;
    setEdit(null);
    if (text !== null && line.cell !== null) void send(line.cell, text);
    if (then === "down") go({ row: row + 1, column: COLUMN.new });
    else if (then === "right") go({ row, column: COLUMN.at });
    else go({ row, column: COLUMN.new });
  }, [edit, go, send]);

  return { at: edit?.at ?? -1, typed: edit?.typed ?? null, begin, done };
}
