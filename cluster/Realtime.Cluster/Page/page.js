"use strict";
// Takes the live part anew every two seconds. Parts that did not change are left alone, so that focus and selection stay.
(() => {
  const live = document.getElementById("live");
  if (!live) return;
  const filter = document.getElementById("filter");
  const stale = document.getElementById("stale");
  const failed = document.getElementById("failed");
  const period = 2000;
  const patience = 8000;
  let seen = live.dataset.seen;
  let timer = 0;

  const query = () => new URLSearchParams([...new FormData(filter)].filter(([, value]) => value !== "" && value !== "0")).toString();

  const put = (html) => {
    const next = document.createElement("template");
    next.innerHTML = html;
    const focused = document.activeElement && document.activeElement.id;
    for (const part of next.content.querySelectorAll("[data-part]")) {
      const old = live.querySelector(`[data-part="${part.dataset.part}"]`);
      if (old && old.innerHTML !== part.innerHTML) old.innerHTML = part.innerHTML;
    }
    if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus();
  };

  const say = (text) => {
    if (stale.textContent !== text) stale.textContent = text;
    stale.hidden = text === "";
    live.classList.toggle("old", text !== "");
  };

  const refresh = async () => {
    clearTimeout(timer);
    try {
      const answer = await fetch("/live?" + query(), { signal: AbortSignal.timeout(patience) });
      if (!answer.ok) throw new Error(String(answer.status));
      put(await answer.text());
      seen = new Date().toLocaleTimeString();
      say("");
    } catch {
      say(`The node does not answer. What you see is from ${seen}.`);
    }
    timer = setTimeout(refresh, document.hidden ? period * 5 : period);
  };

  live.addEventListener("submit", async (event) => {
    if (!event.target.classList.contains("ack")) return;
    event.preventDefault();
    const button = event.target.querySelector("button");
    failed.hidden = true;
    button.disabled = true;
    button.textContent = "…";
    try {
      const answer = await fetch(event.target.action, { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" });
      if (!answer.ok) throw new Error(String(answer.status));
    } catch {
      button.disabled = false;
      button.textContent = "Acknowledge";
      // Outside the live part: it stays until the next try, however often the rest is taken anew.
      failed.textContent = `Not taken: ${button.getAttribute("aria-label")}. Try again.`;
      failed.hidden = false;
      return;
    }
    refresh();
  });

  filter.addEventListener("submit", (event) => { event.preventDefault(); refresh(); });
  filter.addEventListener("input", () => {
    const text = query();
    history.replaceState(null, "", text ? "?" + text : "/");
    clearTimeout(timer);
    timer = setTimeout(refresh, 200);
  });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
  timer = setTimeout(refresh, period);
})();
