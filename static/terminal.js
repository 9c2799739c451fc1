// The terminal: history, keys and completion around a plain labelled input.
const byId = (id) => document.getElementById(id);

export function terminal({ send }) {
	const form = byId("line"), input = byId("input"), scroll = byId("scroll"), lines = byId("lines");
	const history = [...document.querySelectorAll('[data-term-line="command"]')].map(typed).filter(Boolean);
	let back = history.length, draft = "", tabbed = "";
	const busy = () => byId("prompt").hasAttribute("data-busy");
	const down = () => { scroll.scrollTop = scroll.scrollHeight; };

	// typed is what stands behind the prompt of a command in the transcript.
	function typed(line) {
		return [...line.childNodes].filter((n) => !n.classList?.contains("prompt")).map((n) => n.textContent).join("").trim();
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
		if (source === form || body.get("kind") === "line") {
			const text = body.get("text") ?? "";
			if (source === form) input.value = "";
			if (text.trim() && !busy() && history.at(-1) !== text) history.push(text);
			back = history.length;
			draft = "";
			note(byId("prompt").textContent + text, "command");
		}
		if (!body.get("at")) body.set("at", byId("at").value);
		if (!body.has("select")) body.set("select", byId("selection").value);
		send(form.action, body);
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
		const answer = await fetch(`${form.dataset.complete}?line=${encodeURIComponent(line)}`);
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

	const chosen = () => input.selectionStart !== input.selectionEnd || String(getSelection());
	const keys = {
		ArrowUp: () => recall(-1),
		ArrowDown: () => recall(1),
		Tab: () => { if (!input.value) return false; complete(); },
		"Ctrl+c": () => chosen() ? false : key("interrupt"),
		"Ctrl+d": () => input.value ? false : key("eof"),
		"Ctrl+l": () => lines.replaceChildren(),
	};
	input.addEventListener("keydown", (event) => {
		if (event.altKey || event.metaKey || event.shiftKey || event.isComposing) return;
		const act = keys[(event.ctrlKey ? "Ctrl+" : "") + event.key];
		if (act && act() !== false) event.preventDefault();
	});
	scroll.addEventListener("click", (event) => {
		if (!String(getSelection()) && !event.target.closest("button, a, input")) input.focus({ preventScroll: true });
	});
	down();

	return {
		submit,
		ahead: form.dataset.ahead,
		shown: () => {
			if (scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 400) down();
		},
		answered: () => {
			for (const p of lines.querySelectorAll(".pending")) p.remove();
			down();
		},
		fault: (text) => setTimeout(() => note(text, "stderr")),
	};
}
