// The two tables of the family: what is typed is sent to Python, which answers with all that is shown.
// Text is only ever set as text, never as markup.

const MOST_BYTES = 10_000_000;
const PEOPLE = [
  ["label", "Who", "Mother"],
  ["sex", "Sex"],
  ["birth", "Born"],
  ["death", "Died"],
  ["role", "Role"],
  ["note", "Note"],
];
const LINES = [
  ["person", "Person"],
  ["relation", "Relation"],
  ["other", "Other person"],
  ["start", "From"],
  ["end", "Until"],
];
const SEXES = [["F", "female"], ["M", "male"], ["non-binary", "non-binary"], ["unknown", "unknown"]];
const GROUPS = {
  parent: "Parents", carer: "Carers", couple: "Couples", sibling: "Brothers and sisters",
  household: "Households", other: "Others",
};

function make(tag, { text, children, ...rest } = {}) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(rest)) {
    if (value === false || value === undefined) continue;
    if (name === "className") element.className = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  if (text !== undefined) element.textContent = text;
  if (children) element.append(...children);
  return element;
}

// A choice keeps a value that is not on its list: what somebody wrote is shown, never changed unasked.
function setChoices(select, groups, value) {
  const wanted = JSON.stringify([groups, value]);
  if (select.dataset.choices === wanted) return;
  select.dataset.choices = wanted;
  select.replaceChildren();
  const known = groups.some(([, options]) => options.some(([code]) => code === value));
  if (!known) select.append(make("option", { value, text: value ? value.replaceAll("_", " ") : "choose …" }));
  for (const [label, options] of groups) {
    const into = label ? select.appendChild(make("optgroup", { label })) : select;
    for (const [code, words] of options) into.append(make("option", { value: code, text: words }));
  }
  select.value = value;
}

// Nothing is taken out of somebody's hands: the cell that is being written in stays as it is.
function setValue(input, value) {
  if (document.activeElement === input || input.value === value) return;
  input.value = value;
}

function nameOf(person) {
  return person.label || person.id;
}

class Table {
  constructor({ name, columns, send, choices, addText }) {
    this.name = name;
    this.columns = columns;
    this.send = send;
    this.choices = choices;
    this.rows = new Map();
    const heads = columns.map(([, words]) => make("th", { scope: "col", text: words }));
    if (name === "people") heads.splice(1, 0, make("th", { scope: "col", text: "Subject" }));
    heads.push(make("th", { scope: "col", children: [make("span", { className: "wb-unseen", text: "Take out" })] }));
    this.body = make("tbody");
    this.table = make("table", { className: `wb-edit ${name}`, children: [
      make("thead", { children: [make("tr", { children: heads })] }), this.body] });
    this.addButton = make("button", { type: "button", text: addText });
    this.addButton.addEventListener("click", () => send({ do: "add", table: name }));
  }

  show(entries, view) {
    const keys = new Set(entries.map((entry) => entry.key));
    for (const [key, row] of this.rows) {
      if (keys.has(key)) continue;
      row.line.remove();
      row.told.remove();
      this.rows.delete(key);
    }
    let before = null;
    entries.forEach((entry) => {
      if (!this.rows.has(entry.key)) this.rows.set(entry.key, this.makeRow(entry.key));
      const row = this.rows.get(entry.key);
      const next = before ? before.nextSibling : this.body.firstChild;
      if (row.line !== next) this.body.insertBefore(row.line, next);
      if (row.line.nextSibling !== row.told) this.body.insertBefore(row.told, row.line.nextSibling);
      before = row.told;
      this.update(row, entry, view);
    });
    this.table.hidden = entries.length === 0;
  }

