// A place to drop files, or to choose or paste them. Each goes to Python in pieces, the next one only
// after the last was written down, so that a large file fills neither the line nor the memory.

const PIECE = 512 * 1024;

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

// Files of dropped folders too: agencies' tables often lie in one.
async function filesOf(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return [...transfer.files];
  const found = [];
  const walk = async (entry) => {
    if (entry.isFile) found.push(await new Promise((done, fail) => entry.file(done, fail)));
    else {
      const reader = entry.createReader();
      for (;;) {
        const inside = await new Promise((done, fail) => reader.readEntries(done, fail));
        if (!inside.length) break;
        for (const one of inside) await walk(one);
      }
    }
  };
  for (const entry of entries) await walk(entry);
  return found;
}

function render({ model, el, signal }) {
  const zone = element("div", "wb-drop");
  zone.setAttribute("role", "region");
  zone.setAttribute("aria-label", model.get("label"));
  const invitation = element("p", "wb-drop-invitation", model.get("invitation"));
  const choose = element("button", "wb-drop-choose", "Choose files");
  choose.type = "button";
  const input = element("input");
  input.type = "file";
  input.multiple = model.get("several");
  input.hidden = true;
  const progress = element("p", "wb-drop-progress");
  progress.setAttribute("role", "status");
  zone.append(invitation, choose, input, progress);
  el.append(zone);

  const waiting = new Map(); // id -> what goes on when Python has written the piece down
  const onMessage = (message) => {
    if (message?.type !== "written") return;
    const go = waiting.get(message.id);
    waiting.delete(message.id);
    go?.(message);
  };
  model.on("msg:custom", onMessage);
  signal?.addEventListener("abort", () => model.off("msg:custom", onMessage));

  const sent = (id, content, buffers) =>
    new Promise((resolve) => {
      waiting.set(id, resolve);
      model.send({ id, ...content }, undefined, buffers);
    });

  async function send(file) {
    const id = crypto.randomUUID();
    const begun = await sent(id, { type: "begin", name: file.name, size: file.size });
    if (begun.refused) return;
    for (let at = 0; at < file.size; at += PIECE) {
      progress.textContent = `Taking in ${file.name}: ${Math.floor((100 * at) / file.size)} %`;
      const piece = await file.slice(at, at + PIECE).arrayBuffer();
      const answer = await sent(id, { type: "piece" }, [new DataView(piece)]);
      if (answer.refused) return;
    }
    await sent(id, { type: "end" });
  }

  let busy = Promise.resolve();
  const sendAll = (files) => {
    const several = model.get("several");
    busy = busy.then(async () => {
      zone.classList.add("busy");
      for (const file of several ? files : files.slice(0, 1)) {
        try {
          await send(file);
        } catch {
          model.send({ type: "unread", name: file.name });
        }
      }
      progress.textContent = "";
      zone.classList.remove("busy");
      model.send({ type: "all" });
    });
  };

  choose.addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    sendAll([...input.files]);
    input.value = "";
  });
  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("over");
  });
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", async (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    sendAll(await filesOf(event.dataTransfer));
  });
  zone.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain");
    if (event.clipboardData?.files.length) sendAll([...event.clipboardData.files]);
    else if (text && model.get("takes_text")) sendAll([new File([text], model.get("pasted_name"), { type: "text/plain" })]);
    else return;
    event.preventDefault();
  });
  zone.tabIndex = 0;
}

export default { render };
