import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./ui/App.tsx";
import "./ui/style.css";

const mount = document.getElementById("root");
if (mount !== null) {
  createRoot(mount).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
