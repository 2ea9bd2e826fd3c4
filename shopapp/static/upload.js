/* Comfort for files: what was chosen, how far it is on a slow line, and nothing lost when that breaks. */
(() => {
  const page = document;
  const sizeOf = (bytes) => (bytes > 1e6 ? (bytes / 1e6).toFixed(1) + " MB" : Math.ceil(bytes / 1e3) + " kB");

  const show = (input) => {
    const list = page.getElementById(input.dataset.files), good = new DataTransfer();
    list.replaceChildren(...[...input.files].map((file) => {
      const item = page.createElement("li"), fits = file.size <= input.dataset.most;
      if (fits) good.items.add(file);
      if (fits && /^image/.test(file.type)) {
        const picture = item.appendChild(new Image(64, 64));
        picture.alt = "";
        picture.src = URL.createObjectURL(file);
        picture.onload = () => URL.revokeObjectURL(picture.src);
      }
      item.append(`${file.name} (${sizeOf(file.size)}) ${fits ? "" : list.dataset.big}`);
      if (!fits) item.className = "error";
      return item;
    }));
    input.files = good.files;
  };

  const send = (form, button) => {
    const box = form.querySelector("[data-upload]"), [bar, words, stop] = box.children, { sending, broken } = box.dataset;
    const call = new XMLHttpRequest();
    const free = () => dispatchEvent(new Event("pageshow"));
    const end = (text) => {
      words.textContent = text;
      bar.hidden = stop.hidden = true;
      button.dispatchEvent(new Event("kept", { bubbles: true }));
      free();
    };
    box.hidden = bar.hidden = stop.hidden = false;
    call.upload.onprogress = ({ loaded, total }) => {
      bar.value = loaded / total;
      words.textContent = `${sending} ${Math.floor((loaded / total) * 100)} %`;
    };
    call.onload = () => {
      const { status, responseURL, responseXML: answer } = call;
      if (status < 400) return (location.href = responseURL);
      /* Only the form itself may take the place of what is typed here. */
      if (!answer?.getElementById("error-summary")) return end(answer?.querySelector("h1")?.textContent ?? broken);
      page.title = answer.title;
      page.querySelector("main").replaceWith(answer.querySelector("main"));
      free();
      page.getElementById("error-summary").focus();
    };
    call.onerror = () => end(broken);
    call.onabort = () => end("");
    stop.onclick = () => call.abort();
    call.responseType = "document";
    call.open("POST", form.action.split("#")[0]);
    call.send(new FormData(form, button));
  };

  page.addEventListener("change", ({ target }) => target.dataset.files && show(target));
  page.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.querySelector("[type=file]")?.files.length) return;
    event.preventDefault();
    send(form, event.submitter);
  });
})();
