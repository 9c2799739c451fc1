// Shows how the picture came to be. The picture in the page is right before any
// of this begins: what moves is a copy in the layer #motion, and the token
// itself is only unseen for as long.
const HOP = 340; // milliseconds from one zone to the next at speed 1
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const byId = (id) => document.getElementById(id);
const tokens = () => document.querySelectorAll("#stage .token");

const at = (token) => {
	const r = token.querySelector(".hit");
	return { x: +r.getAttribute("x"), y: +r.getAttribute("y") };
};
const middle = (zone) => {
	const r = byId(`zone-${zone}`)?.querySelector("rect");
	if (!r) return null;
	const v = (name) => +r.getAttribute(name);
	return { x: v("x") + v("width") / 2 - 40, y: v("y") + v("height") / 2 - 50 };
};

// snapshot remembers where every token stands.
export function snapshot() {
	const seen = new Map();
	for (const t of tokens()) seen.set(t.id, { ...at(t), zone: t.dataset.zone, token: t });
	return seen;
}

const pace = () => calm.matches ? 0 : +(byId("speed")?.value ?? 1);

// follow lets tokens glide to where a change beside them has put them.
export function follow(before, busy = new Set(), speed = pace()) {
	if (!speed) return;
	for (const t of tokens()) {
		const old = before.get(t.id), now = at(t);
		if (!old || busy.has(t.id) || old.x === now.x && old.y === now.y) continue;
		t.animate([{ transform: `translate(${old.x - now.x}px,${old.y - now.y}px)` }, { transform: "none" }],
			{ duration: 240 / speed, easing: "ease-out" });
	}
}

let until = 0;

// playing tells whether something still moves.
export const playing = () => performance.now() < until;

// play shows a result's moves in their order; what happened at one moment of
// simulated time begins together.
export function play(before, result) {
	const speed = pace();
	if (!speed) return;
	const busy = new Set(), plan = [];
	let clock = 0;
	const moves = result.moves ?? [];
	moves.forEach((move, i) => {
		const show = shows[move.kind]?.(move, before, moves);
		if (!show) return;
		if (show.token) busy.add(show.token.id);
		plan.push({ ...show, start: clock });
		const next = moves[i + 1], together = next && next.at === move.at && next.kind === move.kind;
		clock += together || move.kind === "layer" && next?.kind === "layer" ? 90 : show.length;
	});
	reveal([...busy].at(-1));
	const squeeze = Math.min(1, 4000 / Math.max(clock, 1)) / speed;
	until = performance.now() + (clock + 700) * squeeze;
	for (const p of plan) p.run(p.start * squeeze, squeeze);
	follow(before, busy, speed);
	for (const t of tokens()) {
		if (!before.has(t.id) && !busy.has(t.id)) t.animate([{ opacity: 0 }, { opacity: 1 }], { duration: 300 / speed });
	}
	for (const [id, old] of before) {
		if (!byId(id)) leave(old, speed);
	}
}

// reveal pans a narrow stage to where something arrived.
export function reveal(id) {
	const pan = byId("pan"), token = id && byId(id);
	if (!token || pan.scrollWidth <= pan.clientWidth) return;
	const box = token.getBoundingClientRect(), all = pan.getBoundingClientRect();
	pan.scrollTo({ left: pan.scrollLeft + box.left + box.width / 2 - all.left - all.width / 2, behavior: "smooth" });
}

// copy is a token or slab in the layer of motion: seen, but not there.
function copy(element) {
	const c = element.cloneNode(true);
	for (const e of [c, ...c.querySelectorAll("*")]) {
		for (const name of ["id", "href", "tabindex", "data-node", "data-name", "data-state", "aria-label"]) e.removeAttribute(name);
	}
	c.setAttribute("pointer-events", "none");
	byId("motion")?.append(c);
	return c;
}

function leave(old, speed) {
	const c = copy(old.token);
	c.animate([{ opacity: 1 }, { opacity: 0, transform: "translate(0,14px)" }], { duration: 320 / speed, easing: "ease-in" }).onfinish = () => c.remove();
}

// fly moves a copy of element through points, relative to where it stands. What
// was there before waits at its old place for its turn.
function fly(element, points, start, length, waits) {
	const c = copy(element);
	const frames = points.map((p) => ({ transform: `translate(${p.x}px,${p.y}px)`, opacity: 1, easing: "ease-in-out" }));
	element.animate([{ opacity: 0 }, { opacity: 0 }], { duration: length + start });
	if (!waits) c.animate([{ opacity: 0 }, { opacity: 0 }], { duration: start });
	c.animate(frames, { duration: length, delay: start, fill: waits ? "backwards" : "none" }).onfinish = () => c.remove();
}

