import { Page } from "../../components/Page";
export function Match() {
  return <Page title="Match">{null}</Page>;
}
