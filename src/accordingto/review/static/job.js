// How far the reading is; a single report opens by itself once it is there.

import { ask } from "./frame.js";

const box = document.getElementById("job");
const bar = document.getElementById("progress");
const words = document.getElementById("progress-words");
const list = document.getElementById("outcomes");
let shown = list.children.length;

function line(content, css) {
  const item = document.createElement("li");
  item.dir = "auto";
  if (css) item.className = css;
  item.append(...content);
  list.append(item);
}

function link(report) {
  const anchor = document.createElement("a");
  anchor.href = `/reports/${report}`;
  anchor.textContent = `Report ${report}`;
  return anchor;
}

function show(told) {
  if (told.total) bar.max = told.total;
  if (told.done) bar.value = told.done;
  if (told.done) words.textContent = `${told.done} of ${told.total ?? "?"} read`;
  const outcomes = [
    ...told.added.map((one) => [[link(one.report), one.new === "nothing" ? " was there already" : " is read"]]),
    ...told.failed.map((one) => [[one.message], "warning"]),
  ];
  if (outcomes.length !== shown) {
    list.replaceChildren();
    for (const one of outcomes) line(...one);
    shown = outcomes.length;
  }
}

async function watch() {
  while (box.dataset.state !== "done") {
    const told = await ask(`/api/jobs/${box.dataset.job}`);
    show(told);
    if (told.state === "done") {
      if (told.total === 1 && told.added.length === 1) {
        location.replace(`/reports/${told.added[0].report}`);
        return;
      }
      words.textContent = `Done: ${told.added.length} read, ${told.failed.length} not.`;
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 400));
  }
}

watch().catch((error) => { words.textContent = error.message; });
