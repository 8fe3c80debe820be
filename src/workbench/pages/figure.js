// Draws one figure of the workbench with a plotly.js that the whole page shares.

const QUIET_CONFIG = {
  displaylogo: false,
  displayModeBar: "hover",
  modeBarButtons: [["zoom2d", "pan2d", "resetScale2d", "toImage"]],
  plotlyServerURL: "",
  responsive: false, // the ResizeObserver below does this for hidden tabs too
  showSendToCloud: false,
  showLink: false,
};

function runScript(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = resolve;
    script.onerror = () => reject(new Error("plotly.js did not load"));
    document.head.append(script);
  });
}

// The page's own script tag may be done, under way or have failed before we look: after some
// time the source is asked of Python instead.
function waitForScript(script) {
  return new Promise((resolve) => {
    script.addEventListener("load", resolve);
    script.addEventListener("error", resolve);
    setTimeout(resolve, 15_000);
  });
}

// JupyterLab has no page of ours to name an address, so Python sends the source over the comm.
async function runSourceFromPython(model) {
  const source = await new Promise((resolve) => {
    const listen = (message, buffers) => {
      if (message?.type !== "plotly-source") return;
      model.off("msg:custom", listen);
      resolve(buffers[0]);
    };
    model.on("msg:custom", listen);
    model.send({ type: "plotly-source" });
  });
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  await runScript(address);
  URL.revokeObjectURL(address);
}

async function loadPlotly(model) {
  const ours = document.getElementById("workbench-plotly");
  if (!window.Plotly && ours) await waitForScript(ours);
  if (!window.Plotly) await runSourceFromPython(model);
  return window.Plotly;
}

function plotlyOfThePage(model) {
  window.__workbenchPlotly ??= loadPlotly(model);
  return window.__workbenchPlotly;
}

// An id is the customdata of a point, or the first item of it.
function idOf(customdata) {
  const id = Array.isArray(customdata) ? customdata[0] : customdata;
  return id === undefined || id === null ? "" : String(id);
}

// Of an area chosen by its inside Plotly names no point: then its trace's meta says what it stands for.
function chosenId(point) {
  const ofArea = point.pointNumber === undefined ? point.data?.meta : undefined;
  return idOf(point.customdata ?? ofArea);
}

// Plotly takes the place of an empty text away for good: a mark that has words only later needs a blank.
function withPlaceForWords(trace) {
  if (!trace.mode?.includes("text") || !Array.isArray(trace.text)) return trace;
  return { ...trace, text: trace.text.map((words) => words || " ") };
}

function tracesOf(spec, selected) {
  return (spec.data ?? []).map(withPlaceForWords).map((trace) => {
    if (!Array.isArray(trace.customdata)) return { ...trace };
    const chosen = trace.customdata.flatMap((data, at) => (selected.has(idOf(data)) ? [at] : []));
    return { ...trace, selectedpoints: selected.size ? chosen : null };
  });
}

// What the arrow keys walk through: every point with an id, in the order of the x axis.
function pointsWithId(drawing) {
  const points = [];
  (drawing.calcdata ?? []).forEach((calculated) => {
    const trace = calculated[0]?.trace;
    if (!trace || trace.visible !== true || !Array.isArray(trace.customdata)) return;
    calculated.forEach((point, at) => {
      const pointNumber = point.i ?? at;
      const id = idOf(trace.customdata[pointNumber]);
      if (!id || point.x === undefined || trace.hoverinfo === "skip") return;
      const place = { id, x: Number(point.x), y: Number(point.y) };
      points.push({ ...place, curveNumber: trace.index, pointNumber });
    });
  });
  return points.sort((a, b) => a.x - b.x || a.y - b.y);
}

function addKeyboard({ group, drawing, announce, Plotly, choose }) {
  let at = -1;
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  group.addEventListener("keydown", (event) => {
    if (event.target !== group || event.altKey || event.ctrlKey || event.metaKey) return;
    const points = pointsWithId(drawing);
    if (!points.length) return;
    if (event.key in step) at = Math.min(Math.max(at + step[event.key], 0), points.length - 1);
    else if (event.key === "Home") at = 0;
    else if (event.key === "End") at = points.length - 1;
    else if ((event.key === "Enter" || event.key === " ") && points[at]) choose(points[at].id);
    else return;
    event.preventDefault();
    const { curveNumber, pointNumber } = points[at] ?? points[0];
    Plotly.Fx.hover(drawing, [{ curveNumber, pointNumber }]);
    announce.textContent = drawing.querySelector(".hoverlayer")?.textContent || points[at]?.id || "";
  });
  // A figure that goes from the page with the focus in it is cleared away before the focus leaves.
  group.addEventListener("blur", () => drawing._fullLayout && Plotly.Fx.unhover(drawing));
}

