// Renews the live part of a page. Parts that did not change are left alone, so that focus and selection stay.
(() => {
  const live = document.getElementById("live");
  if (!live) return;
  const filter = document.getElementById("filter");
  const stale = document.getElementById("stale");
  const failed = document.getElementById("failed");
  const news = document.getElementById("news");
  const period = Number(live.dataset.period);
  const patience = 8000;
  let seen = live.dataset.seen || "";
  let timer = 0;
  let round = 0;
  let events = null;
  let ended = false;
  let calm = 0;

  const query = () => filter ? new URLSearchParams([...new FormData(filter)].filter(([, value]) => value !== "" && value !== "0")).toString() : "";
  const address = () => {
    const to = new URL(filter ? live.dataset.live + "?" + query() : live.dataset.live, location.href);
    const kept = live.querySelector("[data-kept]")?.dataset.kept;
    if (kept) to.searchParams.set("kept", kept);
    return to;
  };

  const put = (html) => {
    const next = document.createElement("template");
    next.innerHTML = html;
    const active = document.activeElement;
    const home = active?.closest("[data-part]");
    // On a drawing what is focused stays, although it is gone, until it is left: Enter does what it would have done a moment ago. Not so when the map has moved.
    const [before, after] = [live.querySelector("[data-kept]"), next.content.querySelector("[data-kept]")];
    const held = home && active.closest("svg") && before?.dataset.kept === after?.dataset.kept ? active : null;
    for (const part of next.content.querySelectorAll("[data-part]")) {
      const old = live.querySelector(`[data-part="${part.dataset.part}"]`);
      if (!old) live.append(part);
      // Nothing moves below somebody who is typing; what they do not hold goes on.
      else if (old.contains(active) && active.matches("input, select, textarea")) continue;
      else if (!old.isEqualNode(part)) morph(old, part, held);
    }
    if (home && document.activeElement === document.body) {
      // Who goes through a table by keyboard stays where they are, although it was drawn anew.
      const href = active.getAttribute("href");
      const twin = (active.id && document.getElementById(active.id)) || (href && [...home.querySelectorAll("a[href]")].find((one) => one.getAttribute("href") === href));
      (active.isConnected ? active : twin || home.querySelector("[tabindex='0']"))?.focus({ preventScroll: true });
    }
    live.dispatchEvent(new Event("renewed"));
  };

  const say = (text) => {
    if (stale.textContent !== text) stale.textContent = text;
    stale.hidden = text === "";
    live.classList.toggle("old", text !== "");
  };

  // Whoever may not see it any more, or looks at something that is gone, keeps nothing of it on the screen; nothing is asked until the page is loaded anew.
  const end = (text) => {
    ended = true;
    clearTimeout(timer);
    clearTimeout(telling);
    hush();
    say(text);
    news.textContent = failed.textContent = "";
    failed.hidden = true;
    live.replaceChildren();
  };
  const ends = {
    401: "This page may not be seen any more: the login is no longer valid. Log in, then load the page again.",
    403: "This may not be seen any more.",
    404: "This is gone, or may not be seen any more.",
  };
  // A thing or an alert may be gone; the city never is: there a 404 comes from something in between, and a wall has to come back by itself.
  const endOf = (answer) => answer.status === 404 && !/^\/(things|alerts)\//.test(address().pathname) ? undefined : ends[answer.status];

  const next = () => {
    clearTimeout(timer);
    if (ended) return;
    // Changes of alerts come by themselves while the stream is open; the rest may take a little longer then.
    const rest = events && events.readyState === EventSource.OPEN ? period * 2 : period;
    timer = setTimeout(refresh, document.hidden ? period * 5 : rest);
  };

  const refresh = async () => {
    clearTimeout(timer);
    if (ended) return;
    const early = calm - performance.now();
    if (early > 0) { timer = setTimeout(refresh, early); return; }
    const mine = ++round;
    try {
      const answer = await fetch(address(), { signal: AbortSignal.timeout(patience) });
      if (mine !== round || ended) return;
      const over = endOf(answer);
      if (over) { end(over); return; }
      if (answer.status === 429) {
        // Asking on would keep everybody of this address out for longer.
        const rest = Math.max(period * 6, (Number(answer.headers.get("Retry-After")) || 0) * 1000);
        calm = performance.now() + rest;
        say(`Too many requests come from here: the next one goes in ${Math.round(rest / 1000)} seconds. What you see is from ${seen || "before"}.`);
        timer = setTimeout(refresh, rest);
        return;
      }
      if (!answer.ok) throw new Error(String(answer.status));
      const html = await answer.text();
      if (mine !== round) return; // Something newer was asked for meanwhile.
      put(html);
      seen = new Date().toLocaleTimeString();
      say("");
    } catch {
      if (mine !== round) return;
      say(`The node does not answer. What you see is from ${seen || "before"}.`);
    }
    next();
  };
  live.addEventListener("renew", refresh);

  // New and rising alerts are told to screen readers: at most one sentence in ten seconds, drills and notices never.
  const quiet = 10000;
  let waiting = [];
  let latest = "";
  let told = -quiet;
  let telling = 0;
  const tell = () => {
    telling = 0;
    if (latest) news.textContent = latest;
    [latest, told] = ["", performance.now()];
    if (waiting.length === 0) return;
    const worst = waiting.reduce((one, other) => other.toLevel > one.toLevel ? other : one);
    news.textContent = waiting.length === 1
      ? `New alert, level ${worst.toLevel}: ${worst.thingName}`
      : `${waiting.length} new alerts, worst level ${worst.toLevel}: ${worst.thingName}`;
    waiting = [];
  };
  // Pages of one thing or one alert say in words what is important of them; it is told when the words have changed.
  const words = () => live.querySelector("[data-news]")?.dataset.news || "";
  let known = words();
  live.addEventListener("renewed", () => {
    const now = words();
    if (!now || now === known) return;
    [known, latest] = [now, now];
    if (!telling) telling = setTimeout(tell, Math.max(0, told + quiet - performance.now()));
  });
  const heard = (change) => {
    if (change.drill || change.toLevel < 2 || change.toLevel <= change.fromLevel) return;
    waiting.push(change);
    if (!telling) telling = setTimeout(tell, Math.max(0, told + quiet - performance.now()));
  };

  // A browser opens few connections to one host: a page that nobody sees gives its stream back.
  const listen = () => {
    if (events || ended || document.hidden || live.dataset.stream === "off") return;
    events = new EventSource("/api/v1/events");
    events.addEventListener("alert", (event) => {
      heard(JSON.parse(event.data).change);
      clearTimeout(timer);
      timer = setTimeout(refresh, 300);
    });
    events.addEventListener("reset", () => refresh());
    events.addEventListener("error", () => { if (events.readyState === EventSource.CLOSED) events = null; next(); });
  };
  const hush = () => { events?.close(); events = null; };
  addEventListener("pagehide", hush);
  document.addEventListener("visibilitychange", () => { if (document.hidden) hush(); else { listen(); refresh(); } });

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

  if (filter) {
    filter.addEventListener("submit", (event) => { event.preventDefault(); refresh(); });
    filter.addEventListener("input", () => {
      const text = query();
      history.replaceState(null, "", text ? "?" + text : location.pathname);
      clearTimeout(timer);
      timer = setTimeout(refresh, 200);
    });
  }

  listen();
  next();
})();
