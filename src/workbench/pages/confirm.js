// The grid in which codes are confirmed: Python sends the rows that are shown and saves what is decided.

const HELP = [
  ["↑ ↓", "entry"], ["← →", "code"], ["a", "accept and go on"], ["Shift+A", "accept the whole entry"],
  ["c", "correct"], ["n", "none"], ["b", "back to the suggestion"], ["u", "undo"],
  ["Page ↑ ↓", "earlier, later"], ["/", "find"],
];

class Grid {
  constructor(model, el) {
    this.model = model;
    this.asked = 0;
    this.rows = new Map(); // id -> {said, node}: a row that is the same as before is left alone
    this.focus = null; // {id, field} of the cell that the keyboard is on
    this.parts = {};
    this.root = make("section", { class: "wb-confirm", "aria-label": "Codes to confirm" });
    this.build();
    el.append(this.root);
    this.show();
  }

  get view() { return this.model.get("view"); }
  get fields() { return this.model.get("choices").fields; }

  ask(what) {
    this.asked += 1;
    if (!["filter", "page", "offer"].includes(what.do)) this.say("Saving…", "");
    this.model.send({ ...what, n: this.asked });
  }

  // The frame, made once

  build() {
    const p = this.parts;
    p.progress = make("progress", { "aria-label": "Suggestions confirmed" });
    p.amount = make("span", { class: "amount" });
    p.said = make("p", { class: "said", role: "status", "aria-live": "polite" });
    p.undo = button("", () => this.ask({ do: "undo" }), { class: "undo" });
    p.changed = make("section", { class: "changed", "aria-label": "Entries changed by a corrected file" });
    p.grid = make("div", { class: "rows", role: "grid", "aria-label": "Entries and their codes" });
    p.pager = make("nav", { class: "pager", "aria-label": "More entries" });
    this.root.append(
      make("div", { class: "head" },
        make("div", { class: "line" }, p.progress, p.amount, p.said, p.undo),
        filtersOf(this), offersOf(this),
        make("p", { class: "help" }, ...HELP.flatMap(([key, does]) => [make("kbd", {}, key), ` ${does} `]))),
      p.changed, p.grid, p.pager,
    );
    p.grid.addEventListener("keydown", (event) => this.onKey(event));
    p.grid.addEventListener("focusin", (event) => this.onFocus(event));
    p.grid.addEventListener("mouseover", (event) => this.onHover(event));
    p.grid.addEventListener("mouseleave", () => this.markFocused());
  }

  filter(what) {
    this.focus = null;
    this.ask({ do: "filter", ...what });
  }

  // What is shown

  show() {
    this.closePicker();
    this.showHead();
    this.showChanged();
    this.showRows();
    this.showPager();
    this.root.dataset.answered = String(this.view.answered);
  }

  showHead() {
    const { view, parts: p } = this;
    p.progress.max = Math.max(view.suggested, 1);
    p.progress.value = view.decided;
    const number = (n) => n.toLocaleString("en-GB");
    p.amount.textContent = `${number(view.decided)} of ${number(view.suggested)} suggestions confirmed`;
    p.undo.textContent = view.undo ? `Undo ${view.undo}` : "Nothing of yours to undo";
    p.undo.disabled = !view.undo;
    for (const [name, box] of Object.entries(p.filters)) box.value = view.filter[name];
    p.waiting.checked = view.filter.waiting;
    if (document.activeElement !== p.text) p.text.value = view.filter.text;
    p.all.hidden = !Object.values(view.filter).some(Boolean);
    p.offered.value = view.offered;
    const chosen = p.offer.selectedIndex >= 0 ? p.offer.value : "";
    p.offer.replaceChildren(...view.offers.map((offer) => make("option", { value: offer.codes.join(";") }, offer.label)));
    if (!view.offers.length) p.offer.append(make("option", {}, "no suggestion waits"));
    if (view.offers.some((offer) => offer.codes.join(";") === chosen)) p.offer.value = chosen;
    p.offer.disabled = !view.offers.length;
    this.showOffer();
    if (view.answered >= this.asked) this.say(view.said.text, view.said.kind);
  }

  showOffer() {
    const offer = this.view.offers[this.parts.offer.selectedIndex];
    this.parts.accept.hidden = !offer;
    this.parts.accept.textContent = offer?.button ?? "";
  }

