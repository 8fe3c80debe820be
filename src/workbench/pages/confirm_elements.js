// What the grid of codes is built from. Everything that comes from a case is put on the page as text, never as
// markup. The files of the grid make one module: see confirm.py.

// Makes an element: make("button", {class: "x", type: "button"}, "text", child, …)
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

function button(label, onclick, attributes = {}) {
  return make("button", { type: "button", onclick, ...attributes }, label);
}

// A text with the words behind a suggestion marked in it.
function writeMarked(paragraph, text, words) {
  const found = [];
  for (const word of words) {
    for (let at = word ? text.indexOf(word) : -1; at >= 0; at = text.indexOf(word, at + word.length)) {
      found.push([at, at + word.length]);
    }
  }
  found.sort((one, other) => one[0] - other[0]);
  const pieces = [];
  let done = 0;
  for (const [from, to] of found) {
    if (from < done) continue;
    pieces.push(text.slice(done, from), make("mark", {}, text.slice(from, to)));
    done = to;
  }
  paragraph.replaceChildren(...pieces, text.slice(done));
}

function chipsOf(cell) {
  const chip = (label) => make("span", { class: `chip ${cell.state}` }, label);
  if (cell.codes.length) return cell.codes.map((code) => chip(code.label));
  return cell.state === "confirmed" ? [chip("none")] : [];
}
