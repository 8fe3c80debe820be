// A list of questions about the files, each with its likely answer, an answer to choose or to write.
// All words come from Python as data and are set as text, never as markup.

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

function render({ model, el, signal }) {
  const list = element("ol", "wb-questions");
  list.setAttribute("aria-label", model.get("label"));
  const more = element("button", "wb-questions-more");
  more.type = "button";
  el.append(list, more);

  const answer = (id, value) => {
    model.set("answered", { id, value, n: (model.get("answered").n ?? 0) + 1 });
    model.save_changes();
  };

  function choice(item) {
    const box = element("div", "wb-answer");
    const labelled = (control) => {
      control.setAttribute("aria-label", `Answer: ${item.title}`);
      return control;
    };
    if (item.likely) {
      const yes = element("button", "wb-likely", item.likely_label);
      yes.type = "button";
      yes.addEventListener("click", () => answer(item.id, item.likely));
      box.append(yes);
    }
    if (item.options?.length) {
      const select = labelled(element("select"));
      select.append(new Option("Choose …", "\u0000", true, item.value === undefined));
      for (const [label, value] of item.options) {
        select.append(new Option(label, value, false, item.value !== undefined && item.value === value));
      }
      select.addEventListener("change", () => select.value !== "\u0000" && answer(item.id, select.value));
      box.append(select);
    }
    if (item.writes) {
      const text = labelled(element("input"));
      text.type = "text";
      text.placeholder = item.writes;
      const keep = element("button", "", "Keep");
      keep.type = "button";
      const go = () => text.value.trim() && answer(item.id, text.value.trim());
      keep.addEventListener("click", go);
      text.addEventListener("keydown", (event) => event.key === "Enter" && go());
      box.append(text, keep);
    }
    if (item.leaves) {
      const leave = element("button", "wb-leave", item.leaves);
      leave.type = "button";
      leave.addEventListener("click", () => answer(item.id, item.leaves_value ?? ""));
      box.append(leave);
    }
    return box;
  }

  function show() {
    const held = list.contains(document.activeElement) ? [...list.children].indexOf(document.activeElement.closest("li")) : -1;
    const items = model.get("items");
    const total = model.get("total");
    list.replaceChildren(
      ...items.map((item) => {
        const line = element("li", item.said ? "wb-question said" : "wb-question");
        line.dataset.question = item.id;
        line.append(element("p", "wb-question-title", item.title));
        if (item.detail) line.append(element("p", "wb-question-detail", item.detail));
        if (item.said) line.append(element("p", "wb-question-said", item.said));
        if (item.problem) {
          const problem = element("p", "wb-question-problem", item.problem);
          problem.setAttribute("role", "alert");
          line.append(problem);
        }
        line.append(choice(item));
        return line;
      }),
    );
    more.hidden = items.length >= total;
    more.textContent = `Show more (${items.length} of ${total} shown)`;
    list.dataset.shown = String(Number(list.dataset.shown ?? 0) + 1);
    if (held >= 0) list.children[Math.min(held, items.length - 1)]?.querySelector("button, select, input")?.focus();
  }
  more.addEventListener("click", () => {
    model.set("asked_more", model.get("asked_more") + 1);
    model.save_changes();
  });
  show();
  model.on("change:items change:total", show);
  signal?.addEventListener("abort", () => model.off("change:items change:total", show));
}

export default { render };
