// How the page's script asks for things where no server answers: requests go to
// a worker in which the same handlers run. It has the interface of transport.js.
//
// The page says in <meta name="drydock-world"> where its world is: JSON with
//   base    where the site begins, relative to the page
//   worker  the worker's script
//   wasm    the small program that answers first, whole the whole one: lists of
//           {url, packing}; files the same as scripts, for a page from a file; all tells that the lab needs the whole one at once
//   lessons those of the site, on a page about none; others the languages of
//           the same lesson
//   lab     the lab, as the worker opens it; lesson: the address of its lesson
//   start   "load" or "touch": when the program is fetched
import { mark } from "./mark.js";

const spec = JSON.parse(document.querySelector('meta[name="drydock-world"]').content);
const params = new URLSearchParams(location.search), framed = spec.start === "touch";
// A page that is about nothing leads to the lesson that its address names.
const wanted = params.get("lesson");
if (wanted && spec.lessons?.includes(wanted)) {
	params.delete("lesson");
	location.replace(new URL(`${spec.base}${framed ? "embed" : "lessons"}/${wanted}.html${params.size ? `?${params}` : ""}${location.hash}`, document.baseURI));
}
if (spec.others?.includes(params.get("lang"))) location.replace(location.href.replace(/\.html/, `-${params.get("lang")}.html`));
// In frames each lab is one of its own, of the same world: by the page around,
// its place there and its commands.
const drawn = spec.lab.id;
if (framed) spec.lab = { ...spec.lab, seed: drawn, id: drawn.slice(0, -12) + mark(JSON.stringify([params.get("id"), params.getAll("commands")])) };
// What stands behind # in the address, or asks for a lab, is a lab of its own.
const shared = location.hash.startsWith("#lab=") ? { link: location.hash.slice(1) } : params.has("run") || params.has("stack") ? { query: location.search } : null;
// A file that was opened here is at hand until its lab has been made of it.
const opens = /^[0-9a-f]{12}$/.test(params.get("opened")) ? params.get("opened") : null;
if (opens) {
	delete spec.answers;
	let file = null;
	try { file = sessionStorage.getItem(`drydock-open-${opens}`); } catch { /* nothing is kept here */ }
	spec.lab = { ...spec.lab, seed: drawn, id: drawn.slice(0, -12) + opens, opened: true, file };
}
if (shared) delete spec.answers; // those are for another lab
if (shared) spec.lab = { ...spec.lab, seed: drawn, ...shared, id: drawn.slice(0, -12) + mark(JSON.stringify(shared)) };
addEventListener("hashchange", () => { if (location.hash.startsWith("#lab=")) location.reload(); });
const absolute = (url) => new URL(url, document.baseURI).href;
const waiting = new Map();
let port = null, last = 0, state = "asleep";

// say tells the page, and who listens to it, how the world stands: asleep,
// loading, ready, failed.
function say(now, detail) {
	state = now;
	document.documentElement.dataset.world = now;
	dispatchEvent(new CustomEvent("drydock-world", { detail: { state: now, ...detail } }));
}

function heard({ data }) {
	if (data.loaded !== undefined) return say("loading", { loaded: data.loaded, total: data.total });
	if (data.further !== undefined) return dispatchEvent(new CustomEvent("drydock-further", { detail: data.further }));
	const w = waiting.get(data.id);
	if (!w) return;
	waiting.delete(data.id);
	data.error === undefined ? w.done(data) : w.fail(new Error(data.error));
}

function tell(message) {
	return new Promise((done, fail) => {
		waiting.set(++last, { done, fail });
		port.postMessage({ ...message, id: last });
	});
}

// connect reaches the worker: one for all pages and frames of this site where
// the browser has shared workers, else one for this page.
function connect() {
	if (window.drydockPacked) return alone(URL.createObjectURL(new Blob([window.drydockWorker], { type: "text/javascript" })));
	try {
		const shared = new SharedWorker(absolute(spec.worker), { name: "drydock" });
		shared.addEventListener("error", () => broken("its worker does not start"));
		return shared.port;
	} catch { return alone(absolute(spec.worker)); }
}

