// What stands above the entries: filters, and what can be accepted in one go.

// Which entries are shown.
function filtersOf(grid) {
  const { agencies, kinds } = grid.model.get("choices");
  const p = grid.parts;
  const select = (name, label, all, options) => {
    const box = make("select", { "aria-label": label, onchange: () => grid.filter({ [name]: box.value }) },
      make("option", { value: "" }, all),
      ...options.map((one) => make("option", { value: one.code }, one.label)));
    return box;
  };
  const fields = Object.entries(grid.fields).map(([code, field]) => ({ code, label: field.label }));
  p.filters = {
    agency: select("agency", "Agency", "All agencies", agencies),
    field: select("field", "Code", "All codes", fields),
    kind: select("kind", "Kind of event", "All kinds", kinds),
  };
  p.waiting = make("input", { type: "checkbox", onchange: () => grid.filter({ waiting: p.waiting.checked }) });
  p.text = make("input", { type: "search", placeholder: "Find words", "aria-label": "Find words in the entries" });
  let typing = 0;
  p.text.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => grid.filter({ text: p.text.value }), 300);
  });
  p.all = button("Show all", () => grid.filter({ agency: "", field: "", kind: "", text: "", waiting: false }));
  return make("div", { class: "line filters" }, ...Object.values(p.filters),
    make("label", {}, p.waiting, " Only not yet confirmed"), p.text, p.all);
}

// All suggestions that are alike, to accept in one go.
function offersOf(grid) {
  const p = grid.parts;
  p.offered = make("select", { "aria-label": "Code to accept in one go",
    onchange: () => grid.ask({ do: "offer", field: p.offered.value }) },
    ...Object.entries(grid.fields).map(([code, field]) => make("option", { value: code }, field.label)));
  p.offer = make("select", { "aria-label": "Suggestion to accept in one go", onchange: () => grid.showOffer() });
  p.accept = button("", () => {
    const offer = grid.view.offers[p.offer.selectedIndex];
    if (offer) grid.ask({ do: "accept_alike", field: grid.view.offered, codes: offer.codes, count: offer.count });
  }, { class: "accept-alike" });
  return make("div", { class: "line offers" }, make("span", { class: "label" }, "All alike:"),
    p.offered, p.offer, p.accept);
}