  say(text, kind) {
    const p = this.parts;
    p.said.className = `said ${kind}`;
    p.said.setAttribute("role", kind === "error" ? "alert" : "status");
    p.said.textContent = text;
    p.said.title = text;
  }

  showRows() {
    const { view, parts: p } = this;
    const rows = new Map();
    for (const row of view.rows) {
      const said = JSON.stringify(row);
      const before = this.rows.get(row.id);
      rows.set(row.id, before?.said === said ? before : { said, row, node: rowNode(this, row) });
    }
    this.rows = rows;
    p.grid.setAttribute("aria-rowcount", String(view.found));
    const nodes = [...rows.values()].map((row) => row.node);
    if (!nodes.length) nodes.push(make("p", { class: "empty" }, this.emptyWords()));
    const inGrid = p.grid.contains(document.activeElement) || this.returnFocus;
    const shown = [...p.grid.children];
    if (nodes.length === shown.length) {
      nodes.forEach((node, at) => node !== shown[at] && shown[at].replaceWith(node));
    } else {
      p.grid.replaceChildren(...nodes);
    }
    this.placeFocus(inGrid);
  }

  emptyWords() {
    return this.view.filter.waiting
      ? "Nothing waits here: every suggestion that was chosen is confirmed."
      : "No entry was found. Choose other words, or show all.";
  }

  showPager() {
    const { view, parts: p } = this;
    const last = Math.min(view.start + view.page, view.found);
    const of = view.found < view.of ? ` (of ${view.of.toLocaleString("en-GB")})` : "";
    const turn = (start) => () => { this.focus = null; this.ask({ do: "page", start }); };
    p.pager.replaceChildren(
      button("← Earlier", turn(view.start - view.page), { disabled: view.start === 0 }),
      make("span", {}, view.found ? `Entries ${(view.start + 1).toLocaleString("en-GB")} to ${last.toLocaleString("en-GB")} of ${view.found.toLocaleString("en-GB")}${of}` : "No entries"),
      button("Later →", turn(view.start + view.page), { disabled: last >= view.found }),
    );
  }

  // Entries that a corrected file changed

  showChanged() {
    const { view, parts: p } = this;
    p.changed.hidden = !view.changed.length;
    if (!view.changed.length) return p.changed.replaceChildren();
    const carried = view.changed.filter((one) => one.carries).map((one) => one.key);
    const number = view.changed_in_all;
    p.changed.replaceChildren(
      make("div", { class: "line" },
        make("h2", {}, `${number} ${number === 1 ? "entry" : "entries"} with codes changed in a corrected file`),
        carried.length > 1 ? button(`Carry over all ${carried.length} shown`, () => this.ask({ do: "carry", keys: carried })) : ""),
      make("p", { class: "note" }, "Entries whose words stayed the same kept their codes by themselves. About these the panel decides."),
      ...view.changed.map((one) => changedNode(this, one)));
  }

  // The keyboard

  cells(id) {
    const row = this.rows.get(id)?.node;
    return row ? [...row.querySelectorAll("[data-field]")] : [];
  }

  cellAt(focus) {
    return focus ? this.cells(focus.id).find((cell) => cell.dataset.field === focus.field) : undefined;
  }

  placeFocus(take) {
    this.returnFocus = false;
    let cell = this.cellAt(this.focus);
    if (!cell) {
      const id = this.rows.has(this.focus?.id) ? this.focus.id : this.rows.keys().next().value;
      cell = this.cells(id)[0];
    }
    this.parts.grid.querySelectorAll("[data-field][tabindex='0']").forEach((other) => { other.tabIndex = -1; });
    if (!cell) return;
    cell.tabIndex = 0;
    if (take) this.goTo(cell);
  }

  goTo(cell) {
    if (!cell) return;
    cell.focus({ preventScroll: true });
    cell.closest("[role=row]").scrollIntoView({ block: "nearest" });
  }

  onFocus(event) {
    const cell = event.target.closest("[data-field]");
    if (!cell) return;
    this.parts.grid.querySelectorAll("[data-field][tabindex='0']").forEach((other) => { other.tabIndex = -1; });
    cell.tabIndex = 0;
    this.focus = { id: cell.closest("[data-id]").dataset.id, field: cell.dataset.field };
    this.mark(cell);
  }

  onHover(event) {
    const cell = event.target.closest("[data-field]");
    if (cell) this.mark(cell);
  }

  markFocused() {
    const cell = this.parts.grid.contains(document.activeElement) ? this.cellAt(this.focus) : undefined;
    this.mark(cell);
  }

