import { Page } from "../../components/Page";

export function Interrupted() {
  return <Page title="An update was interrupted">{null}</Page>;
}
