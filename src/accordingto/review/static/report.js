// The report page: moving through the records by keyboard, deciding, and marking the text anew after each decision.

import { ask, say, localTimes } from "./frame.js";
import { selected, whole, paragraphAt } from "./places.js";
import { openForm } from "./edit.js";

const page = document.getElementById("report");
const number = page.dataset.number;
const may = page.dataset.may === "yes";
const list = document.getElementById("list");
const text = document.getElementById("text");
const why = document.getElementById("why");
let current = null;
let form = null;
let pending = "";
let looked = "";
let busy = Promise.resolve();

const lines = () => [...list.querySelectorAll(".record")];
const lineOf = (key) => list.querySelector(`.record[data-key="${CSS.escape(key)}"]`);

/** A piece of the page from the server, as nodes. */
async function part(path) {
  const answer = await fetch(path, { headers: { accept: "text/html" } });
  if (!answer.ok) throw new Error(`the server refuses (${answer.status})`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return [...page.body.children].map((node) => document.importNode(node, true));
}

function mark(key) {
  for (const old of text.querySelectorAll(".on")) old.classList.remove("on");
  const found = text.querySelectorAll(`[data-of*=" ${CSS.escape(key)}:"]`);
  for (const piece of found) piece.classList.add("on");
  return found[0];
}

async function choose(line, { focus = true, scroll = true } = {}) {
  if (!line) return;
  if (current && current !== line) {
    current.removeAttribute("aria-current");
    current.querySelector(".pick").setAttribute("aria-expanded", "false");
    current.querySelector(".open").hidden = true;
  }
  form = null;
  current = line;
  const key = line.dataset.key;
  line.setAttribute("aria-current", "true");
  line.querySelector(".pick").setAttribute("aria-expanded", "true");
  if (focus) line.querySelector(".pick").focus({ preventScroll: true });
  if (scroll) {
    const first = mark(key);
    (first ?? paragraphAt(Number(line.dataset.start)))?.scrollIntoView({ block: "center" });
    line.scrollIntoView({ block: "nearest" });
  } else mark(key);
  const nodes = await part(`/reports/${number}/items/${encodeURIComponent(key)}`);
  if (current !== line) return;
  const open = line.querySelector(".open");
  open.replaceChildren(...nodes);
  open.hidden = false;
  localTimes(open);
  if (scroll) line.scrollIntoView({ block: "nearest" });
}

function step(by, test = () => true) {
  const all = lines();
  const at = current ? all.indexOf(current) : by > 0 ? -1 : all.length;
  for (let i = at + by; i >= 0 && i < all.length; i += by) if (test(all[i])) return choose(all[i]);
  say(by > 0 ? "that was the last" : "that was the first");
}

const open = (line) => line.dataset.state === "unreviewed" || line.dataset.look === "yes";

/** After a decision: its line, its words and the count are as the server now has them. */
async function refresh(told) {
  const stretches = told.touched.map(([start, end]) => `${start}-${end}`).join(" ");
  const gone = told.state === null;
  const [paragraphs, made] = await Promise.all([
    stretches ? part(`/reports/${number}/paragraphs?of=${encodeURIComponent(stretches)}`) : [],
    gone ? [] : part(`/reports/${number}/items/${encodeURIComponent(told.item)}/line`),
  ]);
  for (const fresh of paragraphs) document.getElementById(fresh.id)?.replaceWith(fresh);
  document.getElementById("left").textContent = `${told.left} to review`;
  const old = lineOf(told.item);
  if (gone) {
    old?.remove();
    return null;
  }
  const [fresh] = made;
  if (old) old.replaceWith(fresh);
  else {
    const after = lines().find((line) => line.dataset.look !== "yes" && Number(line.dataset.start) > Number(fresh.dataset.start));
    list.insertBefore(fresh, after ?? null);
    document.getElementById("nothing")?.remove();
  }
  return fresh;
}

async function decide(item, decision, reason, value) {
  const body = { item, decision, why: reason, run: Number(page.dataset.run) };
  if (value !== undefined) body.value = value;
  const told = await ask(`/api/reports/${number}/reviews`, body);
  const line = await refresh(told);
  return { told, line };
}

/** Decisions are sent one after the other, in the order of the keys. */
function queue(work) {
  busy = busy.then(work).catch((error) => say(error.message, "warning"));
  return busy;
}

function accept() {
  const key = current?.dataset.key;
  if (!key || !may) return;
  queue(async () => {
    const { line } = await decide(key, "accept", "read against the text");
    current = line;
    say(`${key} accepted`);
    const all = lines();
    const next = all[all.indexOf(line) + 1];
    await choose(next ?? line);
  });
}

function reject() {
  if (!current || !may) return;
  why.returnValue = "cancel";
  document.getElementById("why-words").value = "";
  why.showModal();
}

why.addEventListener("close", () => {
  const key = current?.dataset.key;
  if (why.returnValue === "cancel" || !why.returnValue || !key) return;
  const reason = why.returnValue;
  queue(async () => {
    const { line } = await decide(key, "reject", reason);
    current = line;
    say(`${key} rejected`);
    await choose(line);
  });
});
document.getElementById("why-other").addEventListener("click", (event) => {
  event.preventDefault();
  const words = document.getElementById("why-words").value.trim();
  if (words) why.close(words);
});
why.addEventListener("keydown", (event) => {
  if (event.target.id === "why-words") return;
  const choice = why.querySelectorAll("form > button")[Number(event.key) - 1];
  if (choice) {
    event.preventDefault();
    why.close(choice.value);
  }
});

function undo() {
  const button = current?.querySelector("[data-do=undo]");
  if (!button) return say("nothing of yours to undo on this record");
  const key = current.dataset.key;
  const after = current.nextElementSibling ?? current.previousElementSibling; // what was added is gone once undone
  queue(async () => {
    const { line } = await decide(key, "undo", "taken back", { review: Number(button.dataset.review) });
    say("taken back");
    const next = line ?? after;
    current = null;
    if (next) await choose(next);
    else document.getElementById("records-title").focus();
  });
}

/** What the machine reads now in place of what was decided on an earlier reading. */
function take() {
  const button = current?.querySelector("[data-do=take]");
  if (!button) return say("the machine reads nothing otherwise here", "warning");
  const key = current.dataset.key;
  queue(async () => {
    const value = JSON.parse(button.dataset.value);
    const { line } = await decide(key, "change", "as the machine reads it now", value);
    say(`${key} is as the machine reads it now`);
    await choose(line);
  });
}

async function edit() {
  if (!current || !may) return;
  const line = current;
  const key = line.dataset.key;
  const [fresh] = await part(`/reports/${number}/items/${encodeURIComponent(key)}/edit`);
  line.querySelector(".open").replaceChildren(fresh);
  line.querySelector(".open").hidden = false;
  form = openForm(fresh, {
    save: (value, reason) => queue(async () => {
      const { line: now } = await decide(key, "change", reason, value);
      say(`${key} corrected`);
      await choose(now);
    }),
    leave: () => choose(line),
  });
}

/** A new record from the selected words, else from the sentence that was looked at. */
function add(kind) {
  if (!may) return;
  const words = selected() ?? lookedAt(kind);
  if (!words) return say("select the words first: what is said, or the words that tell the act", "warning");
  const value = kind === "act" ? { type: "COERCE", trigger: words } : { content: [words] };
  if (kind === "statement" && words.cue) {
    value.cue = words.cue;
    delete words.cue;
  }
  queue(async () => {
    const { line } = await decide(kind, "add", "missed by the machine", value);
    document.getSelection().removeAllRanges();
    await choose(line);
    await edit();
    say(`${line.dataset.key} added: now say what it is`);
  });
}

const hints = () => [...new Set([...text.querySelectorAll("[data-hint]")].map((piece) => piece.dataset.hint))];
const hinted = (hint) => [...text.querySelectorAll(`[data-hint="${CSS.escape(hint)}"]`)];

function look() {
  const all = hints();
  if (!all.length) return say("nothing more seems to be missed");
  const pieces = hinted(all[(all.indexOf(looked) + 1) % all.length]);
  looked = pieces[0].dataset.hint;
  for (const old of text.querySelectorAll(".looked")) old.classList.remove("looked");
  for (const piece of pieces) piece.classList.add("looked");
  pieces[0].scrollIntoView({ block: "center" });
  say(`perhaps missed: “${pieces.map((piece) => piece.textContent).join("")}”; n s adds a statement, n c an act`);
}

/** What `m` found, as the words of a new record: for an act its word alone, for a statement the sentence. */
function lookedAt(kind) {
  if (!looked || !hinted(looked).length) return null;
  const [sentence, word, what] = looked.split(" ");
  const [found, telling] = [sentence, word].map((place) => {
    const [start, end] = place.split("-").map(Number);
    return { start, end, exact: whole().slice(start, end).join("") };
  });
  if (kind === "act") return what === "act" ? telling : found;
  return what === "statement" ? { ...found, cue: telling } : found;
}

const ACTIONS = {
  j: () => step(1),
  k: () => step(-1),
  x: () => step(1, open),
  a: accept,
  r: reject,
  e: edit,
  u: undo,
  t: take,
  m: look,
  n: () => { pending = "n"; say("n: now s for a statement, c for an act"); },
  f: () => document.getElementById("finish")?.requestSubmit(),
  "?": () => document.getElementById("keys").showModal(),
};

document.addEventListener("keydown", (event) => {
  if (document.querySelector("dialog[open]")) return;
  if (form && form.key(event)) return;
  const typing = event.target.closest("input, select, textarea");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (pending === "n") {
    pending = "";
    const kind = { s: "statement", c: "act" }[event.key];
    if (kind) {
      event.preventDefault();
      add(kind);
      return;
    }
  }
  const action = ACTIONS[event.key];
  if (!action || form) return;
  event.preventDefault();
  action();
});

list.addEventListener("click", (event) => {
  const line = event.target.closest(".record");
  const what = event.target.closest("[data-do]")?.dataset.do;
  if (what) ({ accept, reject, edit, undo, take })[what]();
  else if (event.target.closest(".pick")) choose(line);
});
text.addEventListener("click", (event) => {
  if (!document.getSelection().isCollapsed || form) return;
  const keys = [...(event.target.closest("[data-of]")?.dataset.of ?? "").matchAll(/(\S+?):/g)].map((m) => m[1]);
  if (!keys.length) return;
  const at = keys.indexOf(current?.dataset.key);
  const line = lineOf(keys[(at + 1) % keys.length]);
  choose(line, { focus: false, scroll: false });
  line?.scrollIntoView({ block: "nearest" });
});
document.getElementById("help").addEventListener("click", ACTIONS["?"]);
document.getElementById("next-missed")?.addEventListener("click", look);
for (const button of document.querySelectorAll("[data-add]")) {
  button.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the selection
  button.addEventListener("click", () => add(button.dataset.add));
}

if (location.hash) choose(lineOf(decodeURIComponent(location.hash.slice(1))), { focus: false });
page.dataset.ready = "yes";
