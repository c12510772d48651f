// What every page shares: requests with the session's form token, times in the reader's zone, copying, the menu.

const csrf = document.querySelector('meta[name="csrf"]').content;

/** Asks the server; gives parsed JSON. An error is thrown with the server's own words. */
export async function ask(path, body) {
  const options = body === undefined ? {} : {
    method: "POST",
    headers: { "content-type": "application/json", "x-csrf-token": csrf },
    body: JSON.stringify(body),
  };
  let answer;
  try {
    answer = await fetch(path, { ...options, headers: { accept: "application/json", ...options.headers } });
  } catch {
    throw new Error("the server does not answer; is accordingto serve still running?");
  }
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.error ? told.error.message : `the server refuses (${answer.status})`);
  return told;
}

/** Says something to everybody, screen readers too, errors at once; it goes away by itself. */
export function say(message, kind = "note") {
  const box = document.getElementById(kind === "warning" ? "said-alert" : "said-status");
  const line = document.createElement("p");
  line.className = kind;
  line.textContent = message;
  box.replaceChildren(line);
  setTimeout(() => line.remove(), kind === "warning" ? 12000 : 4000);
}

/** Times are kept in UTC; people read them in their own zone, and the title keeps what is written down. */
export function localTimes(root = document) {
  for (const time of root.querySelectorAll("time[datetime*='T']")) {
    const date = new Date(time.getAttribute("datetime"));
    if (Number.isNaN(date.valueOf())) continue;
    time.title = time.getAttribute("datetime");
    time.textContent = date.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
  }
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  say("copied");
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const open of document.querySelectorAll("details.person[open]")) open.open = false;
});

localTimes();
