import { ChevronRight } from "lucide-react";
import { Icon } from "../components/Icon";
import { usePlace } from "../frame/place";
import { usePlatforms } from "../queries";
import styles from "./ChoosePlatform.module.css";
import { frontOf, inOrder } from "./platforms";

/** The products that can be connected, a row each. */
export function ChoosePlatform() {
  const [, go] = usePlace();
  const offered = inOrder(usePlatforms()).map(({ name, product }) => ({ ...frontOf(name), product }));
  return (
    <ul className={styles.list} aria-label="Contact centres">
      {offered.map(({ name, product, sign, needs, takes }) => (
        <li key={name}>
          <button type="button" className={styles.pick} onClick={() => go({ page: "connect", id: null, platform: name })}>
            <span className={styles.sign} aria-hidden="true">{sign}</span>
            <span className="grow">
              <b>{product}</b>
              <span className="muted">{needs}</span>
            </span>
            <span className={`${styles.takes} xs faint nowrap`}>{takes}</span>
            <Icon of={ChevronRight} />
          </button>
        </li>
      ))}
    </ul>
  );
}
