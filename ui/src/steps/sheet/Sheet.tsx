import { Page } from "../../components/Page";
export function Sheet() {
  return <Page title="Choose your sheet">{null}</Page>;
}
