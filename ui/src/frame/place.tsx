import { createContext, useContext, type ReactNode, useState } from "react";

/** Where in the window the person is. The step of an update is not here: the engine says it. */
export type Place =
  | { page: "update" }
  | { page: "history"; run?: string }
  | { page: "connections" }
  | { page: "connect"; id: string | null; /** The product of a new connection; without it the person chooses. */ platform?: string }
  | { page: "settings" };

type Go = (place: Place) => void;

const PlaceContext = createContext<[Place, Go]>([{ page: "update" }, () => undefined]);

/** Keeps the place for everything inside. */
export function PlaceProvider({ children }: { children: ReactNode }) {
  return <PlaceContext value={useState<Place>({ page: "update" })}>{children}</PlaceContext>;
}

/** Where the person is, and the way elsewhere. */
export const usePlace = () => useContext(PlaceContext);
