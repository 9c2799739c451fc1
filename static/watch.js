// A lab that is only looked at: it is fetched anew when something was typed
// there, unless a moment of the past is shown.
import { merge } from "./merge.js";

const scroll = document.getElementById("scroll");
const down = () => { scroll.scrollTop = scroll.scrollHeight; };
let busy = false, again = false;

async function look() {
	if (new URLSearchParams(location.search).has("at")) return;
	if (busy) {
		again = true;
		return;
	}
	busy = true;
	try {
		const answer = await fetch(location.href, { headers: { "X-Drydock": "fragment" } });
		const html = await answer.text();
		if (html.includes("data-merge")) {
			merge(html, "look");
			down();
		}
	} catch { /* the next news try again */ }
	busy = false;
	if (again) {
		again = false;
		look();
	}
}

down();
const news = new EventSource(document.getElementById("watch").dataset.events);
news.addEventListener("input", look);
news.addEventListener("ended", () => {
	news.close();
	document.getElementById("watch-state").textContent = "This has ended: what you see is how it was left.";
});