function light(from, to, start, length) {
	const edge = byId(`edge-${from}-${to}`);
	if (!edge) return;
	setTimeout(() => edge.classList.add("lit"), start);
	setTimeout(() => edge.classList.remove("lit"), start + length);
}

const named = (zone, name) => name && document.querySelector(`#zone-${zone} .token[data-name="${CSS.escape(name)}"]`);

const shows = {
	travel(move, before, moves) {
		const last = move.zones.at(-1);
		const token = byId(move.token) ?? named(last, move.name);
		if (!token || token.dataset.zone !== last) return null;
		const old = before.get(token.id), end = at(token);
		const slabs = new Set([...token.querySelectorAll(".slab")].map((s) => s.dataset.id));
		if (!old && move.name && moves.some((m) => m.kind === "layer" && slabs.has(m.token))) return null;
		const from = old?.zone ?? move.from;
		if (!from) return null;
		const source = named(from, move.source ?? move.name);
		const begin = old ?? (source ? at(source) : middle(from));
		if (!begin) return null;
		const stops = [begin, ...move.zones.slice(0, -1).map(middle), end].map((p) => ({ x: p.x - end.x, y: p.y - end.y }));
		const length = HOP * move.zones.length;
		return {
			token, length,
			run(start, squeeze) {
				fly(token, stops, start, length * squeeze, !!old);
				[from, ...move.zones].forEach((zone, i, all) => {
					if (i) light(all[i - 1], zone, start + (i - 1) * HOP * squeeze, HOP * squeeze);
				});
				if (move.zones.length > 1) light(from, "running", start, 2 * HOP * squeeze);
			},
		};
	},
	layer(move) {
		const id = CSS.escape(move.token);
		const slabs = document.querySelectorAll(`#zone-images .slab[data-id="${id}"]`);
		const slab = slabs[slabs.length - 1];
		const source = document.querySelector(`#zone-registry .slab[data-id="${id}"]`);
		if (!slab || !source) return null;
		const v = (e, name) => +e.getAttribute(name);
		const from = { x: v(source, "x") - v(slab, "x"), y: v(source, "y") - v(slab, "y") };
		return {
			token: slab.closest(".token"), length: HOP,
			run(start, squeeze) {
				fly(slab, [from, { x: 0, y: 0 }], start, HOP * squeeze);
				light("registry", "images", start, HOP * squeeze);
			},
		};
	},
	signal(move, before) { return spark(move, before, "M0 0l7-12h-4l4-9l-10 12h4z", { x: -46, y: -26 }); },
	file(move, before) { return spark(move, before, "M0 0h8l4 4v11h-12z", { x: 20, y: 46 }); },
	refuse() {
		const marked = document.querySelectorAll("#stage .refused, #stage .notice");
		if (!marked.length) return null;
		return {
			length: 300,
			run(start, squeeze) {
				const x = (n) => ({ transform: `translate(${n}px,0)` });
				for (const m of marked) m.animate([x(0), x(-5), x(5), x(-3), x(0)], { duration: 300 * squeeze, delay: start });
			},
		};
	},
};

// spark is a small sign that runs to a token's stack, with a word beside it.
function spark(move, before, path, from) {
	const token = byId(move.token), layer = byId("motion");
	if (!token || !layer) return null;
	const make = (name, attributes) => {
		const e = document.createElementNS("http://www.w3.org/2000/svg", name);
		for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v);
		return e;
	};
	return {
		length: 280,
		run(start, squeeze) {
			const g = make("g", { class: "spark", opacity: "0" }), word = make("text", { x: 14, y: -6 }), to = before.get(token.id) ?? at(token);
			word.textContent = move.text ?? "";
			g.append(make("path", { d: path }), word);
			layer.append(g);
			const p = (dx, dy, opacity) => ({ transform: `translate(${to.x + 10 + dx}px,${to.y + 12 + dy}px)`, opacity });
			g.animate([p(from.x, from.y, 0), p(from.x / 2, from.y / 2, 1), p(0, 0, 1), p(0, 0, 0)],
				{ duration: 700 * squeeze, delay: start, easing: "ease-out" }).onfinish = () => g.remove();
		},
	};
}
