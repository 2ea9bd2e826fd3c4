/* Shows how far something is that the worker makes. Only comfort: a link on the page does the same. */
(() => {
  document.querySelectorAll("[data-progress]").forEach((part) => {
    const bar = part.querySelector("progress"), words = part.querySelector("[data-words]");
    let wait = 1000;
    const look = async () => {
      try {
        const answer = await fetch(part.dataset.progress);
        if (!answer.ok) throw new Error();
        const now = await answer.json();
        if (now.is_over) return location.reload();
        bar.value = now.percent;
        if (words.textContent !== now.words) words.textContent = now.words;
        wait = 1000;
      } catch {
        wait = Math.min(wait * 2, 30000);
      }
      setTimeout(look, wait);
    };
    setTimeout(look, wait);
  });
})();
