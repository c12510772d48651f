// How far the concluding of events is; once it is through, or broke off, the page is shown anew.

import { ask } from "./frame.js";

const words = document.getElementById("concluding-words");
const bar = document.getElementById("concluding-bar");

async function watch() {
  for (;;) {
    const told = await ask("/api/reconcile");
    if (told.state === "done" || told.state === "failed") {
      location.reload();
      return;
    }
    if (told.total) {
      bar.max = told.total;
      bar.value = told.reports;
      words.textContent = `${told.reports} of ${told.total} new reports are put among the events. You may leave this page; it goes on.`;
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

watch().catch((error) => { words.textContent = error.message; });
