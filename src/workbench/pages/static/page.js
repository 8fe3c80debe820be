// Shows the page once its first widget stands, ends its kernel when the page is closed, and
// says so when the workbench has been stopped.

const SLOW_AFTER = 20_000; // milliseconds
const LOOK_EVERY = 20_000;

const opening = document.getElementById("workbench-opening");
const cells = document.getElementById("rendered_cells");
const config = JSON.parse(document.getElementById("jupyter-config-data")?.textContent ?? "{}");

// Voila's script calls this when its theme is there; the page is shown by what follows instead.
window.voila_finish = () => {};

function show() {
  opening.remove();
  observer.disconnect();
  performance.mark("workbench-shown");
}

function showIfReady() {
  const waitsForWidgets = cells.querySelector('script[type="application/vnd.voila.cell-output+json"]');
  if (cells.querySelector(".jupyter-widgets, .workbench-sentence") || !waitsForWidgets) show();
}

const observer = new MutationObserver(() => {
  if (cells.querySelector(".jupyter-widgets")) show();
});
observer.observe(cells, { childList: true, subtree: true });
showIfReady();

setTimeout(() => {
  const note = opening.querySelector(".workbench-card-note");
  if (opening.isConnected && note) note.hidden = false;
}, SLOW_AFTER);

// ipywidgets gives its sliders no name (ours all move the day), and hides the label of a list without a
// description: the list's tooltip is put where a screen reader looks for a name.
function nameControls() {
  for (const handle of cells.querySelectorAll(".noUi-handle:not([aria-label])")) {
    handle.setAttribute("aria-label", "Day of the drawings");
  }
  for (const list of cells.querySelectorAll(".widget-dropdown select:not([aria-label])")) {
    const label = list.closest(".widget-dropdown").querySelector("label");
    const named = list.closest("[title]")?.title || label?.title || label?.textContent;
    if (named) list.setAttribute("aria-label", named);
  }
}
new MutationObserver(nameControls).observe(cells, { childList: true, subtree: true });

function cookie(name) {
  const found = document.cookie.split("; ").find((part) => part.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
}

window.addEventListener("pagehide", () => {
  const proof = new URLSearchParams({ _xsrf: cookie("_xsrf") });
  navigator.sendBeacon(`${config.baseUrl}voila/api/shutdown/${config.kernelId}`, proof);
});

// The browser's "back" may bring the page as it was, but its kernel has ended.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

function sayAsleep() {
  if (document.getElementById("workbench-asleep")) return;
  const note = document.createElement("p");
  note.id = "workbench-asleep";
  note.setAttribute("role", "alert");
  const link = document.createElement("a");
  link.href = location.href;
  link.textContent = "Reload this page";
  note.append("This page no longer answers: the workbench was stopped or the page was unused for long. ", link, " once it runs.");
  document.body.append(note);
}

const looking = setInterval(async () => {
  const answer = await fetch(`${config.baseUrl}api/kernels/${config.kernelId}`).catch(() => null);
  if (answer?.ok) return;
  clearInterval(looking);
  sayAsleep();
}, LOOK_EVERY);

// A sheet of paper says when it was printed: the case goes on after it.
const printed = document.createElement("p");
printed.id = "workbench-printed";
window.addEventListener("beforeprint", () => {
  const now = new Date().toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });
  printed.textContent = `Printed on ${now}`;
  document.body.prepend(printed);
});
window.addEventListener("afterprint", () => printed.remove());
