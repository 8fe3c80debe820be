// The entries of the grid as elements of the page.

const STATES = { suggested: "suggested, not confirmed", stated: "stated by the agency", confirmed: "confirmed" };

// One entry: when and who, its words, its codes.
function rowNode(grid, row) {
  const texts = row.texts.map((one) => {
    const words = make("span", {}, one.text);
    const line = make("p", { class: one.name ? "more" : "" }, one.name ? make("b", {}, `${one.name}: `) : "", words);
    words.dataset.words = "";
    return line;
  });
  if (!texts.length) texts.push(make("p", { class: "empty" }, "No text."));
  const filled = row.cells.filter((cell) => cell.state);
  const open = row.cells.filter((cell) => !cell.state);
  const all = row.waiting > 1
    ? button(`Accept all ${row.waiting}`, () => grid.act(row.id, null, "accept_entry"), { class: "all", tabindex: "-1" })
    : "";
  return make("div", { class: `row${row.waiting ? "" : " done"}`, role: "row", "data-id": row.id },
    make("div", { class: "about", role: "rowheader" },
      make("strong", {}, row.when || "No date"), make("span", {}, row.agency),
      make("span", { class: "id", title: row.line }, row.id), all),
    make("div", { class: "texts", role: "gridcell" }, ...texts),
    make("div", { class: "codes", role: "presentation" },
      ...filled.map((cell) => cellNode(grid, row, cell)),
      make("div", { class: "open", role: "presentation" }, ...open.map((cell) => cellNode(grid, row, cell)))));
}

// One field of one entry: the codes that it holds and what can be done with them.
function cellNode(grid, row, cell) {
  const label = grid.fields[cell.field].label;
  const codes = cell.codes.map((code) => code.label).join(", ") || (cell.state ? "none" : "no code");
  const because = cell.words.length && cell.state === "suggested" ? `, by the words ${cell.words.join("; ")}` : "";
  const by = cell.by ? ` by ${cell.by}` : "";
  const spoken = `${label}: ${codes}${cell.state ? `, ${STATES[cell.state]}${by}` : ""}${because}`;
  const tool = (text, name, does) => button(text, does, { tabindex: "-1", "aria-label": `${name}: ${label} of ${row.id}`, title: name });
  const tools = [];
  if (cell.state === "suggested") tools.push(tool("✓", "Accept", () => grid.act(row.id, cell.field, "accept")));
  if (cell.state) tools.push(tool("✎", "Correct", () => grid.openPicker(row.id, cell.field)));
  if (cell.state === "confirmed") tools.push(tool("↺", "Back to what was there before", () => grid.act(row.id, cell.field, "take_back")));
  const note = [cell.by, cell.was].filter(Boolean).join("; ");
  const node = make("div", { class: `cell ${cell.state || "none-yet"}`, role: "gridcell", tabindex: "-1",
    "data-field": cell.field, "aria-label": spoken, title: cell.state ? note : `Add: ${label}` },
    make("span", { class: "label" }, cell.state ? label : `+ ${label}`),
    ...chipsOf(cell), make("span", { class: "tools" }, ...tools), note ? make("span", { class: "by" }, note) : "");
  if (!cell.state) node.addEventListener("click", () => grid.openPicker(row.id, cell.field));
  return node;
}

// An entry of an older file beside what became of it.
function changedNode(grid, one) {
  const written = (pieces) => pieces.length
    ? pieces.map(([text, changed]) => (changed ? make("mark", {}, text) : text)) : [make("i", {}, "empty")];
  const cells = one.differs.map((cell) => make("div", { class: "cells" },
    make("span", { class: "label" }, cell.column),
    make("p", { class: "old" }, make("b", {}, "Was "), ...written(cell.old)),
    make("p", { class: "new" }, make("b", {}, "Is now "), ...written(cell.new))));
  const codes = one.codes.map((code) => make("span", { class: "chip confirmed", title: code.by }, `${code.field}: ${code.codes}`));
  return make("article", {},
    make("h3", {}, one.what), ...cells,
    ...one.words.map((text) => make("p", { class: "old" }, text)),
    make("div", { class: "line" }, ...codes,
      one.carries ? button("Carry over", () => grid.ask({ do: "carry", keys: [one.key] }), { class: "strong" }) : "",
      button("Leave behind", () => grid.ask({ do: "leave", keys: [one.key] }))));
}
