// Wires the page: forms that are inputs go by fetch and their fragments are
// merged; links that select something do the same. Without this script they
// are a form and a link.
import { merge, parts } from "./merge.js";
import { snapshot, play, follow, playing, reveal } from "./stage.js";
import { terminal } from "./terminal.js";
import { ask } from "./transport.js";
import "./share.js";

if (location.hash.startsWith("#lab=") && !document.querySelector('meta[name="drydock-world"]')) location.replace(`/open${location.hash}`);

const byId = (id) => document.getElementById(id);
const fragment = () => ({ "X-Drydock": "fragment", "X-Drydock-Has": parts() });
let queue = Promise.resolve(), pressed = null, release = () => {};
let under = 0; // requests that are not answered yet
let began = performance.now() - document.getElementById("timeline").dataset.since; // when the last input was

// take merges an answer; how it came about begins with the next frame, so that
// nobody waits for it.
async function take(html, where, from = document.activeElement) {
	const fresh = new DOMParser().parseFromString(html, "text/html"), before = snapshot(fresh);
	const result = merge(fresh, where);
	if (!document.hidden) await new Promise(requestAnimationFrame);
	if (result) play(before, result);
	else follow(before);
	term.shown();
	edit(where !== "ahead" && from);
	const here = new URL(location.href), at = byId("terminal").value;
	if ((here.searchParams.get("terminal") ?? "") === at) return;
	at ? here.searchParams.set("terminal", at) : here.searchParams.delete("terminal");
	history.replaceState(null, "", here);
}

async function answer(response) {
	const html = await response.text();
	if (!html.includes("data-merge")) throw new Error(response.statusText || "no answer");
	return html;
}

// What is exchanged while a button is pressed could swallow the click, so it
// waits until that is over.
addEventListener("pointerdown", (event) => { if (event.target.id !== "scrub") pressed ??= new Promise((done) => { release = done; }); }, true);
for (const end of ["pointerup", "pointercancel", "blur"]) {
	addEventListener(end, () => setTimeout(() => { pressed = null; release(); }), true);
}

let turn = 0; // how many requests have been made

// inTurn does one request after the other, so that no answer comes after a newer
// one, and what is looked at by itself meanwhile is not shown. ask is told where
// the focus was.
function inTurn(ask) {
	turn++;
	const from = document.activeElement;
	const asked = (under++ ? queue.then(() => ask(from)) : ask(from)).finally(() => { under--; });
	queue = asked.catch(() => {});
	return asked;
}

// send posts an input.
function send(url, body) {
	return inTurn(async (from) => {
		const html = await answer(await ask(url, { method: "POST", body, headers: fragment() }));
		await pressed;
		await take(html, undefined, from);
		began = performance.now();
	}).catch((error) => term.fault(`Not sent: ${error.message}`)).finally(() => term.answered());
}

const term = terminal({ send });

document.addEventListener("submit", (event) => {
	const form = event.target.closest("form[data-input]");
	if (!form) return;
	event.preventDefault();
	if (event.submitter?.name === "explain") {
		visit(new URLSearchParams({ select: `explain/${document.getElementById("input").value}` }));
		return;
	}
	term.submit(form, new URLSearchParams(new FormData(form, event.submitter)));
});

// What is done beside the lab goes to an address of its own.
document.addEventListener("submit", (event) => {
	const form = event.target.closest("form[data-post]");
	if (!form) return;
	event.preventDefault();
	const body = new URLSearchParams(new FormData(form, event.submitter));
	body.set("terminal", byId("terminal").value);
	send(form.action, body);
});

const narrow = matchMedia("(max-width: 860px)");

// visit shows another moment, or something else in the inspector.
async function visit(query) {
	const place = new URLSearchParams(location.search);
	if (!query.has("at") && document.getElementById("at").value) {
		query.set("at", document.getElementById("at").value);
		if (place.has("line")) query.set("line", place.get("line"));
		query.set("keep", "lines");
	}
	if (!query.has("terminal") && !query.has("lines") && byId("terminal").value) query.set("terminal", byId("terminal").value);
	const url = `${location.pathname}?${query}`;
	try {
		await inTurn(async (from) => {
			const html = await answer(await ask(url, { headers: fragment() }));
			await pressed;
			await take(html, "look", from);
			history.replaceState(null, "", url);
		});
		return true;
	} catch { location.href = url; }
}

document.addEventListener("click", async (event) => {
	const moving = event.target.closest("[data-for]")?.dataset.for; // the copy that flies stands for its token
	const link = moving ? document.querySelector(`#${CSS.escape(moving)} a`) : event.target.closest('a[href^="?"]');
	if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
	event.preventDefault();
	const query = new URLSearchParams(link.getAttribute("href"));
	const shown = await visit(query);
	if (link.closest(".terminals")) byId("input").focus();
	if (link.id === "share") byId("inspector").focus();
	if (shown && narrow.matches && !query.has("at")) document.getElementById("inspector").scrollIntoView({ block: "nearest" });
});

