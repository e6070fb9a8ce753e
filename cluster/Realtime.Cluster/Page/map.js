"use strict";
// Moves the map: the server draws, this only says which part. Works on the links that work without it.
(() => {
  const live = document.getElementById("live");
  const map = () => document.getElementById("map");
  if (!map()) return;
  const world = (z) => 256 * 2 ** z;
  const toY = (lat) => { const s = Math.sin(lat * Math.PI / 180); return 0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI); };
  const toLat = (y) => Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180 / Math.PI;
  const at = () => ({ lat: Number(map().dataset.lat), lon: Number(map().dataset.lon), z: Number(map().dataset.z) });
  const size = () => {
    const w = Math.max(260, Math.round(map().clientWidth));
    return { w, h: w < 600 ? 420 : Math.max(360, Math.min(720, innerHeight - 260)) };
  };
  const kind = () => new URL(live.dataset.live, location.href).searchParams.get("kind") || "";

  const show = (lat, lon, z, what = kind()) => {
    z = Math.max(3, Math.min(18, z));
    lat = Math.max(-85, Math.min(85, lat));
    lon = Math.max(-180, Math.min(180, lon));
    const where = `lat=${lat.toFixed(5)}&lon=${lon.toFixed(5)}&z=${z}${what ? "&kind=" + what : ""}`;
    const { w, h } = size();
    live.dataset.live = `/map/live?${where}&w=${w}&h=${h}`;
    map().dataset.lat = lat; map().dataset.lon = lon; map().dataset.z = z;
    history.replaceState(null, "", "/map?" + where);
    live.dispatchEvent(new Event("renew"));
  };

  // By so many units of the drawing.
  const move = (right, down, steps = 0) => {
    const { lat, lon, z } = at();
    show(toLat(toY(lat) + down / world(z)), lon + right / world(z) * 360, z + steps);
  };
  const zoom = (steps, x = 0, y = 0) => {
    const { lat, lon, z } = at();
    const to = Math.max(3, Math.min(18, z + steps));
    if (to === z) return;
    // What lies under the pointer stays there.
    const share = 1 - 2 ** (z - to);
    show(toLat(toY(lat) + y * share / world(z)), lon + x * share / world(z) * 360, to);
  };

  live.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-go], a[data-kind]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const to = new URL(link.href).searchParams;
    show(Number(to.get("lat")), Number(to.get("lon")), Number(to.get("z")), to.get("kind") || "");
  });

  live.addEventListener("keydown", (event) => {
    if (!event.target.closest("#map") || event.ctrlKey || event.metaKey || event.altKey) return;
    const { w, h } = size();
    const steps = { ArrowLeft: [-w / 4, 0], ArrowRight: [w / 4, 0], ArrowUp: [0, -h / 4], ArrowDown: [0, h / 4] };
    if (steps[event.key]) move(...steps[event.key]);
    else if (event.key === "+" || event.key === "=") zoom(1);
    else if (event.key === "-" || event.key === "_") zoom(-1);
    else if (event.key === "0") document.getElementById("map-whole").click();
    else return;
    event.preventDefault();
  });

  let from = null;
  let dragged = false;
  live.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !event.target.closest("#map")) return;
    from = { x: event.clientX, y: event.clientY };
    dragged = false;
  });
  addEventListener("pointermove", (event) => {
    if (!from) return;
    const [x, y] = [event.clientX - from.x, event.clientY - from.y];
    if (!dragged && Math.hypot(x, y) < 5) return;
    dragged = true;
    document.getElementById("map-move")?.setAttribute("transform", `translate(${x} ${y})`);
  });
  addEventListener("pointerup", (event) => {
    if (from && dragged) move(from.x - event.clientX, from.y - event.clientY);
    from = null;
  });
  addEventListener("pointercancel", () => { from = null; document.getElementById("map-move")?.removeAttribute("transform"); });
  // The end of a drag is no click on a thing.
  live.addEventListener("click", (event) => { if (dragged && event.target.closest("#map")) { event.preventDefault(); dragged = false; } }, true);
  live.addEventListener("dragstart", (event) => { if (event.target.closest("#map")) event.preventDefault(); });

  let turned = 0;
  live.addEventListener("wheel", (event) => {
    if (!event.target.closest("#map")) return;
    event.preventDefault();
    turned += event.deltaY;
    if (Math.abs(turned) < 60) return;
    const box = map().getBoundingClientRect();
    zoom(turned < 0 ? 1 : -1, event.clientX - box.left - box.width / 2, event.clientY - box.top - box.height / 2);
    turned = 0;
  }, { passive: false });

  // The server does not know how wide the window is until it is told.
  let width = 0;
  const fit = () => {
    if (!map() || map().clientWidth === width) return;
    const first = width === 0;
    width = map().clientWidth;
    const { lat, lon, z } = at();
    if (!first || new URLSearchParams(location.search).has("lat")) { show(lat, lon, z); return; }
    const { w, h } = size();
    live.dataset.live = `/map/live?w=${w}&h=${h}${kind() ? "&kind=" + kind() : ""}`;
    live.addEventListener("renewed", () => {
      const now = at();
      live.dataset.live = `/map/live?lat=${now.lat}&lon=${now.lon}&z=${now.z}&w=${w}&h=${h}${kind() ? "&kind=" + kind() : ""}`;
    }, { once: true });
    live.dispatchEvent(new Event("renew"));
  };
  addEventListener("resize", () => { clearTimeout(fit.timer); fit.timer = setTimeout(fit, 200); });
  fit();
})();
