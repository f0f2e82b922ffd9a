import { CSPProvider } from "@base-ui/react/csp-provider";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App";
import { TooltipProvider } from "./components/Tooltip";
import { FaultBoundary } from "./frame/FaultBoundary";
import { PlaceProvider } from "./frame/place";
import { createQueryClient } from "./queries";
import "./styles/tokens.css";
import "./styles/base.css";

const root = document.getElementById("root");
if (!root) throw new Error("the page has no root");

createRoot(root).render(
  <StrictMode>
    {/* The window's security policy allows no style elements. */}
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={createQueryClient()}>
        <FaultBoundary>
          <TooltipProvider delay={500}>
            <PlaceProvider>
              <Suspense><App /></Suspense>
            </PlaceProvider>
          </TooltipProvider>
        </FaultBoundary>
      </QueryClientProvider>
    </CSPProvider>
  </StrictMode>,
);
