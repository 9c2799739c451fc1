// The terminal: history, keys and completion around a plain labelled input.
import { ask } from "./transport.js";

const MOST = 10000; // lines that stay in the page
const byId = (id) => document.getElementById(id);

export function terminal({ send }) {
	const form = byId("line"), input = byId("input"), scroll = byId("scroll"), lines = byId("lines");
	const history = [...document.querySelectorAll('[data-term-line="command"]')].map(typed).filter(Boolean), found = byId("found");
	let back = history.length, draft = "", tabbed = "", search = null, cut = "", leaving = false;
	const busy = () => byId("prompt").hasAttribute("data-busy");
	// The end of the output stays in sight, also when what is above it turns out
	// to be higher than was thought; but not while somebody reads further up.
	let atEnd = true;
	const down = () => { scroll.scrollTop = scroll.scrollHeight; atEnd = true; };
	for (const act of ["wheel", "touchmove", "keydown", "pointerdown", "pointerup"]) {
		scroll.addEventListener(act, () => requestAnimationFrame(() => { atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 40; }), { passive: true });
	}
	new ResizeObserver(() => { if (atEnd) down(); }).observe(lines);

	// typed is what stands behind the prompt of a command in the transcript.
	function typed(line) {
		return [...line.childNodes].filter((n) => !n.classList?.contains("prompt") && !n.classList?.contains("ask")).map((n) => n.textContent).join("").trim();
	}

	function note(text, kind) {
		const line = document.createElement("div");
		line.dataset.termLine = kind;
		line.className = "pending";
		line.textContent = text;
		lines.append(line);
		down();
	}

	function submit(source, body) {
		let echo = null; // shown when the request is under way: it does not wait for that
		if (source === form || body.get("kind") === "line") {
			const text = body.get("text") ?? "";
			if (source === form) input.value = "";
			if (text.trim() && !busy() && history.at(-1) !== text) history.push(text);
			back = history.length;
			draft = "";
			echo = byId("prompt").textContent + text;
		}
		if (!body.get("at")) body.set("at", byId("at").value);
		if (!body.has("terminal")) body.set("terminal", byId("terminal").value);
		body.set("shown", byId("terminal").value);
		if (!body.has("select")) body.set("select", byId("selection").value);
		send(form.action, body);
		if (echo !== null) note(echo, "command");
		if (source.closest(".terminal")) input.focus();
	}

	const key = (kind) => { input.value = ""; submit({ closest: () => true }, new URLSearchParams({ kind })); };

	function recall(step) {
		const next = Math.min(Math.max(back + step, 0), history.length);
		if (next === back) return;
		if (back === history.length) draft = input.value;
		back = next;
		input.value = back === history.length ? draft : history[back];
		input.setSelectionRange(input.value.length, input.value.length);
	}

	async function complete() {
		const line = input.value;
		const answer = await ask(`${form.dataset.complete}?line=${encodeURIComponent(line)}&terminal=${byId("terminal").value}`);
		if (!answer.ok || input.value !== line) return;
		const { candidates = [] } = await answer.json();
		if (!candidates.length) return;
		let common = candidates[0];
		for (const c of candidates) while (!c.startsWith(common)) common = common.slice(0, -1);
		if (candidates.length === 1 && !/[/ ]$/.test(common)) common += " "; // the word is complete
		if (common.length > line.length) input.value = common;
		else if (tabbed === line && candidates.length > 1) {
			const word = line.lastIndexOf(" ") + 1;
			note(candidates.map((c) => c.slice(word).trim()).join("  "), "stdout");
		}
		tabbed = input.value;
	}

	// seek looks for what is typed in the history, from the newest or from place on.
	function seek(place = history.length - 1) {
		const wanted = input.value;
		let i = wanted ? place : -1;
		while (i >= 0 && !history[i].includes(wanted)) i--;
		search.at = i;
		found.textContent = i >= 0 ? `Found: ${history[i]} (Enter runs it, Tab takes it, Ctrl-R goes on)` : wanted ? `Nothing in the history has ${wanted}` : "Search the history: type a part of a command";
	}

	function endSearch(text) {
		search = null;
		found.textContent = "";
		input.value = text;
	}

	const searching = {
		"Ctrl+r": () => seek(search.at - 1),
		Escape: () => endSearch(search.before),
		"Ctrl+g": () => endSearch(search.before),
		"Ctrl+c": () => endSearch(search.before),
		Tab: () => endSearch(history[search.at] ?? input.value),
		ArrowRight: () => endSearch(history[search.at] ?? input.value),
		Enter: () => { endSearch(history[search.at] ?? input.value); form.requestSubmit(); },
	};

	// kill takes a part of the line away and keeps it for Ctrl-Y.
	function kill(from, to) {
		cut = input.value.slice(from, to) || cut;
		input.value = input.value.slice(0, from) + input.value.slice(to);
		input.setSelectionRange(from, from);
	}
	const here = () => input.selectionStart;
	const wordBefore = () => input.value.slice(0, here()).replace(/\S+\s*$/, "").length;
	const go = (place) => input.setSelectionRange(place, place);

	function insert(text) {
		const at = here();
		input.setRangeText(text, at, input.selectionEnd, "end");
	}

	const chosen = () => input.selectionStart !== input.selectionEnd || String(getSelection());
	const keys = {
		ArrowUp: () => recall(-1),
		ArrowDown: () => recall(1),
		Tab: () => { if (!input.value || leaving) return false; complete(); },
		// Tab goes on from here, as it does from an empty line; a frame is left.
		Escape: () => {
			leaving = true;
			dispatchEvent(new Event("drydock-leave"));
		},
		"Ctrl+c": () => chosen() ? false : key("interrupt"),
		"Ctrl+z": () => busy() && key("suspend"),
		"Ctrl+d": () => input.value ? false : key("eof"),
		"Ctrl+l": () => lines.replaceChildren(),
		"Ctrl+r": () => { search = { before: input.value, at: history.length }; input.value = ""; seek(); },
		"Ctrl+a": () => go(0),
		"Ctrl+e": () => go(input.value.length),
		"Ctrl+u": () => kill(0, here()),
		"Ctrl+k": () => kill(here(), input.value.length),
		"Ctrl+w": () => kill(wordBefore(), here()),
		"Ctrl+y": () => insert(cut),
	};
	const press = (name) => {
		const act = (search ? searching : keys)[name];
		return act ? act() !== false : false;
	};
	input.addEventListener("keydown", (event) => {
		if (event.altKey || event.metaKey || event.shiftKey || event.isComposing) return;
		if (press((event.ctrlKey ? "Ctrl+" : "") + event.key)) event.preventDefault();
		if (event.key !== "Escape") leaving = false;
	});
	input.addEventListener("input", () => { if (search) seek(); });
	// Of several lines that are pasted each is entered but the last, which waits.
	input.addEventListener("paste", (event) => {
		const text = event.clipboardData?.getData("text") ?? "";
		if (!/[\r\n]/.test(text)) return;
		event.preventDefault();
		const list = text.split(/\r\n|\r|\n/);
		for (const line of list.slice(0, -1)) {
			insert(line);
			form.requestSubmit(form.querySelector(".enter"));
		}
		insert(list.at(-1));
	});
	byId("touch-keys").addEventListener("click", (event) => {
		const name = event.target.closest("[data-key]")?.dataset.key;
		if (!name) return;
		if (!press(name) && name.length === 1) insert(name);
		input.focus();
	});
	scroll.addEventListener("click", (event) => {
		if (!String(getSelection()) && !event.target.closest("button, a, input")) input.focus({ preventScroll: true });
	});
	down();

	return {
		submit,
		ahead: form.dataset.ahead,
		shown: () => {
			while (lines.childElementCount > MOST) lines.firstElementChild.remove();
			if (scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 400) down();
		},
		answered: () => {
			for (const p of lines.querySelectorAll(".pending")) p.remove();
			down();
		},
		fault: (text) => setTimeout(() => note(text, "stderr")),
	};
}
