// Directories with many files are fetched when they are opened; without this
// script they are links.
import { ask } from "./transport.js";

document.addEventListener("toggle", async (event) => {
	const d = event.target;
	if (!d.open || !d.dataset?.src) return;
	const url = d.dataset.src;
	delete d.dataset.src;
	try {
		const answer = await ask(url, { headers: { "X-Drydock": "fragment" } });
		if (!answer.ok) throw new Error(answer.statusText);
		const page = new DOMParser().parseFromString(await answer.text(), "text/html");
		d.querySelector("p")?.replaceWith(...page.body.childNodes);
	} catch {
		d.dataset.src = url;
	}
}, true);
