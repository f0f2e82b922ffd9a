import { Page } from "../components/Page";
export function Connections() {
  return <Page title="Connections">{null}</Page>;
}
