/* Suggestions below a search box. Without this file the search works as ever. */
document.querySelectorAll("[data-suggest]").forEach((box) => {
  const list = document.createElement("ul"), options = list.children;
  const id = (list.id = box.id + "-list");
  let turn, at;
  const mark = (n) => {
    options[at]?.removeAttribute("aria-selected");
    options[(at = n)]?.setAttribute("aria-selected", true);
    box.setAttribute("aria-activedescendant", options[at] ? id + at : "");
  };
  const show = (html) => {
    turn = {};
    list.innerHTML = html;
    [...options].forEach((option, n) => (option.id = id + n));
    box.ariaExpanded = !(list.hidden = !html);
    mark(-1);
  };
  const go = (option) => (location = option.dataset.href);
  list.className = "suggest";
  list.role = "listbox";
  list.ariaLabel = box.dataset.suggest;
  box.role = "combobox";
  box.autocomplete = "off";
  box.ariaAutoComplete = "list";
  box.setAttribute("aria-controls", id);
  box.after(list);
  show("");
  box.oninput = () => {
    const typed = box.value.trim(), mine = (turn = {});
    if (!typed[1]) return show("");
    setTimeout(async () => {
      if (mine !== turn) return;
      const answer = await fetch("/tim-kiem/goi-y?q=" + encodeURIComponent(typed)).catch(() => 0);
      const html = answer.ok ? (await answer.text()).trim() : "";
      if (mine === turn) show(html);
    }, 250);
  };
  box.onkeydown = (event) => {
    const count = options.length, key = event.key;
    if (key === "Escape" && count) show("");
    else if (key === "ArrowDown" && count) mark((at + 1) % count);
    else if (key === "ArrowUp" && count) mark((at < 1 ? count : at) - 1);
    else if (key === "Enter" && options[at]) go(options[at]);
    else return;
    event.preventDefault();
  };
  box.onblur = () => show("");
  list.onpointerdown = (event) => event.preventDefault();
  list.onclick = ({ target }) => go(target.closest("li"));
});