  makeRow(key) {
    const cells = {};
    const line = make("tr");
    const toldId = `wb-told-${this.name}-${key}`;
    const field = (column, input) => {
      cells[column] = input;
      input.addEventListener("change", () => {
        const value = input.type === "checkbox" ? (input.checked ? "yes" : "") : input.value;
        this.send({ do: "change", table: this.name, key, column, value });
      });
      line.append(make("td", { className: `in-${column}`, children: [input] }));
    };
    for (const [column, , hint] of this.columns) {
      const chooses = ["sex", "person", "relation", "other"].includes(column);
      field(column, chooses ? make("select") : make("input", { type: "text", autocomplete: "off", placeholder: hint }));
      if (column === "other") {
        // A household is no person: its name is written.
        const home = make("input", { type: "text", autocomplete: "off", placeholder: "name of the home" });
        home.addEventListener("change", () =>
          this.send({ do: "change", table: this.name, key, column: "other", value: home.value }));
        line.lastChild.append(home);
        cells.home = home;
      }
      if (this.name === "people" && column === "label") field("subject", make("input", { type: "checkbox" }));
    }
    const out = make("button", { type: "button", className: "out", text: "×" });
    out.addEventListener("click", () => this.send({ do: "remove", table: this.name, key }));
    line.append(make("td", { className: "take-out", children: [out] }));
    const told = make("tr", { className: "told", children: [
      make("td", { colspan: this.columns.length + (this.name === "people" ? 2 : 1), id: toldId })] });
    return { line, told, cells, out, toldId };
  }

  update(row, entry, view) {
    const whom = this.name === "people" ? nameOf(entry) : this.sentence(entry, view);
    const wrong = new Set(entry.problems.map((problem) => problem.column));
    for (const [column, input] of Object.entries(row.cells)) {
      const field = column === "home" ? "other" : column;
      const words = column === "subject" ? "Subject of the review" : this.columns.find(([name]) => name === field)[1];
      input.setAttribute("aria-label", `${words}: ${whom}`);
      if (wrong.has(field)) {
        input.setAttribute("aria-invalid", "true");
        input.setAttribute("aria-describedby", row.toldId);
      } else {
        input.removeAttribute("aria-invalid");
        input.removeAttribute("aria-describedby");
      }
      if (column === "subject") input.checked = entry.subject;
      else if (input.tagName === "SELECT") setChoices(input, this.choices(column, entry, view), entry[column]);
      else setValue(input, entry[field]);
      input.title = input.type === "checkbox" ? "" : input.tagName === "SELECT" ? input.selectedOptions[0]?.textContent ?? "" : entry[field] || "";
    }
    if (row.cells.home) {
      const home = entry.relation === "household";
      row.cells.home.hidden = !home;
      row.cells.other.hidden = home;
    }
    row.out.setAttribute("aria-label", `Take out: ${whom}`);
    row.out.title = "Take out";
    row.told.hidden = entry.problems.length === 0;
    row.told.firstChild.replaceChildren(...entry.problems.map((problem) =>
      make("p", { className: problem.stops ? "stops" : "look", text: problem.text })));
    row.line.classList.toggle("wrong", entry.problems.some((problem) => problem.stops));
  }

  sentence(entry, view) {
    const label = (id) => nameOf(view.people.find((person) => person.id === id) ?? { id: id || "?" });
    return `${label(entry.person)}, ${entry.relation.replaceAll("_", " ")}, ${label(entry.other)}`;
  }

  focus(key) {
    const cell = Object.values(this.rows.get(key)?.cells ?? {})[0];
    cell?.focus();
    cell?.select?.();
  }
}

