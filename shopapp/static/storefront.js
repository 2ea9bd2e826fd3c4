/* Only comfort: every page works without this file. */
(() => {
  const page = document;
  const all = (css, act, root = page) => root.querySelectorAll(css).forEach(act);
  const fetched = (url, options) => fetch(url, options).then((a) => (a.ok ? a.text() : Promise.reject()));
  const unlessScript = (shown) => all("[data-unless-script]", (e) => (e.hidden = !shown));

  all(navigator.clipboard ? "[data-copy],[data-save]" : "[data-save]", (b) => (b.hidden = false));
  unlessScript(false);

  const copy = async (button) => {
    const word = button.textContent;
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.done;
    setTimeout(() => (button.textContent = word), 2500);
  };

  /* A phone cannot scan its own screen. */
  const save = (button) => {
    const svg = button.closest(".pay").querySelector("svg").cloneNode(true);
    for (const side of ["width", "height"]) svg.setAttribute(side, 720);
    const image = new Image();
    image.onload = () => {
      const canvas = page.createElement("canvas");
      canvas.width = canvas.height = 800;
      const pen = canvas.getContext("2d");
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, 800, 800);
      pen.drawImage(image, 40, 40);
      Object.assign(page.createElement("a"), { download: button.dataset.save, href: canvas.toDataURL() }).click();
    };
    image.src = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" }));
  };

  page.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-copy],[data-save]");
    if (button) (button.dataset.copy ? copy : save)(button);
  });

  /* A second tap must not send twice; coming back frees the form. */
  let sent = [];
  page.addEventListener("submit", (event) => {
    const form = event.target, button = event.submitter;
    if (sent.includes(form)) return event.preventDefault();
    if ("once" in form.dataset) sent.push(form);
    if (button?.dataset.busy) {
      button.dataset.idle = button.textContent;
      button.textContent = button.dataset.busy;
    }
  });
  addEventListener("pageshow", () => {
    sent = [];
    all("[data-idle]", (b) => (b.textContent = b.dataset.idle));
  });

  let turn = 0;
  page.addEventListener("change", async ({ target }) => {
    const { wards, into } = target.dataset, form = target.form, mine = ++turn;
    try {
      if (wards) page.querySelector(into).innerHTML = await fetched(wards + target.value);
      if (!form?.dataset.totals) return;
      const html = await fetched(form.dataset.totals, { method: "POST", body: new FormData(form) });
      if (mine !== turn) return;
      all("[data-totals-here]", (box) => (box.innerHTML = html));
      const sum = page.querySelector("[data-sum]").dataset.sum;
      all("[data-total]", (e) => (e.textContent = sum));
    } catch {
      /* Sending counts again; wards come by the button for no script. */
      unlessScript(true);
    }
  });
})();
