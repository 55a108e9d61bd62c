// Wakes the components of the design system; every page also works without this.

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
  initAll();
}

// What is typed is sent to be kept a moment after each change, so that a closed page or an empty battery loses nothing.
const SOON = 1500;

function keepsWhatIsTyped(form) {
  const told = document.createElement("p");
  told.className = "ow-kept";
  told.setAttribute("role", "status");
  form.append(told);
  let waiting = 0;
  let latest = "";

  function typed() {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") fields.append(name, value);
    return fields;
  }

  async function keep() {
    window.clearTimeout(waiting);
    waiting = 0;
    const fields = typed();
    if (fields.toString() === latest) return;
    latest = fields.toString();
    try {
      const answer = await fetch(form.dataset.keep, { method: "POST", body: fields, keepalive: true, redirect: "manual" });
      told.textContent = answer.status === 204 ? form.dataset.kept : form.dataset.lost;
    } catch {
      // Without a connection it is tried again at the next change.
      latest = "";
    }
  }

  form.addEventListener("input", () => {
    told.textContent = "";
    if (!waiting) waiting = window.setTimeout(keep, SOON);
  });
  form.addEventListener("submit", () => {
    window.clearTimeout(waiting);
    waiting = 0;
    latest = typed().toString();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && waiting) keep();
  });
}

document.querySelectorAll("form[data-keep]").forEach(keepsWhatIsTyped);
