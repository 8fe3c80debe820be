// Shows a piece of the page that Python wrote (all text in it escaped there) and says what was chosen in it.

function choiceOf(element, within) {
  const chosen = element.closest("[data-choose]");
  return chosen && within.contains(chosen) ? chosen.dataset.choose : "";
}

// A form's fields as texts; of a field that is there several times (ticks), one a line.
function said(form) {
  const fields = {};
  for (const [name, value] of new FormData(form)) fields[name] = name in fields ? `${fields[name]}\n${value}` : value;
  return fields;
}

// Adds an entry to a field of the form that is open on the page: "supports police:14".
function putIntoForm(what) {
  const [name, entry] = what.split(" ");
  const field = document.querySelector(`[data-takes-rows][name="${CSS.escape(name)}"]`);
  if (!field || field.value.split(/[\s,;]+/).includes(entry)) return;
  field.value = field.value.trim() ? `${field.value.trim()}\n${entry}` : entry;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

const NAMED = "button[data-choose], [data-choose-value]";
const nameOf = (element) => element.dataset.choose ?? element.dataset.chooseValue;

// What somebody has typed and not sent stays when the page is drawn anew under their hands.
// Returns what puts it back into the new content: texts, a chosen state, and the cursor among them.
function typedIn(sheet) {
  const typed = ":is(textarea, [data-typed])";
  const fields = [...sheet.querySelectorAll("form[data-keep] :is(input, textarea)")].filter((field) => !field.form.dataset.sent);
  const texts = fields.filter((field) => field.matches(typed) && field.value !== field.defaultValue);
  const chosen = fields.filter((field) => field.type === "radio" && field.checked && !field.defaultChecked);
  const held = fields.find((field) => field === document.activeElement && (field.matches(typed) || field.type === "radio"));
  const cursor = held?.matches(typed) ? [held.selectionStart, held.selectionEnd] : undefined;
  const again = (field) => {
    const value = field.type === "radio" ? `[value="${CSS.escape(field.value)}"]` : "";
    const form = `form[data-keep="${CSS.escape(field.form.dataset.keep)}"]`;
    return sheet.querySelector(`${form} :is(input, textarea)[name="${CSS.escape(field.name)}"]${value}`);
  };
  return () => {
    texts.forEach((field) => Object.assign(again(field) ?? {}, { value: field.value }));
    chosen.forEach((field) => Object.assign(again(field) ?? {}, { checked: true }));
    const now = held && again(held);
    now?.focus({ preventScroll: true });
    if (now && cursor) now.setSelectionRange(...cursor);
  };
}

// After a change the keyboard stays where it was, and the reader's place in a long list too.
function replaceContent(sheet, html) {
  const held = sheet.contains(document.activeElement) ? nameOf(document.activeElement) : undefined;
  const places = new Map();
  sheet.querySelectorAll("[data-keep-place]").forEach((box) => places.set(box.dataset.keepPlace, box.scrollTop));
  const open = new Set([...sheet.querySelectorAll("details[open][id]")].map((box) => box.id));
  const putBack = typedIn(sheet);
  sheet.innerHTML = html;
  putBack();
  sheet.querySelectorAll("details[id]").forEach((box) => {
    if (open.has(box.id)) box.open = true;
  });
  sheet.querySelectorAll("[data-keep-place]").forEach((box) => {
    if (places.has(box.dataset.keepPlace)) box.scrollTop = places.get(box.dataset.keepPlace);
  });
  if (held !== undefined) {
    const again = [...sheet.querySelectorAll(NAMED)].find((one) => nameOf(one) === held);
    (again ?? sheet.querySelector("[data-first-focus]"))?.focus({ preventScroll: true });
  }
  bringIntoView(sheet);
}

// Scrolls only the box that holds the row: the page under the reader's eyes stays.
function bringIntoView(sheet) {
  const wanted = sheet.querySelector("[data-here]");
  const box = wanted?.closest("[data-keep-place]");
  if (!box) return;
  const above = wanted.offsetTop - box.scrollTop;
  if (above < 0 || above + wanted.offsetHeight > box.clientHeight) {
    box.scrollTop = Math.max(wanted.offsetTop - box.clientHeight / 3, 0);
  }
}

// Puts the keyboard at a part of the page, and the part into view.
function goTo(part) {
  if (!part) return;
  part.tabIndex = -1;
  part.focus({ preventScroll: true });
  part.scrollIntoView({ block: "start" });
}

function render({ model, el, signal }) {
  const sheet = document.createElement("div");
  sheet.className = `workbench-sheet ${model.get("look")}`;
  const label = model.get("label");
  if (label) {
    sheet.setAttribute("role", "region");
    sheet.setAttribute("aria-label", label);
  }
  el.append(sheet);
  const choose = (what) => {
    model.set("chosen", { what, n: (model.get("chosen").n ?? 0) + 1 });
    model.save_changes();
  };
  sheet.addEventListener("click", (event) => {
    const skip = event.target.closest("[data-skip-to]");
    if (skip) {
      // What stands behind # in the address is where the page stands: the link must not change it.
      event.preventDefault();
      return goTo(document.querySelector(skip.dataset.skipTo));
    }
    const put = event.target.closest("[data-put]");
    if (put) return putIntoForm(put.dataset.put);
    const what = choiceOf(event.target, sheet);
    // Marking words in a row to copy them is not choosing the row.
    if (what && !(event.target.closest("tr") && window.getSelection()?.toString())) choose(what);
  });
  // A list or a number says its own value behind what it is for: "pattern:" and "GP03".
  sheet.addEventListener("change", (event) => {
    const what = event.target.dataset?.chooseValue;
    if (what !== undefined) choose(what + event.target.value);
  });
  // A form says its fields behind its name, as JSON.
  sheet.addEventListener("submit", (event) => {
    event.preventDefault();
    const what = event.target.dataset.chooseForm;
    event.target.dataset.sent = "yes";
    if (what) choose(`${what} ${JSON.stringify(said(event.target))}`);
  });
  const show = () => {
    replaceContent(sheet, model.get("html"));
    sheet.dataset.shown = String(Number(sheet.dataset.shown ?? 0) + 1);
  };
  show();
  // What was opened by a choice comes into view; on a page just opened nothing moves.
  const change = () => {
    show();
    sheet.querySelector("[data-in-view]")?.scrollIntoView({ block: "nearest" });
  };
  model.on("change:html", change);
  signal?.addEventListener("abort", () => model.off("change:html", change));
}

export default { render };
