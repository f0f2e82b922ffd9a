/** Brings the engine's events into the query cache. */
import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { subscribe, type AppView, type CheckLine, type Event } from "./backend";
import { keys, type Notice } from "./queries";

/** As many notices are kept as could be shown together; an older one has had its time. */
const KEPT_NOTICES = 10;

function update<T>(client: QueryClient, key: readonly unknown[], change: (old: T) => T) {
  client.setQueryData<T>(key, (old) => (old === undefined ? old : change(old)));
}

/** Says something that needs no answer. */
export function notify(client: QueryClient, title: string, meaning = "") {
  client.setQueryData<Notice[]>(keys.notices, (old = []) => [...old, { id: (old.at(-1)?.id ?? 0) + 1, title, meaning }].slice(-KEPT_NOTICES));
}

/** What one event does to the cache. */
export function receive(client: QueryClient, event: Event) {
  switch (event.event) {
    case "stateChanged":
      if (client.getQueryData<AppView>(keys.app)?.revision !== event.revision) void client.invalidateQueries({ queryKey: keys.app });
      return;
    case "taskProgressed":
      return update<AppView>(client, keys.app, (app) => ({ ...app, task: event.task }));
    case "runChanged":
      return update<AppView>(client, keys.app, (app) => ({ ...app, run: event.run }));
    case "connectionChecked":
      client.setQueryData<CheckLine[]>(keys.checks, (lines = []) =>
        lines.some((line) => line.id === event.line.id)
          ? lines.map((line) => (line.id === event.line.id ? event.line : line))
          : [...lines, event.line]);
      return;
    case "noticeRaised":
      return notify(client, event.title, event.meaning);
    case "problemRaised":
      client.setQueryData(keys.raised, event.error);
      return;
    case "dropHovered":
      client.setQueryData(keys.dropHovered, event.over);
      return;
    case "closeAsked":
      client.setQueryData(keys.closeAsked, true);
      return;
  }
}

/** Listens for as long as the app lives. */
export function useEvents() {
  const client = useQueryClient();
  useEffect(() => {
    void subscribe((event) => receive(client, event));
  }, [client]);
}

/** Says something that needs no answer, from a component. */
export function useNotify() {
  const client = useQueryClient();
  return (title: string, meaning = "") => notify(client, title, meaning);
}
