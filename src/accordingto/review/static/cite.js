// Copies a citation: what it copies stands beside the button, so that it can be read and selected without this.

import { say } from "./frame.js";

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-cite]");
  if (!button) return;
  const words = button.parentElement.querySelector("[data-cited]").textContent;
  try {
    await navigator.clipboard.writeText(words);
    say("citation copied");
  } catch {
    say("the browser does not let pages copy here; select the citation by hand", "warning");
  }
});
