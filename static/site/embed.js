// <drydock-lab>: a lab within another page. Attributes:
//
//	lesson    a lesson of the site this script comes from
//	commands  lines to run, one a line; instead of a lesson, or beside it
//	height    auto (default), or a number of pixels
//	theme     auto (default), light, dark
//	show      both (default), terminal, picture
//	lang      a language: of a lesson the site may have a file LESSON-LANG, which
//	          is shown then. The words around it stay English
//	readonly  nobody types: the commands can be run
//	autorun   the commands run when the lab is seen
//	speed     of motion: 1 (default), 0.5, 2, …
//
// What stands within the element is shown until the lab has been drawn, and on
// paper until something was run; then paper has the transcript. Events, each
// with the frame's message as detail: drydock-ready, drydock-started,
// drydock-height, drydock-progress, drydock-command, drydock-transcript,
// drydock-played, drydock-failed. Methods: run(line), reset(), start().
//
// The script may be a module, or a plain one where the host of the site does not
// let other origins read it (a module is asked for with CORS).
(() => {
const own = document.currentScript ?? [...document.querySelectorAll('script[src$="embed.js"]')].at(-1);
const site = new URL("./", own?.src ?? location.href);
const passed = ["height", "theme", "show", "lang", "readonly", "autorun", "speed", "commands"];
let count = 0;

class Lab extends HTMLElement {
	static observedAttributes = ["theme"];

	connectedCallback() {
		if (this.shadowRoot) return;
		const shadow = this.attachShadow({ mode: "open" });
		const sheet = new CSSStyleSheet();
		sheet.replaceSync(`
			:host { display: block; margin: 1em 0; }
			:host([hidden]) { display: none; }
			iframe { display: block; width: 100%; border: 1px solid light-dark(#c3cbd5, #3a4654); border-radius: 8px; }
			pre { display: none; white-space: pre-wrap; overflow-wrap: anywhere; font: 12px/1.5 ui-monospace, monospace; margin: 0; }
			.end { position: absolute; outline: none; }
			@media print {
				iframe, .run slot { display: none; }
				.run pre { display: block; }
			}`);
		shadow.adoptedStyleSheets = [sheet];
		this.box = document.createElement("div");
		this.paper = document.createElement("pre");
		this.end = document.createElement("span");
		this.end.className = "end";
		this.end.tabIndex = -1;
		this.box.append(document.createElement("slot"), this.paper);
		shadow.append(this.box, this.end);
		this.number = ++count;
		new IntersectionObserver((list, me) => {
			if (!list.some((e) => e.isIntersecting)) return;
			me.disconnect();
			this.draw();
		}, { rootMargin: "200px" }).observe(this);
	}

	attributeChangedCallback(name, old, value) { this.tell({ drydock: "theme", theme: value }); }

	get address() {
		const lesson = this.getAttribute("lesson") ?? "", url = new URL(`embed/${/^[a-z0-9-]+$/.test(lesson) ? lesson : "index"}.html`, site);
		for (const name of passed) if (this.hasAttribute(name)) url.searchParams.set(name, this.getAttribute(name));
		url.searchParams.set("id", `${location.pathname}#${this.id || this.number}`);
		return url;
	}

	draw() {
		const fixed = Number.parseInt(this.getAttribute("height"), 10);
		const frame = this.frame = document.createElement("iframe");
		frame.title = this.getAttribute("title") ?? (this.hasAttribute("lesson") ? `Drydock: ${this.getAttribute("lesson")}` : "Drydock: a simulated Docker host");
		frame.style.height = `${fixed || Math.max(480, this.box.getBoundingClientRect().height)}px`;
		frame.allow = "clipboard-write";
		frame.src = this.address;
		addEventListener("message", (event) => { if (event.source === frame.contentWindow && event.origin === site.origin || event.source === frame.contentWindow && site.protocol === "file:") this.heard(event.data); });
		this.box.prepend(frame);
	}

	heard(data) {
		if (typeof data?.drydock !== "string") return;
		if (data.drydock === "ready") this.box.querySelector("slot")?.remove(); // now the frame says it all
		if (data.drydock === "height" && !Number.parseInt(this.getAttribute("height"), 10)) this.frame.style.height = `${Math.min(Math.max(data.height, 120), 4000) + 2}px`;
		if (data.drydock === "transcript" && data.text) {
			this.paper.textContent = data.text;
			this.box.className = "run";
		}
		if (data.drydock === "leave") this.leave();
		this.dispatchEvent(new CustomEvent(`drydock-${data.drydock}`, { detail: data, bubbles: true }));
	}

	// leave puts the focus on what comes after the lab.
	leave() {
		const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, iframe, drydock-lab, [tabindex]:not([tabindex='-1'])")];
		const next = all.find((e) => this.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING && !this.contains(e) && !e.disabled && e.getClientRects().length);
		next && !(next instanceof Lab) ? next.focus() : this.end.focus({ preventScroll: true });
	}

	tell(message) { this.frame?.contentWindow?.postMessage(message, site.protocol === "file:" ? "*" : site.origin); }
	run(line) { this.tell({ drydock: "run", line }); }
	reset() { this.tell({ drydock: "reset" }); }
	start() { this.tell({ drydock: "start" }); }
}

if (!customElements.get("drydock-lab")) customElements.define("drydock-lab", Lab);
})();