function render({ model, el, signal }) {
  const send = (content, buffers) => model.send(content, undefined, buffers);
  const relations = new Map();
  for (const [group, code, words] of model.get("relations")) {
    if (!relations.has(group)) relations.set(group, []);
    relations.get(group).push([code, words]);
  }
  const byGroup = [...relations].map(([group, options]) => [GROUPS[group] ?? group, options]);
  const choices = (column, entry, view) => {
    if (column === "sex") return [["", SEXES]];
    if (column === "relation") return byGroup;
    return [["", view.people.map((person) => [person.id, nameOf(person)])]];
  };
  const people = new Table({ name: "people", columns: PEOPLE, send, choices, addText: "Add a person" });
  const lines = new Table({ name: "lines", columns: LINES, send, choices, addText: "Add a relationship" });

  const status = make("p", { className: "status", role: "status" });
  const message = make("p", { className: "message", role: "status" });
  const notes = make("ul", { className: "notes" });
  const undo = make("button", { type: "button", text: "Undo" });
  const save = make("button", { type: "button", className: "save", text: "Save" });
  undo.addEventListener("click", () => send({ do: "undo" }));
  save.addEventListener("click", () => send({ do: "save" }));

  const file = make("input", { type: "file", accept: ".ged,.gedcom", className: "wb-unseen", tabindex: "-1", "aria-label": "A family tree file" });
  const choose = make("button", { type: "button", text: "Bring in a family tree (GEDCOM) …" });
  const names = make("input", { type: "checkbox" });
  const withNames = make("label", { children: [names, " with first names"],
    title: "Otherwise people are labelled by their place in the family: Mother, Maternal grandmother." });
  choose.addEventListener("click", () => file.click());
  file.addEventListener("change", async () => {
    const [chosen] = file.files;
    file.value = "";
    if (!chosen) return;
    if (chosen.size > MOST_BYTES) return send({ do: "too large", name: chosen.name });
    send({ do: "import", name: chosen.name, names: names.checked }, [await chosen.arrayBuffer()]);
  });

  const first = make("button", { type: "button", className: "first", text: "Add the child the review is about" });
  first.addEventListener("click", () => send({ do: "add", table: "people", subject: true }));
  const empty = make("div", { className: "nobody", children: [
    make("h3", { text: "No record of the family yet" }),
    make("p", { text: "Begin with the child, then add parents, carers and others; the genogram is drawn as you go. "
      + "Write roles, never real names." }),
    first] });

  const bar = make("div", { className: "bar", children: [
    make("h2", { text: "The family" }), status, make("span", { className: "tools", children: [undo, save] })] });
  const hint = make("p", { className: "hint",
    text: "Dates as known: 12 May 2019 · May 2019 · about 2010 · before June 2018. Empty: no record." });
  const linesHead = make("h3", { text: "Relationships" });
  const tail = make("div", { className: "bring", children: [choose, withNames, file] });
  const sheet = make("div", { className: "workbench-sheet wb-family-tables", role: "region",
    "aria-label": "The family", children: [
      bar, message, notes, empty, hint,
      make("div", { className: "scroll-x", children: [people.table] }), people.addButton,
      linesHead, make("div", { className: "scroll-x", children: [lines.table] }), lines.addButton, tail] });
  el.append(sheet);
  el.style.width = "100%";

  let asked = 0;
  const show = () => {
    const view = model.get("view");
    const nobody = view.people.length === 0;
    empty.hidden = !nobody;
    people.show(view.people, view);
    lines.show(view.lines, view);
    for (const part of [hint, people.addButton, linesHead, lines.addButton]) part.hidden = nobody;
    lines.addButton.disabled = view.people.length < 2;
    status.textContent = view.status;
    status.className = `status ${view.unsaved ? "unsaved" : "saved"}`;
    message.textContent = view.message;
    message.hidden = !view.message;
    notes.replaceChildren(...view.notes.map((text) => make("li", { text })));
    notes.hidden = view.notes.length === 0;
    undo.disabled = !view.undo;
    save.disabled = !view.unsaved;
    if (view.focus && view.focus.n > asked) {
      asked = view.focus.n;
      (view.focus.table === "people" ? people : lines).focus(view.focus.key);
    }
    sheet.dataset.shown = String(Number(sheet.dataset.shown ?? 0) + 1);
  };
  show();
  model.on("change:view", show);
  signal?.addEventListener("abort", () => model.off("change:view", show));
}

export default { render };
