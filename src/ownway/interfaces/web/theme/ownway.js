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

// A note of a visit is written where there may be no signal: the browser keeps it, locked with a key that never leaves
// this browser, and sends it when there is one. The same note is kept once, however often it is sent.
const DRAWER = "ownway-notes";

function drawer() {
  return new Promise((resolve, reject) => {
    const opened = indexedDB.open(DRAWER, 1);
    opened.onupgradeneeded = () => {
      opened.result.createObjectStore("keys");
      opened.result.createObjectStore("notes");
    };
    opened.onsuccess = () => resolve(opened.result);
    opened.onerror = () => reject(opened.error);
  });
}

async function inDrawer(store, deed) {
  const open = await drawer();
  return new Promise((resolve, reject) => {
    const asked = deed(open.transaction(store, "readwrite").objectStore(store));
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function lock() {
  const there = await inDrawer("keys", (keys) => keys.get("notes"));
  if (there) return there;
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  await inDrawer("keys", (keys) => keys.put(made, "notes"));
  return made;
}

async function putAway(path, typed) {
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const words = new TextEncoder().encode(typed);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, await lock(), words);
  await inDrawer("notes", (notes) => notes.put({ nonce, sealed }, `${path} ${crypto.randomUUID()}`));
}

async function sendNote(path, typed) {
  const answer = await fetch(path, { method: "POST", body: new URLSearchParams(typed), redirect: "manual" });
  // What was taken leads on to the page; a page that comes back, or leads to the sign-in, was not.
  return answer.type === "opaqueredirect";
}

async function sendWhatWaits(page, told) {
  const names = await inDrawer("notes", (notes) => notes.getAllKeys());
  for (const name of names.filter((one) => one.startsWith(`${location.pathname} `))) {
    const { nonce, sealed } = await inDrawer("notes", (notes) => notes.get(name));
    const words = await crypto.subtle.decrypt({ name: "AES-GCM", iv: nonce }, await lock(), sealed);
    const typed = new URLSearchParams(new TextDecoder().decode(words));
    // The page's own token and mark are of now; the note's name is that of the day it was written.
    const fresh = page.querySelector("form.ow-form");
    for (const field of ["csrfmiddlewaretoken", "_shown_to"]) typed.set(field, fresh.elements[field].value);
    if (await sendNote(location.pathname, typed.toString())) {
      await inDrawer("notes", (notes) => notes.delete(name));
      told.textContent = page.dataset.sent;
    } else {
      told.textContent = page.dataset.again;
    }
  }
}

function waitsForASignal(page) {
  const form = page.querySelector("form.ow-form");
  const told = document.createElement("p");
  told.className = "ow-kept";
  told.setAttribute("role", "status");
  form.append(told);
  const again = () => sendWhatWaits(page, told).catch(() => {});
  form.addEventListener("submit", async (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    const typed = new URLSearchParams(new FormData(form)).toString();
    await putAway(location.pathname, typed);
    form.elements.words.value = "";
    told.textContent = page.dataset.waits;
  });
  window.addEventListener("online", again);
  again();
}

document.querySelectorAll("[data-waits]").forEach(waitsForASignal);

// Reads the page aloud, one sentence after the other, where the browser has a voice; pressed again, it stops.
const SENTENCES = "h1, h2, h3, p, li, legend, label, dt, dd, th, td, summary, .govuk-hint";

function readsAloud(button) {
  const voice = window.speechSynthesis;
  const begin = button.textContent;
  let reading = false;

  function shows(now) {
    reading = now;
    button.textContent = now ? button.dataset.stop : begin;
  }

  function sentences() {
    const found = [...document.querySelectorAll("main")].flatMap((main) => [...main.querySelectorAll(SENTENCES)]);
    // What holds another sentence is read when that one is.
    return found.filter((one) => one.checkVisibility() && !one.querySelector(SENTENCES) && one.innerText.trim());
  }

  button.hidden = false;
  button.addEventListener("click", () => {
    voice.cancel();
    if (reading) {
      shows(false);
      return;
    }
    const all = sentences().map((one) => {
      const said = new SpeechSynthesisUtterance(one.innerText);
      said.lang = one.closest("[lang]").lang;
      return said;
    });
    if (!all.length) return;
    all.at(-1).addEventListener("end", () => shows(false));
    shows(true);
    all.forEach((said) => voice.speak(said));
  });
  window.addEventListener("pagehide", () => voice.cancel());
}

if ("speechSynthesis" in window) document.querySelectorAll("[data-read-aloud]").forEach(readsAloud);

// A slider that moves has the picture drawn anew at once; without script a button does the same.
function redraws(sliders) {
  const into = document.getElementById(sliders.dataset.into);
  let asked = 0;

  async function draw() {
    const here = ++asked;
    const given = new URLSearchParams();
    for (const slider of sliders.querySelectorAll("input")) given.append(slider.name, slider.value);
    given.append("drawn", "1");
    try {
      const answer = await fetch(`${sliders.dataset.redraw}?${given}`);
      const drawn = await answer.text();
      // Of several that are under way, only the latest counts.
      if (answer.ok && here === asked) into.innerHTML = drawn;
    } catch {
      // Without a connection the button beside the sliders says so.
    }
  }

  for (const slider of sliders.querySelectorAll("input")) {
    const told = document.getElementById(slider.getAttribute("aria-describedby"));
    slider.addEventListener("input", () => {
      told.textContent = Number(slider.value).toLocaleString("en-GB");
      draw();
    });
  }
}

for (const sliders of document.querySelectorAll("[data-redraw]")) redraws(sliders);

// While something is worked out, the page is asked for quietly; only when it says something new is it shown.
function looksAgain(link) {
  const every = window.setInterval(async () => {
    const answer = await fetch(link.href).catch(() => null);
    if (!answer?.ok || (await answer.text()).includes("data-look-again")) return;
    window.clearInterval(every);
    window.location.reload();
  }, 5000);
}

document.querySelectorAll("[data-look-again]").forEach(looksAgain);
