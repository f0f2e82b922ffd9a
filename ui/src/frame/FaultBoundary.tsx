import { Component, type ReactNode } from "react";
import { asCommandError } from "../backend";
import { Button } from "../components/Button";
import { problemOf, ProblemPanel } from "../components/Problem";
import styles from "./FaultBoundary.module.css";

/** Stands in for the window when drawing it failed. */
export class FaultBoundary extends Component<{ children: ReactNode }, { fault: unknown }> {
  override state: { fault: unknown } = { fault: null };

  static getDerivedStateFromError(fault: unknown) {
    return { fault };
  }

  override render() {
    if (this.state.fault === null) return this.props.children;
    return (
      <main className={styles.page}>
        <h1>Skillsheet</h1>
        <ProblemPanel problem={problemOf(asCommandError(this.state.fault))} actions={<Button look="primary" onClick={() => window.location.reload()}>Open the window again</Button>} />
      </main>
    );
  }
}