  // The words behind one code, marked in the entry; those of the last one are unmarked.
  mark(cell) {
    const write = (id, words) => {
      const row = this.rows.get(id);
      row?.node.querySelectorAll("[data-words]").forEach((span, at) => writeMarked(span, row.row.texts[at].text, words));
    };
    const id = cell?.closest("[data-id]")?.dataset.id;
    if (this.marked && this.marked !== id) write(this.marked, []);
    this.marked = id;
    if (id) write(id, this.rows.get(id).row.cells.find((one) => one.field === cell.dataset.field).words);
  }

  nextWaiting(after) {
    const all = [...this.parts.grid.querySelectorAll("[data-field].suggested")];
    const every = [...this.parts.grid.querySelectorAll("[data-field]")];
    const from = every.indexOf(after);
    const next = all.find((cell) => every.indexOf(cell) > from && cell !== after);
    return next ? { id: next.closest("[data-id]").dataset.id, field: next.dataset.field } : this.focus;
  }

  act(id, field, what) {
    this.returnFocus = true;
    if (field) this.focus = { id, field };
    this.ask({ do: what, id, field });
  }

  // On to the next suggestion at once: who types fast does not wait for the disk.
  acceptAndGoOn(cell) {
    const { id, field } = this.focus;
    this.act(id, field, "accept");
    this.focus = this.nextWaiting(cell);
    this.goTo(this.cellAt(this.focus));
  }

  onKey(event) {
    if (event.target.closest(".picker") || event.ctrlKey || event.metaKey || event.altKey) return;
    const cell = event.target.closest("[data-field]");
    if (!cell) return;
    const { id, field } = this.focus;
    const state = ["suggested", "stated", "confirmed"].find((name) => cell.classList.contains(name));
    const does = {
      ArrowRight: () => this.step(cell, 1), ArrowLeft: () => this.step(cell, -1),
      ArrowDown: () => this.stepRow(id, field, 1), ArrowUp: () => this.stepRow(id, field, -1),
      PageDown: () => this.turn(1), PageUp: () => this.turn(-1),
      a: () => { if (state === "suggested") this.acceptAndGoOn(cell); },
      A: () => this.act(id, field, "accept_entry"),
      c: () => this.openPicker(id, field), Enter: () => this.openPicker(id, field),
      n: () => { this.returnFocus = true; this.ask({ do: "correct", id, field, codes: [] }); },
      b: () => { if (state === "confirmed") this.act(id, field, "take_back"); },
      u: () => { this.returnFocus = true; this.ask({ do: "undo" }); },
      "/": () => this.parts.text.focus(),
    }[event.key];
    if (!does || (event.key === "Enter" && event.target !== cell)) return;
    event.preventDefault();
    event.stopPropagation();
    does();
  }

  step(cell, by) {
    const every = [...this.parts.grid.querySelectorAll("[data-field]")];
    this.goTo(every[every.indexOf(cell) + by]);
  }

  stepRow(id, field, by) {
    const ids = [...this.rows.keys()];
    const next = ids[ids.indexOf(id) + by];
    if (next === undefined) return this.turn(by);
    this.goTo(this.cellAt({ id: next, field }) ?? this.cells(next)[0]);
  }

  turn(by) {
    const { start, page, found } = this.view;
    const wanted = start + by * page;
    if (wanted < 0 || wanted >= found) return;
    this.focus = null;
    this.returnFocus = true;
    this.ask({ do: "page", start: wanted });
  }

  // Correcting

  openPicker(id, field) {
    this.closePicker();
    const cell = this.cellAt({ id, field });
    const said = this.rows.get(id)?.row.cells.find((one) => one.field === field);
    if (!cell || !said) return;
    this.focus = { id, field };
    this.picker = new Picker(this.fields[field], id, said.codes.map((code) => code.code), {
      save: (codes) => { this.closePicker(); this.returnFocus = true; this.ask({ do: "correct", id, field, codes }); },
      leave: () => { this.closePicker(); this.goTo(this.cellAt({ id, field })); },
    });
    cell.append(this.picker.root);
    this.picker.open();
  }

  closePicker() {
    this.picker?.root.remove();
    this.picker = undefined;
  }
}

function render({ model, el, signal }) {
  const grid = new Grid(model, el);
  const show = () => grid.show();
  model.on("change:view", show);
  signal?.addEventListener("abort", () => model.off("change:view", show));
}

export default { render };
