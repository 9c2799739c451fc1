// A lab in a frame of another page: what the frame's address asks for, and what
// the page around is told. Every message is an object with the name of what
// happened in drydock:
//
//	to the page around                       from it
//	ready     the frame can be used          run    line: types a line
//	started   the world is there             reset  begins anew
//	height    height, in pixels              start  fetches the world
//	progress  met, of: goals of the lesson   theme  theme: auto, light, dark
//	command   count: inputs so far
//	transcript  text: what stands in the terminal
//	leave     the keyboard goes on after the frame
//	failed    why
const asked = new URLSearchParams(location.search);
const root = document.documentElement, byId = (id) => document.getElementById(id);
const tell = (drydock, more) => { if (parent !== window) parent.postMessage({ drydock, ...more }, "*"); };
const yes = (name) => asked.has(name) && !["false", "0", "no"].includes(asked.get(name));

// A frame moves nothing of the page around it, and takes the focus from nothing.
Element.prototype.scrollIntoView = () => {};
const focus = HTMLElement.prototype.focus;
HTMLElement.prototype.focus = function (options) { if (document.hasFocus()) focus.call(this, { ...options, preventScroll: true }); };

const themed = (theme) => { ["light", "dark", "contrast"].includes(theme) ? root.dataset.theme = theme : delete root.dataset.theme; };
themed(asked.get("theme"));
root.dataset.show = ["terminal", "picture"].includes(asked.get("show")) ? asked.get("show") : "both";
root.dataset.height = /^\d+$/.test(asked.get("height")) ? "fixed" : "auto";
if (yes("readonly")) {
	root.dataset.readonly = "";
	byId("input").disabled = true;
}
const speed = byId("speed"), factor = Number.parseFloat(asked.get("speed"));
if (speed && factor > 0) {
	speed.value = Math.max(speed.min, Math.min(speed.max, Math.round(Math.log2(factor))));
	speed.dispatchEvent(new Event("input"));
}

// The commands of the frame's address stand above the terminal, each as a form
// that types it.
const most = 50, longest = 8192;
const commands = asked.getAll("commands").flatMap((c) => c.split(/\r?\n/)).map((c) => c.trim()).filter((c) => c && c.length <= longest).slice(0, most);
const line = byId("line");
function form(text) {
	const f = document.createElement("form"), b = document.createElement("button");
	Object.assign(f, { method: "post", action: line.action });
	f.dataset.input = "";
	for (const [name, value] of [["kind", "line"], ["text", text]]) {
		const i = document.createElement("input");
		Object.assign(i, { type: "hidden", name, value });
		f.append(i);
	}
	b.textContent = text;
	f.append(b);
	return f;
}
if (commands.length) {
	const list = document.createElement("ol");
	list.className = "commands";
	list.setAttribute("aria-label", "Commands to run");
	for (const c of commands) {
		const item = document.createElement("li");
		item.append(form(c));
		list.append(item);
	}
	document.querySelector(".terminal").prepend(list);
	document.addEventListener("submit", (event) => event.target.closest(".commands li")?.classList.add("done"));
}

// run types a line as if a button had been pressed: nothing takes the focus.
function run(text) {
	const f = form(String(text).slice(0, longest));
	f.hidden = true;
	document.body.append(f);
	f.requestSubmit();
	f.remove();
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));
async function autorun() {
	const lines = commands.length ? commands : [...document.querySelectorAll("#lesson .type input[name=text], #lesson .type button[name=text]")].map((e) => e.value);
	for (const l of lines) {
		run(l);
		do await pause(300); while (document.querySelector("#lines .pending") || document.querySelector("#motion > *"));
		await pause(600 / (factor > 0 ? factor : 1));
	}
	tell("played", { count: lines.length });
}
if (yes("autorun")) {
	const seen = new IntersectionObserver((list) => {
		if (!list.some((e) => e.isIntersecting)) return;
		seen.disconnect();
		autorun();
	});
	seen.observe(document.querySelector("main"));
}

// News for the page around.
let height = 0;
const grown = () => {
	const now = Math.ceil(document.body.getBoundingClientRect().height);
	if (now === height) return;
	height = now;
	tell("height", { height });
};
new ResizeObserver(grown).observe(document.body);
let said = "";
function news() {
	const text = [...document.querySelectorAll("#lines > [data-term-line]:not(.pending)")].map((l) => [...l.childNodes].filter((n) => !n.classList?.contains("ask")).map((n) => n.textContent).join("")).join("\n");
	if (text !== said) {
		said = text;
		tell("transcript", { text });
		tell("command", { count: document.querySelectorAll('#lines > [data-term-line="command"]:not(.pending)').length });
	}
	const ticks = document.querySelectorAll("#lesson .goal .tick, #lesson .tick").length;
	if (ticks) {
		const [, met, of] = byId("lesson").querySelector(".progress").textContent.match(/(\d+) of (\d+)/) ?? [];
		if (of && root.dataset.met !== met) tell("progress", { met: +(root.dataset.met = met), of: +of });
	}
}
new MutationObserver(news).observe(document.querySelector("main"), { subtree: true, childList: true });
addEventListener("drydock-world", ({ detail }) => {
	if (detail.state === "ready") tell("started");
	if (detail.state === "failed") tell("failed", { why: detail.why });
});
addEventListener("drydock-leave", () => {
	document.activeElement?.blur(); // Tab goes on from here
	tell("leave");
});
addEventListener("message", ({ source, data }) => {
	if (source !== parent || parent === window) return;
	if (data?.drydock === "run" && typeof data.line === "string") run(data.line);
	if (data?.drydock === "theme") themed(data.theme);
	if (data?.drydock === "start") dispatchEvent(new Event("drydock-start"));
	if (data?.drydock === "reset") dispatchEvent(new Event("drydock-reset"));
});
// A server's frame has its world at once, and is found again by its lab.
if (!document.querySelector('meta[name="drydock-world"]')) {
	const query = new URLSearchParams(location.search), lab = location.pathname.split("/").at(-1);
	for (const name of ["at", "line", "select", "terminal"]) query.delete(name); // those are of the lab
	const place = `drydock-frame?${query}`;
	try { localStorage.setItem(place, lab); } catch { /* nothing is kept here */ }
	addEventListener("drydock-reset", () => {
		try { localStorage.removeItem(place); } catch { /* as above */ }
		location.replace(`/embed?${query}`);
	});
	queueMicrotask(() => tell("started"));
}
tell("ready");
news();
grown();
