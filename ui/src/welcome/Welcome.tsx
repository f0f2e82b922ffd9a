import { Page } from "../components/Page";
export function Welcome() {
  return <Page title="Choose your contact centre">{null}</Page>;
}
