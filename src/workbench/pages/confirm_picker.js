// The codes of one field, to choose from; typing narrows them.
class Picker {
  constructor(field, id, chosen, { save, leave }) {
    const held = field.codes.findIndex((one) => chosen.includes(one.code));
    Object.assign(this, { field, save, leave, chosen: new Set(chosen), at: Math.max(held, 0) });
    this.search = make("input", { type: "search", placeholder: "Type to find", role: "combobox",
      "aria-expanded": "true", "aria-controls": "wb-confirm-codes", "aria-label": `${field.label}: type to find`,
      oninput: () => { this.at = 0; this.list(); } });
    this.options = make("ul", { role: "listbox", id: "wb-confirm-codes", "aria-label": field.label, "aria-multiselectable": String(field.several) });
    const keys = field.several ? "Enter ticks, Ctrl+Enter saves, Esc leaves" : "Enter chooses, Esc leaves";
    this.root = make("div", { class: "picker", role: "dialog", "aria-label": `${field.label} of ${id}` },
      this.search, this.options,
      make("div", { class: "line" },
        field.several ? button("Save", () => this.save([...this.chosen]), { class: "strong" }) : "",
        button("None", () => this.save([])), button("Leave as it is", () => this.leave())),
      make("p", { class: "note" }, keys));
    this.root.addEventListener("keydown", (event) => this.onKey(event));
    this.root.addEventListener("click", (event) => event.stopPropagation());
  }

  open() {
    this.list();
    this.search.focus({ preventScroll: true });
    this.root.scrollIntoView({ block: "nearest" });
  }

  found() {
    const words = this.search.value.trim().toLowerCase();
    return this.field.codes.filter((one) => one.label.toLowerCase().includes(words) || one.code.includes(words));
  }

  list() {
    const found = this.found();
    this.options.replaceChildren(...found.map((one, at) => make("li", { role: "option", id: `wb-confirm-code-${at}`,
      "aria-selected": String(this.chosen.has(one.code)), class: at === this.at ? "here" : "",
      onclick: () => this.choose(one.code) }, one.label)));
    if (!found.length) this.options.append(make("li", { class: "empty" }, "No code has these letters."));
    this.search.setAttribute("aria-activedescendant", found.length ? `wb-confirm-code-${this.at}` : "");
    this.options.querySelector(".here")?.scrollIntoView({ block: "nearest" });
  }

  choose(code) {
    if (!this.field.several) return this.save([code]);
    if (!this.chosen.delete(code)) this.chosen.add(code);
    this.list();
  }

  onKey(event) {
    event.stopPropagation();
    const found = this.found();
    if (event.key === "Escape") this.leave();
    else if (event.key === "Enter" && event.ctrlKey && this.field.several) this.save([...this.chosen]);
    else if (event.target !== this.search) return;
    else if (event.key === "ArrowDown") this.at = Math.min(this.at + 1, found.length - 1);
    else if (event.key === "ArrowUp") this.at = Math.max(this.at - 1, 0);
    else if (event.key === "Enter" && found[this.at]) return event.preventDefault(), this.choose(found[this.at].code);
    else return;
    event.preventDefault();
    if (this.root.isConnected) this.list();
  }
}