function buildElements(el) {
  const group = document.createElement("div");
  group.className = "workbench-figure";
  group.setAttribute("role", "group");
  group.tabIndex = 0;
  group.style.cssText = "width: 100%; position: relative;";
  const drawing = document.createElement("div");
  drawing.style.width = "100%";
  const announce = document.createElement("div");
  announce.setAttribute("aria-live", "polite");
  announce.style.cssText = "position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);";
  group.append(drawing, announce);
  el.style.width = "100%";
  el.append(group);
  return { group, drawing, announce };
}

async function render({ model, el, signal }) {
  const { group, drawing, announce } = buildElements(el);
  let Plotly = null;
  let drawn = 0;
  let waiting = false;
  let stale = true; // more than what moves over the figure has changed

  // Plotly lays several drawings over one another and its buttons beside them: the first
  // drawing carries the words, the others are kept from being read out as nameless pictures.
  const name = () => {
    drawing.querySelectorAll(".main-svg").forEach((svg, at) => {
      if (at > 0) return svg.setAttribute("aria-hidden", "true");
      svg.setAttribute("role", "img");
      svg.setAttribute("aria-label", model.get("alt"));
    });
    group.setAttribute("aria-label", `${model.get("alt")} Arrow keys move between entries, Enter opens one.`);
  };
  const choose = (id) => {
    model.set("clicked", { id, n: (model.get("clicked").n ?? 0) + 1 });
    model.save_changes();
  };

  const count = () => {
    drawn += 1;
    group.dataset.drawn = String(drawn);
  };

  const draw = async () => {
    waiting = false;
    const spec = model.get("spec");
    const moved = structuredClone(model.get("moved") ?? {});
    if (!stale) {
      await Plotly.relayout(drawing, moved);
      return count();
    }
    stale = false;
    const layout = { ...structuredClone(spec.layout ?? {}), ...moved };
    const height = model.get("height") || layout.height || 360;
    drawing.style.height = `${height}px`;
    const fitted = { uirevision: "kept", ...layout, height, width: undefined, autosize: true };
    const config = { ...QUIET_CONFIG, ...(spec.config ?? {}) };
    await Plotly.react(drawing, tracesOf(spec, new Set(model.get("selected"))), fitted, config);
    if (drawn === 0) {
      drawing.on("plotly_click", (event) => {
        const id = event.points.map(chosenId).find(Boolean);
        if (id) choose(id);
      });
      addKeyboard({ group, drawing, announce, Plotly, choose });
    }
    name();
    count();
  };

  // A figure in a closed tab has no width: it is drawn when it first gets one. Several
  // changes in one go (spec, height and selection) are drawn once.
  const drawSoon = () => {
    if (waiting || !Plotly || !group.clientWidth) return;
    waiting = true;
    requestAnimationFrame(draw);
  };
  const drawAnew = () => {
    stale = true;
    drawSoon();
  };
  const observer = new ResizeObserver(() => {
    if (drawn && group.clientWidth) Plotly.Plots.resize(drawing);
    else drawSoon();
  });

  name();
  model.on("change:alt", name);
  model.on("change:spec change:selected change:height", drawAnew);
  model.on("change:moved", drawSoon);
  const clean = () => {
    observer.disconnect();
    model.off("change:alt", name);
    model.off("change:spec change:selected change:height", drawAnew);
    model.off("change:moved", drawSoon);
    if (Plotly) Plotly.purge(drawing);
  };
  signal?.addEventListener("abort", clean);

  try {
    Plotly = await plotlyOfThePage(model);
  } catch {
    drawing.textContent = `This figure cannot be drawn here. ${model.get("alt")}`;
    group.dataset.drawn = "0";
    return clean;
  }
  observer.observe(group);
  drawSoon();
  return clean;
}

export default { render };
