"use strict";
(() => {
  const notes = [...document.querySelectorAll("article.note")];
  const marks = [...document.querySelectorAll("mark[data-notes]")];
  const references = [...document.querySelectorAll("a.ref")];
  const tools = document.querySelector(".tools");
  const reduced = matchMedia("(prefers-reduced-motion: reduce)");
  let current = -1;

  const visible = () => notes.filter((note) => !note.hidden);

  const open = (note) => {
    note.querySelector("details").open = true;
  };

  const go = (note) => {
    document.querySelectorAll(".note.here").forEach((other) => other.classList.remove("here"));
    note.classList.add("here");
    open(note);
    note.querySelector("summary").focus({ preventScroll: true });
    note.scrollIntoView({ block: "start", behavior: reduced.matches ? "auto" : "smooth" });
    current = notes.indexOf(note);
  };

  const step = (forward) => {
    const shown = visible();
    if (!shown.length) return;
    const following = forward
      ? shown.find((note) => notes.indexOf(note) > current) || shown[0]
      : shown.findLast((note) => notes.indexOf(note) < current) || shown[shown.length - 1];
    go(following);
  };

  const filter = (form) => {
    const chosen = (name) => new Set([...form.querySelectorAll(`[name=${name}]:checked`)].map((input) => input.value));
    const severities = chosen("severity");
    const areas = chosen("area");
    const certain = chosen("persona").has("author");
    const accepted = !form.querySelector("[name=accepted]") || chosen("accepted").has("yes");
    const gone = new Set();
    for (const note of notes) {
      const { severity, area, persona, accepted: settled } = note.dataset;
      note.hidden = !severities.has(severity) || !areas.has(area) || (certain && persona !== "author") || (!accepted && settled === "yes");
      if (note.hidden) gone.add(note.id);
    }
    for (const mark of marks) mark.classList.toggle("off", mark.dataset.notes.split(" ").every((id) => gone.has(id)));
    for (const reference of references) reference.hidden = gone.has(reference.hash.slice(1));
    document.getElementById("shown").textContent = `${notes.length - gone.size} of ${notes.length} questions shown`;
  };

  const follow = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (target && target.matches("article.note") && !target.hidden) go(target);
  };

  if (tools) {
    const form = tools.querySelector("form");
    const all = document.getElementById("all");
    tools.hidden = false;
    new ResizeObserver(() => {
      document.documentElement.style.scrollPaddingTop = `calc(${tools.offsetHeight}px + 1rem)`; // what is gone to must not lie under the bar
    }).observe(tools);
    filter(form);
    form.addEventListener("change", () => filter(form));
    form.addEventListener("reset", () => setTimeout(() => filter(form)));
    form.addEventListener("submit", (event) => event.preventDefault());
    document.getElementById("next").addEventListener("click", () => step(true));
    document.getElementById("previous").addEventListener("click", () => step(false));
    all.addEventListener("click", () => {
      const opens = all.getAttribute("aria-pressed") !== "true";
      all.setAttribute("aria-pressed", String(opens));
      for (const note of notes) note.querySelector("details").open = opens;
    });
  }
  for (const reference of references) {
    reference.addEventListener("click", () => {
      const note = document.getElementById(reference.hash.slice(1));
      if (location.hash === reference.hash) go(note);
    });
  }
  addEventListener("hashchange", follow);
  addEventListener("beforeprint", () => notes.forEach(open));
  follow();
})();
