import { Page } from "../../components/Page";
import { useApp } from "../../queries";

export function Run() {
  const sheet = useApp((app) => app.run?.sheet ?? "");
  return <Page title={sheet}>{null}</Page>;
}
