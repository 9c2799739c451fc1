// The board: tiles come by server-sent events and take the place of the old
// ones, all that have come between two frames at once.
const board = document.getElementById("board"), tiles = document.getElementById("tiles"), said = document.getElementById("board-said");
const waiting = new Map();

const element = (html) => new DOMParser().parseFromString(html, "text/html").body.firstElementChild;

function show() {
	for (const [id, fresh] of waiting) {
		const old = document.getElementById(id);
		if (!old) {
			tiles.append(fresh);
			document.getElementById("nobody")?.remove();
			continue;
		}
		if (old.dataset.state !== fresh.dataset.state) said.textContent = `${fresh.querySelector("h3").textContent}: ${fresh.querySelector(".state").textContent}`;
		const focused = old.contains(document.activeElement);
		old.replaceWith(fresh);
		if (focused) fresh.querySelector("a")?.focus({ preventScroll: true });
	}
	waiting.clear();
}

const events = new EventSource(board.dataset.events);
events.addEventListener("tile", (event) => {
	const fresh = element(event.data);
	if (!fresh) return;
	if (!waiting.size) requestAnimationFrame(show);
	waiting.set(fresh.id, fresh);
});
events.addEventListener("images", (event) => document.getElementById("images").replaceWith(element(event.data)));
events.addEventListener("gone", () => { events.close(); location.href = "/teach?deleted=1"; });
