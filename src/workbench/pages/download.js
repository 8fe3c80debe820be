// Gives the reader a file that Python made: it is saved where their browser saves files.

function render({ model, el, signal }) {
  el.style.display = "none";
  const onMessage = (message, buffers) => {
    if (message?.type !== "file") return;
    const address = URL.createObjectURL(new Blob([buffers[0]], { type: "application/octet-stream" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = message.name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  };
  model.on("msg:custom", onMessage);
  signal?.addEventListener("abort", () => model.off("msg:custom", onMessage));
}

export default { render };
