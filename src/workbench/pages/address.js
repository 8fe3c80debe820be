// Keeps what the page shows in its address, so that Back goes back and a view can be kept and shared.

const read = () => Object.fromEntries(new URLSearchParams(window.location.hash.slice(1)));
const asHash = (state) => {
  const hash = new URLSearchParams(Object.entries(state).filter(([, value]) => value)).toString();
  return hash ? `#${hash}` : "";
};

function render({ model, el, signal }) {
  el.style.display = "none";
  // In JupyterLab the address belongs to Lab.
  if (!document.getElementById("workbench-plotly")) return;
  const tell = () => {
    model.set("visited", { state: read(), n: (model.get("visited").n ?? 0) + 1 });
    model.save_changes();
  };
  const write = () => {
    const hash = asHash(model.get("state"));
    if (hash === asHash(read())) return;
    const address = window.location.pathname + window.location.search + hash;
    if (model.get("replaces")) window.history.replaceState(null, "", address);
    else window.history.pushState(null, "", address);
  };
  model.on("change:state", write);
  window.addEventListener("popstate", tell, { signal });
  signal?.addEventListener("abort", () => model.off("change:state", write));
  tell();
}

export default { render };
