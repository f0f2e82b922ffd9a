import { Page } from "../components/Page";
export function Connect() {
  return <Page title="Connect">{null}</Page>;
}
