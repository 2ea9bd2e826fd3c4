/* Only comfort: every page works without this file. */
(() => {
  const on = (type, act) => document.addEventListener(type, act);
  const all = (css, act, root = document) => root.querySelectorAll(css).forEach(act);
  const reveal = (root) => all("[data-copy],[data-save]", (b) => (b.hidden = false), root);
  const text = (url, options) => fetch(url, options).then((r) => (r.ok ? r.text() : Promise.reject()));

  reveal(document);
  all("[data-wards]", (province) => all(province.dataset.unless || "[data-unless-script]", (b) => (b.hidden = true)));

  const copy = async (button) => {
    const word = button.textContent;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = button.dataset.done;
    } catch {
      getSelection().selectAllChildren(button.previousElementSibling);
    }
    setTimeout(() => (button.textContent = word), 2500);
  };

  /* A phone cannot scan its own screen: the drawn code becomes a picture the banking app can open. */
  const save = (button) => {
    const svg = button.closest(".pay").querySelector("svg").cloneNode(true);
    svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    svg.setAttribute("width", 720);
    svg.setAttribute("height", 720);
    const image = new Image();
    image.onload = () => {
      const canvas = document.createElement("canvas");
      canvas.width = canvas.height = 800;
      const pen = canvas.getContext("2d");
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, 800, 800);
      pen.drawImage(image, 40, 40);
      canvas.toBlob((blob) => {
        const link = document.createElement("a");
        link.download = button.dataset.save + ".png";
        link.href = URL.createObjectURL(blob);
        link.click();
      });
    };
    image.src = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" }));
  };

  on("click", ({ target }) => {
    const button = target.closest("[data-copy],[data-save]");
    if (button) (button.dataset.copy ? copy : save)(button);
  });

  /* A second tap must not send twice; coming back by the browser's way back frees the form again. */
  on("submit", (event) => {
    const form = event.target, button = event.submitter;
    if (!form.matches("[data-once]")) return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = 1;
    if (!button || !button.dataset.busy) return;
    button.dataset.word = button.textContent;
    button.textContent = button.dataset.busy;
    button.setAttribute("aria-disabled", true);
  });
  addEventListener("pageshow", () => all("[data-sent]", (form) => {
    delete form.dataset.sent;
    all("[data-word]", (b) => { b.textContent = b.dataset.word; b.removeAttribute("aria-disabled"); }, form);
  }));

  let last = 0;
  on("change", async ({ target }) => {
    const { wards, into } = target.dataset, form = target.form, turn = ++last;
    if (wards) {
      const list = document.querySelector(into);
      try {
        list.innerHTML = await text(wards + encodeURIComponent(target.value));
        list.disabled = false;
      } catch {
        all("[data-unless-script]", (b) => (b.hidden = false));
      }
    }
    if (!form || !form.dataset.totals) return;
    try {
      const html = await text(form.dataset.totals, { method: "POST", body: new FormData(form) });
      if (turn !== last) return;
      const box = form.ownerDocument.querySelector("[data-totals-here]");
      box.innerHTML = html;
      all("[data-total]", (b) => (b.textContent = box.querySelector("[data-sum]").dataset.sum));
    } catch { /* The figures of the last answer stay; the server counts again on sending. */ }
  });
})();