function alone(url) {
	const worker = new Worker(url);
	worker.addEventListener("error", (event) => broken(event.message));
	return worker;
}

function broken(why) {
	say("failed", { why });
	for (const w of waiting.values()) w.fail(new Error(`the world cannot be loaded: ${why}`));
	waiting.clear();
}

const at = (list) => (list ?? []).map((w) => ({ ...w, url: absolute(w.url) }));
// fromFile loads what a page from a file may not fetch: the world and what the
// page needs, as scripts.
const script = (url) => new Promise((done, fail) => {
	const e = document.createElement("script");
	Object.assign(e, { src: absolute(url), onload: done, onerror: () => fail(new Error("a page from a file may not load it: put the folder on a web server, as with python3 -m http.server")) });
	document.head.append(e);
});
let there = null;
const fromFile = () => there ??= (async () => { for (const url of spec.files ?? []) await script(url); })();

let opened = null;
// start fetches the world and opens the lab, once.
export function start() {
	opened ??= (async () => {
		say("loading");
		if (location.protocol === "file:") await fromFile();
		port = connect();
		port.addEventListener("message", heard);
		port.start?.();
		const lesson = spec.lesson && (window.drydockLesson ?? await (await fetch(absolute(spec.lesson))).json());
		if (wanted && spec.lessons && !spec.lessons.includes(wanted)) dispatchEvent(new CustomEvent("drydock-fault", { detail: `There is no lesson ${wanted} here.` }));
		const { resumed, refused, at: moment, line, done, of } = await tell({ open: { ...spec.lab, lesson }, wasm: at(spec.wasm), whole: at(spec.whole), all: spec.all, packed: window.drydockPacked });
		const look = new URLSearchParams(location.search); // the page may have gone on meanwhile
		if (moment !== undefined && !look.has("at")) for (const [k, v] of [["at", moment], ["line", line]]) look.set(k, v), params.set(k, v);
		if (of !== undefined) look.set("select", `opened/${done}/${of}`);
		if (moment !== undefined || of !== undefined) history.replaceState(null, "", `?${look}${location.hash}`);
		say("ready", { resumed });
		if (refused) dispatchEvent(new CustomEvent("drydock-fault", { detail: refused }));
		if (resumed || params.has("select") || params.has("at")) dispatchEvent(new Event("drydock-resumed"));
	})().catch((error) => {
		broken(error.message);
		throw error;
	});
	return opened;
}

const fragment = { "X-Drydock": "fragment" };
const path = (url) => {
	const u = new URL(url, document.baseURI);
	return (u.pathname.match(/\/(api\/)?labs\/.*/)?.[0] ?? `/labs/${spec.lab.id}`).replace(drawn, spec.lab.id) + u.search;
};

// The answers to the lines that a lesson has typed first were written down when
// the site was made, from the same world: who types them before the world is
// there need not wait. The world does them too, and is shown once it is there.
const used = `drydock-used-${spec.lab.id}`;
let given = 0; // answers so far from the site, below 0 once the world answers
try { if (localStorage.getItem(used)) given = -1; } catch { /* nothing is kept, so nothing was */ }
let answers = null;
async function foreseen(init) {
	const body = new URLSearchParams(init.body ?? "");
	try { localStorage.setItem(used, "1"); } catch { /* as above */ }
	if (given < 0 || state === "ready" || !spec.answers || body.get("kind") !== "line" || body.get("terminal")) {
		given = -1;
		return null;
	}
	try { answers ??= window.drydockAnswers ?? location.protocol === "file:" ? (await fromFile(), window.drydockAnswers) : await (await fetch(absolute(spec.answers))).json(); } catch { answers = []; }
	const known = answers[given]?.line === body.get("text") && state !== "ready" ? answers[given].html : null;
	given = known ? given + 1 : -1;
	return known;
}
// ask is fetch, answered by the world: what is asked before it is there waits.
export async function ask(url, init = {}) {
	if (init.method === "POST" && spec.answers) {
		const html = await foreseen(init);
		if (html) {
			really(url, init).then(settle, () => {});
			return new Response(html.replaceAll(drawn, spec.lab.id), { headers: { "Content-Type": "text/html" } });
		}
	}
	return really(url, init);
}

