// The form in which a record is corrected: words are selected in the text or typed; only what changed is sent.

import { selected } from "./places.js";

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** Readies a form. save(value, reason), leave(): what to do then. Gives {key(event)}, which takes keys while it is open. */
export function openForm(form, { save, leave }) {
  const before = read(form);

  for (const field of form.querySelectorAll(".passages")) {
    const take = field.querySelector(".take");
    take.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the selection
    take.addEventListener("click", () => put(field));
    field.addEventListener("click", (event) => {
      if (event.target.closest(".drop-part")) event.target.closest(".part").remove();
    });
    field.addEventListener("input", (event) => {
      const part = event.target.closest(".part");
      if (event.target.dataset.part === "exact") part.dataset.start = part.dataset.end = "";
    });
  }

  function put(field) {
    const words = selected();
    if (!words) {
      field.querySelector(".parts").append(blank(field));
      field.querySelector(".part:last-child input").focus();
      return;
    }
    let part = field.querySelector(".part:last-child");
    if (!part || "many" in field.dataset) {
      part = blank(field);
      field.querySelector(".parts").append(part);
    }
    part.dataset.start = words.start;
    part.dataset.end = words.end;
    part.querySelector("[data-part=exact]").value = words.exact;
    document.getSelection().removeAllRanges();
  }

  function send() {
    const after = read(form);
    const changed = Object.fromEntries(Object.entries(after).filter(([name, value]) => !same(value, before[name])));
    if (!Object.keys(changed).length) {
      leave();
      return;
    }
    save(changed, form.querySelector("#e-why").value.trim() || "read against the text");
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  form.querySelector(".leave").addEventListener("click", leave);
  form.querySelector("input, select").focus();

  return {
    key(event) {
      if (!form.isConnected) return false;
      if (event.key === "Escape") leave();
      else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send();
      else if (event.altKey && /^[1-9]$/.test(event.key)) {
        const button = [...form.querySelectorAll(".take")].find((b) => b.textContent.trim().endsWith(event.key));
        if (!button) return false;
        put(button.closest(".passages"));
      } else return false;
      event.preventDefault();
      return true;
    },
  };
}

function blank(field) {
  return field.querySelector("template").content.firstElementChild.cloneNode(true);
}

/** The form as the fields of a statement or act. Words that were typed have no place: the server takes the nearest. */
function read(form) {
  const told = {};
  for (const field of form.querySelectorAll(".passages")) {
    const parts = [...field.querySelectorAll(".part")].map((part) => passage(part, "party" in field.dataset)).filter(Boolean);
    told[field.dataset.field] = "many" in field.dataset ? parts : parts[0] ?? null;
  }
  for (const input of form.querySelectorAll("[data-value]")) told[input.dataset.value] = input.value.trim() || null;
  for (const input of form.querySelectorAll("[data-ids]")) told[input.dataset.ids] = input.value.split(/[\s,]+/).filter(Boolean);
  for (const input of form.querySelectorAll("[data-actor]")) {
    told[input.dataset.actor] = input.value.trim() ? { name: input.value.trim() } : null;
  }
  const when = form.querySelector("[data-when]");
  if (when) {
    const [earliest, latest] = ["#e-earliest", "#e-latest"].map((id) => when.querySelector(id).value || null);
    told.when = earliest || latest ? { earliest, latest } : null;
  }
  const where = form.querySelector("[data-where]");
  if (where) {
    const [exact, country] = ["#e-place", "#e-country"].map((id) => where.querySelector(id).value.trim());
    told.where = exact ? { exact, country: country.toUpperCase() || null } : null;
  }
  const [min, max] = ["#e-min", "#e-max"].map((id) => form.querySelector(id).value.trim());
  told.count = min || max
    ? { min: min ? Number(min) : null, max: max ? Number(max) : null, approx: form.querySelector("#e-approx").checked }
    : null;
  return told;
}

function passage(part, party) {
  const value = (name) => part.querySelector(`[data-part=${name}]`)?.value.trim() ?? "";
  const exact = part.querySelector("[data-part=exact]").value;
  if (!exact.trim()) return null;
  const told = { exact };
  if (part.dataset.start) Object.assign(told, { start: Number(part.dataset.start), end: Number(part.dataset.end) });
  if (party) {
    told.actor = value("actor") ? { name: value("actor") } : null;
    told.codes = [value("country"), ...value("sector").split(/\s+/)].filter(Boolean);
  }
  return told;
}