document.addEventListener("submit", (event) => {
	const form = event.target.closest("form[data-look]");
	if (!form) return;
	event.preventDefault();
	visit(new URLSearchParams(new FormData(form, event.submitter)));
});

// What output names is lit where it stands.
for (const [kind, on] of [["pointerover", true], ["pointerout", false]]) {
	document.addEventListener(kind, (event) => {
		const ref = event.target.closest?.("[data-ref]");
		if (ref) document.getElementById(ref.dataset.ref)?.classList.toggle("named", on);
	});
}

// The editor is fetched when a file is opened; until it is there, or where it
// cannot be had, the file is a plain text field. It takes the focus from the
// element that had it when the file was asked for, and from no other.
async function edit(from) {
	const island = byId("code");
	if (!island || island.shadowRoot) return;
	try {
		const { mount } = await import("./editor.js");
		if (island.isConnected && !island.shadowRoot) mount(island, byId("sheet"), rests(from));
	} catch { /* the text field does as well */ }
}

const rests = (from) => from && [from, byId(from.id), document.body].includes(document.activeElement);

// In the plain field line numbers follow the text, and Ctrl-S saves.
document.addEventListener("input", (event) => {
	if (event.target.id !== "sheet") return;
	const n = event.target.value.split("\n").length;
	document.getElementById("gutter").textContent = Array.from({ length: n }, (_, i) => i + 1).join("\n") + "\n";
});
document.addEventListener("scroll", (event) => {
	if (event.target.id === "sheet") document.getElementById("gutter").scrollTop = event.target.scrollTop;
}, true);
document.addEventListener("keydown", (event) => {
	if (event.target.id !== "sheet" || event.key !== "s" || !(event.ctrlKey || event.metaKey)) return;
	event.preventDefault();
	event.target.form.requestSubmit();
});

// Scrubbing shows the moment under the thumb; while one is fetched, only the
// latest wish waits.
let wished = null, scrubbing = false;
document.addEventListener("input", async (event) => {
	if (event.target.id !== "scrub") return;
	wished = +event.target.value;
	if (scrubbing) return;
	scrubbing = true;
	while (wished !== null) {
		const link = document.querySelectorAll("#track li a")[wished];
		wished = null;
		if (link) await visit(new URLSearchParams(link.getAttribute("href")));
	}
	scrubbing = false;
});

// The same layer is marked wherever it stands.
for (const [kind, on] of [["pointerover", true], ["pointerout", false]]) {
	document.addEventListener(kind, (event) => {
		const layer = event.target.closest?.(".slab, .layer");
		if (!layer) return;
		for (const same of document.querySelectorAll(`[data-id="${CSS.escape(layer.dataset.id)}"]`)) same.classList.toggle("same", on);
	});
}

// What goes on by itself is looked at once a second while somebody watches.
setInterval(async () => {
	if (under || pressed || document.hidden || playing() || !document.querySelector("[data-live]")) return;
	try {
		const ms = Math.min(Math.round(performance.now() - began), 300000);
		const select = document.getElementById("selection").value, mine = turn;
		const html = await answer(await ask(`${term.ahead}?${new URLSearchParams({ ms, select, terminal: byId("terminal").value })}`, { headers: fragment() }));
		if (mine === turn && !pressed) await take(html, "ahead");
	} catch { /* the next second tries again */ }
}, 1000);

// What a page in the browser has sent is seen in the picture with the next look.
let framed = document.getElementById("frame")?.src;
document.addEventListener("load", (event) => {
	if (event.target.id !== "frame") return;
	const led = event.target.src !== framed;
	framed = event.target.src;
	if (!led) visit(new URLSearchParams({ select: byId("selection").value }));
}, true);

// A window that changes its shape gets the picture for it.
const shape = matchMedia("(max-width: 700px)");
async function reshape() {
	tellShape();
	if (document.getElementById("stage").dataset.shape === (shape.matches ? "narrow" : "wide")) return;
	try { await inTurn(async () => await take(await answer(await ask(location.href, { headers: fragment() })), "look")); } catch { /* it stays as it is */ }
}
shape.addEventListener("change", reshape);
reshape();
// A world that lives in this browser may have gone on before the page was made.
addEventListener("drydock-resumed", () => inTurn(async () => {
	const query = new URLSearchParams(location.search);
	query.set("lines", "all");
	await take(await answer(await ask(`?${query}`, { headers: fragment() })), "look");
	began = performance.now();
}).catch((error) => term.fault(error.message)));
addEventListener("drydock-fault", (event) => term.fault(event.detail));
// A phone stays where it is, at the picture, but what is typed goes here too.
if (document.activeElement === document.body && !document.body.matches(".embedded")) byId("input").focus({ preventScroll: true });
performance.mark("drydock-ready");
edit(false);
reveal(document.querySelector("#stage .selected")?.id);