// settle shows the world's own answers in the place of those foreseen.
let settling = null;
function settle() {
	clearTimeout(settling);
	settling = setTimeout(() => dispatchEvent(new Event("drydock-resumed")), 50);
}

async function really(url, init) {
	await start();
	const headers = { "X-Drydock-Page": location.href.split(/[?#]/)[0], "X-Drydock-Site": site(""), Cookie: document.cookie || `shape=${matchMedia("(max-width: 700px)").matches ? "narrow" : "wide"}`, ...init.headers };
	const body = init.body ? String(init.body) : "";
	if (body) headers["Content-Type"] = "application/x-www-form-urlencoded";
	const a = await tell({ ask: { method: init.method ?? "GET", url: path(url), headers, body } });
	if (a.status === 303) return really(a.headers.Location, { headers: fragment });
	const html = a.body.replaceAll('src="/badge.svg"', `src="${site("badge.svg")}"`).replaceAll('href="/open"', `href="${site("open.html")}"`);
	return new Response(html, { status: a.status, headers: a.headers });
}

// forget lets the lab begin anew.
export async function forget() {
	await start();
	await tell({ forget: spec.lab.id });
	try { localStorage.removeItem(used); } catch { /* nothing is kept */ }
}

// What would lead to another page of a server leads to this site's.
const site = (to) => absolute(spec.base + to);
function elsewhere(url) {
	const u = new URL(url, document.baseURI), lesson = u.pathname.match(/\/learn\/([a-z0-9-]+)$/)?.[1];
	if (u.origin !== location.origin && u.origin !== "null") return null;
	if (/^\/labs\/[0-9a-f-]{36}\//.test(u.pathname)) return { inside: u.pathname + u.search };
	if (lesson && lesson !== "format") return { to: site(`lessons/${lesson}.html`) };
	if (u.pathname === "/open") return { to: site("open.html") };
	if (u.pathname === "/learn" || u.pathname === "/") return { to: site("index.html") };
	return null;
}
// What a server would send as a file is made here.
async function save(link) {
	const answer = await ask(link.href), blob = new Blob([await answer.text()]), to = document.createElement("a");
	to.href = URL.createObjectURL(blob);
	to.download = answer.headers.get("Content-Disposition")?.match(/filename="([^"]+)"/)?.[1] ?? "drydock";
	to.click();
	setTimeout(() => URL.revokeObjectURL(to.href), 60000);
}
document.addEventListener("click", (event) => {
	const link = event.target.closest?.("a[href]");
	if (link?.hasAttribute("download") && /\/labs\/[^/]+\/share\//.test(link.pathname)) {
		event.preventDefault();
		return save(link);
	}
	if (!link || link.getAttribute("href").startsWith("?") || link.getAttribute("href").startsWith("#")) return;
	const where = elsewhere(link.href);
	if (!where) return;
	event.preventDefault();
	where.to ? location.assign(where.to) : show(where.inside);
}, true);
document.addEventListener("submit", async (event) => {
	const form = event.target, action = new URL(form.getAttribute("action") ?? "", document.baseURI);
	if (form.dataset.input !== undefined || form.dataset.look !== undefined || form.dataset.watch !== undefined) return;
	if (action.pathname.endsWith("/labs")) {
		event.preventDefault();
		event.stopImmediatePropagation();
		await forget();
		location.reload();
		return;
	}
	const where = elsewhere(action);
	if (!where) return;
	event.preventDefault();
	event.stopImmediatePropagation();
	if (where.to) return location.assign(where.to);
	const fields = new URLSearchParams(new FormData(form, event.submitter));
	if (form.method === "post") {
		await ask(where.inside, { method: "POST", body: fields });
		location.reload();
	} else show(`${where.inside.split("?")[0]}?${fields}`);
}, true);

// Pages that a server would answer with are shown in a frame above this one.
async function show(url) {
	let sheet = document.getElementById("sheet-above");
	if (!sheet) {
		sheet = document.createElement("dialog");
		sheet.id = "sheet-above";
		const form = document.createElement("form"), close = document.createElement("button"), frame = document.createElement("iframe");
		form.method = "dialog";
		form.dataset.look = "";
		close.textContent = "Close";
		form.append(close);
		sheet.append(form, frame);
		document.body.append(sheet);
	}
	const frame = sheet.querySelector("iframe");
	await fill(frame, url);
	frame.title = frame.contentDocument?.title || "Looked at";
	if (!sheet.open) sheet.showModal();
}

// fill gives a frame the page it would have loaded. Its links lead on within it.
async function fill(frame, url, free = true) {
	const answer = await ask(url, { headers: { "Sec-Fetch-Dest": "iframe" } });
	const page = new DOMParser().parseFromString(await answer.text(), "text/html");
	for (const e of page.querySelectorAll("script")) e.remove();
	for (const e of page.querySelectorAll('link[rel="stylesheet"]')) e.href = absolute(spec.styles[e.getAttribute("href").split("/").at(-1)] ?? e.getAttribute("href"));
	for (const e of page.querySelectorAll('link[rel="icon"]')) e.remove();
	await new Promise((done) => {
		frame.addEventListener("load", done, { once: true });
		frame.srcdoc = `<!DOCTYPE html>${page.documentElement.outerHTML}`;
	});
	frame.dataset.from = url;
	if (!free || !frame.contentDocument) return;
	frame.contentDocument.addEventListener("click", (event) => {
		const link = event.target.closest?.("a[href]");
		if (!link || link.getAttribute("href").startsWith("#")) return;
		event.preventDefault();
		const to = new URL(link.getAttribute("href"), new URL(url, location.origin)), where = elsewhere(location.origin + to.pathname + to.search);
		if (where?.inside) return fill(frame, where.inside);
		document.getElementById("sheet-above")?.close();
	});
	frame.contentDocument.addEventListener("submit", (event) => {
		event.preventDefault();
		const form = event.target, to = new URL(form.getAttribute("action") || url, location.origin);
		fill(frame, `${to.pathname}?${new URLSearchParams(new FormData(form, event.submitter))}`);
	});
}

// Frames within the page are filled as soon as they are there.
const fillFrames = (root) => {
	for (const f of root.querySelectorAll?.('iframe[src^="/labs/"]') ?? []) {
		const url = f.getAttribute("src");
		if (f.dataset.from === url) continue;
		f.removeAttribute("src");
		f.dataset.from = url;
		fill(f, url, false);
	}
};
new MutationObserver((list) => { for (const m of list) fillFrames(m.target.parentElement ?? m.target); })
	.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["src"] });

// The page says how far the world is, and that what is typed is not lost.
const status = document.createElement("p");
status.id = "world-status";
status.className = "world-status";
status.setAttribute("role", "status");
document.querySelector(".terminal")?.append(status);
addEventListener("drydock-world", ({ detail: { state, loaded, total, why } }) => {
	const part = loaded ? `: ${Math.min(99, Math.round(100 * loaded / total))} %` : "";
	const text = { loading: `The simulator is on its way${part}. What you type is kept.`, failed: `This page stays as it is: ${why}.` }[state] ?? "";
	if (status.textContent !== text) status.textContent = text;
});
addEventListener("drydock-further", ({ detail }) => {
	const text = detail ? `More of the simulator is on its way: ${Math.min(99, Math.round(100 * detail.loaded / detail.total))} %. What you type is kept.` : "";
	if (status.textContent !== text) status.textContent = text;
});

// On a page of its own the program is fetched once the page is painted, in a
// frame of another page when somebody touches it.
if (spec.start === "load") requestAnimationFrame(() => setTimeout(() => start().catch(() => {})));
else {
	for (const touch of ["pointerdown", "focusin", "keydown"]) addEventListener(touch, () => start().catch(() => {}), { once: true });
	addEventListener("drydock-start", () => start().catch(() => {}));
	addEventListener("drydock-reset", async () => {
		await forget();
		location.reload();
	});
}
// The rest of the site is kept once the world is there: it takes nothing of the
// network before that.
if (location.protocol.startsWith("http") && spec.keeper) addEventListener("drydock-world", ({ detail: { state } }) => {
	if (state === "ready" || state === "failed") navigator.serviceWorker?.register(absolute(spec.base + spec.keeper)).catch(() => {}); // it works without
});
